"""flake.lock against flake.nix: the repository and the ref that each input was locked for."""

from __future__ import annotations

import json

import pytest

from tests.trees import place, said, tree
from vercheck.model import Severity

REV = "1" * 40


def flake(**inputs: str) -> str:
    lines = "".join(f'    {name}.url = "{url}";\n' for name, url in inputs.items())
    return f"{{\n  inputs = {{\n{lines}  }};\n  outputs = _: {{ }};\n}}\n"


def node(repo: str, **original: str) -> dict[str, object]:
    owner, name = repo.split("/")
    where = {"type": "github", "owner": owner, "repo": name}
    return {"locked": {**where, "rev": REV, "narHash": ""}, "original": {**where, **original}}


def lock(**nodes: dict[str, object]) -> str:
    root = {"inputs": {name: name for name in nodes if not name.startswith("_")}}
    return json.dumps({"nodes": {**nodes, "root": root}, "root": "root", "version": 7}, indent=1)


def drift(nix: str, locked: str, folder: str = "") -> list[str]:
    files = {f"{folder}flake.nix": nix, f"{folder}flake.lock": locked}
    return [found.message for found in said("lock-drift", tree(files))]


@pytest.mark.parametrize(
    ("url", "locked"),
    [
        ("github:NixOS/nixpkgs/nixos-24.11", node("NixOS/nixpkgs", ref="nixos-24.11")),
        ("github:NixOS/nixpkgs", node("NixOS/nixpkgs")),
        ("github:nixos/nixpkgs", node("NixOS/nixpkgs")),
        (f"github:NixOS/nixpkgs/{REV}", node("NixOS/nixpkgs", rev=REV)),
        ("github:NixOS/nixpkgs?ref=v1.2", node("NixOS/nixpkgs", ref="v1.2")),
        ("github:NixOS/nixpkgs?dir=lib", node("NixOS/nixpkgs", dir="lib")),
        ("path:../nixpkgs", node("NixOS/nixpkgs", ref="nixos-24.11")),
    ],
)
def test_a_lock_that_was_made_for_the_inputs_is_quiet(url: str, locked: dict[str, object]) -> None:
    assert drift(flake(nixpkgs=url), lock(nixpkgs=locked)) == []


@pytest.mark.parametrize(
    ("url", "locked", "words"),
    [
        (
            "github:NixOS/nixpkgs/nixos-24.11",
            node("NixOS/nixpkgs", ref="nixos-24.05"),
            "made for `nixos-24.05`",
        ),
        ("github:NixOS/nixpkgs/nixos-24.11", node("NixOS/nixpkgs"), "made for `no ref`"),
        ("github:NixOS/nixpkgs", node("NixOS/nixpkgs", ref="nixos-24.05"), "asks for `no ref`"),
        (f"github:NixOS/nixpkgs/{'2' * 40}", node("NixOS/nixpkgs", rev=REV), "made for `1111"),
        ("github:other/nixpkgs/v1", node("NixOS/nixpkgs", ref="v1"), "made for `github:NixOS/nixpkgs`"),
    ],
)
def test_a_lock_that_was_made_for_something_else_has_drifted(
    url: str, locked: dict[str, object], words: str
) -> None:
    (message,) = drift(flake(nixpkgs=url), lock(nixpkgs=locked))
    assert words in message


def test_the_finding_stands_at_the_input_and_names_the_command() -> None:
    files = {
        "flake.nix": flake(a="github:o/a", nixpkgs="github:NixOS/nixpkgs/nixos-24.11"),
        "flake.lock": lock(a=node("o/a"), nixpkgs=node("NixOS/nixpkgs", ref="nixos-24.05")),
    }
    (found,) = said("lock-drift", tree(files))
    assert place(found) == ("flake.nix", 4)
    assert (found.version, found.severity) == ("nixos-24.11", Severity.ERROR)
    assert "nix flake lock" in (found.help or "")


def test_inputs_of_inputs_are_not_compared() -> None:
    locked = lock(a=node("o/a"), _nixpkgs=node("NixOS/nixpkgs", ref="nixos-20.09"))
    nix = flake(a="github:o/a").replace(
        "    a.url", '    a.inputs.nixpkgs.url = "github:NixOS/nixpkgs";\n    a.url'
    )
    assert drift(nix, locked) == []


def test_a_lock_in_another_folder_belongs_to_another_flake() -> None:
    files = {
        "flake.nix": flake(nixpkgs="github:NixOS/nixpkgs/nixos-24.11"),
        "sub/flake.lock": lock(nixpkgs=node("NixOS/nixpkgs", ref="nixos-24.05")),
    }
    assert said("lock-drift", tree(files)) == []


def test_an_example_is_only_suspicious() -> None:
    files = {
        "examples/a/flake.nix": flake(nixpkgs="github:NixOS/nixpkgs/nixos-24.11"),
        "examples/a/flake.lock": lock(nixpkgs=node("NixOS/nixpkgs", ref="nixos-24.05")),
    }
    assert [found.severity for found in said("lock-drift", tree(files))] == [Severity.WARNING]
