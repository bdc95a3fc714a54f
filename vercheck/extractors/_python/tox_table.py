"""`[tool.tox]` of pyproject.toml: what tox.ini says, in TOML.

Every environment is one of its own, so what it installs is on its track; the interpreters that the list of
environments names are a test matrix.
"""

from __future__ import annotations

import re

from vercheck.extractors._python.harvest import PYTHON, Harvest
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Role
from vercheck.shapes.pins import minimum
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.passage import Passage
from vercheck.versions import parse

_INTERPRETER = re.compile(r"(?:py(?:thon)?-?)?(3)\.?(\d{1,2})(?![\w.])")


def read_tox(harvest: Harvest, table: Datum | None) -> None:
    if not isinstance(table, Mapping):
        return
    for key in ("min_version", "minversion"):
        least = table.text(key)
        value = minimum(least.value or "") if least is not None else None
        if least is not None and value is not None:
            trail = join("tool", "tox", key)
            harvest.pin(least.span, Artifact("pypi", "tox"), value, Role.REQUIRES, trail)
    harvest.requirements(table.get("requires"), "tool.tox.requires")
    for key in ("env_list", "envlist"):
        _interpreters(harvest, table.get(key), join("tool", "tox", key), "matrix")
    base = table.get("env_run_base")
    if isinstance(base, Mapping):
        harvest.requirements(base.get("deps"), "tool.tox.env_run_base.deps")
    environments = table.get("env")
    for name, entry in environments.items() if isinstance(environments, Mapping) else ():
        if isinstance(entry.value, Mapping):
            trail = join("tool", "tox", "env", name)
            harvest.requirements(entry.value.get("deps"), f"{trail}.deps", track=name)
            _interpreters(harvest, entry.value.get("base_python"), f"{trail}.base_python", name)


def _interpreters(harvest: Harvest, listed: Datum | None, trail: str, track: str) -> None:
    for item in listed.items if isinstance(listed, Sequence) else (listed,):
        found = _INTERPRETER.match(item.value or "") if isinstance(item, Text) else None
        if found is None or not isinstance(item, Text):
            continue
        version = f"{found[1]}.{found[2]}"
        span = Passage.of_text(item).span(found.start(1), found.end(2))
        harvest.pin(span, PYTHON, Exact(parse(version)), Role.SELECTS, f"{trail}.{version}", track=track)
