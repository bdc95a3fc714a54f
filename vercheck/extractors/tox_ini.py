"""tox.ini: the interpreters that a project is tested with, and what its environments install.

Every environment of tox is one of its own, so what `[testenv:lint]` installs is on the track `lint`, and
the interpreters of the list of environments are a test matrix.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import PYTHON, Harvest
from vercheck.extractors._python.ini import Ini, Option, read_ini
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Extraction, Role, Source
from vercheck.shapes.pins import minimum
from vercheck.shapes.remarks import remarks_of
from vercheck.versions import parse

_ENVIRONMENT = re.compile(r"testenv(?::(.+))?")
_INTERPRETER = re.compile(r"(?<![\w.])py(?:thon)?-?(3)\.?(\d{1,2})(?![\w.])")
_BRACES = re.compile(r"(?<![\w.])py\{([\d.,\s]{1,200})\}")
_NUMBER = re.compile(r"(3)\.?(\d{1,2})(?!\d)")
_FACTOR = re.compile(r"([\w.!{},-]+)\s*:\s+(?=\S)")


def extract(source: Source) -> Extraction:
    ini = read_ini(source)
    harvest = Harvest(source)
    for option in ini.options:
        environment = _ENVIRONMENT.fullmatch(option.section)
        if option.section == "tox":
            _settings(harvest, ini, option)
        elif environment is not None and option.key == "deps":
            _dependencies(harvest, ini, option, environment[1] or "")
        elif environment is not None and option.key in ("basepython", "base_python"):
            _interpreters(harvest, ini, option, environment[1] or "matrix")
    return Extraction(
        pins=tuple(harvest.pins),
        remarks=remarks_of(source, ini.comments),
        notes=(*ini.notes, *harvest.notes),
    )


def _settings(harvest: Harvest, ini: Ini, option: Option) -> None:
    if option.key in ("envlist", "env_list"):
        _interpreters(harvest, ini, option, "matrix")
    elif option.key in ("minversion", "min_version"):
        for stretch in option.lines[:1]:
            value = minimum(ini.text(stretch))
            if value is not None:
                span = ini.passage.span(*stretch)
                harvest.pin(span, Artifact("pypi", "tox"), value, Role.REQUIRES, join("tox", option.key))
    elif option.key == "requires":
        for start, end in option.lines:
            harvest.requirement(ini.passage, start, end, "tox.requires")


def _interpreters(harvest: Harvest, ini: Ini, option: Option, track: str) -> None:
    """`py311`, `python3.11` and `py{310,311}` name interpreters of the test matrix."""
    places = []
    for start, end in option.lines:
        places += list(_INTERPRETER.finditer(ini.passage.text, start, end))
        for group in _BRACES.finditer(ini.passage.text, start, end):
            places += list(_NUMBER.finditer(ini.passage.text, *group.span(1)))
    for found in places:
        version = f"{found[1]}.{found[2]}"
        span = ini.passage.span(found.start(1), found.end(2))
        trail = join(*option.section.split(":"), option.key, version)
        harvest.pin(span, PYTHON, Exact(parse(version)), Role.SELECTS, trail, track=track)


def _dependencies(harvest: Harvest, ini: Ini, option: Option, track: str) -> None:
    """One requirement on each line, perhaps behind the factors that it counts for (`py38: x<2`)."""
    trail = join(*option.section.split(":"), "deps")
    for start, end in option.lines:
        factor = _FACTOR.match(ini.passage.text, start, end)
        place = factor.end() if factor is not None else start
        if not ini.text((place, end)).startswith(("-", "{", ".", "/")):
            which = factor[1] if factor is not None else ""
            harvest.requirement(ini.passage, place, end, trail, track=" ".join(filter(None, (track, which))))


EXTRACTOR = Extractor(patterns=("tox.ini",), extract=extract)
