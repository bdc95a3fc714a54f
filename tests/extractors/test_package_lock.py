"""package-lock.json in its three formats: what is installed, in which folder."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import read, shown
from vercheck.extractors.package_lock import EXTRACTOR
from vercheck.model import Digest, Extraction, Role

HEX = "cd" * 64
SRI = "sha512-" + base64.b64encode(bytes.fromhex(HEX)).decode()


def extract(content: object, name: str = "package-lock.json") -> Extraction:
    return read(
        EXTRACTOR, name, content if isinstance(content, str | bytes) else json.dumps(content, indent=2)
    )


PACKAGES = {
    "": {"name": "app", "version": "0.1.0", "dependencies": {"foo": "^1"}, "workspaces": ["packages/*"]},
    "node_modules/foo": {
        "version": "1.2.3",
        "resolved": "https://example.org/foo-1.2.3.tgz",
        "integrity": SRI,
    },
    "node_modules/bar/node_modules/foo": {"version": "0.9.0"},
    "node_modules/@s/lib": {"resolved": "packages/lib", "link": True},
    "packages/lib": {"name": "@s/lib", "version": "2.0.0"},
    "packages/lib/node_modules/foo": {"version": "3.0.0"},
    "node_modules/nick": {"name": "real", "version": "4.0.0"},
}


@pytest.mark.parametrize("number", [2, 3])
def test_every_folder_is_one_entry(number: int) -> None:
    pins = extract({"name": "app", "lockfileVersion": number, "packages": PACKAGES}).pins
    assert [(shown(pin), pin.note) for pin in pins] == [
        ("npm:app resolves 0.1.0", "own version"),
        ("npm:foo resolves 1.2.3", ""),
        ("npm:foo resolves 0.9.0 [transitive]", "in node_modules/bar"),
        ("npm:@s/lib resolves 2.0.0", "workspace member"),
        ("npm:foo resolves 3.0.0", "in packages/lib"),
        ("npm:real resolves 4.0.0", ""),
    ]
    assert pins[1].trail == "packages.node_modules/foo"
    assert pins[1].digests == (Digest("sha512", HEX),)
    assert {pin.role for pin in pins} == {Role.RESOLVES}


def test_what_the_second_format_repeats_for_old_readers_is_read_once() -> None:
    lock = {"packages": PACKAGES, "dependencies": {"foo": {"version": "1.2.3"}, "gone": {"version": "1.0.0"}}}
    assert len(extract(lock).pins) == 6


def test_the_first_format_nests() -> None:
    lock = {
        "name": "app",
        "version": "0.1.0",
        "lockfileVersion": 1,
        "dependencies": {
            "foo": {"version": "1.2.3", "integrity": SRI, "dependencies": {"bar": {"version": "2.0.0"}}},
            "nick": {"version": "npm:real@4.0.0"},
            "forked": {"version": "github:acme/forked#0123456"},
        },
    }
    assert sorted((shown(pin), pin.trail, pin.note) for pin in extract(lock).pins) == [
        ("npm:app resolves 0.1.0", "version", "own version"),
        ("npm:bar resolves 2.0.0 [transitive]", "dependencies.foo.dependencies.bar", "in node_modules/foo"),
        ("npm:foo resolves 1.2.3", "dependencies.foo", ""),
        ("npm:forked resolves #github:acme/forked#0123456", "dependencies.forked", ""),
        ("npm:real resolves 4.0.0", "dependencies.nick", ""),
    ]


def test_a_package_called_packages_does_not_make_the_first_format_another() -> None:
    lock = {"dependencies": {"foo": {"version": "1.0.0", "requires": {"packages": "^1"}}}}
    assert [shown(pin) for pin in extract(lock).pins] == ["npm:foo resolves 1.0.0"]


def test_a_shrinkwrap_is_the_same_file_by_another_name() -> None:
    assert extract({"packages": PACKAGES}, "npm-shrinkwrap.json").pins


def test_an_entry_that_is_none_is_noted_and_the_others_are_read() -> None:
    extraction = extract({"packages": {"node_modules/a": "1.0.0", "node_modules/b": {"version": "1.0.0"}}})
    assert [note.check for note in extraction.notes] == ["not-understood"]
    assert [pin.artifact.name for pin in extraction.pins] == ["b"]


def test_a_merge_conflict_is_noted_and_the_rest_is_read() -> None:
    lines = json.dumps({"packages": PACKAGES}, indent=2).split("\n")
    index = next(number for number, line in enumerate(lines) if "1.2.3.tgz" in line)
    lines[index:index] = ["<<<<<<< HEAD"]
    extraction = extract("\n".join(lines))
    assert {note.location.line for note in extraction.notes} == {index + 1}
    assert "real" in {pin.artifact.name for pin in extraction.pins}


def test_an_empty_lock_has_nothing_to_say() -> None:
    assert extract({"lockfileVersion": 3, "packages": {}}) == Extraction()


@pytest.mark.parametrize("text", ['{"dependencies":{"a":' * 50_000, '{"packages":' + "[" * 100_000])
def test_nesting_without_end_is_survived(text: str) -> None:
    extract(text)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content: bytes) -> None:
    extract(content)


@given(st.binary(max_size=12), st.integers(0, 900))
def test_no_damage_breaks_it(damage: bytes, place: int) -> None:
    content = json.dumps({"packages": PACKAGES}, indent=1).encode()
    extract(content[:place] + damage + content[place + 3 :])
