"""The graph answers alike in whatever order the files were read, and knows what it was given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.building import at
from tests.building import pin as made
from tests.graph.linking import TOOL_VERSIONS, graph, read
from vercheck.graph import Knowledge, PinGraph
from vercheck.model import Artifact, Constant, Extraction, Role

DIGEST = "0123456789abcdef" * 4
FILES = {
    "MODULE.bazel": 'module(name = "top", version = "1.0")\nwkg.register(name = "wkg", version = "0.12.0")\n'
    "# wac 0.7.0 must match tools/versions.bzl\n",
    "tools/versions.bzl": TOOL_VERSIONS + 'P3_TOOL_VERSIONS = {"wac": "0.9.0"}\n',
    "tools/defs.bzl": 'load(":versions.bzl", _T = "TOOL_VERSIONS")\nTOOL_VERSIONS = _T\n',
    "a.bzl": 'load("//tools:defs.bzl", "TOOL_VERSIONS")\nwac_version = TOOL_VERSIONS["wac"]\n'
    'MATRIX = {"0.8.0": {"wkg": ["0.12.0"]}}\n',
    "b.bzl": 'load(":c.bzl", "C_VERSION")\nB_VERSION = C_VERSION\n',
    "c.bzl": 'load(":b.bzl", "B_VERSION")\nC_VERSION = B_VERSION\n',
    "WORKSPACE": 'http_archive(name = "wac", url = "https://github.com/acme/wac/archive/v0.8.0.zip")\n'
    'http_archive(name = "other", url = "https://github.com/other/wac/archive/v0.8.0.zip")\n',
    "checksums/wac.json": '{"tool_name": "wac", "versions": {"0.8.0": {"platforms": {"linux": {"sha256": "'
    f'{DIGEST}"}}}}}}}}}}\n',
    "sub/MODULE.bazel": 'module(name = "sub", version = "2.0")\n',
    "sub/versions.bzl": 'TOOL_VERSIONS = {"wac": "0.6.0"}\n',
    "Cargo.toml": '[workspace]\nmembers = ["x"]\n[workspace.dependencies]\nserde = "1.0"\n',
    "x/Cargo.toml": '[package]\nname = "x"\n[dependencies]\nserde = { workspace = true }\n',
}
READ = read(FILES)


def answers(linked: PinGraph) -> dict[str, object]:
    """Everything that a graph can be asked, as values."""
    return {
        "tools": linked.tools(),
        "pins": [
            (
                pin.address,
                linked.tool(pin),
                linked.artifact(pin),
                linked.scope(pin),
                linked.version(pin),
                linked.requirement(pin),
                linked.literal_behind(pin),
                linked.referrers(pin),
                linked.is_default_track(pin),
            )
            for pin in linked.pins
        ],
        "cycles": linked.cycles(),
        "mentions": linked.mentions,
        "addresses": linked.addresses,
        "registries": {tool: linked.registries_of(tool) for tool in linked.tools()},
        "statements": linked.statements,
        "why": [linked.why(first, second) for first in linked.pins for second in linked.pins],
    }


EXPECTED = answers(PinGraph(READ, Knowledge()))


@given(st.permutations(sorted(READ)))
def test_the_order_of_files_does_not_matter(paths: list[str]) -> None:
    assert answers(PinGraph({path: READ[path] for path in paths}, Knowledge())) == EXPECTED


def test_pins_are_sorted_by_place() -> None:
    linked = graph(FILES)
    assert list(linked.pins) == sorted(linked.pins, key=lambda pin: (pin.location, pin.trail))
    assert {pin.location.path for pin in linked.pins} <= set(FILES)


def test_an_empty_repository_has_no_answers() -> None:
    linked = graph({})
    assert (linked.pins, linked.tools(), linked.cycles(), linked.mentions) == ((), (), (), ())
    assert (linked.pins_of("x"), linked.registries_of("x"), linked.tool_named("x")) == ((), (), None)


def test_pins_of_a_tool_may_be_asked_for_by_role() -> None:
    linked = graph(FILES)
    offered = linked.pins_of("wac", Role.PROVIDES)
    assert [pin.location.path for pin in offered] == ["checksums/wac.json"]
    assert set(offered) < set(linked.pins_of("wac"))
    assert all(linked.tool(pin) == "wac" for pin in linked.pins_of("wac"))


def test_a_tool_is_found_by_any_spelling() -> None:
    linked = graph({"a.bzl": 'TOOL_VERSIONS = {"wit-bindgen": "0.46.0"}\nGIZMO_VERSION = "1.0.0"\n'})
    assert [
        linked.tool_named(name) for name in ("wit_bindgen", "WIT-BINDGEN", "bin:wit-bindgen", "gizmo")
    ] == [
        "wit-bindgen",
        "wit-bindgen",
        "wit-bindgen",
        "gizmo",
    ]
    assert linked.tool_named("nothing") is None


def test_a_version_is_exact_or_none() -> None:
    linked = graph(
        {
            "a.bzl": 'GIZMO_VERSION = "1.0.0"\nWAC_VERSION = "latest"\nMIN_BAZEL_VERSION = "7.0.0"\n',
            "Cargo.toml": '[dependencies]\nserde = "1.0"\n',
        }
    )
    asked = {pin.trail: (linked.version(pin), linked.requirement(pin)) for pin in linked.pins}
    assert {
        trail: (version is not None, requirement is not None)
        for trail, (version, requirement) in asked.items()
    } == {
        "GIZMO_VERSION": (True, False),
        "WAC_VERSION": (False, False),
        "MIN_BAZEL_VERSION": (False, True),
        "dependencies.serde": (False, True),
    }


def test_every_address_that_is_written_down_is_known() -> None:
    linked = graph({"a.bzl": 'BASE = "https://dl.example.com/x"\n', "WORKSPACE": FILES["WORKSPACE"]})
    found = {text for text, _ in linked.addresses}
    assert {"https://dl.example.com/x", "https://github.com/acme/wac/archive/v0.8.0.zip"} <= found


def test_a_constant_without_a_trail_is_nobodys_reference() -> None:
    host = Constant("", "dl.example.com", at("a.bzl"))
    user = made("bin:gizmo", "1.0.0", path="a.bzl", line=2)
    linked = PinGraph({"a.bzl": Extraction(pins=(user,), constants=(host,))}, Knowledge())
    assert linked.literal_behind(linked.pins[0]) is linked.pins[0]


def test_an_artifact_is_chosen_for_pins_that_the_graph_was_not_given() -> None:
    linked = graph({"a.bzl": 'TOOL_VERSIONS = {"wac": "0.8.0"}\n'})
    assert linked.artifact(made("bin:x", "1", names=("wac",))) == Artifact("bin", "wac")
