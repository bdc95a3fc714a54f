"""deno.lock from the second format on."""

from __future__ import annotations

import base64
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.deno_lock import EXTRACTOR
from vercheck.model import Digest

HEX = "cd" * 64
SRI = "sha512-" + base64.b64encode(bytes.fromhex(HEX)).decode()
TABLES = {
    "jsr": {"@std/assert@1.0.14": {"integrity": "ab" * 32}},
    "npm": {"swagger@12.1.0_ajv@8.17.1": {"integrity": SRI, "dependencies": ["ajv"]}, "@a/b@1.2.3": {}},
}
RESOLVED = ["jsr:@std/assert resolves 1.0.14", "npm:swagger resolves 12.1.0", "npm:@a/b resolves 1.2.3"]


def resolved(lock: object) -> list[str]:
    return pins(EXTRACTOR, "deno.lock", json.dumps(lock, indent=2))


def test_packages_are_outermost_since_the_fourth_format() -> None:
    assert resolved({"version": "4", "specifiers": {"npm:@a/b@^1": "1.2.3"}, **TABLES}) == RESOLVED


def test_packages_are_a_table_of_their_own_in_the_third() -> None:
    assert resolved({"version": "3", "packages": {"specifiers": {}, **TABLES}, "remote": {}}) == RESOLVED


def test_packages_are_below_npm_in_the_second() -> None:
    lock = {
        "version": "2",
        "remote": {},
        "npm": {"specifiers": {"@a/b@^1": "@a/b@1.2.3"}, "packages": TABLES["npm"]},
    }
    assert resolved(lock) == RESOLVED[1:]


def test_digests_are_read_in_both_spellings() -> None:
    found = read(EXTRACTOR, "deno.lock", json.dumps({"version": "4", **TABLES})).pins
    assert [pin.digests for pin in found] == [(Digest("sha256", "ab" * 32),), (Digest("sha512", HEX),), ()]
    assert found[1].trail == "npm.'swagger@12.1.0_ajv@8.17.1'"


def test_a_release_of_many_modules_is_told_once() -> None:
    remote = {
        "https://deno.land/std@0.224.0/path/mod.ts": "ab" * 32,
        "https://deno.land/std@0.224.0/path/join.ts": "cd" * 32,
        "https://deno.land/std@0.220.1/path/mod.ts": "ef" * 32,
        "https://example.org/mod@1.0.0.ts": "01" * 32,
    }
    assert resolved({"version": "4", "remote": remote}) == [
        "deno:std resolves 0.224.0",
        "deno:std resolves 0.220.1",
    ]


def test_the_manifests_that_a_lock_repeats_are_not_read() -> None:
    assert resolved({"version": "4", "workspace": {"dependencies": ["npm:@a/b@^1"]}}) == []


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content: bytes) -> None:
    read(EXTRACTOR, "deno.lock", content)
