"""What a store has of a checkout is whole, and the file is never anything else's."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.results import Cell, Checked, Failed, FleetError, Result, Trouble, Unchanged
from vercheck.fleet.rows import PIN_COLUMNS
from vercheck.fleet.store import Store, opened

ONE, TWO = Checkout("/one", "one"), Checkout("/two", "two")


def pin(version: str) -> tuple[Cell, ...]:
    given: dict[str, Cell] = {
        "line": 1,
        "column": 1,
        "version": version,
        "number": version,
        "reference": None,
    }
    return tuple(given.get(name, name) for name in PIN_COLUMNS)


def checked(*versions: str, question: str = "q") -> Checked:
    return Checked(question, 1, len(versions), 0, 0, 0, 0.1, tuple(map(pin, versions)), ())


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.database.execute(query).fetchall()


def test_what_is_recorded_is_there_in_the_next_run(tmp_path: Path) -> None:
    with opened(tmp_path / "s") as store:
        store.record(ONE, checked("1.0", "2.0"))
    with opened(tmp_path / "s") as store:
        assert (store.known(ONE), store.known(TWO)) == ("q", "")
        assert rows(store, "SELECT name, state, pins FROM repositories") == [("one", "checked", 2)]
        assert rows(store, "SELECT version FROM pins ORDER BY version") == [("1.0",), ("2.0",)]


def test_a_later_result_takes_the_place_of_all_of_an_earlier_one(tmp_path: Path) -> None:
    with opened(tmp_path / "s") as store:
        store.record(TWO, checked("5.0"))
        store.record(ONE, checked("1.0", "2.0"))
        store.record(ONE, checked("3.0"))
        assert rows(store, "SELECT version FROM pins ORDER BY version") == [("3.0",), ("5.0",)]
        store.record(ONE, Failed(Trouble.PATH, "gone"))
        assert rows(store, "SELECT version FROM pins") == [("5.0",)]
        assert store.known(ONE) == ""
        assert rows(store, "SELECT count(*) FROM repositories") == [(2,)]


def test_what_is_unchanged_stays_under_its_latest_name(tmp_path: Path) -> None:
    with opened(tmp_path / "s") as store:
        store.record(ONE, checked("1.0"))
        store.record(Checkout("/one", "./one"), Unchanged())
        assert rows(store, "SELECT name FROM repositories") == [("./one",)]
        assert rows(store, "SELECT count(*) FROM pins") == [(1,)]


def test_a_result_that_cannot_be_recorded_leaves_the_earlier_one(tmp_path: Path) -> None:
    broken: Result = Checked("q", 1, 2, 0, 0, 0, 0.1, (pin("2.0"), ("too", "few")), ())
    with opened(tmp_path / "s") as store:
        store.record(ONE, checked("1.0"))
        with pytest.raises(sqlite3.Error):
            store.record(ONE, broken)
    with opened(tmp_path / "s") as store:
        assert rows(store, "SELECT version FROM pins") == [("1.0",)]


@pytest.mark.parametrize(
    "name",
    ["new\nline", os.fsdecode(b"caf\xe9"), "\x1b[31m", "'; DROP TABLE pins; --", "\N{SNOWMAN}", "\\xe9"],
)
def test_any_name_comes_back_as_one_repository(tmp_path: Path, name: str) -> None:
    odd = Checkout(f"/{name}", name)
    with opened(tmp_path / "s") as store:
        for _ in range(2):
            store.record(odd, checked("1.0"))
        store.record(ONE, checked("1.0"))
        assert store.known(odd) == "q"
        assert rows(store, "SELECT count(*) FROM repositories") == [(2,)]
        assert rows(store, "SELECT count(*) FROM pins") == [(2,)]


def test_names_that_look_alike_in_print_are_two_repositories(tmp_path: Path) -> None:
    with opened(tmp_path / "s") as store:
        store.record(Checkout(os.fsdecode(b"/caf\xe9"), "x"), checked("1.0"))
        store.record(Checkout("/caf\\xe9", "x"), checked("1.0"))
        assert rows(store, "SELECT root FROM repositories") == [("/caf\\xe9",), ("/caf\\xe9",)]


def test_only_what_is_asked_for_stays_where_the_rest_is_to_be_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path / "s") as store:
        store.record(ONE, checked("1.0"))
        store.record(TWO, checked("2.0"))
        store.forget_but([TWO])
        assert rows(store, "SELECT name FROM repositories") == [("two",)]
        assert rows(store, "SELECT version FROM pins") == [("2.0",)]


def foreign(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()


def of_tomorrow(file: Path) -> None:
    with opened(file) as store:
        store.database.execute("PRAGMA user_version = 99")


def damaged(file: Path) -> None:
    with opened(file) as store:
        store.record(ONE, checked(*map(str, range(500))))
    content = bytearray(file.read_bytes())
    content[100:4000] = b"\xff" * 3900
    file.write_bytes(content)


@pytest.mark.parametrize(
    "make", [foreign, of_tomorrow, damaged, lambda file: file.write_text("dear diary\n" * 100), Path.mkdir]
)
def test_a_file_that_is_no_store_of_ours_is_refused_and_stays_as_it_is(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "s"
    make(file)
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(FleetError, match=r"`.*s`"), opened(file):
        pass
    assert (file.read_bytes() if file.is_file() else b"") == before


def test_a_store_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(FleetError, match="cannot be used"), opened(tmp_path / "no" / "such" / "folder"):
        pass


def test_a_run_that_is_killed_while_it_writes_leaves_whole_results(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.fleet.test_store import *\n"
        "with opened(Path(sys.argv[1])) as store:\n"
        "    for number in range(1, 100000):\n"
        "        one = Checkout(f'/{number}', str(number))\n"
        "        store.record(one, checked(*map(str, range(number % 50 + 1))))\n"
    )
    root = Path(__file__).parents[2]
    writing = subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "s")], cwd=root)
    while not (tmp_path / "s").exists() or (tmp_path / "s").stat().st_size < 200_000:
        assert writing.poll() is None
        time.sleep(0.01)
    writing.kill()
    writing.wait()
    with opened(tmp_path / "s") as store:
        counts = rows(
            store,
            "SELECT name, pins, (SELECT count(*) FROM pins p WHERE p.repository = r.repository)"
            " FROM repositories r",
        )
        assert counts
        assert all(said == there == int(str(name)) % 50 + 1 for name, said, there in counts)
        store.record(ONE, checked("1.0"))
