"""What names a tool and stays where it is: told, with the reason."""

from __future__ import annotations

from tests.trees import packs, tree
from vercheck.bump.staying import staying
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites


def told(files: dict[str, str], tool: str, version: str) -> list[str]:
    facts = tree(files, knowledge=packs())
    edits = [edit for fix in arrange(retarget(facts, tool, version)).applied for edit in fix.edits]
    return [
        f"{one.path}:{','.join(map(str, one.lines))} {', '.join(one.said)}: {one.reason}"
        for one in staying(Sites(facts, tool), version, edits)
    ]


GO = "module a.test/a\n\ngo 1.24.5\n"
CRATE = '[package]\nname = "wasm-tools"\nversion = "1.240.0"\n\n[dependencies]\nwac-types = "0.8"\n'
TABLE = 'TOOL_VERSIONS = {\n    "wasm-tools": "1.240.0",\n}\n'


# loud


def test_a_minimum_that_alone_chooses_is_named() -> None:
    assert told({"go.mod": GO}, "go", "1.25.0") == ["go.mod:3 1.24.5: a minimum that admits it"]


def test_a_minimum_beside_what_moves_is_named_too() -> None:
    files = {"go.mod": GO, "Dockerfile": "FROM golang:1.24\n"}
    assert told(files, "go", "1.25") == ["go.mod:3 1.24.5: a minimum that admits it"]


def test_an_example_is_named() -> None:
    files = {"v.bzl": TABLE, "examples/a/v.bzl": TABLE.replace("240", "230")}
    assert told(files, "wasm-tools", "1.241.0") == ["examples/a/v.bzl:2 1.230.0: an example"]


# quiet


def test_a_minimum_that_is_the_version_says_nothing() -> None:
    assert told({"go.mod": GO}, "go", "1.24.5") == []


def test_what_moves_does_not_stay() -> None:
    assert told({"v.bzl": TABLE}, "wasm-tools", "1.241.0") == []


def test_the_version_that_the_project_itself_has_is_no_part_of_a_move() -> None:
    assert told({"Cargo.toml": CRATE}, "wasm-tools", "1.241.0") == []
