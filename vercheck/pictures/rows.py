"""One pin as the JSON contracts have it: what `vercheck list` prints, and what a graph is made of."""

from __future__ import annotations

from typing import Any

from vercheck.graph.linked import LinkedPin
from vercheck.model import Reference
from vercheck.printable import without_credentials, without_surrogates


def pin_row(linked: LinkedPin) -> dict[str, Any]:
    """Its schema is in `schemas/pins.schema.json`."""
    pin, place = linked.pin, linked.location
    return {
        "artifact": str(linked.artifact),
        "tool": linked.tool,
        "role": str(pin.role),
        "value": type(pin.value).__name__.lower(),
        "version": linked.version,
        "path": without_surrogates(place.path),
        "line": place.line,
        "column": place.column,
        "scope": _shown(str(linked.scope)),
        "address": _shown(pin.trail),
        "reference": _shown(str(pin.value.target)) if isinstance(pin.value, Reference) else None,
        "digests": [f"{digest.algorithm}:{digest.hex}" for digest in pin.digests],
    }


def _shown(text: str) -> str:
    return without_surrogates(without_credentials(text))
