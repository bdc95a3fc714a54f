"""Settings of tools that bump the project: the version that they take for the present one."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._python.ini import read_ini
from vercheck.model import Extraction, Pin, Source
from vercheck.shapes.own_version import named_after_folder, own_version
from vercheck.shapes.scalars import get, scalar
from vercheck.syntax.toml import notes_of, parse_toml

_PLACES = (("tool", "bumpversion", "current_version"), ("tool", "commitizen", "version"))


def extract(source: Source) -> Extraction:
    if source.name.endswith(".toml"):
        document = parse_toml(source.content)
        found = [scalar(get(document.root, *path)) for path in _PLACES]
        spans = [(datum.span, path) for datum, path in zip(found, _PLACES, strict=True) if datum is not None]
        name = named_after_folder(source)
        pins = [
            pin for span, path in spans for pin in own_version(source, span, "source", name, ".".join(path))
        ]
        return Extraction(pins=tuple(pins), notes=notes_of(source, document))
    ini = read_ini(source)
    return Extraction(pins=tuple(_current(source)), notes=ini.notes)


def _current(source: Source) -> Iterator[Pin]:
    ini = read_ini(source)
    option = ini.of("bumpversion", "current_version")
    span = ini.passage.span(*option.lines[0]) if option is not None and len(option.lines) == 1 else None
    if span is not None:
        yield from own_version(
            source, span, "source", named_after_folder(source), "bumpversion.current_version"
        )


EXTRACTOR = Extractor(
    patterns=(".bumpversion.cfg", ".bumpversion.toml", ".cz.toml", "cz.toml"), extract=extract
)
