"""Holds a checksum registry against the JSON Schema that ships beside this file.

Separate from reading registries, which accepts whatever can be understood: here a file that says it is
one tool's registry is told where its readers would stumble.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from vercheck.model import Note, Source, Span
from vercheck.syntax.data import Datum, Entry, Mapping, Scalar, Sequence, Text

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

MAX_NOTES = 20
_MAX_ERRORS = 1_000
"""After which no more are looked for, which takes longer than to read the file."""
_SELF_NAMED = frozenset({"tool_name", "component_name"})
_LEVELS = 8
"""Deeper than the schema looks, and shallow enough to copy by recursion."""
_KINDS = {"object": "an object", "array": "a list", "string": "a string", "number": "a number"}


def schema_notes(datum: Datum, source: Source) -> tuple[Note, ...]:
    """What is wrong with the shape of a registry; nothing for what does not say that it is one."""
    if not isinstance(datum, Mapping) or not _SELF_NAMED & {key for key, _ in datum.items()}:
        return ()
    found = islice(_validator().iter_errors(_plain(datum, _LEVELS)), _MAX_ERRORS)
    errors = sorted(found, key=lambda error: list(map(str, error.path)))
    return tuple(_note(error, datum, source) for error in errors[:MAX_NOTES])


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # slow to import, and few files need it

    text = files("vercheck.shapes").joinpath("registry.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _path(error: ValidationError) -> list[str]:
    return [str(part) for part in error.absolute_path]


def _note(error: ValidationError, root: Mapping, source: Source) -> Note:
    path = _path(error)
    subject = f"`{_trail(path)}`" if path else "the registry"
    # Of a key that breaks the rule for keys the path names the object, and the instance is the key.
    is_key = "propertyNames" in error.absolute_schema_path
    key = str(error.instance) if is_key else None
    return Note("invalid-registry", _message(error, subject, key), source.locate(_span(root, path, key)))


def _message(error: ValidationError, subject: str, key: str | None) -> str:
    if key is not None:
        return f"`{key[:60]}` is no name for an entry of {subject}"
    if error.validator == "type":
        return f"{subject} must be {_KINDS.get(str(error.validator_value), str(error.validator_value))}"
    if error.validator == "required":
        missing = error.message.partition(" is a required")[0].replace("'", "`")
        return f"{subject} has no {missing}"
    if error.validator == "minProperties":
        return f"{subject} is empty"
    if error.validator == "pattern":
        wanted = error.schema.get("description") if isinstance(error.schema, dict) else None
        written = str(error.instance)[:60]
        return f"{subject} is `{written}`, expected {wanted or 'the form that the schema gives'}"
    return f"{subject}: {error.message[:200]}"


def _span(root: Mapping, path: list[str], key: str | None) -> Span:
    """Where an error stands: the key, or the plain value, that the path leads to."""
    value: Datum = root
    span = Span(root.span.start, root.span.start + 1)
    for part in path if key is None else [*path, key]:
        if isinstance(value, Sequence):
            value = value.items[int(part)]
            span = value.span
        elif isinstance(value, Mapping) and (entry := _entry(value, part)) is not None:
            value = entry.value
            is_plain = isinstance(value, Text | Scalar) and key is None and value.span.end > value.span.start
            span = value.span if is_plain else entry.key.span
        else:
            break
    return span


def _entry(mapping: Mapping, key: str) -> Entry | None:
    return next((entry for name, entry in mapping.items() if name == key), None)


def _trail(path: list[str]) -> str:
    return path[0] + "".join(f"[{part}]" for part in path[1:])


def _plain(datum: Datum, levels: int) -> Any:
    if isinstance(datum, Text):
        return datum.value
    if isinstance(datum, Mapping) and levels:
        return {key: _plain(entry.value, levels - 1) for key, entry in datum.items()}
    if isinstance(datum, Sequence) and levels:
        return [_plain(item, levels - 1) for item in datum.items]
    if isinstance(datum, Scalar):
        return {"true": True, "false": False, "null": None}.get(datum.text, 0)
    return None
