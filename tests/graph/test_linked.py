from __future__ import annotations

from tests.trees import tree
from vercheck.graph.linked import linked
from vercheck.model import Reference, Role

FILES = {
    "a.bzl": 'TOOL_VERSIONS = {\n    "wasmtime": "25.0.0",\n}\n',
    "b.bzl": 'load(":a.bzl", "TOOL_VERSIONS")\nWASMTIME_VERSION = TOOL_VERSIONS["wasmtime"]\n',
    "c.bzl": "# tested with wasmtime 24.0.0\n",
    "d.bzl": 'GIZMO_VERSION = "1.0.0"\n',
}


def test_pins_and_what_names_their_tools_are_listed_by_place() -> None:
    found = [(pin.location.path, pin.role, pin.version) for pin in linked(tree(FILES).graph)]
    assert found == [
        ("a.bzl", Role.SELECTS, "25.0.0"),
        ("b.bzl", Role.SELECTS, "25.0.0"),
        ("c.bzl", Role.MENTIONS, "24.0.0"),
        ("d.bzl", Role.SELECTS, "1.0.0"),
    ]


def test_a_reference_has_the_version_that_it_leads_to_or_none() -> None:
    loose = {"b.bzl": FILES["b.bzl"]}
    for files, version in ((FILES, "25.0.0"), (loose, None)):
        (pin,) = (pin for pin in linked(tree(files).graph) if isinstance(pin.value, Reference))
        assert pin.version == version


def test_one_tool_is_listed_alone() -> None:
    graph = tree(FILES).graph
    assert [pin.location.path for pin in linked(graph, "wasmtime")] == ["a.bzl", "b.bzl", "c.bzl"]
    assert [str(pin.artifact) for pin in linked(graph, "gizmo")] == ["bin:gizmo"]
    assert linked(graph, "unheard") == ()
