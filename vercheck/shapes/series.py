"""Tables that say which release a series stands for: `MINOR_MAPPING = {"3.11": "3.11.9", "3.12": "3.12.4"}`.

Whoever asks for a key gets the release behind it. Neither is a choice: the table is looked into.
"""

from __future__ import annotations

from vercheck.model import Member, Statement
from vercheck.shapes.place import Place
from vercheck.syntax.data import Datum, Mapping, Text
from vercheck.versions import equal_at_precision, looks_like_version, parse

SERIES = "version-series"
"""The kind of the statement: a member for each series, named after it, whose text is the release."""


def read_series(datum: Datum, place: Place) -> Statement | None:
    """The statement of such a table; `None` where a single entry says anything else."""
    if not isinstance(datum, Mapping) or not datum.entries:
        return None
    members = []
    for key, entry in datum.items():
        value = entry.value
        release = value.value if isinstance(value, Text) and value.is_literal else None
        if release is None or not _is_of(release, key):
            return None
        members.append(Member(key, release, place.locate(value.span)))
    return Statement(SERIES, "", place.locate(datum.span), place.trail, tuple(members)) if members else None


def _is_of(release: str, series: str) -> bool:
    """Whether a release is one of a series: `3.11.9` of `3.11`."""
    if not (looks_like_version(release) and looks_like_version(series)):
        return False
    whole, short = parse(release), parse(series)
    return short.precision < whole.precision and equal_at_precision(short, whole)
