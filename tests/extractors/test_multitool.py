"""multitool.lock.json: files for each platform."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.multitool import EXTRACTOR

NAME = "tools/multitool.lock.json"


def lock(*versions: str) -> str:
    binaries = [
        {
            "kind": "file",
            "url": f"https://github.com/o/ibazel/releases/download/v{version}/ibazel_{system}",
            "sha256": digest(system),
            "os": system,
            "cpu": "x86_64",
        }
        for version, system in zip(versions, ("linux", "macos", "windows"), strict=False)
    ]
    return json.dumps({"$schema": "https://x", "ibazel": {"binaries": binaries}}, indent=2)


def test_every_binary_is_a_pin_and_a_statement() -> None:
    extraction = read(EXTRACTOR, NAME, lock("0.25.2", "0.25.2"))
    assert pins(EXTRACTOR, NAME, lock("0.25.2", "0.25.2")) == ["github:o/ibazel selects 0.25.2"] * 2
    assert [pin.digests[0].hex for pin in extraction.pins] == [digest("linux"), digest("macos")]
    assert [statement.name for statement in extraction.statements] == [
        "ibazel linux-x86_64",
        "ibazel macos-x86_64",
    ]


def test_platforms_at_one_version_are_quiet() -> None:
    assert said("version-drift", tree({NAME: lock("0.25.2", "0.25.2", "0.25.2")})) == []


def test_a_platform_that_was_forgotten_is_drift() -> None:
    (found,) = said("version-drift", tree({NAME: lock("0.25.2", "0.25.2", "0.24.0")}))
    assert found.version == "0.24.0"


def test_other_files_of_that_name_are_quiet() -> None:
    for text in ("{}", "[]", '{"a": {"binaries": [1, {}]}}', '{"dependencies": {"x": "1.2.3"}}'):
        extraction = read(EXTRACTOR, NAME, text)
        assert (extraction.pins, extraction.notes, extraction.statements) == ((), (), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, NAME, content)
    read(EXTRACTOR, NAME, b'{"x": {"binaries": [{"url": "https://github.com/o/r/' + content)
