"""Remarks that a move restates, and those that are about something else."""

from __future__ import annotations

from tests.trees import packs, tree
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget
from vercheck.fix.sayings import Sayings
from vercheck.fix.sites import Sites
from vercheck.model import Edit

BZL = 'TOOL_VERSIONS = {{\n{}    "wasm-tools": "1.240.0",\n    "wac": "0.8.0",\n}}\n'


def edits(files: dict[str, str], tool: str, version: str) -> list[Edit]:
    fixes = retarget(tree(files, knowledge=packs()), tool, version)
    return [edit for fix in arrange(fixes).applied for edit in fix.edits]


def moved(files: dict[str, str], tool: str, version: str) -> list[str]:
    return sorted(f"{edit.location.path}:{edit.location.line}" for edit in edits(files, tool, version))


def left(files: dict[str, str], tool: str, version: str) -> list[str]:
    sayings = Sayings(Sites(tree(files, knowledge=packs()), tool), version)
    return [f"{pin.location.path}:{pin.location.line}" for pin in sayings.left(edits(files, tool, version))]


# loud


def test_a_comment_above_the_place_that_moves_goes_along() -> None:
    files = {"v.bzl": BZL.format("    # wasm-tools 1.240.0 for components\n")}
    assert moved(files, "wasm-tools", "1.241.0") == ["v.bzl:2", "v.bzl:3"]


def test_a_comment_behind_the_place_that_moves_goes_along() -> None:
    files = {"v.bzl": 'TOOL_VERSIONS = {\n    "wasm-tools": "1.240.0",  # wasm-tools 1.240.0\n}\n'}
    assert moved(files, "wasm-tools", "1.241.0") == ["v.bzl:2", "v.bzl:2"]


def test_a_comment_elsewhere_that_names_the_file_goes_along() -> None:
    files = {
        "tools/v.bzl": BZL.format(""),
        "tools/run.bzl": "# v.bzl has wasm-tools 1.240.0\nX = 1\n",
    }
    assert moved(files, "wasm-tools", "1.241.0") == ["tools/run.bzl:1", "tools/v.bzl:2"]
    assert left(files, "wasm-tools", "1.241.0") == []


# quiet


def test_a_heading_above_an_archive_that_stays_is_about_that_archive() -> None:
    files = {
        "wasi.bzl": """\
def deps():
    # WASI 0.2.0 (Original stable release)
    http_archive(
        name = "wasi_io_v020",
        url = "https://github.com/WebAssembly/wasi-io/archive/refs/tags/v0.2.0.tar.gz",
        strip_prefix = "wasi-io-0.2.0",
    )

def wasi_wit_library(name, wasi_version = "0.2.0"):
    pass
"""
    }
    assert moved(files, "wasi", "0.2.3") == ["wasi.bzl:9"]
    assert left(files, "wasi", "0.2.3") == ["wasi.bzl:2"]


def test_a_claim_goes_along_with_what_moves_away_from_its_version() -> None:
    files = {
        "v.bzl": BZL.format(""),
        "rust/gen.bzl": "# Generated code is compatible with wasm-tools CLI 1.240.0\nX = 1\n",
    }
    assert moved(files, "wasm-tools", "1.241.0") == ["rust/gen.bzl:1", "v.bzl:2"]


def test_a_claim_about_a_version_at_which_something_stays_is_left_to_people() -> None:
    files = {
        "v.bzl": BZL.format(""),
        "rust/gen.bzl": "# Generated code is compatible with wasm-tools CLI 1.240.0\nX = 1\n",
        "apart/MODULE.bazel": "module(name = 'apart')\n",
        "apart/v.bzl": BZL.format(""),
    }
    assert moved(files, "wasm-tools", "1.241.0") == ["v.bzl:2"]
    assert left(files, "wasm-tools", "1.241.0") == ["rust/gen.bzl:1"]


def test_a_comment_beside_another_tool_of_the_same_version_is_not_touched() -> None:
    files = {"v.bzl": 'TOOL_VERSIONS = {\n    "wasm-tools": "1.240.0",\n}\n# wac 1.240.0 is unrelated\n'}
    assert moved(files, "wasm-tools", "1.241.0") == ["v.bzl:2"]


def test_an_address_in_a_document_is_left_and_told() -> None:
    address = "https://github.com/bytecodealliance/wasm-tools/releases/download/v1.240.0/wasm-tools-1.240.0-x86_64-linux.tar.gz"
    files = {"v.bzl": BZL.format(""), "CONTRIBUTING.md": f"# Set up\n\n```sh\ncurl -LO {address}\n```\n"}
    assert moved(files, "wasm-tools", "1.241.0") == ["v.bzl:2"]
    assert left(files, "wasm-tools", "1.241.0") == ["CONTRIBUTING.md:4"]
