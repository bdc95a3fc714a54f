"""go.mod and go.work: what a module asks for is a minimum, what it replaces is a choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import packs, said, tree
from vercheck.extractors.go_mod import EXTRACTOR
from vercheck.model import Range, Severity

MODULE = """\
module example.com/x // Deprecated: no

go 1.21

toolchain go1.22.3

require golang.org/x/net v0.26.0
require (
	"golang.org/x/mod" v0.17.0 // indirect
	golang.org/x/tools v0.21.1-0.20240508182429-e35e4ccd0d2d
)
replace (
	a.b/c => ./c
	a.b/d v1.0.0 => github.com/o/d v2.0.0+incompatible
)
exclude golang.org/x/crypto v1.4.5
retract [v1.0.0, v1.9.9] // published by mistake
"""


def test_directives_become_pins() -> None:
    assert pins(EXTRACTOR, "go.mod", MODULE) == [
        "toolchain:go requires ~1.21",
        "toolchain:go selects go1.22.3",
        "go:golang.org/x/net requires ~v0.26.0",
        "go:golang.org/x/mod requires ~v0.17.0",
        "go:golang.org/x/tools requires ~v0.21.1-0.20240508182429-e35e4ccd0d2d",
        "go:github.com/o/d selects v2.0.0+incompatible",
    ]
    assert read(EXTRACTOR, "go.mod", MODULE).notes == ()


def test_trails_name_the_directive() -> None:
    trails = [pin.trail for pin in read(EXTRACTOR, "go.mod", MODULE).pins]
    assert trails[:3] == ["go", "toolchain", "require[golang.org/x/net]"]
    assert trails[-1] == "replace[a.b/d]"


def test_an_indirect_requirement_says_so() -> None:
    notes = {pin.artifact.name: pin.note for pin in read(EXTRACTOR, "go.mod", MODULE).pins}
    assert notes["golang.org/x/mod"] == "indirect"
    assert notes["golang.org/x/net"] == ""


def test_a_requirement_is_a_minimum_in_the_order_of_go() -> None:
    pin = next(
        pin for pin in read(EXTRACTOR, "go.mod", MODULE).pins if pin.artifact.name == "golang.org/x/net"
    )
    assert isinstance(pin.value, Range)
    (interval,) = pin.value.requirement.intervals
    assert interval.low is not None
    assert (interval.low.scheme, interval.high) == ("go", None)


def test_a_workspace_has_the_same_grammar() -> None:
    text = "go 1.22.1\r\ntoolchain default\r\nuse (\r\n\t./a\r\n)\r\nreplace a.b/c => a.b/c v1.2.3\r\n"
    assert pins(EXTRACTOR, "go.work", text) == ["toolchain:go requires ~1.22.1", "go:a.b/c selects v1.2.3"]


@pytest.mark.parametrize(
    "text", ["", "module x\n", "// go 1.2\n", "godebug default=go1.21\n", "tool a.b/c\n"]
)
def test_a_file_without_versions_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "go.mod", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_line_that_is_no_directive_is_noted_and_the_rest_is_read() -> None:
    extraction = read(EXTRACTOR, "go.mod", "module x\n<<<<<<< HEAD\ngo 1.21\n")
    assert [(note.check, note.location.line) for note in extraction.notes] == [("parse-error", 2)]
    assert [pin.raw for pin in extraction.pins] == ["1.21"]


def test_a_branch_in_a_versions_place_is_noted() -> None:
    (note,) = read(EXTRACTOR, "go.mod", "require a.b/c master\n").notes
    assert note.check == "not-understood"
    assert "`master`" in note.message


def test_a_newer_toolchain_than_the_module_needs_is_normal() -> None:
    files = {
        "MODULE.bazel": 'go_sdk = use_extension("@rules_go//go:extensions.bzl", "go_sdk")\n'
        'go_sdk.download(version = "1.25.2")\n',
        "go.mod": "module x\n\ngo 1.21\n",
    }
    given = tree(files, knowledge=packs())
    assert {str(given.graph.artifact(pin)) for pin in given.graph.pins_of("go")} == {"toolchain:go"}
    assert said("version-drift", given) == []
    assert said("range-excludes-pin", given) == []


def test_a_suggested_toolchain_that_nobody_uses_is_only_suspicious() -> None:
    files = {
        "MODULE.bazel": 'go_sdk = use_extension("@rules_go//go:extensions.bzl", "go_sdk")\n'
        'go_sdk.download(version = "1.25.2")\n',
        "go.mod": "module x\n\ngo 1.21\n\ntoolchain go1.22.3\n",
    }
    (found,) = said("version-drift", tree(files, knowledge=packs()))
    assert (found.location.path, found.severity) == ("go.mod", Severity.WARNING)


def test_a_tool_that_is_installed_apart_need_not_meet_what_the_module_requires() -> None:
    files = {
        "go.mod": "module x\n\nrequire golang.org/x/tools v0.30.0\n",
        "Makefile": "tools:\n\tgo install golang.org/x/tools/cmd/stringer@v0.1.0\n",
    }
    assert said("range-excludes-pin", tree(files)) == []
    assert said("version-drift", tree(files)) == []


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "go.mod", content)
    read(EXTRACTOR, "go.mod", b"go 1.21\nrequire (\n" + content)
