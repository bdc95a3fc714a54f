"""What is wrong with a pack, in words: a schema's own messages speak of schemas, not of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from vercheck.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FIRST = ("additionalProperties", "required", "type", "oneOf", "enum", "pattern", "minProperties")
"""What explains most comes first: a key that is misspelled is also one that is missing."""
_WORDS = {
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


def worst(errors: Iterable[ValidationError]) -> ValidationError:
    """Of the mistakes of the first wrong row the one to tell."""
    return min(
        errors, key=lambda error: (_row(error), _rank(error), [str(part) for part in error.absolute_path])
    )


def in_words(error: ValidationError) -> str:
    """What is wrong at the error's place, and what was expected there."""
    schema, value, limit = _schema(error), cast("Any", error.instance), cast("Any", error.validator_value)
    expected = _expected(schema)
    match error.validator:
        case "additionalProperties" if isinstance(value, Mapping):
            return _unknown(schema, value)
        case "required":
            missing = next(key for key in limit if key not in value)
            return f"`{missing}` is missing{_expected(schema.get('properties', {}).get(missing, {}))}"
        case "oneOf":
            inner = [one for one in error.context or () if one.validator != "type"]
            about = f" ({schema['description']})" if "description" in schema else ""
            return f"{in_words(inner[0])}{about}" if inner else f"is {_kind(value)}{expected}"
        case "pattern":
            return f"`{value}` is not what is expected: {schema.get('description', 'another text')}"
        case "type":
            return f"is {_kind(value)}{expected}"
        case "minProperties" | "minItems":
            return f"has {len(value)}, needs at least {limit}{expected}"
        case "minLength":
            return f"`{value}` is too short{expected}"
        case _:
            return f"{error.message}{expected}"


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}


def _unknown(schema: Mapping[str, Any], value: Mapping[str, Any]) -> str:
    known = schema.get("properties", {})
    unknown = next(key for key in value if key not in known)
    near = did_you_mean(unknown, known) or f"; known: {', '.join(f'`{key}`' for key in known)}"
    return f"there is no `{unknown}` here{near}"


def _expected(schema: Mapping[str, Any]) -> str:
    return f"; expected {schema['description']}" if "description" in schema else ""


def _kind(value: object) -> str:
    return _WORDS.get(type(value), "something else")


def _row(error: ValidationError) -> list[str]:
    return [f"{part:09}" if isinstance(part, int) else part for part in list(error.absolute_path)[:2]]


def _rank(error: ValidationError) -> int:
    return _FIRST.index(error.validator) if error.validator in _FIRST else len(_FIRST)
