"""Carries the library that draws the graph's page from the package that ships it into this one, when this one
is built or installed for editing. Separate because only a build needs that package."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "gravis"
FOLDER = "gravis/_internal/plotting/third_party/d3"
SCRIPT, LICENSE = "d3.v7.min.def.js", "ORIGINAL_LICENSE"
HOME = "vercheck/pictures/page/carried"

_BEFORE = """\
(() => {
const require = { defined: () => false };
const define = (name, needs, make) => make(globalThis.d3 = {});
"""
_AFTER = "\n})();\n"


class CarryLibrary(BuildHookInterface[Any]):
    """Runs before a wheel is filled, and before an editable one is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        home = Path(self.root) / HOME
        home.mkdir(parents=True, exist_ok=True)
        for name, text in carried().items():
            (home / name).write_text(text, "utf-8")
        build_data["artifacts"].append(f"/{HOME}/")  # git ignores it, and hatchling what git ignores


def carried() -> dict[str, str]:
    """The files, by the name that they have here. The package wraps the script for a module loader, which a
    page that stands alone has not: it is given the two functions that it asks for."""
    shipped = {str(file): file for file in files(PACKAGE) or ()}
    script, license_ = (shipped[f"{FOLDER}/{name}"].read_text("utf-8") for name in (SCRIPT, LICENSE))
    return {"d3.js": _BEFORE + script + _AFTER, "d3.LICENSE": license_}
