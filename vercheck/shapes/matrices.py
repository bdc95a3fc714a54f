"""Compatibility tables: which versions of one tool go with which of another.

Their versions are rows of knowledge that the repository wrote down, not pins: nothing here selects.
"""

from __future__ import annotations

from vercheck.model import Allowed, Matrix, MatrixRow
from vercheck.shapes.names import words
from vercheck.shapes.place import Place
from vercheck.shapes.platforms import is_platform
from vercheck.syntax.data import Datum, Entry, Mapping, Sequence, Text
from vercheck.versions import looks_like_version

_ALLOW_WORDS = frozenset(
    {
        "compatible", "compatibility", "compat", "supported", "allowed", "valid", "validated",
        "accepted", "tested", "known", "permitted",
    }
)  # fmt: skip
_MATRIX_WORDS = frozenset(
    {
        "matrix", "pairs", "pair", "combination", "combinations", "constraints", "constraint",
        "requirements", "requires", "rows",
    }
)  # fmt: skip
_NO_NAME = _ALLOW_WORDS | _MATRIX_WORDS | frozenset(
    {
        "version", "versions", "list", "table", "map", "tool", "tools",
    }
)  # fmt: skip


def read_matrix(datum: Datum, place: Place) -> Matrix | None:
    """The matrix that a table is, or `None`: version → tools, or an allow-list under a symbol that
    says so."""
    if isinstance(datum, Mapping):
        return _rows_by_version(datum, place) or _allow_map(datum, place)
    if isinstance(datum, Sequence):
        return _pairs(datum, place, ()) or _allow_list(datum, place)
    return None


def read_pairs(record: Mapping, place: Place) -> tuple[tuple[Matrix, ...], frozenset[str]]:
    """The matrices of a record whose list of pairs has a list of tools beside it, which says whose
    versions lead; and the members that were read."""
    beside = record.get("tools")
    anchors = _texts(beside) if isinstance(beside, Sequence) else ()
    if not anchors:
        return (), frozenset()
    found = {}
    for key, entry in record.items():
        if isinstance(entry.value, Sequence) and key != "tools":
            matrix = _pairs(entry.value, place.field(key), anchors)
            if matrix is not None:
                found[key] = matrix
    return tuple(found.values()), frozenset(found)


def _rows_by_version(mapping: Mapping, place: Place) -> Matrix | None:
    """`{"1.240.0": {"wit-bindgen": ["0.46.0"], "wac": "0.8.0"}}`."""
    rows = []
    for key, entry in mapping.items():
        if not isinstance(entry.value, Mapping):
            return None
        if looks_like_version(key) and not is_platform(key):
            allows = tuple(
                allowed
                for tool, inner in entry.value.items()
                if not looks_like_version(tool) and (allowed := _allowed(tool, inner, place)) is not None
            )
            if 2 * len(allows) < len(entry.value.entries):
                return None
            rows.append(MatrixRow(key, place.locate(entry.key.span), allows))
    if not any(row.allows for row in rows) or 5 * len(rows) < 3 * len(mapping.entries):
        return None
    listed = any(
        isinstance(inner.value, Sequence)
        for entry in mapping.entries
        if isinstance(entry.value, Mapping)
        for inner in entry.value.entries
    )
    if not listed and not _says(place, _ALLOW_WORDS | _MATRIX_WORDS):
        return None  # version → name → version may be anything, unless the symbol says what
    return Matrix(place.trail, place.locate(mapping.span), tuple(rows), anchors=_anchors(place))


def _allow_map(mapping: Mapping, place: Place) -> Matrix | None:
    """`SUPPORTED_VERSIONS = {"python": ["3.11", "3.12"]}`."""
    if not _says(place, _ALLOW_WORDS):
        return None
    allows = tuple(
        allowed
        for tool, entry in mapping.items()
        if isinstance(entry.value, Sequence) and (allowed := _allowed(tool, entry, place)) is not None
    )
    if not allows or len(allows) < len(mapping.entries):
        return None
    location = place.locate(mapping.span)
    return Matrix(place.trail, location, (MatrixRow(None, location, allows),), closed=True)


def _allow_list(sequence: Sequence, place: Place) -> Matrix | None:
    """`COMPATIBLE_CLI_VERSIONS = ["0.46.0", "0.47.0"]`: closed, what is not in it is refused."""
    tool = next(iter(_named(place.hints[0])), None) if place.hints else None
    if tool is None or not _says(place, _ALLOW_WORDS) or "versions" not in words(place.hints[0]):
        return None
    texts = [item for item in sequence.items if isinstance(item, Text)]
    versions = tuple(
        (text.value, place.locate(text.span)) for text in texts if text.value and _is_version(text)
    )
    if not versions or len(versions) < len(sequence.items):
        return None
    location = place.locate(sequence.span)
    row = MatrixRow(None, location, (Allowed(tool, versions, location),))
    return Matrix(place.trail, location, (row,), closed=True)


def _pairs(sequence: Sequence, place: Place, anchors: tuple[str, ...]) -> Matrix | None:
    """`[{"wasm-tools": "1.244.0", "wit-bindgen": "0.49.0"}, …]`: rows of one anchor are one row."""
    if not anchors and not _says(place, _ALLOW_WORDS | _MATRIX_WORDS):
        return None
    records = [item for item in sequence.items if isinstance(item, Mapping) and _is_pair(item)]
    if not records or len(records) < len(sequence.items):
        return None
    shared = [key for key, _ in records[0].items() if all(record.get(key) is not None for record in records)]
    anchor = next((name for name in anchors if name in shared), shared[0] if shared else None)
    if anchor is None:
        return None
    grouped: dict[str, list[Mapping]] = {}
    for record in records:
        text = record.text(anchor)
        grouped.setdefault((text.value if text else None) or "", []).append(record)
    rows = tuple(_pair_row(when, anchor, same, place) for when, same in grouped.items())
    return Matrix(place.trail, place.locate(sequence.span), rows, anchors=(anchor,), tried=True)


def _pair_row(when: str, anchor: str, records: list[Mapping], place: Place) -> MatrixRow:
    allowed: dict[str, list[Text]] = {}
    for record in records:
        for tool, entry in record.items():
            if tool != anchor and isinstance(entry.value, Text):
                allowed.setdefault(tool, []).append(entry.value)
    first = records[0].text(anchor)
    location = place.locate(first.span if first is not None else records[0].span)
    return MatrixRow(
        when,
        location,
        tuple(
            Allowed(
                tool,
                tuple((text.value or "", place.locate(text.span)) for text in texts),
                place.locate(texts[0].span),
            )
            for tool, texts in allowed.items()
        ),
    )


def _is_pair(record: Mapping) -> bool:
    """At least two names, all with versions."""
    return len(record.entries) >= 2 and all(
        isinstance(entry.value, Text) and _is_version(entry.value) for entry in record.entries
    )


def _allowed(tool: str, entry: Entry, place: Place) -> Allowed | None:
    value = entry.value
    items = value.items if isinstance(value, Sequence) else (value,)
    texts = [
        item for item in items if isinstance(item, Text) and item.value is not None and _is_version(item)
    ]
    if not texts or len(texts) < len(items):
        return None
    versions = tuple((text.value or "", place.locate(text.span)) for text in texts)
    return Allowed(tool, versions, place.locate(value.span))


def _is_version(text: Text) -> bool:
    """A version, or a requirement such as `>=1.2`."""
    value = (text.value or "").lstrip("<>=^~! ")
    return looks_like_version(value)


def _says(place: Place, wanted: frozenset[str]) -> bool:
    return any(not wanted.isdisjoint(words(hint)) for hint in place.hints[:1])


def _named(symbol: str) -> tuple[str, ...]:
    """What a symbol names, best first: `WASM_TOOLS_MATRIX` is of wasm-tools, or of wasm."""
    kept: list[str] = []
    for word in words(symbol):
        if word not in _NO_NAME or (word == "tools" and kept):
            kept.append(word)
    found = ("-".join(kept), "-".join(word for word in kept if word not in _NO_NAME))
    return tuple(dict.fromkeys(name for name in found if name))


def _anchors(place: Place) -> tuple[str, ...]:
    """Whose versions the rows' keys are: what someone found in the comments, else what the symbol says."""
    own = _named(place.hints[0]) if place.hints and _says(place, _ALLOW_WORDS | _MATRIX_WORDS) else ()
    return tuple(dict.fromkeys([*place.anchors, *own]))


def _texts(sequence: Sequence) -> tuple[str, ...]:
    return tuple(item.value for item in sequence.items if isinstance(item, Text) and item.value)
