"""Writes `docs/configuration-reference.md` from the JSON Schema of the configuration.

Run `make docs` after the schema changed; a house rule compares the two. What a key is for, with an example,
is told in `docs/configuration.md`; here is what may stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "configuration-reference.md"
_INTRODUCTION = """\
# Configuration: every key

What may stand in `vercheck.toml`, or under `[tool.vercheck]` in `pyproject.toml`, written from the schema
that a configuration is held against. [Configuration](configuration.md) says what each key is for, with an
example, and `vercheck schema config` prints the schema for an editor.

A key that is not named here is an error, with its place and the near one.
"""

Schema = Mapping[str, Any]


def page() -> str:
    """The whole page."""
    schema = json.loads((files("vercheck") / "schemas" / "config.schema.json").read_text("utf-8"))
    return "\n".join([_INTRODUCTION, *_sections(schema)])


def _sections(schema: Schema) -> Iterator[str]:
    definitions = schema["$defs"]
    for key, given in schema["properties"].items():
        value = _resolved(given, definitions)
        yield f"## {key}"
        yield ""
        yield f"{value['description']}. [What it is for](configuration.md#{key})."
        yield ""
        yield from _described(key, value, definitions)
        yield ""


def _described(key: str, value: Schema, definitions: Schema) -> Iterator[str]:
    items = _resolved(value.get("items", {}), definitions)
    if "properties" in items:
        yield f"`[[{key}]]`, repeatable:"
        yield ""
        yield from _table(items, definitions)
        return
    if value["type"] == "array":
        yield f"`{key} = […]`: {_kind(value, definitions)}."
        return
    yield f"`[{key}]`: each value is {_kind(value['additionalProperties'], definitions)}."


def _table(value: Schema, definitions: Schema) -> Iterator[str]:
    yield "| key | | what stands there |"
    yield "|---|---|---|"
    for name, given in value["properties"].items():
        own = _resolved(given, definitions)
        need = "required" if name in value.get("required", ()) else ""
        about = f": {own['description']}" if "description" in own else ""
        yield f"| `{name}` | {need} | {_kind(own, definitions)}{about} |"


def _kind(given: Schema, definitions: Schema) -> str:
    """The kind of a value, in words."""
    value = _resolved(given, definitions)
    if "enum" in value:
        *others, last = (f"`{one}`" for one in value["enum"])
        return f"{', '.join(others)} or {last}"
    if "anyOf" in value:
        return ", or ".join(_kind(one, definitions) for one in value["anyOf"])
    if value["type"] == "array":
        some = "at least one" if value.get("minItems") else "any number"
        return f"a list of texts, {some}"
    if value["type"] == "object":
        keys = value["properties"].items()
        return "a table of " + ", ".join(f"`{name}` ({_inner(one, definitions)})" for name, one in keys)
    return "text"


def _inner(given: Schema, definitions: Schema) -> str:
    value = _resolved(given, definitions)
    more = value.get("additionalProperties")
    return f"a table, each value {_kind(more, definitions)}" if more else _kind(value, definitions)


def _resolved(given: Schema, definitions: Schema) -> Schema:
    """A part of the schema with what it refers to; what stands beside the reference counts first."""
    name = given.get("$ref", "").removeprefix("#/$defs/")
    return {**definitions[name], **given} if name else given


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
