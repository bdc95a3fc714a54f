"""What help texts say of versions that satisfy all that is known: named where it is right, else nothing."""

from __future__ import annotations

import re

from tests.trees import Files, packs, registry, said, tree, versions
from vercheck.graph import Facts
from vercheck.model import Diagnostic

FITS = "satisfies every rule"
COG = "checksums/tools/cog.json"
TABLE = 'TOOL_COMPATIBILITY_MATRIX = {"2.0.0": {"gizmo": ["1.1.0"]}}\n'
"""Beside `cog` 2.0.0, `gizmo` has to be 1.1.0."""


def one(check: str, given: Facts) -> Diagnostic:
    (found,) = said(check, given)
    return found


def drifting(table: str = TABLE, **more: str) -> Files:
    return {
        "versions.bzl": versions(cog="2.0.0", gizmo="1.0.0") + table,
        "a.bzl": 'GIZMO_VERSION = "1.0.0"\n',
        "b.bzl": 'GIZMO_VERSION = "1.1.0"\n',
        COG: registry("cog", "2.0.0", ["2.0.0"]),
        **more,
    }


class TestDrift:
    def test_the_version_that_a_table_accepts_is_named_first(self) -> None:
        help_ = one("version-drift", tree(drifting())).help
        assert help_ is not None
        assert help_.startswith("choose: `vercheck fix --tool gizmo --to 1.1.0` or `--to 1.0.0`")
        assert help_.endswith(f"; `1.1.0` {FITS}")

    def test_what_the_registry_has_or_lacks_is_said(self) -> None:
        path = "checksums/tools/gizmo.json"
        has = tree({**drifting(), path: registry("gizmo", "1.1.0", ["1.1.0"])})
        assert f"`1.1.0` {FITS}, and the registry has it" in (one("version-drift", has).help or "")
        lacks = tree({**drifting(), path: registry("gizmo", "1.0.0", ["1.0.0"])})
        assert f"`1.1.0` {FITS}, though the registry lacks it" in (one("version-drift", lacks).help or "")

    def test_an_entry_whose_digests_are_placeholders_is_none(self) -> None:
        path = "checksums/tools/gizmo.json"
        has = registry("gizmo", "1.1.0", ["1.1.0"])
        hollow = re.sub(r"[0-9a-f]{64}", "0" * 64, has)
        assert hollow != has
        said_ = one("version-drift", tree({**drifting(), path: hollow})).help or ""
        assert f"`1.1.0` {FITS}, though the registry lacks it" in said_

    def test_no_version_is_praised_where_nothing_known_is_about_the_tool(self) -> None:
        assert FITS not in (one("version-drift", tree(drifting(table=""))).help or "")

    def test_none_is_where_each_breaks_something(self) -> None:
        none = 'TOOL_COMPATIBILITY_MATRIX = {"2.0.0": {"gizmo": ["1.2.0"]}}\n'
        assert FITS not in (one("version-drift", tree(drifting(table=none))).help or "")


class TestLockstep:
    CRATES = '[dependencies]\nwasmparser = "0.240"\n'

    def test_a_release_that_all_members_can_move_to_is_named(self) -> None:
        files = {
            "versions.bzl": versions(wasm_tools="1.239.0"),
            "checksums/tools/wasm-tools.json": registry("wasm-tools", "1.240.0", ["1.239.0", "1.240.0"]),
            "Cargo.toml": self.CRATES,
        }
        found = one("lockstep-broken", tree(files, knowledge=packs()))
        assert f"one change; `1.239.0` {FITS}, and the registry has it" in (found.help or "")

    def test_none_is_where_the_registry_has_no_such_release(self) -> None:
        files = {
            "versions.bzl": versions(wasm_tools="1.239.0"),
            "checksums/tools/wasm-tools.json": registry("wasm-tools", "1.230.0", ["1.230.0"]),
            "Cargo.toml": self.CRATES,
        }
        found = one("lockstep-broken", tree(files, knowledge=packs()))
        assert "the registry has it" not in (found.help or "")


class TestToolchain:
    MANIFEST = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.85"\n'

    def test_a_toolchain_that_is_written_elsewhere_and_new_enough_is_named(self) -> None:
        files = {
            "Cargo.toml": self.MANIFEST,
            "rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n',
            "Dockerfile": "FROM rust:1.86.0\n",
        }
        found = one("toolchain-below-minimum", tree(files, knowledge=packs()))
        assert f"; `1.86.0` {FITS}" in (found.help or "")

    def test_none_is_where_all_are_too_old(self) -> None:
        files = {"Cargo.toml": self.MANIFEST, "rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n'}
        found = one("toolchain-below-minimum", tree(files, knowledge=packs()))
        assert FITS not in (found.help or "")


class TestUnregistered:
    def files(self, *has: str, table: str = TABLE) -> Files:
        return {
            "versions.bzl": versions(cog="2.0.0", gizmo="1.0.0") + table,
            COG: registry("cog", "2.0.0", ["2.0.0"]),
            "checksums/tools/gizmo.json": registry("gizmo", has[0], list(has)),
        }

    def test_an_entry_that_fits_everything_else_is_named(self) -> None:
        found = one("unregistered-version", tree(self.files("1.2.0", "1.1.0")))
        assert f"; `1.1.0` {FITS}, and the registry has it" in (found.help or "")

    def test_none_is_where_no_entry_fits_or_nothing_is_known(self) -> None:
        assert FITS not in (one("unregistered-version", tree(self.files("1.2.0"))).help or "")
        assert FITS not in (one("unregistered-version", tree(self.files("1.1.0", table=""))).help or "")
