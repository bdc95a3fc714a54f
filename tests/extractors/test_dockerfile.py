"""Dockerfiles: base images, build arguments, commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.claims import Claims
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
        ("FROM debian:bookworm-slim", ["docker:debian selects #bookworm-slim"]),
        ("FROM acme/vector:0.45.X-debian", ["docker:acme/vector selects #0.45.X-debian"]),
        ("FROM denoland/deno:alpine", ["docker:denoland/deno selects *alpine"]),
        ("FROM acme/app:${TAG:-1.2}", ["docker:acme/app selects 1.2"]),
        ("FROM ${BASE:-acme/app:1.2}", ["docker:acme/app selects 1.2"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ARG BASE=rust:1.80\nFROM $BASE\nFROM ${BASE} AS other\n", ["docker:rust selects 1.80"]),
        ("ARG BASE_VERSION=bookworm\nFROM debian:${BASE_VERSION}\n", ["docker:debian selects #bookworm"]),
        ("ARG VARIANT=buster\nFROM a/rust:0-${VARIANT}\n", ["docker:a/rust selects 0"]),
        ("ARG BASE\nFROM $BASE\n", []),
        ("ARG BASE=rust:1.80\nRUN echo $BASE\n", []),
    ],
)
def test_an_argument_that_a_stage_starts_from_is_read_in_its_place(text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "Dockerfile", text) == expected
    found = read(EXTRACTOR, "Dockerfile", text).pins
    assert all(pin.is_default == (pin.location.line == 1) for pin in found)


def test_a_compilers_own_image_goes_by_the_compilers_name() -> None:
    (pin,) = read(EXTRACTOR, "Dockerfile", "FROM golang:1.22\n").pins
    assert pin.names == ("toolchain:go",)


@pytest.mark.parametrize(
    "name", ["Dockerfile", "Dockerfile-base", "Dockerfile_build", "dockerfile", "a.Dockerfile"]
)
def test_a_dockerfile_may_have_a_second_name(name: str) -> None:
    assert Claims({"dockerfile": EXTRACTOR}).owners(f"images/{name}") == ("dockerfile",)


@pytest.mark.parametrize("name", ["Dockerfile.dockerignore", "Dockerfile-notes.md", "dockerfile_test.py"])
def test_what_is_only_called_like_one_is_none(name: str) -> None:
    assert Claims({"dockerfile": EXTRACTOR}).owners(f"images/{name}") == ()


def test_a_mark_in_quotes_begins_no_here_document() -> None:
    text = "RUN sed -i '/<<SCHEMA>>/d' a.yaml\nFROM authzed/zed:v0.21.5 AS cli\n"
    assert pins(EXTRACTOR, "Dockerfile", text) == ["docker:authzed/zed selects v0.21.5"]


def test_what_a_here_document_holds_is_no_instruction() -> None:
    text = "RUN <<EOF\nFROM alpine:3.1\nEOF\nFROM alpine:3.19\n"
    assert pins(EXTRACTOR, "Dockerfile", text) == ["docker:alpine selects 3.19"]


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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("FROM ${REG}/library/python:3.12.6", ["docker:python selects 3.12.6"]),
        ("FROM ghcr.io/astral-sh/uv:python3.11-bookworm", ["docker:python selects 3.11"]),
        (
            "FROM ghcr.io/astral-sh/uv:0.4.9-python3.11",
            ["docker:ghcr.io/astral-sh/uv selects 0.4.9", "docker:python selects 3.11"],
        ),
        (
            "FROM lukemathwalker/cargo-chef:0.1.67-rust-1.70.0",
            ["docker:lukemathwalker/cargo-chef selects 0.1.67", "docker:rust selects 1.70.0"],
        ),
        ("FROM maven:3.9-eclipse-temurin-21", ["docker:maven selects 3.9", "docker:openjdk selects 21"]),
        ("FROM tomcat:9-jdk17", ["docker:tomcat selects 9", "docker:openjdk mentions 17"]),
        ("FROM jupyter/base-notebook:python-3.10.11", ["docker:python selects 3.10.11"]),
        ("FROM eclipse-temurin:17.0.8_7-jdk-jammy", ["docker:eclipse-temurin selects 17.0.8_7"]),
        ("FROM golang:1.22-go", ["docker:golang selects 1.22"]),
    ],
)
def test_a_compiler_may_be_named_in_the_tag_of_another_image(line: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "Dockerfile", line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('RUN ["npm", "install", "-g", "prettier@3.1.0"]', ["npm:prettier selects 3.1.0"]),
        ('RUN ["sh", "-c", "npm i -g prettier@3.1.0"]', ["npm:prettier selects 3.1.0"]),
        ("RUN --mount=type=bind,from=a/b:1.2,target=/x make", ["docker:a/b selects 1.2"]),
        ("RUN --mount=type=cache,target=/c \\\n  pip install x==1.2.3", ["pypi:x selects 1.2.3"]),
        ("FROM a/b:1 AS s\nRUN --mount=from=s,source=/x make", ["docker:a/b selects 1"]),
        ("RUN []", []),
        ("RUN [", []),
        ("RUN --network=none", []),
    ],
)
def test_commands_may_be_lists_and_may_mount_images(line: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "Dockerfile", line) == expected
