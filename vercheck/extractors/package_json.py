"""package.json: what a package depends on, which tools it asks for, and its own version."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._node.dependencies import read_catalogs, read_tables
from vercheck.extractors._node.harvest import Harvest
from vercheck.extractors._node.overrides import read_overrides
from vercheck.extractors._node.tools import read_tools
from vercheck.model import Extraction, Source
from vercheck.shapes.platform_lists import read_platform_lists
from vercheck.syntax.data import Mapping
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
    return Extraction.join((harvest.extraction(), read_platform_lists(root, source)))


EXTRACTOR = Extractor(patterns=("package.json",), extract=extract)
