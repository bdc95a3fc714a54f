"""CMake lists: variables, what is fetched, the CMake that is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.cmake import EXTRACTOR

NAME = "CMakeLists.txt"
DIGEST = digest("archive")
COMMIT = "c2435f8342c2d0ed8101cb43adfd605fdc52dca2"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("set(WASMTIME_VERSION 24.0.0)", ["bin:wasmtime selects 24.0.0"]),
        ('SET( WASMTIME_VERSION "24.0.0" )', ["bin:wasmtime selects 24.0.0"]),
        ("cmake_minimum_required(VERSION 3.20...3.28 FATAL_ERROR)", ["bin:cmake requires ~3.20"]),
        ("project(demo VERSION 1.2.3 LANGUAGES CXX)", ["cmake:demo provides 1.2.3"]),
        ("FetchContent_Declare(fmt GIT_REPOSITORY https://github.com/fmtlib/fmt GIT_TAG v10.1.1)",
         ["github:fmtlib/fmt selects v10.1.1"]),
        ("FetchContent_Declare(fmt GIT_REPOSITORY https://github.com/fmtlib/fmt GIT_TAG master)",
         ["github:fmtlib/fmt selects *master"]),
        ("ExternalProject_Add(x GIT_REPOSITORY https://github.com/o/x GIT_TAG " + COMMIT + ")",
         [f"github:o/x selects #{COMMIT}"]),
        ('CPMAddPackage("gh:catchorg/Catch2@3.4.0")', ["github:catchorg/Catch2 selects 3.4.0"]),
        ("CPMAddPackage(NAME benchmark GITHUB_REPOSITORY google/benchmark VERSION 1.8.3)",
         ["github:google/benchmark selects 1.8.3"]),
    ],
)  # fmt: skip
def test_commands_that_name_a_version_are_pins(line: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, NAME, line + "\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "set(CMAKE_CXX_STANDARD 17)",
        "set(CPACK_PACKAGE_VERSION 1.2.3)",
        "set(WASMTIME_VERSION ${X})",
        "set(WAMR_VERSION_MAJOR 2)\nset(WAMR_VERSION_MINOR 4)",
        "set(SOURCES a.c b.c)",
        "project(demo)\nset(DEMO_VERSION 1.2.3)",
        "# set(WASMTIME_VERSION 24.0.0)",
        "#[[ set(WASMTIME_VERSION\n24.0.0) ]]",
        "file(GLOB X *.c)",
        "ExternalProject_Add(local SOURCE_DIR ${CMAKE_SOURCE_DIR}/x)",
        "add_library(x x-1.2.3.c)",
        "find_package(fmt)",
        "",
    ],
)
def test_ordinary_commands_are_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, NAME, text + "\n")
    assert (extraction.pins, extraction.notes, extraction.statements) == ((), (), ())


def test_what_is_fetched_is_one_statement_with_its_digest() -> None:
    text = (
        "FetchContent_Declare(\n  googletest\n"
        "  URL https://github.com/google/googletest/archive/refs/tags/v1.14.0.zip\n"
        f"  URL_HASH SHA256={DIGEST} # the archive\n  DOWNLOAD_EXTRACT_TIMESTAMP TRUE\n)\n"
    )
    extraction = read(EXTRACTOR, NAME, text)
    (statement,) = extraction.statements
    assert [member.name for member in statement.members] == ["url", "digest"]
    assert statement.members[1].text == DIGEST
    (pin,) = extraction.pins
    assert (pin.raw, [one.hex for one in pin.digests]) == ("1.14.0", [DIGEST])


def test_an_address_may_refer_to_a_variable() -> None:
    text = (
        "set(X_VERSION 1.2.3)\n"
        "ExternalProject_Add(x URL https://github.com/o/x/releases/download/v${X_VERSION}/x-${X_VERSION}.tgz)\n"
    )
    assert pins(EXTRACTOR, NAME, text) == ["bin:x selects 1.2.3", "github:o/x selects @X_VERSION"]
    assert said("self-contradiction", tree({NAME: text})) == []


def test_what_may_be_given_from_outside_is_a_default() -> None:
    for text in (
        'set(DENO_VERSION 2.2.12 CACHE STRING "which (one)")\n',
        "if(NOT DEFINED DENO_VERSION)\n  set(DENO_VERSION 2.2.12)\nendif()\n",
    ):
        (pin,) = read(EXTRACTOR, NAME, text).pins
        assert (pin.is_default, pin.track) == (True, "")


def test_branches_choose_between_versions() -> None:
    text = "if(WIN32)\nset(DENO_VERSION 2.2.12)\nelse()\nset(DENO_VERSION 2.3.0)\nendif()\n"
    assert {pin.track for pin in read(EXTRACTOR, NAME, text).pins} == {"conditional"}
    assert said("version-drift", tree({NAME: text})) == []


def test_a_declaration_that_tells_two_stories_is_a_finding() -> None:
    text = "FetchContent_Declare(x URL https://github.com/o/x/releases/download/v1.2.3/x-1.3.0.tgz)\n"
    (found,) = said("self-contradiction", tree({NAME: text}))
    assert "`1.3.0`" in found.message


def test_a_fetch_and_an_archive_that_differ_are_drift() -> None:
    files = {
        NAME: "FetchContent_Declare(fmt GIT_REPOSITORY https://github.com/fmtlib/fmt GIT_TAG 10.1.1)\n",
        "deps.bzl": "def deps():\n    http_archive(name = 'fmt', "
        "urls = ['https://github.com/fmtlib/fmt/archive/10.2.0.tar.gz'])\n",
    }
    assert [found.tool for found in said("version-drift", tree(files))] == ["fmt"]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, NAME, content)
    read(EXTRACTOR, NAME, b"FetchContent_Declare(x URL " + content)
