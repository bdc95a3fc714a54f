"""Which kinds of values a value may be made of, by what its fields are declared to hold."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import Enum
from typing import Any, get_args, get_type_hints


def kinds_within(kind: Any) -> set[type]:
    """The dataclasses, enumerations and dates that may stand in a value of a kind, itself included."""
    found: set[type] = set()
    pending = [kind]
    while pending:
        one = pending.pop()
        pending.extend(get_args(one))
        if not isinstance(one, type) or one in found:
            continue
        if dataclasses.is_dataclass(one):
            found.add(one)
            hints = get_type_hints(one)
            pending.extend(hints[field.name] for field in dataclasses.fields(one))
        elif issubclass(one, Enum | date):
            found.add(one)
    return found
