"""How the tests of a pack show its rows: two artifacts with versions, and whether the row minds.

The real pack is loaded and the real checks run; a row is exercised by one pair that it accepts and one
that it refuses.
"""

from __future__ import annotations

from functools import cache

from tests.building import facts, pin
from vercheck.checks import (
    companion_mismatch,
    incompatible_versions,
    lockstep_broken,
    toolchain_below_minimum,
)
from vercheck.graph import Knowledge
from vercheck.graph.relations import read
from vercheck.model import Pin, Role, Severity
from vercheck.packs import load_packs
from vercheck.versions import parse

CHECKS = (companion_mismatch, lockstep_broken, incompatible_versions, toolchain_below_minimum)


@cache
def shipped() -> Knowledge:
    return load_packs()


def refusals(first: str, second: str, knowledge: Knowledge | None = None) -> dict[str, Severity]:
    """Which rows refuse two artifacts beside each other (`cargo:x 0.2`), and how gravely."""
    given = facts(_pin(first, 1), _pin(second, 2), knowledge=knowledge or shipped())
    return {
        found.rule: check.CHECK.severity if found.severity is None else found.severity
        for check in CHECKS
        for found in check.CHECK.run(given)
        if found.rule is not None
    }


def needs_of(table: str, version: str, subject: str) -> bool:
    """Whether a version of a table's anchor admits a version of its subject."""
    (found, *_) = [one for one in shipped().tables if one.id == table]
    from vercheck.versions import admits

    needs = [needs for when, needs in found.rows if admits(read(when), parse(version))]
    assert needs, f"{table} has no row for {version}"
    return any(admits(read(text), parse(subject)) for text in needs)


def _pin(text: str, line: int) -> Pin:
    artifact, _, version = text.partition(" ")
    is_crate = artifact.startswith(("cargo:", "npm:"))
    path = "Cargo.toml" if artifact.startswith("cargo:") else "package.json" if is_crate else "versions.bzl"
    role = Role.REQUIRES if is_crate else Role.SELECTS
    return pin(artifact, version, path=path, line=line, role=role)
