"""Minimums that a README states in words or on a badge, against those of the manifests beside it."""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.model import Diagnostic

MANIFEST = '[package]\nname = "gizmo"\nversion = "1.0.0"\nrust-version = "1.74"\n'


def stale(files: Files) -> list[Diagnostic]:
    return said("stale-mention", tree(files, knowledge=packs()))


# loud


@pytest.mark.parametrize(
    "line",
    [
        "Requires Rust 1.63 or greater.",
        "Rust 1.63 or more recent is needed.",
        "[![minimum rustc 1.63](https://badges.test/x.svg)](https://example.test)",
        "![msrv](https://img.shields.io/badge/rustc-1.63+-blue.svg)",
        "![msrv](https://img.shields.io/badge/rust-1.63%2B-orange)",
        "![minimum rustc 1.63](https://img.shields.io/badge/rustc-1.63+-blue.svg)",
    ],
)
def test_a_minimum_that_is_not_the_declared_one_is_reported_once(line: str) -> None:
    (found,) = stale({"Cargo.toml": MANIFEST, "README.md": f"# Gizmo\n\n{line}\n"})
    assert (place(found), found.version, found.expected) == (("README.md", 3), "1.63", "1.74")


def test_a_package_below_the_root_is_held_against_its_own_manifest() -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["cog"]\n\n[workspace.package]\nrust-version = "1.83"\n',
        "cog/Cargo.toml": '[package]\nname = "cog"\nversion = "1.0.0"\nrust-version.workspace = true\n',
        "cog/README.md": "Requires Rust 1.63 or greater.\n",
    }
    (found,) = stale(files)
    assert [label.location.path for label in found.related] == ["Cargo.toml"]


# quiet


@pytest.mark.parametrize(
    "line",
    [
        "Requires Rust 1.74 or greater.",
        "![msrv](https://img.shields.io/badge/rustc-1.74+-blue.svg)",
        "![coverage](https://img.shields.io/badge/coverage-97.5+-blue.svg)",
        "![rust](https://img.shields.io/badge/rust-1.63-blue.svg)",
        "Works with Rust 1.63.",
    ],
)
def test_the_declared_minimum_and_what_is_no_minimum_are_quiet(line: str) -> None:
    assert not stale({"Cargo.toml": MANIFEST, "README.md": f"{line}\n"})


def test_a_readme_beside_a_manifest_without_a_minimum_is_quiet() -> None:
    files = {
        "Cargo.toml": MANIFEST,
        "cog/Cargo.toml": '[package]\nname = "cog"\nversion = "1.0.0"\n',
        "cog/README.md": "Requires Rust 1.63 or greater.\n",
    }
    assert not stale(files)


def test_a_page_that_is_no_readme_may_ask_for_more() -> None:
    assert not stale({"Cargo.toml": MANIFEST, "docs/simd.md": "Requires Rust 1.80 or greater.\n"})


# words between a name and its minimum


@pytest.mark.parametrize(
    "line",
    [
        "* Rust [version 1.63 or greater](https://example.test).",
        "- [Rust](https://example.test) (version 1.63 or newer)",
        "gizmo currently requires **Rust 1.63**. Install it first.",
    ],
)
def test_a_minimum_behind_a_link_or_in_bold_is_read(line: str) -> None:
    (found,) = stale({"Cargo.toml": MANIFEST, "README.md": f"# Gizmo\n\n{line}\n"})
    assert (place(found), found.version, found.expected) == (("README.md", 3), "1.63", "1.74")


def test_a_lower_bound_is_a_minimum_whatever_file_declares_it() -> None:
    declared = '[project]\nname = "gizmo"\nversion = "1.0.0"\nrequires-python = ">=3.9"\n'
    (found,) = stale(
        {"pyproject.toml": declared, "README.md": "- [Python](https://x.test) (version 3.8 or newer)\n"}
    )
    assert (found.version, found.expected) == ("3.8", "3.9")
    assert "pyproject.toml:4 says `3.9`" in found.message


@pytest.mark.parametrize(
    "line",
    [
        "- [Rust](https://example.test) (version 1.74 or newer)",
        "gizmo currently requires **Rust 1.74**.",
        "The `fast` feature requires Rust 1.80.",
        "- [Rust](https://example.test) and [version 1.63 of the book](https://example.test) or newer",
    ],
)
def test_a_minimum_that_agrees_and_one_of_a_feature_are_quiet(line: str) -> None:
    assert not stale({"Cargo.toml": MANIFEST, "README.md": f"# Gizmo\n\n{line}\n"})


def test_a_readme_may_ask_for_more_than_a_range_lets_in() -> None:
    declared = '[project]\nname = "gizmo"\nversion = "1.0.0"\nrequires-python = ">=3.7"\n'
    assert not stale(
        {"pyproject.toml": declared, "README.md": "It builds wheels for Python 3.8+ everywhere.\n"}
    )


def test_a_version_in_brackets_is_about_any_word_before_them() -> None:
    files = {
        "WORKSPACE": 'http_archive(\n    name = "gizmo",\n    url = "https://github.com/x/gizmo/archive/v1.13.0.tar.gz",\n)\n',
        "a.bzl": "# cog dependency for gizmo (version 11.0.2, based on BCR)\n",
    }
    assert not stale(files)


def test_a_range_with_an_upper_end_is_no_minimum() -> None:
    declared = '[project]\nname = "gizmo"\nversion = "1.0.0"\nrequires-python = ">=3.9,<3.13"\n'
    assert not stale({"pyproject.toml": declared, "README.md": "Needs Python 3.8 or newer.\n"})
