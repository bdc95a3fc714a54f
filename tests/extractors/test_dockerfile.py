"""Dockerfiles: base images, build arguments, commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.dockerfile import EXTRACTOR
from vercheck.model import Digest, Role

DIGEST = "a" * 64


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("FROM alpine:3.19", ["docker:alpine selects 3.19"]),
        ("FROM --platform=linux/amd64 rust:1.88-slim-bookworm AS b", ["docker:rust selects 1.88"]),
        ("FROM docker.io/library/node:v20.1.0", ["docker:node selects v20.1.0"]),
        ("FROM localhost:5000/team/app:1.2.3-rc.1", ["docker:localhost:5000/team/app selects 1.2.3-rc.1"]),
        ("FROM debian:bookworm-20240101", ["docker:debian selects 20240101"]),
        ("FROM nixos/nix:latest", ["docker:nixos/nix selects *latest"]),
        ("FROM nginx:stable-slim", ["docker:nginx selects *stable"]),
        ("FROM nginx", ["docker:nginx selects *nginx"]),
        ("FROM python:3.12-alpine3.19", ["docker:python selects 3.12", "docker:alpine mentions 3.19"]),
        ("FROM scratch", []),
        ("FROM $BASE", []),
        ("EXPOSE 80", []),
        ("LABEL version=1.2.3", []),
        ("# FROM alpine:3.1", []),
    ],
)
def test_an_image_is_pinned_by_the_version_in_its_tag(line: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "Dockerfile", line + "\n") == expected


def test_a_digest_belongs_to_the_pin_of_its_tag() -> None:
    (pin,) = read(EXTRACTOR, "Dockerfile", f"FROM alpine:3.19@sha256:{DIGEST}\n").pins
    assert pin.raw == "3.19"
    assert pin.digests == (Digest("sha256", DIGEST),)


def test_an_argument_is_a_default_and_the_image_refers_to_it() -> None:
    text = "ARG GO_VERSION=1.22\nFROM golang:${GO_VERSION}-alpine AS b\nFROM b\nCOPY --from=b /a /b\n"
    extraction = read(EXTRACTOR, "Dockerfile", text)
    assert pins(EXTRACTOR, "Dockerfile", text) == [
        "toolchain:go selects 1.22",
        "docker:golang selects @GO_VERSION",
    ]
    assert extraction.pins[0].is_default


def test_a_compilers_own_image_goes_by_the_compilers_name() -> None:
    (pin,) = read(EXTRACTOR, "Dockerfile", "FROM golang:1.22\n").pins
    assert pin.names == ("toolchain:go",)


def test_commands_environments_and_copies_are_read() -> None:
    text = (
        "# syntax=docker/dockerfile:1.4\nFROM alpine:3.19\n"
        "ENV BAZEL_VERSION 7.4.1\nENV A=1 DENO_VERSION=2.2.12\n"
        "RUN set -e; \\\n  # the tool\n  cargo install just@1.2.3 && \\\n"
        "  curl -L https://github.com/o/b/releases/download/$BAZEL_VERSION/b\n"
        "COPY --from=ghcr.io/astral-sh/uv:0.5.1 /uv /bin/\n"
    )
    assert pins(EXTRACTOR, "Dockerfile", text) == [
        "docker:docker/dockerfile selects 1.4",
        "docker:alpine selects 3.19",
        "bin:bazel selects 7.4.1",
        "bin:deno selects 2.2.12",
        "cargo:just selects 1.2.3",
        "github:o/b selects @BAZEL_VERSION",
        "docker:ghcr.io/astral-sh/uv selects 0.5.1",
    ]


def test_a_here_document_is_part_of_its_instruction() -> None:
    text = "FROM alpine:3.19\nRUN <<EOF\nFROM alpine:3.1\ncargo install just@1.2.3\nEOF\nFROM alpine:3.20\n"
    assert pins(EXTRACTOR, "Dockerfile", text) == [
        "docker:alpine selects 3.19",
        "cargo:just selects 1.2.3",
        "docker:alpine selects 3.20",
    ]


def test_a_comment_with_a_version_is_a_remark() -> None:
    extraction = read(EXTRACTOR, "Dockerfile", "# keep in sync with deno 2.2.12\nFROM scratch\n")
    assert [remark.text for remark in extraction.remarks] == ["keep in sync with deno 2.2.12"]
    assert all(pin.role is Role.SELECTS for pin in extraction.pins)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "Dockerfile", b"FROM " + content)
