"""What is kept comes back whole, or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vercheck.cache import store
from vercheck.cache.store import Store

VALUES = {b"one": b"1" * 1000, b"two": b"", b"three": bytes(range(256)) * 40}


def file(folder: Path) -> Path:
    (found,) = folder.glob("*.sqlite")
    return found


def test_values_come_back(tmp_path: Path) -> None:
    Store(tmp_path / "new" / "folder").put(VALUES)
    assert Store(tmp_path / "new" / "folder").get([*VALUES, b"four"]) == VALUES


def test_a_later_value_replaces_an_earlier_one(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put({b"one": b"1"})
    kept.put({b"one": b"2"})
    assert kept.get([b"one"]) == {b"one": b"2"}


def test_more_keys_than_one_query_takes(tmp_path: Path) -> None:
    many = {str(number).encode(): str(number).encode() for number in range(2500)}
    Store(tmp_path).put(many)
    assert Store(tmp_path).get(many) == many


def test_what_was_never_kept_is_a_miss_and_leaves_no_file(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").get([b"one"]) == {}
    assert not (tmp_path / "none").exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_flipped_byte_is_a_miss_and_never_another_value(tmp_path: Path, data: st.DataObject) -> None:
    kept = Store(tmp_path)
    for old in tmp_path.iterdir():
        old.unlink()
    kept.put(VALUES)
    content = bytearray(file(tmp_path).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    file(tmp_path).write_bytes(content)
    found = kept.get(VALUES)
    assert found.items() <= VALUES.items()
    kept.put(VALUES)  # and what was damaged is made good, at the latest by the second try
    kept.put(VALUES)
    assert kept.get(VALUES).items() <= VALUES.items()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_store_is_a_miss_and_then_made_anew(tmp_path: Path, content: bytes) -> None:
    Store(tmp_path).put(VALUES)
    file(tmp_path).write_bytes(content)
    assert Store(tmp_path).get(VALUES) == {}
    Store(tmp_path).put(VALUES)
    assert Store(tmp_path).get(VALUES) == VALUES


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    Store(tmp_path / "own").put(VALUES)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / file(tmp_path / "own").name).symlink_to(file(tmp_path / "own"))
    before = file(tmp_path / "own").read_bytes()
    assert Store(tmp_path / "linked").get(VALUES) == {}
    Store(tmp_path / "linked").put({b"one": b"other"})
    assert file(tmp_path / "own").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Store(tmp_path / "file" / "below").put(VALUES)
    assert Store(tmp_path / "file" / "below").get(VALUES) == {}


def test_a_store_that_another_process_holds_is_a_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    Store(tmp_path).put(VALUES)
    with sqlite3.connect(file(tmp_path), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert Store(tmp_path).get(VALUES) == {}
        Store(tmp_path).put({b"one": b"other"})
        other.execute("ROLLBACK")
    assert Store(tmp_path).get(VALUES) == VALUES


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vercheck.cache.store import Store\n"
        "folder, name = sys.argv[1:]\n"
        "for number in range(40): Store(Path(folder)).put({f'{name}-{number}'.encode(): b'x' * number})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    expected = {f"{name}-{number}".encode(): b"x" * number for name in "abc" for number in range(40)}
    assert Store(tmp_path).get(expected) == expected


def test_it_stays_below_its_limit_and_keeps_what_was_asked_for_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SIZE_LIMIT", 200_000)
    monkeypatch.setattr(store, "_today", lambda: 1)
    Store(tmp_path).put({f"old {number}".encode(): os.urandom(1000) for number in range(150)})
    monkeypatch.setattr(store, "_today", lambda: 2)
    assert Store(tmp_path).get([b"old 77"])
    Store(tmp_path).put({f"new {number}".encode(): os.urandom(1000) for number in range(60)})
    assert file(tmp_path).stat().st_size < 200_000
    assert Store(tmp_path).get([b"old 77", b"new 7"]).keys() == {b"old 77", b"new 7"}


def test_only_its_owner_may_look(tmp_path: Path) -> None:
    Store(tmp_path / "own").put(VALUES)
    assert (tmp_path / "own").stat().st_mode & 0o077 == 0
