"""`python -m tools.tables TABLE GIT_DIR`: shows what a table of a pack becomes, or writes it.

Without arguments, lists the tables. The exit status is 1 where the pack would change and is not written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from difflib import unified_diff
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tools.tables import upstreams
from tools.tables.history import History, HistoryError
from tools.tables.pack import PackError, as_toml, merged
from tools.tables.rows import Rebuilt, rebuild
from tools.tables.table import Table

RULES = Path(__file__).parent.parent.parent / "rules"


@cache
def tables() -> dict[str, Table]:
    """Every table that can be rebuilt, by its id."""
    modules = [
        import_module(f"{upstreams.__name__}.{found.name}") for found in iter_modules(upstreams.__path__)
    ]
    return {table.id: table for module in modules for table in module.TABLES}


def read(table: Table, directory: Path, *, by_history: bool = False) -> Rebuilt:
    """The table that a git directory tells.

    Raises:
        HistoryError: the directory cannot be read, or has no release in it.
    """
    history = History(directory)
    releases = history.recorded(table) if by_history else history.tagged(table)
    rebuilt = rebuild(
        table, ((one, table.read(files)) for one, files in history.files(releases, table.paths))
    )
    if not rebuilt.rows and not rebuilt.groups:
        hint = "" if by_history else "; a copy without tags can be read with --history"
        raise HistoryError(f"{directory}: no release tells `{table.id}`{hint}")
    return rebuilt


def run(arguments: Sequence[str]) -> int:
    given = _parser().parse_args(arguments)
    if given.table is None:
        sys.stdout.write("".join(f"{name}\n" for name in sorted(tables())))
        return 0
    table = tables()[given.table]
    pack = given.write or RULES / f"{table.pack}.toml"
    try:
        rebuilt = read(table, given.directory, by_history=given.history)
        if given.rows:
            sys.stdout.write(as_toml(rebuilt))
            return 0
        before = pack.read_text("utf-8")
        after = merged(before, table, rebuilt)
    except (HistoryError, PackError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for release in rebuilt.silent:
        sys.stderr.write(f"{release.source} does not say it: no row speaks of it\n")
    sys.stdout.writelines(unified_diff(before.splitlines(True), after.splitlines(True), pack.name, pack.name))
    if given.write:
        pack.write_text(after, "utf-8")
        return 0
    return int(before != after)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.tables", description=__doc__)
    parser.add_argument("table", nargs="?", choices=sorted(tables()), metavar="TABLE", help="the id of a row")
    parser.add_argument("directory", nargs="?", type=Path, metavar="GIT_DIR", help="a copy of the upstream")
    parser.add_argument(
        "--history", action="store_true", help="take releases from the history of a file, not tags"
    )
    parser.add_argument("--rows", action="store_true", help="print the rows alone, not what changes")
    parser.add_argument("--write", type=Path, metavar="PACK", help="put the table into this pack")
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
