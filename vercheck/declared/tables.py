"""`[[table]]`: a symbol of a data file or a program, read as a table of versions because somebody said so.

The readers of shapes need evidence that a map of strings is about versions; here the configuration is
the evidence. Nothing is executed: a table is read as far as it is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vercheck.config import DeclaredTable
from vercheck.declared.symbols import Values, values_of
from vercheck.declared.values import artifact_of, declared_pin
from vercheck.did_you_mean import did_you_mean
from vercheck.model import Artifact, Constant, Extraction, Note, Pin, Reference, Role, Source
from vercheck.shapes import records
from vercheck.shapes.names import is_version_symbol, tool_name
from vercheck.shapes.place import Place
from vercheck.shapes.specs import read_specs
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Scalar, Sequence, Text

_NOTE = "declared table"


class NoTableError(LookupError):
    """The file has no such table: in words that stand behind "where"."""


def read_table(source: Source, row: DeclaredTable) -> Extraction:
    """The pins of a table, with a note for each entry that has no version.

    Raises:
        NoTableError: the symbol is not there, or holds no versions.
    """
    values = values_of(source)
    if values is None:
        raise NoTableError(
            "only Starlark, Python, JSON, TOML and YAML are read; `[[extract]]` reads any text"
        )
    value = values.at(row.symbol)
    if value is None:
        raise NoTableError(f"there is no such symbol{did_you_mean(row.symbol, values.names())}")
    place = Place.start(source, (row.symbol,), value.trail)
    whole = Extraction.join(_entry(key, datum, row, place) for key, datum in _entries(value.datum))
    if not whole.pins:
        raise NoTableError("the symbol holds no versions")
    constants = tuple(_constants(whole.pins, values, source))
    return replace(whole, constants=constants, notes=(*values.notes, *whole.notes))


def _entries(datum: Datum) -> Iterator[tuple[str, Datum]]:
    """Names and what the table says of each, however it is written."""
    if isinstance(datum, Mapping):
        yield from ((key, entry.value) for key, entry in datum.items())
    for item in datum.items if isinstance(datum, Sequence) else ():
        named = records.first_text(item, records.NAME_FIELDS) if isinstance(item, Mapping) else None
        if named is not None and named[1].value:
            yield named[1].value, item
        elif isinstance(item, Sequence) and len(item.items) > 1:
            name = item.items[0]
            if isinstance(name, Text) and name.value:
                yield name.value, item.items[1]


def _entry(key: str, datum: Datum, row: DeclaredTable, place: Place) -> Extraction:
    artifact = _artifact(key, row.ecosystem)
    if isinstance(datum, Mapping):
        return _record(key, datum, artifact, place)
    text = _as_text(datum)
    pin = _pin(text, artifact, place.entry_trail(key), place) if text is not None else None
    return Extraction(pins=(pin,)) if pin is not None else _puzzle(key, datum, place)


def _artifact(key: str, ecosystem: str) -> Artifact:
    """`WASMTIME_VERSION` is the version of `wasmtime`; other keys are names as they stand."""
    named = tool_name(key) if is_version_symbol(key) else None
    return artifact_of(ecosystem, named or key)


def _record(key: str, record: Mapping, artifact: Artifact, place: Place) -> Extraction:
    """An entry that says more than a version: what stands beside it must tell the same story."""
    spec = read_specs(Mapping((Entry(_literal(key, record), record),), record.span), place)
    if spec is not None and spec.pins:
        pins = (replace(pin, artifact=artifact, names=(), note=_NOTE, is_declared=True) for pin in spec.pins)
        return replace(spec, pins=tuple(pins))
    trail = place.entry_trail(key)
    for field in records.VERSION_FIELDS:
        text = _as_text(record.get(field))
        pin = _pin(text, artifact, f"{trail}.{field}", place) if text is not None else None
        if pin is not None:
            return Extraction(pins=(pin,))
    return _puzzle(key, record, place)


def _pin(text: Text, artifact: Artifact, trail: str, place: Place) -> Pin | None:
    """A literal, or a reference to one that is written elsewhere."""
    if text.origin is not None:
        found = place.pin(text, artifact, Role.SELECTS, trail, note=_NOTE)
        return replace(found, is_declared=True) if found and isinstance(found.value, Reference) else None
    if not text.is_literal:
        return None
    return declared_pin(place.source, text.span, artifact, trail=trail, note=_NOTE)


def _constants(pins: Iterable[Pin], values: Values, source: Source) -> Iterator[Constant]:
    """The literals of this file that entries refer to, where no extractor knows them."""
    for pin in pins:
        if isinstance(pin.value, Reference) and pin.value.target.path == source.path:
            trail = pin.value.target.trail
            literal = values.look_up(trail)
            if isinstance(literal, Text) and literal.is_literal:
                yield Constant(trail, literal.value, source.locate(literal.span))


def _as_text(datum: Datum | None) -> Text | None:
    """A string, or a number that stands where a string is meant (`go: 1.20`)."""
    if isinstance(datum, Scalar) and datum.text[:1].isdigit():
        return Text((Piece(datum.text, datum.span),), datum.span)
    return records.as_text(datum)


def _literal(key: str, record: Mapping) -> Text:
    return Text((Piece(key, record.span),), record.span)


def _puzzle(key: str, datum: Datum, place: Place) -> Extraction:
    message = f"`{place.entry_trail(key)}` has no version that can be read"
    return Extraction(notes=(Note("not-understood", message, place.locate(datum.span)),))
