"""composer.json: a PHP package's own version, and what it requires."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import (
    Artifact,
    Exact,
    Extraction,
    Floating,
    Note,
    Pin,
    Range,
    Requirement,
    Role,
    Source,
    Value,
)
from vercheck.shapes.own_version import named_after_folder, own_version
from vercheck.shapes.pins import MAX_LENGTH
from vercheck.shapes.scalars import Sheet, entries, get, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.json import parse_json
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

_TABLES = ("require", "require-dev")
_TILDE = re.compile(r"~[ ]{0,8}v?(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9}){0,3})")
_STABILITY = re.compile(r"@[a-zA-Z]{1,10}$")
_BRANCH = re.compile(r"dev-|.*-dev$|.*@dev$|self\.version$|@")
"""What names a branch or only a stability."""


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    version = scalar(get(root, "version"))
    name = written(get(root, "name")) or named_after_folder(source)
    own = own_version(source, version.span, "composer", name, "version") if version is not None else ()
    found = [*own, *_requirements(Sheet(source), root)]
    return Extraction(
        pins=tuple(item for item in found if isinstance(item, Pin)),
        notes=(*notes, *(item for item in found if isinstance(item, Note))),
    )


def _requirements(sheet: Sheet, root: Datum | None) -> Iterator[Pin | Note]:
    for table in _TABLES:
        for name, entry in entries(get(root, table)):
            text = scalar(entry)
            said = (written(text) or "").strip()
            if text is None or _BRANCH.match(said) or name.startswith(("ext-", "lib-")):
                continue
            value = _value(said)
            artifact = Artifact("bin", "php") if name in ("php", "php-64bit") else Artifact("composer", name)
            role = Role.SELECTS if isinstance(value, Exact) else Role.REQUIRES
            pin = sheet.pin(text, artifact, f"{table}.{name}", value=value, role=role) if value else None
            yield pin or sheet.puzzle(text, f"`{said[:60]}` is not a constraint that vercheck can read")


def _value(text: str) -> Value | None:
    if text == "*":
        return Floating(text)
    if looks_like_version(text):
        return Exact(parse(text))
    if len(text) > MAX_LENGTH:
        return None
    # One bar is an `or` of old; a stability says which releases count, not which versions.
    parts = [_alternative(_STABILITY.sub("", part.strip())) for part in re.split(r"\|\|?", text)]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    intervals = tuple(interval for part in known for interval in part.intervals)
    return Range(Requirement(text, known[0].scheme, intervals))


def _alternative(text: str) -> Requirement | None:
    """Bounds that all hold. A tilde lets the last part that is written grow (`~1.2` is below `2.0`), which
    to npm means something else."""
    tilde = _TILDE.fullmatch(text)
    try:
        if tilde is None:
            return None if "~" in text else parse_requirement(text.replace(",", " "), "npm")
        number = tilde["number"]
        front, dot, _ = number.rpartition(".")
        head, point, last = front.rpartition(".") if dot else ("", "", number)
        return parse_requirement(f">={number} <{head}{point}{int(last) + 1}", "npm")
    except (RequirementError, ValueError):
        return None


EXTRACTOR = Extractor(patterns=("composer.json",), extract=extract)
