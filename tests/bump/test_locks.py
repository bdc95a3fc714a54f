"""Which lock files a move leaves behind."""

from __future__ import annotations

from tests.trees import packs, tree
from vercheck.bump.locks import refreshes
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites
from vercheck.model import Source

CRATE = '[package]\nname = "{}"\nversion = "0.1.0"\n\n[dependencies]\nwit-bindgen = "{}"\n'
LOCK = 'version = 4\n\n[[package]]\nname = "wit-bindgen"\nversion = "{}"\n'
TABLE = 'TOOL_VERSIONS = {{\n    "wasm-tools": "1.240.0",\n    "wit-bindgen": "{}",\n}}\n'


def told(files: dict[str, str], tool: str, version: str) -> list[str]:
    facts = tree(files, knowledge=packs())
    fixes = retarget(facts, tool, version)
    edited = {edit.location for fix in fixes for edit in fix.edits if edit.old != edit.new}

    def read(path: str) -> Source | None:
        return Source(path, files[path].encode()) if path in files else None

    return [f"{one.path}: {one.command}" for one in refreshes(Sites(facts, tool), version, edited, read)]


def test_a_lock_beside_an_edited_manifest_is_refreshed_in_its_folder() -> None:
    files = {
        "v.bzl": TABLE.format("0.46.0"),
        "a b/Cargo.toml": CRATE.format("a", "0.46.0"),
        "a b/Cargo.lock": LOCK.format("0.46.0"),
    }
    assert told(files, "wit-bindgen", "0.47.0") == [
        "a b/Cargo.lock: (cd 'a b' && cargo update -p wit-bindgen --precise 0.47.0)"
    ]


def test_the_lock_of_a_workspace_is_the_nearest_above_its_members() -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["x/*"]\n',
        "Cargo.lock": LOCK.format("0.46.0"),
        "x/a/Cargo.toml": CRATE.format("a", "0.46.0"),
        "x/b/Cargo.toml": CRATE.format("b", "0.46.0"),
        "v.bzl": TABLE.format("0.46.0"),
    }
    assert told(files, "wit-bindgen", "0.47.0") == [
        "Cargo.lock: cargo update -p wit-bindgen --precise 0.47.0"
    ]


def test_a_lock_behind_a_requirement_that_admits_the_version_already_is_refreshed() -> None:
    files = {
        "v.bzl": TABLE.format("0.46.0"),
        "Cargo.toml": CRATE.format("a", "0.46"),
        "Cargo.lock": LOCK.format("0.46.0"),
    }
    assert told(files, "wit-bindgen", "0.46.3") == [
        "Cargo.lock: cargo update -p wit-bindgen --precise 0.46.3"
    ]


def test_of_two_locked_versions_the_one_that_the_manifest_asked_for_is_meant() -> None:
    both = LOCK.format("0.30.0") + '\n[[package]]\nname = "wit-bindgen"\nversion = "0.46.0"\n'
    files = {
        "v.bzl": TABLE.format("0.46.0"),
        "Cargo.toml": CRATE.format("a", "0.46.0"),
        "Cargo.lock": both,
    }
    assert told(files, "wit-bindgen", "0.47.0") == [
        "Cargo.lock: cargo update -p wit-bindgen@0.46.0 --precise 0.47.0"
    ]


def test_bazel_itself_and_its_modules_share_a_lock() -> None:
    files = {
        ".bazelversion": "8.2.1\n",
        "MODULE.bazel": 'module(name = "m")\nbazel_dep(name = "rules_go", version = "0.50.0")\n',
        "MODULE.bazel.lock": "{}",
    }
    expected = ["MODULE.bazel.lock: bazel mod deps --lockfile_mode=update"]
    assert told(files, "bazel", "8.3.1") == expected
    assert told(files, "rules_go", "0.51.0") == expected


# quiet


def test_a_lock_that_has_the_version_is_left_alone() -> None:
    files = {
        "v.bzl": TABLE.format("0.46.0"),
        "Cargo.toml": CRATE.format("a", "0.47"),
        "Cargo.lock": LOCK.format("0.47.0"),
    }
    assert told(files, "wit-bindgen", "0.47.0") == []


def test_a_lock_that_got_the_version_from_elsewhere_is_left_alone() -> None:
    files = {
        "v.bzl": TABLE.format("0.46.0"),
        "x/Cargo.toml": '[package]\nname = "x"\nversion = "0.1.0"\n',
        "x/Cargo.lock": LOCK.format("0.46.0"),
    }
    assert told(files, "wit-bindgen", "0.47.0") == []


def test_without_a_lock_there_is_nothing_to_refresh() -> None:
    files = {"v.bzl": TABLE.format("0.46.0"), "Cargo.toml": CRATE.format("a", "0.46.0")}
    assert told(files, "wit-bindgen", "0.47.0") == []
