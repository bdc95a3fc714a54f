"""flake.nix: which inputs are pins, and what their refs mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.nix_flake import EXTRACTOR
from vercheck.model import Exact, Extraction, Floating, Opaque, Pin, Role, Source
from vercheck.versions import parse

FIXTURE = Path(__file__).parents[2] / "fixtures" / "nix" / "flake.nix"


def extract(text: str) -> Extraction:
    source = Source("flake.nix", text.encode())
    found = EXTRACTOR.extract(source)
    assert all(pin.raw == source.text(pin.location.span) for pin in found.pins)
    return found


def only(inputs: str) -> Pin:
    (pin,) = extract(f"{{ inputs = {{ {inputs} }}; }}").pins
    return pin


def test_every_form_of_an_input_is_read() -> None:
    found = extract(FIXTURE.read_text())
    assert [(pin.trail, str(pin.artifact), pin.raw, type(pin.value).__name__) for pin in found.pins] == [
        ("inputs.nixpkgs", "github:NixOS/nixpkgs", "nixos-24.05", "Exact"),
        ("inputs.unstable", "github:NixOS/nixpkgs", "nixos-unstable", "Floating"),
        (
            "inputs.pinned",
            "github:NixOS/nixpkgs",
            "4684fd6b0c01e4b7d99027a34c93c2e09ecafee2",
            "Opaque",
        ),
        ("inputs.flake-utils", "github:numtide/flake-utils", "github:numtide/flake-utils", "Floating"),
        ("inputs.crane", "github:ipetkov/crane", "v0.19.0", "Exact"),
        ("inputs.rust-overlay", "github:oxalica/rust-overlay", "stable", "Floating"),
        ("inputs.rust-overlay.inputs.flake-utils", "github:numtide/flake-utils", "v1.0.0", "Exact"),
        ("inputs.tool.ref", "github:example/tool", "v1.2.3", "Exact"),
        ("inputs.archive", "github:example/archive", "v2.0.1", "Exact"),
        ("inputs.cloned", "github:example/cloned", "8a1b2c3d4e5f60718293a4b5c6d7e8f901234567", "Opaque"),
    ]
    roles = {pin.trail: pin.role for pin in found.pins}
    assert roles["inputs.crane"] is roles["inputs.pinned"] is Role.SELECTS
    assert roles["inputs.unstable"] is roles["inputs.flake-utils"] is Role.REQUIRES
    assert found.notes == ()


def test_a_tag_is_exact() -> None:
    pin = only('x.url = "github:o/r/v1.2.3";')
    assert isinstance(pin.value, Exact)
    assert pin.value.version.release == (1, 2, 3)
    assert pin.names == ("x",)


@pytest.mark.parametrize(
    "branch", ["main", "nixos-unstable", "nixpkgs-unstable", "feature-x", "refs/heads/v1"]
)
def test_a_branch_floats(branch: str) -> None:
    assert only(f'x.url = "github:o/r/{branch}";').value == Floating(branch)


@pytest.mark.parametrize(
    "branch", ["nixos-24.05", "nixos-24.05-small", "release-24.05", "nixpkgs-24.05-darwin"]
)
def test_the_branch_of_a_release_is_that_release(branch: str) -> None:
    assert only(f'x.url = "github:o/r/{branch}";').value == Exact(parse("24.05"))


def test_an_input_without_a_ref_floats() -> None:
    assert only('x.url = "github:o/r";').value == Floating("HEAD")


def test_a_name_of_the_registry_is_read() -> None:
    pin = only('nixpkgs.url = "nixpkgs/nixos-24.05";')
    assert str(pin.artifact) == "github:NixOS/nixpkgs"
    assert pin.raw == "nixos-24.05"


def test_a_revision_beside_an_address_is_the_pin() -> None:
    commit = "8a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
    pin = only(f'x = {{ url = "github:o/r"; rev = "{commit}"; }};')
    assert (pin.trail, pin.value) == ("inputs.x.rev", Opaque(commit))


def test_inputs_written_as_paths_of_names_are_the_same() -> None:
    (pin,) = extract('{ inputs.x.url = "github:o/r/v1.0.0"; inputs.x.flake = false; outputs = x: x; }').pins
    assert pin.trail == "inputs.x"


def test_a_repository_that_is_an_input_twice_has_tracks() -> None:
    found = extract(
        '{ inputs = { nixpkgs.url = "github:NixOS/nixpkgs/a"; old.url = "github:NixOS/nixpkgs/b"; }; }'
    ).pins
    assert [pin.track for pin in found] == ["", "old"]


def test_an_input_of_an_input_is_on_a_track_of_its_own() -> None:
    found = extract('{ inputs.a.url = "github:o/a/v1.0"; inputs.b.inputs.a.url = "github:o/a/v2.0"; }').pins
    assert [(pin.trail, pin.track) for pin in found] == [
        ("inputs.a", ""),
        ("inputs.b.inputs.a", "transitive"),
    ]


def test_an_address_that_is_put_together_is_noted() -> None:
    found = extract('let v = "1"; in { inputs.x.url = "github:o/r/${v}"; }')
    assert found.pins == ()
    assert [note.check for note in found.notes] == ["not-understood"]


# quiet


@pytest.mark.parametrize(
    "text",
    [
        '{ inputs.x.url = "path:./nix"; }',
        '{ inputs.x.url = "./nix"; }',
        '{ inputs.x.follows = "nixpkgs"; }',
        '{ inputs.x.inputs.y.follows = "nixpkgs"; }',
        "{ outputs = { inputs }: inputs; }",
        "{ inputs = import ./inputs.nix; }",
        "inputs: { }",
        "{ inputs = { x = 1; y = [ ]; }; }",
        "",
        "inputs",
        "{ inputs.x.url = ; }",
    ],
)
def test_what_selects_nothing_gives_nothing(text: str) -> None:
    assert extract(text) == Extraction()


def test_the_rest_of_the_file_is_for_another_reader() -> None:
    assert len(extract('{ inputs.x.url = "github:o/r/v1.0"; outputs = x: { y = x.nodejs_22; }; }').pins) == 1


@given(st.binary(max_size=200).map(lambda junk: b'{ inputs = { x.url = "github:o/r/' + junk + b'"; }; }'))
def test_no_bytes_raise_and_raw_is_what_is_written(content: bytes) -> None:
    source = Source("flake.nix", content)
    assert all(pin.raw == source.text(pin.location.span) for pin in EXTRACTOR.extract(source).pins)
