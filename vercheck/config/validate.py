"""Holds a configuration against its JSON Schema, and says the first thing that is wrong in plain words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from vercheck.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Trail = tuple[str | int, ...]

_TYPES = {"object": "a table", "array": "an array", "string": "a string"}


@dataclass(frozen=True, slots=True)
class Problem:
    message: str
    trail: Trail


def problem(document: object) -> Problem | None:
    """The first problem in the order of the file's keys, or `None`."""
    if document == {}:
        return None
    from importlib.resources import files

    from jsonschema import Draft202012Validator

    schema = json.loads((files("vercheck") / "schemas" / "config.schema.json").read_text("utf-8"))
    errors = sorted(
        Draft202012Validator(schema).iter_errors(_plain(document)),
        key=lambda error: [str(part).zfill(6) for part in error.absolute_path],
    )
    return _in_words(errors[0]) if errors else None


def _plain(document: Any) -> Any:
    """A document in the types of JSON: the days of holds, and no other dates, become text."""
    holds = document.get("hold") if isinstance(document, dict) else None
    return {**document, "hold": [_plain_hold(row) for row in holds]} if isinstance(holds, list) else document


def _plain_hold(row: Any) -> Any:
    until = row.get("until") if isinstance(row, dict) else None
    return {**row, "until": until.isoformat()} if isinstance(until, date) else row


def _in_words(error: ValidationError) -> Problem:
    while error.context:
        # The branch that the value was meant for is the one that got furthest.
        unmeant = ("type", "enum") if isinstance(error.instance, dict) else ("type",)
        error = max(error.context, key=lambda item: (len(item.absolute_path), item.validator not in unmeant))
    trail: Trail = tuple(error.absolute_path)
    name = ".".join(str(part) for part in trail)
    demanded: Any = error.validator_value
    schema: Any = error.schema
    found: Any = error.instance
    match error.validator:
        case "additionalProperties":
            known = schema["properties"]
            unknown = next(key for key in found if key not in known)
            where = f" in `{name}`" if name else ""
            near = did_you_mean(unknown, known) or f"; known: {', '.join(f'`{key}`' for key in known)}"
            return Problem(f"unknown key `{unknown}`{where}{near}", (*trail, unknown))
        case "required":
            missing = next(key for key in demanded if key not in found)
            return Problem(f"`{name}` lacks `{missing}`", trail)
        case "enum":
            levels = ", ".join(f"`{item}`" for item in demanded)
            near = did_you_mean(str(found), demanded)
            return Problem(f"`{name}` is `{found}`: expected one of {levels}{near}", trail)
        case "type":
            expected = _TYPES.get(demanded, demanded)
            subject = f"`{name}`" if name else "a configuration"
            return Problem(f"{subject} must be {expected}, not {_kind(found)}", trail)
        case "pattern":
            expected = schema.get("description", "some text")
            return Problem(f"`{name}` is `{found}`: expected {expected}", trail)
        case _:
            return Problem(f"`{name}`: {error.message}", trail)


def _kind(value: object) -> str:
    match value:
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case date() | time():
            return "a date or a time"
        case _:
            return "a table"
