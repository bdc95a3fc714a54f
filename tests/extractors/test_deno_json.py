"""deno.json: imports by package and by address, scopes, and the project's own version."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read, shown
from vercheck.extractors.deno_json import EXTRACTOR


def imported(text: str) -> list[str]:
    return pins(EXTRACTOR, "deno.json", json.dumps({"imports": {"x": text}}))


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("npm:lodash@^4.17.21", "npm:lodash requires ~^4.17.21"),
        ("npm:lodash@4.17.21", "npm:lodash selects 4.17.21"),
        ("npm:/@scope/a@1.2.3/sub/path.js", "npm:@scope/a selects 1.2.3"),
        ("jsr:@std/assert@1", "jsr:@std/assert requires ~1"),
        ("jsr:@cliffy/command@^1.0.0-rc.7/completions", "jsr:@cliffy/command requires ~^1.0.0-rc.7"),
        ("npm:typescript@next", "npm:typescript selects *next"),
        ("https://deno.land/std@0.224.0/path/mod.ts", "deno:std selects 0.224.0"),
        ("https://deno.land/x/ulid@v0.3.0/mod.ts", "deno:ulid selects v0.3.0"),
        ("https://esm.sh/joi@17.13.3", "npm:joi selects 17.13.3"),
        ("https://esm.sh/v135/@scope/a@1.2.3?target=deno", "npm:@scope/a selects 1.2.3"),
        ("https://cdn.jsdelivr.net/npm/d3@7/+esm", "npm:d3 requires ~7"),
    ],
)
def test_an_import_names_a_package_and_a_version(text: str, pin: str) -> None:
    assert imported(text) == [pin]


@pytest.mark.parametrize(
    "text",
    [
        "./src/",
        "npm:lodash",
        "jsr:@std/assert",
        "node:fs",
        "https://example.org/a@1.2.3/mod.ts",
        "../lib",
        "",
    ],
)
def test_other_imports_are_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "deno.json", json.dumps({"imports": {"x": text}}))
    assert (extraction.pins, extraction.notes) == ((), ())


def test_comments_are_accepted_and_the_own_version_provided() -> None:
    text = '{\n  // mine\n  "name": "@acme/tool",\n  "version": "0.1.3", /* soon 0.2 */\n}'
    (pin,) = read(EXTRACTOR, "deno.jsonc", text).pins
    assert (shown(pin), pin.note) == ("jsr:@acme/tool provides 0.1.3", "own version")


def test_an_import_map_is_read_the_same_way_and_scopes_are_apart() -> None:
    text = json.dumps({"imports": {"a": "npm:a@1.0.0"}, "scopes": {"./old/": {"a": "npm:a@0.9.0"}}})
    assert pins(EXTRACTOR, "import_map.json", text) == ["npm:a selects 1.0.0", "npm:a selects 0.9.0 [./old/]"]


def test_an_alias_has_its_own_trail() -> None:
    text = json.dumps({"imports": {"zod": "npm:zod@^4.0.0", "zod-v3": "npm:zod@^3.21.4"}})
    assert [pin.trail for pin in read(EXTRACTOR, "deno.json", text).pins] == ["imports.zod", "imports.zod-v3"]


def test_a_range_that_deno_would_refuse_is_noted() -> None:
    extraction = read(EXTRACTOR, "deno.json", json.dumps({"imports": {"a": "npm:a@^^1", "b": "npm:b@^1"}}))
    assert [note.check for note in extraction.notes] == ["not-understood"]
    assert [pin.artifact.name for pin in extraction.pins] == ["b"]


def test_nesting_without_end_is_survived() -> None:
    read(EXTRACTOR, "deno.json", '{"imports":' * 50_000)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content: bytes) -> None:
    read(EXTRACTOR, "deno.json", content)


@given(st.text(st.sampled_from("npmjsr:/@ab1.^ deno.land/std"), max_size=40))
def test_no_import_breaks_it(text: str) -> None:
    imported(text)
