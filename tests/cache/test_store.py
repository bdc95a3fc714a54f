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
    Store(str(tmp_path / "new" / "folder")).put(VALUES)
    assert Store(str(tmp_path / "new" / "folder")).get([*VALUES, b"four"]) == VALUES


def test_a_later_value_replaces_an_earlier_one(tmp_path: Path) -> None:
    kept = Store(str(tmp_path))
    kept.put({b"one": b"1"})
    kept.put({b"one": b"2"})
    assert kept.get([b"one"]) == {b"one": b"2"}


def test_more_keys_than_one_query_takes(tmp_path: Path) -> None:
    many = {str(number).encode(): str(number).encode() for number in range(2500)}
    Store(str(tmp_path)).put(many)
    assert Store(str(tmp_path)).get(many) == many


def test_what_was_never_kept_is_a_miss_and_leaves_no_file(tmp_path: Path) -> None:
    assert Store(str(tmp_path / "none")).get([b"one"]) == {}
    assert not (tmp_path / "none").exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_flipped_byte_is_a_miss_and_never_another_value(tmp_path: Path, data: st.DataObject) -> None:
    kept = Store(str(tmp_path))
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
    Store(str(tmp_path)).put(VALUES)
    file(tmp_path).write_bytes(content)
    assert Store(str(tmp_path)).get(VALUES) == {}
    Store(str(tmp_path)).put(VALUES)
    assert Store(str(tmp_path)).get(VALUES) == VALUES


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    Store(str(tmp_path / "own")).put(VALUES)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / file(tmp_path / "own").name).symlink_to(file(tmp_path / "own"))
    before = file(tmp_path / "own").read_bytes()
    assert Store(str(tmp_path / "linked")).get(VALUES) == {}
    Store(str(tmp_path / "linked")).put({b"one": b"other"})
    assert file(tmp_path / "own").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Store(str(tmp_path / "file" / "below")).put(VALUES)
    assert Store(str(tmp_path / "file" / "below")).get(VALUES) == {}


def test_a_store_that_another_process_holds_is_a_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    Store(str(tmp_path)).put(VALUES)
    with sqlite3.connect(file(tmp_path), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert Store(str(tmp_path)).get(VALUES) == {}
        Store(str(tmp_path)).put({b"one": b"other"})
        other.execute("ROLLBACK")
    assert Store(str(tmp_path)).get(VALUES) == VALUES


def test_another_process_is_waited_for_once_and_not_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    kept = Store(str(tmp_path))
    kept.put(VALUES)
    with sqlite3.connect(file(tmp_path), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert kept.get(VALUES) == {}
        assert kept._patience == 0
        other.execute("ROLLBACK")
    assert kept.get(VALUES) == VALUES


def test_what_others_may_write_is_neither_believed_nor_touched(tmp_path: Path) -> None:
    """In a folder that all may write to, anybody may leave a journal for SQLite to recover from."""
    Store(str(tmp_path)).put(VALUES)
    for place, mode in ((tmp_path, 0o777), (file(tmp_path), 0o666)):
        before = place.stat().st_mode
        place.chmod(mode)
        assert Store(str(tmp_path)).get(VALUES) == {}
        Store(str(tmp_path)).put({b"one": b"other"})
        place.chmod(before)
        assert Store(str(tmp_path)).get(VALUES) == VALUES


def test_a_value_that_is_too_long_is_not_kept_and_never_comes_back_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(str(tmp_path)).put({b"long": bytes(1000)})
    monkeypatch.setattr(store, "_VALUE_LIMIT", 999)
    assert Store(str(tmp_path)).get([b"long"]) == {}
    Store(str(tmp_path)).put({b"other": bytes(1000), b"short": bytes(999)})
    assert Store(str(tmp_path)).get([b"other", b"short"]) == {b"short": bytes(999)}


def test_a_full_disk_is_no_trouble(tmp_path: Path) -> None:
    """As far as one can be had: a file that may not grow."""
    code = (
        "import resource, signal, sys; from vercheck.cache.store import Store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "Store(sys.argv[1]).put({b'one': b'1'})\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "import os; Store(sys.argv[1]).put({b'two': os.urandom(1_000_000)})\n"
        "assert Store(sys.argv[1]).get([b'one', b'two']) == {b'one': b'1'}"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from vercheck.cache.store import Store\n"
        "folder, name = sys.argv[1:]\n"
        "for number in range(40): Store(folder).put({f'{name}-{number}'.encode(): b'x' * number})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    expected = {f"{name}-{number}".encode(): b"x" * number for name in "abc" for number in range(40)}
    assert Store(str(tmp_path)).get(expected) == expected


def test_it_stays_below_its_limit_and_keeps_what_was_asked_for_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SIZE_LIMIT", 200_000)
    monkeypatch.setattr(store, "_today", lambda: 1)
    Store(str(tmp_path)).put({f"old {number}".encode(): os.urandom(1000) for number in range(150)})
    monkeypatch.setattr(store, "_today", lambda: 2)
    assert Store(str(tmp_path)).get([b"old 77"])
    Store(str(tmp_path)).put({f"new {number}".encode(): os.urandom(1000) for number in range(60)})
    assert file(tmp_path).stat().st_size < 200_000
    assert Store(str(tmp_path)).get([b"old 77", b"new 7"]).keys() == {b"old 77", b"new 7"}


def test_only_its_owner_may_look(tmp_path: Path) -> None:
    Store(str(tmp_path / "own")).put(VALUES)
    assert (tmp_path / "own").stat().st_mode & 0o077 == 0


def test_in_a_folder_that_others_see_only_its_owner_may_read_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Store(str(tmp_path)).put(VALUES)
    assert all(one.stat().st_mode & 0o077 == 0 for one in tmp_path.iterdir())
