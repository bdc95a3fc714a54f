"""The page about the command shows what it says today, and its queries are ones that the store answers."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import run

PAGE = Path(__file__).parents[2] / "docs/commands/fleet.md"
BLOCK = re.compile(r"<!-- ([^>]+) -->\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def answer(query: str) -> str:
    """The rows as `sqlite3` prints them."""
    with closing(sqlite3.connect("fleet.sqlite")) as database:
        return "".join(f"{'|'.join(map(str, row))}\n" for row in database.execute(query))


def today(capfd: pytest.CaptureFixture[str]) -> str:
    """The page as it would be written now, in a folder where nothing is yet."""
    query = ""

    def written(match: re.Match[str]) -> str:
        nonlocal query
        what, text = match.groups()
        said = text
        if what.startswith("run: vercheck "):
            said = run(capfd, *shlex.split(what)[2:]).out
        elif what == "query":
            query = text
        elif what == "rows":
            said = answer(query)
        else:
            Path(what).parent.mkdir(parents=True, exist_ok=True)
            Path(what).write_text(text)
        return match[0].replace(f"\n{text}```", f"\n{said}```")

    return BLOCK.sub(written, PAGE.read_text("utf-8"))


def test_the_page_is_that_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert today(capfd) == PAGE.read_text("utf-8")


def test_every_example_shows_something() -> None:
    blocks = BLOCK.findall(PAGE.read_text("utf-8"))
    assert len([what for what, _ in blocks if what == "query"]) >= 4
    assert all(text.strip() for _, text in blocks)


def test_the_page_names_every_column_of_every_table(tmp_path: Path) -> None:
    from vercheck.fleet.store import opened

    rows = dict(
        re.findall(r"^\| `(repositories|pins|findings)` \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    )
    with opened(tmp_path / "s") as store:
        for table, text in rows.items():
            (sql,) = store.database.execute(
                "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone()
            columns = [row[1] for row in store.database.execute(f"PRAGMA table_info({table})")]
            assert sql
            assert [name for name in columns if f"`{name}`" not in text] == (
                ["place", "question"] if table == "repositories" else []
            )
    assert len(rows) == 3
