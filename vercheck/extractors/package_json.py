"""package.json: what a package depends on, which tools it asks for, and its own version."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._node.dependencies import read_catalogs, read_tables
from vercheck.extractors._node.harvest import Harvest
from vercheck.extractors._node.overrides import read_overrides
from vercheck.extractors._node.tools import read_tools
from vercheck.model import Extraction, Source
from vercheck.shapes.commands import read_commands
from vercheck.shapes.platform_lists import read_platform_lists
from vercheck.shapes.scalars import Sheet, entries
from vercheck.syntax.data import Datum, Mapping, Text
from vercheck.syntax.json import parse_json


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    harvest = Harvest(source, list(notes))
    if not isinstance(root, Mapping):
        return harvest.extraction()
    harvest.own_version(root, "npm")
    read_tables(harvest, root)
    read_overrides(harvest, root.get("overrides"), "overrides", root=root)
    read_overrides(harvest, root.get("resolutions"), "resolutions", root=root)
    pnpm = root.get("pnpm")
    if isinstance(pnpm, Mapping):
        read_overrides(harvest, pnpm.get("overrides"), "pnpm", "overrides", root=root)
    workspaces = root.get("workspaces")
    if isinstance(workspaces, Mapping):
        harvest.workspace(workspaces.get("packages"))
        read_catalogs(harvest, workspaces)
    else:
        harvest.workspace(workspaces)
    read_catalogs(harvest, root)
    read_tools(harvest, root)
    scripts = _scripts(source, root.get("scripts"))
    return Extraction.join((harvest.extraction(), scripts, read_platform_lists(root, source)))


def _scripts(source: Source, scripts: Datum | None) -> Extraction:
    """What commands install or run at a version of their own: `npx prettier@3.1.0 --check .`"""
    read = (
        read_commands(Sheet(source).script(text, f"scripts.{name}."))
        for name, text in entries(scripts)
        if isinstance(text, Text)
    )
    return Extraction(pins=tuple(pin for found in read for pin in found.pins))


EXTRACTOR = Extractor(patterns=("package.json",), extract=extract)
