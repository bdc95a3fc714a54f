"""`vercheck schema`: the JSON Schemas of what vercheck reads and writes, as they are in this version."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import click

from vercheck.cli._output import emit
from vercheck.cli._tree import output_option
from vercheck.did_you_mean import did_you_mean

_ENDING = ".schema.json"


@click.command("schema")
@click.argument("name", required=False)
@output_option
def command(name: str | None, output: Path | None) -> int:
    """Print the JSON Schema NAME; without it, list all of them."""
    texts = schemas()
    if name is None:
        width = max(map(len, texts))
        lines = (f"{each.ljust(width)}  {json.loads(text)['description']}\n" for each, text in texts.items())
        emit("".join(lines), output)
        return 0
    if name not in texts:
        known = did_you_mean(name, texts) or f"; there are {', '.join(texts)}"
        raise click.UsageError(f"there is no schema `{name}`{known}")
    emit(texts[name], output)
    return 0


def schemas() -> dict[str, str]:
    """The text of every schema, by name: those of this package, and that of the packs, which lies beside
    them."""
    from vercheck.packs.validation import SCHEMA, home

    found = {
        file.name.removesuffix(_ENDING): file.read_text("utf-8")
        for file in (files("vercheck") / "schemas").iterdir()
        if file.name.endswith(_ENDING)
    }
    found["packs"] = (home() / SCHEMA).read_text("utf-8")
    return dict(sorted(found.items()))
