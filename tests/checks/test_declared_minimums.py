"""A manifest whose `rust-version` is older than its own edition."""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.model import Diagnostic, Severity

WORKSPACE = '[workspace]\nmembers = ["a"]\n[workspace.package]\nedition = "2024"\nrust-version = "%s"\n'
MEMBER = '[package]\nname = "a"\nedition.workspace = true\nrust-version.workspace = true\n'


def crate(edition: str, rust: str) -> str:
    return f'[package]\nname = "gyro"\nedition = "{edition}"\nrust-version = "{rust}"\n'


def findings(files: Files) -> list[Diagnostic]:
    return said("toolchain-below-minimum", tree(files, knowledge=packs()))


def test_cargo_refuses_a_manifest_that_declares_less_than_its_edition_needs() -> None:
    (found,) = findings({"Cargo.toml": crate("2024", "1.80")})
    assert place(found) == ("Cargo.toml", 4)
    assert (found.severity, found.rule) == (Severity.ERROR, "rust/edition-rust")


def test_a_workspace_is_told_once() -> None:
    (found,) = findings({"Cargo.toml": WORKSPACE % "1.80", "a/Cargo.toml": MEMBER})
    assert place(found) == ("Cargo.toml", 5)


@pytest.mark.parametrize(
    "files",
    [
        {"Cargo.toml": crate("2024", "1.85")},
        {"Cargo.toml": crate("2021", "1.56.1")},
        {"Cargo.toml": WORKSPACE % "1.85.0", "a/Cargo.toml": MEMBER},
        {"a/Cargo.toml": crate("2024", "1.85"), "b/Cargo.toml": crate("2018", "1.31")},
    ],
)
def test_a_minimum_that_knows_the_edition_is_quiet(files: Files) -> None:
    assert not findings(files)
