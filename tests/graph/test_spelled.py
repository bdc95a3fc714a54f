"""Names of a package set: what they say in the words of other places, and what a person means by one."""

from __future__ import annotations

import pytest

from tests.trees import packs, tree
from vercheck.graph import PinGraph
from vercheck.graph.spelled import NoVersionError, in_own_words, meant


def graph_with(attribute: str, constants: str = "") -> PinGraph:
    shell = f"{{ pkgs ? import <nixpkgs> {{}} }}: pkgs.mkShell {{ buildInputs = [ pkgs.{attribute} ]; }}\n"
    return tree({"shell.nix": shell, "versions.bzl": constants}, knowledge=packs()).graph


@pytest.mark.parametrize(
    ("attribute", "tool", "said"),
    [
        ("python312", "python", "3.12"),
        ("php83", "php", "8.3"),
        ("jdk17", "java", "17"),
        ("go_1_22", "go", "1.22"),
        ("nodejs_22", "nodejs", "22"),
    ],
)
def test_a_name_is_said_with_dots(attribute: str, tool: str, said: str) -> None:
    graph = graph_with(attribute)
    assert [in_own_words(graph, pin) for pin in graph.pins_of(tool)] == [said]


def test_a_name_that_has_lost_a_part_says_nothing_that_others_could_write() -> None:
    graph = graph_with("gizmo_0_0_4080", 'TOOL_VERSIONS = {"gizmo": "v0.0-3622-g07b310a3"}\n')
    assert [in_own_words(graph, pin) for pin in graph.pins_of("gizmo")] == [None, "v0.0-3622-g07b310a3"]
    with pytest.raises(NoVersionError, match="`0_0_4080` is a name of the package set"):
        meant(graph, "gizmo", "0_0_4080")


def test_a_candidate_for_a_release_loses_nothing() -> None:
    graph = graph_with("gizmo_1_2", 'TOOL_VERSIONS = {"gizmo": "1.3.0-rc.1"}\n')
    assert [in_own_words(graph, pin) for pin in graph.pins_of("gizmo")] == ["1.2", "1.3.0-rc.1"]


@pytest.mark.parametrize(
    ("attribute", "tool", "given", "version"),
    [
        ("python312", "python", "312", "3.12"),
        ("python312", "python", "313", "3.13"),
        ("php83", "php", "84", "8.4"),
        ("go_1_22", "go", "1_22", "1.22"),
        ("python312", "python", "3.12", "3.12"),
        ("python312", "python", "4", "4"),
        ("jdk17", "java", "21", "21"),
        ("nodejs_22", "nodejs", "24", "24"),
    ],
)
def test_who_gives_a_name_means_the_version(attribute: str, tool: str, given: str, version: str) -> None:
    assert meant(graph_with(attribute), tool, given) == version


def test_without_such_a_name_a_version_is_as_it_was_given() -> None:
    assert meant(tree({"versions.bzl": 'TOOL_VERSIONS = {"gizmo": "3.10"}\n'}).graph, "gizmo", "312") == "312"
