"""pylock.toml: what an installer of Python packages is to install, in the standard form (PEP 751)."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import Harvest
from vercheck.extractors._python.lock import LOCAL, OTHER
from vercheck.model import Artifact, Digest, Exact, Extraction, Pin, Role, Source
from vercheck.shapes.digests import read_digest
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.syntax.data import Datum, Text
from vercheck.syntax.passage import Passage
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.versions import parse


def extract(source: Source) -> Extraction:
    document = parse_toml(source.content)
    harvest = Harvest(source)
    supported = document.root.get("requires-python")
    if isinstance(supported, Text) and supported.value:
        harvest.supported_python(Passage.of_text(supported), "requires-python")
    pins = tuple(_packages(Sheet(source), document.root.get("packages")))
    return Extraction(pins=(*harvest.pins, *pins), notes=(*notes_of(source, document), *harvest.notes))


def _packages(sheet: Sheet, listed: Datum | None) -> Iterator[Pin]:
    for package in items(listed):
        name, version = written(get(package, "name")), scalar(get(package, "version"))
        if not name or version is None:
            continue  # what is built from a folder or a repository may have none
        value = Exact(parse(written(version) or "", "pep440"))
        pin = sheet.pin(
            version,
            Artifact("pypi", pypi_name(name)),
            f"packages[{name}@{written(version)}]",
            value=value,
            role=Role.RESOLVES,
            track=written(get(package, "marker")) or "",
            note=_origin(package),
            digests=tuple(_digests(package)),
        )
        yield from (pin,) if pin else ()


def _origin(package: Datum) -> str:
    if get(package, "directory") is not None:
        return LOCAL
    return OTHER if get(package, "vcs") is not None or get(package, "archive") is not None else ""


def _digests(package: Datum) -> Iterator[Digest]:
    files = (get(package, "sdist"), get(package, "archive"), *items(get(package, "wheels")))
    for file in files:
        for algorithm, given in entries(get(file, "hashes")):
            digest = read_digest(written(given) or "", algorithm)
            yield from (digest,) if digest is not None else ()


EXTRACTOR = Extractor(patterns=("pylock.toml", "pylock.*.toml"), extract=extract, lockfile=True)
