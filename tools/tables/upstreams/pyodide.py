"""Pyodide: the one Emscripten and the one CPython that extension modules are built with."""

from tools.tables.table import Table
from tools.tables.wordings import exactly, found_by, minor_line

_PATHS = ("Makefile.envs",)

TABLES = (
    Table(
        id="pyodide-emscripten",
        pack="python",
        paths=_PATHS,
        read=found_by(r"\bPYODIDE_EMSCRIPTEN_VERSION \??= *([\d.]+)"),
        needs=exactly,
        line="~{}",
        since="0.20",
        tag="{}",
    ),
    Table(
        id="pyodide-python",
        pack="python",
        paths=_PATHS,
        read=found_by(r"\bPYVERSION \??= *(\d+\.\d+)"),
        needs=lambda value, first: f"~{minor_line(value, first)}",
        line="~{}",
        since="0.20",
        tag="{}",
    ),
)
