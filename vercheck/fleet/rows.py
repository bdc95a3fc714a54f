"""Pins and findings as rows of the store's tables, in the order of their columns."""

from __future__ import annotations

import json
from collections.abc import Iterator

from vercheck.fleet.results import Cell
from vercheck.graph import PinGraph
from vercheck.graph.linked import LinkedPin, linked
from vercheck.model import Exact, Reference, Report
from vercheck.pictures.rows import pin_row
from vercheck.reporters._document import findings
from vercheck.reporters._json_text import json_text
from vercheck.versions import parse

PIN_COLUMNS = (
    "artifact", "tool", "family", "role", "value", "version", "number", "standing", "path", "line", "column",
    "scope", "address", "reference",
)  # fmt: skip
FINDING_COLUMNS = (
    "check_name", "severity", "tool", "artifact", "message", "path", "line", "column", "version", "expected",
    "rule", "fingerprint", "document",
)  # fmt: skip

_GIVEN = {"check_name": "check"}
"""Columns that SQL would take for a word of its own."""


def pin_rows(graph: PinGraph) -> Iterator[tuple[Cell, ...]]:
    """Every pin of a repository, as `vercheck list` has it, with what comparing repositories takes."""
    for pin in linked(graph):
        row = pin_row(pin)
        row["family"] = graph.family(pin.pin)
        row["number"] = _number(pin)
        row["standing"] = str(graph.standing_of(pin.pin))
        yield tuple(row[name] for name in PIN_COLUMNS)


def finding_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """Every finding, with the whole of it as JSON."""
    for found in findings(report):
        text = json_text(found).rstrip("\n")
        row = json.loads(text) | {"document": text}
        yield tuple(row[_GIVEN.get(name, name)] for name in FINDING_COLUMNS)


def _number(pin: LinkedPin) -> str | None:
    """The version without what people put in front of it, such as `v`, so that equal ones are equal."""
    if pin.version is None or not isinstance(pin.value, Exact | Reference):
        return pin.version
    version = parse(pin.version)
    return pin.version if version.is_opaque else pin.version.removeprefix(version.prefix)
