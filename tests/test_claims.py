from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.claims import Claimed, Claims
from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source
from vercheck.told import claimed, extractors


def nothing(_source: Source) -> Extraction:
    return Extraction()


def owners(patterns: tuple[str, ...], path: str, unless: tuple[str, ...] = ()) -> tuple[str, ...]:
    return Claims({"one": Extractor(patterns, nothing, unless)}).owners(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("Cargo.toml", "Cargo.toml"),
        ("Cargo.toml", "a/b/Cargo.toml"),
        ("*.bzl", "a/versions.bzl"),
        ("*_distribution.bzl", "a/rust_distribution.bzl"),
        ("Dockerfile*", "a/Dockerfile.dev"),
        ("*.[jt]s", "build.ts"),
        (".cargo/config.toml", ".cargo/config.toml"),
        (".cargo/config.toml", "a/.cargo/config.toml"),
        (".github/workflows/*.yml", "sub/.github/workflows/ci.yml"),
        ("checksums/*", "a/checksums/tool"),
        ("*", "two\nlines"),
    ],
)
def test_a_file_that_fits_is_claimed(pattern: str, path: str) -> None:
    assert owners((pattern,), path) == ("one",)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("Cargo.toml", "Cargo.toml.orig"),
        ("Cargo.toml", "MyCargo.toml"),
        ("Cargo.toml", "cargo.toml"),
        ("Cargo.toml", "Cargo.toml/x"),
        ("*.bzl", "bzl"),
        ("*.bzl", "x.bzl/file"),
        ("*_distribution.bzl", "rust.bzl"),
        ("a?b", "a/b"),
        (".cargo/config.toml", "x.cargo/config.toml"),
        (".cargo/config.toml", "config.toml"),
        (".github/workflows/*.yml", "workflows/ci.yml"),
    ],
)
def test_a_file_that_does_not_fit_is_not_claimed(pattern: str, path: str) -> None:
    assert owners((pattern,), path) == ()


def test_unless_outweighs_a_pattern() -> None:
    assert owners(("*.json",), "a/package.json", unless=("package.json",)) == ()
    assert owners(("*.json",), "a/other.json", unless=("package.json",)) == ("one",)


def test_unless_of_one_extractor_does_not_bind_another() -> None:
    claims = Claims(
        {
            "any": Extractor(("*.json",), nothing, ("package.json",)),
            "npm": Extractor(("package.json",), nothing),
        }
    )
    assert claims.owners("package.json") == ("npm",)


def test_a_file_goes_to_every_extractor_that_fits_in_the_order_of_their_ids() -> None:
    claims = Claims({"b": Extractor(("*.toml",), nothing), "a": Extractor(("Cargo.toml", "*.toml"), nothing)})
    assert claims.owners("x/Cargo.toml") == ("a", "b")


def test_a_file_of_which_hardly_one_holds_anything_is_not_surely_read() -> None:
    asked = Extractor(("*.py",), nothing, holds=lambda source: b"VERSION" in source.content)
    claims = Claims({"asked": asked, "sure": Extractor(("setup.py",), nothing)})
    assert not claims.are_sure(claims.owners("a.py"))
    assert claims.are_sure(claims.owners("setup.py"))


@given(
    st.lists(st.text("ab.*?/", min_size=1, max_size=6), min_size=1, max_size=4),
    st.text("ab./", min_size=1, max_size=10),
)
def test_buckets_find_what_plain_matching_finds(patterns: list[str], path: str) -> None:
    from fnmatch import fnmatchcase

    plain = any(
        fnmatchcase(path, pattern) or fnmatchcase(path, "*/" + pattern)
        if "/" in pattern
        else fnmatchcase(path.rpartition("/")[2], pattern)
        for pattern in patterns
    )
    assert owners(tuple(patterns), path) == (("one",) if plain else ())


def test_what_is_written_of_an_extractor_is_what_it_says() -> None:
    assert {id_: Claimed.of(one) for id_, one in claimed().items()} == {
        id_: Claimed.of(one) for id_, one in extractors().items()
    }
