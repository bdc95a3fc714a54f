"""Makefiles: variables, references, recipes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.makefile import EXTRACTOR
from vercheck.model import Severity


@pytest.mark.parametrize(
    ("line", "is_default"),
    [
        ("DENO_VERSION := 2.2.12", False),
        ("DENO_VERSION=2.2.12# why", False),
        ("export DENO_VERSION ::= 2.2.12", False),
        ("override DENO_VERSION = '2.2.12'", False),
        ("DENO_VERSION ?= 2.2.12", True),
    ],
)
def test_a_variable_is_a_pin(line: str, is_default: bool) -> None:
    (pin,) = read(EXTRACTOR, "Makefile", line + "\n").pins
    assert (str(pin.artifact), pin.raw, pin.trail, pin.is_default) == (
        "bin:deno",
        "2.2.12",
        "DENO_VERSION",
        is_default,
    )


@pytest.mark.parametrize(
    "text",
    [
        "all: x y\n\t@echo done\n",
        "VERSION := 1.2.3\n",
        "GIT_VERSION := $(shell git describe --tags)\n",
        "# DENO_VERSION := 2.2.12\n",
        "CFLAGS += -O2\nX != ls\n",
        "DENO_VERSION :=\n",
        "DENO_VERSION += 2.2.12\n",
        "t: a:=1\n\tfor i in 1 2; do echo $$i; done\n",
        "",
    ],
)
def test_ordinary_lines_are_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "Makefile", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_recipes_refer_to_variables() -> None:
    text = (
        "BUF_VERSION ?= v1.28.0\nbuf: dir\n"
        "\t@curl -L https://github.com/bufbuild/buf/releases/download/$(BUF_VERSION)/buf \\\n"
        "\t  -o buf\n"
        "\t-go install golang.org/x/lint/golint@v0.1.0\n"
    )
    assert pins(EXTRACTOR, "Makefile", text) == [
        "bin:buf selects v1.28.0",
        "github:bufbuild/buf selects @BUF_VERSION",
        "go:golang.org/x/lint/golint selects v0.1.0",
    ]
    reference = read(EXTRACTOR, "Makefile", text).pins[1]
    assert (reference.raw, reference.trail) == ("$(BUF_VERSION)", "buf.curl(bufbuild/buf)")


def test_a_condition_about_the_variable_makes_a_default() -> None:
    (pin,) = read(EXTRACTOR, "x.mk", "ifndef DENO_VERSION\nDENO_VERSION := 2.2.12\nendif\n").pins
    assert (pin.is_default, pin.track) == (True, "")


def test_other_conditions_choose_between_versions() -> None:
    text = "ifeq ($(OS),Windows_NT)\nDENO_VERSION := 2.2.12\nelse\nDENO_VERSION := 2.3.0\nendif\n"
    assert {pin.track for pin in read(EXTRACTOR, "Makefile", text).pins} == {"conditional"}
    assert said("version-drift", tree({"Makefile": text})) == []


def test_a_makefile_and_a_dockerfile_that_differ_are_drift() -> None:
    files = {"Makefile": "DENO_VERSION := 2.2.12\n", "Dockerfile": "ARG DENO_VERSION=2.3.0\nFROM scratch\n"}
    (found,) = said("version-drift", tree(files))
    assert found.severity is Severity.WARNING  # `--build-arg` may override the argument
    files["Dockerfile"] = "FROM scratch\nENV DENO_VERSION=2.3.0\n"
    (found,) = said("version-drift", tree(files))
    assert found.severity is Severity.ERROR


def test_a_makefile_and_a_dockerfile_that_agree_are_quiet() -> None:
    files = {"Makefile": "DENO_VERSION := 2.2.12\n", "Dockerfile": "ARG DENO_VERSION=2.2.12\nFROM scratch\n"}
    assert said("version-drift", tree(files)) == []


def test_a_comment_with_a_version_is_a_remark() -> None:
    (remark,) = read(EXTRACTOR, "Makefile", "# keep in sync with deno 2.2.12\n").remarks
    assert remark.text == "keep in sync with deno 2.2.12"


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "Makefile", content)
    read(EXTRACTOR, "Makefile", b"X_VERSION := 1.2.3\nx:\n\t@" + content)
