"""Editions of Protocol Buffers: what stands first in a file, and the compiler that reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trees import packs, said, tree, versions
from vercheck.extractors.proto import EXTRACTOR
from vercheck.model import Role, Source

LICENSE = "// Copyright\n/* of\n   somebody */\n"


def read(text: str) -> list[tuple[str, str]]:
    found = EXTRACTOR.extract(Source("p/a.proto", text.encode()))
    assert all(pin.role is Role.REQUIRES for pin in found.pins)
    return [(str(pin.artifact), pin.raw) for pin in found.pins]


@pytest.mark.parametrize(
    "text",
    [
        'edition = "2023";\n',
        f'{LICENSE}edition="2023";',
        "\ufeffedition = '2023' ;",
        '\n\n  edition\n= "2023";',
    ],
)
def test_the_first_statement_is_the_edition(text: str) -> None:
    assert read(text) == [("protobuf:edition", "2023")]


@pytest.mark.parametrize(
    "text",
    [
        'syntax = "proto3";\n',
        'package a;\nedition = "2023";\n',  # not the first statement: the compiler refuses it
        '// edition = "2023";\nsyntax = "proto3";\n',
        '/* edition = "2023";',
        "",
    ],
)
def test_what_is_no_edition_is_not_read(text: str) -> None:
    assert read(text) == []


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    source = Source("a.proto", content)
    for pin in EXTRACTOR.extract(source).pins:
        assert source.text(pin.location.span) == pin.raw


def test_thousands_of_comments_are_no_trouble() -> None:
    assert read("// c\n" * 20_000 + 'edition = "2024";') == [("protobuf:edition", "2024")]


def test_a_compiler_that_does_not_know_the_edition_is_told() -> None:
    files = {"p/a.proto": 'edition = "2024";\n', "tools/versions.bzl": versions(protoc="29.3")}
    (found,) = said("incompatible-versions", tree(files, knowledge=packs()))
    assert found.rule == "protobuf/protoc-edition"


@pytest.mark.parametrize(("edition", "protoc"), [("2024", "32.0"), ("2023", "27.0"), ("2023", "v33.1")])
def test_a_compiler_that_knows_the_edition_is_quiet(edition: str, protoc: str) -> None:
    files = {"p/a.proto": f'edition = "{edition}";\n', "tools/versions.bzl": versions(protoc=protoc)}
    assert not said("incompatible-versions", tree(files, knowledge=packs()))
