"""Scripts without an extension, known by the folder that they lie in and by their first line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck import pipeline
from vercheck.claims import Claims
from vercheck.extractors.script_file import EXTRACTOR
from vercheck.model import Source
from vercheck.told import telling

SCRIPT = "#!/usr/bin/env bash\nGO_VERSION=1.22.3\n"


@pytest.fixture(scope="module")
def claims() -> Claims:
    return Claims(pipeline.extractors())


def test_a_script_is_known_by_its_first_line() -> None:
    assert pins(EXTRACTOR, "script/fetch-go", SCRIPT) == ["toolchain:go selects 1.22.3"]


@pytest.mark.parametrize("text", ["GO_VERSION=1.22.3\n", "#!/usr/bin/env python3\nGO_VERSION=1.22.3\n", ""])
def test_what_does_not_say_that_it_is_a_script_holds_nothing(text: str) -> None:
    assert pins(EXTRACTOR, "script/fetch-go", text) == []


@pytest.mark.parametrize("path", ["script/fetch", "scripts/ci/fetch", "tools/bin/fetch", ".ci/fetch"])
def test_scripts_lie_in_folders_of_these_names(claims: Claims, path: str) -> None:
    assert "script-file" in claims.owners(path)


@pytest.mark.parametrize(
    "path", ["scripts/fetch.py", "scripts/Makefile", "src/fetch", "scripts/fetch.sh", "bin/BUILD"]
)
def test_what_another_reader_knows_and_what_lies_elsewhere_is_left_alone(claims: Claims, path: str) -> None:
    assert "script-file" not in claims.owners(path)


def test_a_script_that_shell_script_knows_by_its_name_is_read_once(claims: Claims) -> None:
    owners = claims.owners("scripts/bootstrap")
    assert telling(owners, Source("scripts/bootstrap", b"#!/bin/sh\n")) == ("shell-script",)


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "scripts/a", content)
