"""What Bazel resolved is read from its lock file, and nothing else in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.bazel_module_lock import EXTRACTOR
from vercheck.model import Extraction, Role, Source

FIXTURE = Path(__file__).parents[2] / "fixtures" / "json" / "MODULE.bazel.lock"


def extract(content: Any) -> Extraction:
    source = Source(
        "MODULE.bazel.lock", content if isinstance(content, bytes) else json.dumps(content).encode()
    )
    found = EXTRACTOR.extract(source)
    assert all(source.text(pin.location.span) == pin.raw for pin in found.pins)
    return found


def told(found: Extraction) -> list[tuple[str, str, str]]:
    return [(str(pin.artifact), pin.raw, pin.role.value) for pin in found.pins]


def test_it_is_a_lock_file() -> None:
    assert EXTRACTOR.lockfile
    assert EXTRACTOR.patterns == ("MODULE.bazel.lock",)


def test_selected_modules_are_those_whose_source_was_asked_for_and_found() -> None:
    assert told(extract(FIXTURE.read_bytes())) == [
        ("bazel:lock-format", "18", "mentions"),
        ("bazel:gears", "1.2.0.bcr.1", "resolves"),
        ("bazel:levers", "20310101.0", "resolves"),
    ]


def test_a_pin_stands_at_the_version_inside_the_address() -> None:
    pin = extract(FIXTURE.read_bytes()).pins[1]
    assert pin.location.line == 7
    assert pin.trail == "registryFileHashes[gears]"


def test_the_older_format_names_modules_in_a_graph() -> None:
    graph = {
        "<root>": {"name": "me", "version": "0.0.1", "key": "<root>"},
        "gears@1.2.0": {"name": "gears", "version": "1.2.0", "deps": {"levers": "levers@2.0"}},
        "local@_": {"name": "local", "version": ""},
    }
    assert told(extract({"lockFileVersion": 3, "moduleDepGraph": graph})) == [
        ("bazel:lock-format", "3", "mentions"),
        ("bazel:gears", "1.2.0", "resolves"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"registryFileHashes": []},
        {"registryFileHashes": {"https://a.example/x.json": "y"}},
        {"moduleDepGraph": {"a": 1}},
    ],
)
def test_what_names_no_module_gives_nothing(value: Any) -> None:
    assert extract(value) == Extraction()


def test_extensions_are_not_read() -> None:
    assert all("extension" not in pin.trail for pin in extract(FIXTURE.read_bytes()).pins)
    assert "9.9.9" not in [pin.raw for pin in extract(FIXTURE.read_bytes()).pins]


def test_a_merge_conflict_is_told_and_both_sides_are_read() -> None:
    key = '"https://a.example/modules/gears/{}/source.json": "x"'
    text = "\n".join(
        [
            '{"registryFileHashes": {',
            "<<<<<<< ours",
            key.format("1.0") + ",",
            "=======",
            key.format("1.1"),
            ">>>>>>> theirs",
            "}}",
        ]
    )
    found = extract(text.encode())
    assert [pin.raw for pin in found.pins if pin.role is Role.RESOLVES] == ["1.0", "1.1"]
    assert {note.check for note in found.notes} == {"parse-error"}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(content: bytes) -> None:
    extract(content)
