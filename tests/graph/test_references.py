"""References lead to the literal behind them, wherever it stands, and never in circles without end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import address
from tests.building import pin as made
from tests.graph.linking import TOOL_VERSIONS, graph, pin, version
from vercheck.graph import Knowledge, PinGraph
from vercheck.graph.references import MAX_STEPS, plain
from vercheck.model import Constant, Extraction, Pin, Reference

VERSIONS = {"MODULE.bazel": "", "tools/versions.bzl": TOOL_VERSIONS}


@pytest.mark.parametrize(
    ("load", "expression", "expected"),
    [
        ('"TOOL_VERSIONS"', 'TOOL_VERSIONS["wac"]', "0.8.0"),
        ('"TOOL_VERSIONS"', 'TOOL_VERSIONS.get("wac")', "0.8.0"),
        ('T = "TOOL_VERSIONS"', 'T["wac"]', "0.8.0"),
        ('"get_tool_version"', 'get_tool_version("wkg")', "0.12.0"),
        ('v = "get_tool_version"', 'v("wkg")', "0.12.0"),
        ('"WASM_VERSION"', "WASM_VERSION", "1.2.3"),
        ('"TOOL_VERSIONS"', 'TOOL_VERSIONS["nope"]', None),
        ('"get_tool_version"', 'get_tool_version("nope")', None),
        ('"OTHER"', "OTHER", None),
        ('"other_function"', 'other_function("wac")', None),
    ],
)
def test_a_loaded_name_leads_to_the_file_that_defines_it(
    load: str, expression: str, expected: str | None
) -> None:
    user = f'load("//tools:versions.bzl", {load})\ngizmo_version = {expression}\n'
    linked = graph({**VERSIONS, "a/b.bzl": user})
    assert version(linked, "a/b.bzl", "gizmo_version") == expected


def test_a_file_that_passes_names_on_is_looked_through() -> None:
    passing = """\
load("//tools:versions.bzl", _T = "TOOL_VERSIONS", _W = "WASM_VERSION", _get = "get_tool_version")
TOOL_VERSIONS = _T
WASM_VERSION = _W
get_tool_version = _get
"""
    user = """\
load("//:defs.bzl", "TOOL_VERSIONS", "WASM_VERSION", "get_tool_version")
wac_version = TOOL_VERSIONS["wac"]
wasm_version = WASM_VERSION
wkg_version = get_tool_version("wkg")
"""
    linked = graph({**VERSIONS, "defs.bzl": passing, "a.bzl": user})
    assert [version(linked, "a.bzl", f"{name}_version") for name in ("wac", "wasm", "wkg")] == [
        "0.8.0",
        "1.2.3",
        "0.12.0",
    ]


def test_a_constant_of_another_file_stands_behind_a_pin_without_being_one() -> None:
    linked = graph({"a.bzl": 'BASE = "1.2.3"\n', "b.bzl": 'load(":a.bzl", "BASE")\nGIZMO_VERSION = BASE\n'})
    literal = linked.literal_behind(pin(linked, "b.bzl", "GIZMO_VERSION"))
    assert isinstance(literal, Constant)
    assert (literal.text, literal.location.path, literal.location.line) == ("1.2.3", "a.bzl", 1)
    assert version(linked, "b.bzl", "GIZMO_VERSION") == "1.2.3"


def test_a_member_of_a_dependency_leads_to_its_workspace() -> None:
    linked = graph(
        {
            "Cargo.toml": '[workspace]\nmembers = ["a"]\n[workspace.dependencies]\nserde = "1.0.200"\n',
            "a/Cargo.toml": '[package]\nname = "a"\n[dependencies]\nserde = { workspace = true }\n',
        }
    )
    member = next(pin for pin in linked.pins if pin.location.path == "a/Cargo.toml" and "serde" in pin.trail)
    literal = linked.literal_behind(member)
    assert isinstance(literal, Pin)
    assert (literal.location.path, literal.raw) == ("Cargo.toml", "1.0.200")
    assert linked.requirement(member) is not None
    assert linked.referrers(literal) == (member,)


def test_what_is_pinned_by_a_reference_is_what_the_literal_pins() -> None:
    user = 'load("//tools:versions.bzl", "TOOL_VERSIONS")\ncli_version = TOOL_VERSIONS["wac"]\n'
    linked = graph({**VERSIONS, "a.bzl": user})
    assert linked.tool(pin(linked, "a.bzl", "cli_version")) == "wac"


def test_a_pin_that_is_a_literal_is_its_own() -> None:
    linked = graph(VERSIONS)
    literal = pin(linked, "tools/versions.bzl", "WASM_VERSION")
    assert linked.literal_behind(literal) is literal
    assert linked.referrers(literal) == ()


def test_an_address_is_filled_in_from_another_file() -> None:
    user = (
        'load("//tools:versions.bzl", "WASM_VERSION", "OTHER")\n'
        'http_file(name = "a", url = "https://example.com/v" + WASM_VERSION + "/a")\n'
        'http_file(name = "b", url = "https://example.com/v" + OTHER + "/a")\n'
    )
    known, unknown = graph({**VERSIONS, "WORKSPACE": user}).statements
    linked = graph({**VERSIONS, "WORKSPACE": user})
    assert linked.resolve(known.all("url")[0]) == "https://example.com/v1.2.3/a"
    assert linked.resolve(unknown.all("url")[0]) is None


# circles and chains


def test_two_files_that_refer_to_each_other_are_a_circle_and_have_no_version() -> None:
    linked = graph(
        {
            "a.bzl": 'load(":b.bzl", "B_VERSION")\nA_VERSION = B_VERSION\n',
            "b.bzl": 'load(":a.bzl", "A_VERSION")\nB_VERSION = A_VERSION\n',
        }
    )
    assert [[pin.trail for pin in ring] for ring in linked.cycles()] == [["A_VERSION", "B_VERSION"]]
    assert [linked.version(pin) for pin in linked.pins] == [None, None]


def test_a_circle_of_names_that_are_only_passed_on_ends() -> None:
    linked = graph(
        {
            "a.bzl": 'load(":b.bzl", _T = "T", _f = "f")\nT = _T\nf = _f\n',
            "b.bzl": 'load(":a.bzl", _T = "T", _f = "f")\nT = _T\nf = _f\n',
            "c.bzl": 'load(":a.bzl", "T", "f")\nA_VERSION = T["a"]\nB_VERSION = f("b")\nC_VERSION = T\n',
        }
    )
    assert [linked.version(pin) for pin in linked.pins if pin.location.path == "c.bzl"] == [None] * 3


def chain(length: int, path: str = "a.bzl") -> PinGraph:
    """References `P0 → P1 → …` with a literal at the end."""
    pins = [
        made(
            "bin:gizmo",
            "x",
            path=path,
            line=index + 1,
            trail=f"P{index}",
            value=Reference(address(path, f"P{index + 1}")),
        )
        for index in range(length)
    ]
    pins.append(made("bin:gizmo", "1.2.3", path=path, line=length + 1, trail=f"P{length}"))
    return PinGraph({path: Extraction(pins=tuple(pins))}, Knowledge())


def test_a_chain_is_followed_to_its_end_and_told_from_both() -> None:
    linked = chain(10)
    first, last = linked.pins[0], linked.pins[-1]
    assert linked.literal_behind(first) is last
    assert [pin.trail for pin in linked.why(first, last)] == [f"P{index}" for index in range(11)]
    assert linked.why(last, first) == linked.why(first, last)[::-1]
    assert len(linked.referrers(last)) == 10
    assert linked.cycles() == ()


def test_a_chain_that_nobody_would_write_is_given_up() -> None:
    linked = chain(MAX_STEPS + 10)
    assert linked.literal_behind(linked.pins[0]) is None
    assert linked.literal_behind(linked.pins[-2]) is linked.pins[-1]


def test_there_is_no_way_between_pins_that_have_nothing_to_do_with_each_other() -> None:
    linked = graph({"a.bzl": 'A_VERSION = "1.0.0"\nB_VERSION = "2.0.0"\nC_VERSION = A_VERSION\n'})
    first, other, user = linked.pins
    assert linked.why(first, other) == ()
    assert linked.why(user, first) == (user, first)


def test_a_way_leads_through_constants() -> None:
    linked = graph(
        {
            "a.bzl": 'GIZMO_VERSION = "1.2.3"\n',
            "b.bzl": 'load(":a.bzl", "GIZMO_VERSION")\nBASE = GIZMO_VERSION\n',
            "c.bzl": 'load(":b.bzl", "BASE")\nC_VERSION = BASE\n',
        }
    )
    literal, user = pin(linked, "a.bzl", "GIZMO_VERSION"), pin(linked, "c.bzl", "C_VERSION")
    assert linked.why(user, literal) == (user, literal)


@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_references_of_any_make_come_to_an_end(targets: list[int]) -> None:
    pins = tuple(
        made(
            "bin:gizmo",
            "x",
            line=index + 1,
            trail=f"P{index}",
            value=Reference(address("versions.bzl", f"P{target}")),
        )
        for index, target in enumerate(targets)
    )
    linked = PinGraph({"versions.bzl": Extraction(pins=pins)}, Knowledge())
    assert [linked.literal_behind(pin) for pin in linked.pins] == [None] * 8
    rings = linked.cycles()
    assert rings
    assert all(
        targets[int(pin.trail[1:])] in {int(other.trail[1:]) for other in ring}
        for ring in rings
        for pin in ring
    )


# spellings of a trail


@pytest.mark.parametrize(
    ("trail", "spelled"),
    [
        ("T[a].b", "T[a][b]"),
        ("T[a][b]", "T[a][b]"),
        ("f.x", "f.x"),
        ("T[1.2.3].sha256", "T[1.2.3][sha256]"),
        ("T", "T"),
        ("", ""),
    ],
)
def test_a_trail_has_one_spelling(trail: str, spelled: str) -> None:
    assert plain(trail) == spelled


@given(st.text(alphabet="T[].ab1", max_size=20))
def test_the_spelling_of_a_trail_does_not_change_again(trail: str) -> None:
    once = plain(trail)
    assert plain(once) == once


@pytest.mark.parametrize(("index", "expected"), [("0", "1.2.0"), ("-1", "1.1.0"), ("7", None)])
def test_a_key_of_a_loaded_table_may_be_asked_for_by_its_place(index: str, expected: str | None) -> None:
    digest = "0123456789abcdef" * 4
    linked = graph(
        {
            "sums.bzl": f'GIZMO_SHA256 = {{"1.2.0": {{"a": "{digest}"}}, "1.1.0": {{"a": "{digest}"}}}}\n',
            "a.bzl": f'load(":sums.bzl", "GIZMO_SHA256")\ngizmo_version = GIZMO_SHA256.keys()[{index}]\n',
        }
    )
    assert version(linked, "a.bzl", "gizmo_version") == expected
