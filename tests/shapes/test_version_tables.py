"""Tables that pick versions are found, and maps of strings that only look alike are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vercheck.model import Address, Exact, Extraction, Pin, Range, Reference, Role, Source, Span
from vercheck.shapes.tables import read_tables
from vercheck.syntax.data import Entry, Mapping, Piece, Text, Unknown
from vercheck.syntax.json import parse_json
from vercheck.syntax.starlark import Evaluator, parse_starlark

BUNDLES = Path(__file__).parents[2] / "fixtures" / "json" / "toolchain_bundles.json"


def read(value: Any, symbol: str = "TOOL_VERSIONS") -> Extraction:
    return _read(Source("tools/versions.bzl", json.dumps(value).encode()), (symbol,), symbol)


def read_document(value: Any, stem: str = "config") -> Extraction:
    return _read(Source(f"{stem}.json", json.dumps(value).encode()), (stem,), "")


def _read(source: Source, hints: tuple[str, ...], trail: str) -> Extraction:
    datum, _ = parse_json(source)
    assert datum is not None
    found = read_tables(datum, source, hints, trail)
    for pin in found.pins:
        assert source.text(pin.location.span) == pin.raw
    return found


def told(found: Extraction) -> list[tuple[str, str, str]]:
    return [(str(pin.artifact), pin.raw, pin.trail) for pin in found.pins]


# what it reads


def test_a_map_from_name_to_version_selects_each() -> None:
    found = read({"wasm-tools": "1.246.2", "sprocket_sdk": "29", "nodejs": "24.14.1"})
    assert told(found) == [
        ("bin:wasm-tools", "1.246.2", "TOOL_VERSIONS[wasm-tools]"),
        ("bin:sprocket-sdk", "29", "TOOL_VERSIONS[sprocket_sdk]"),
        ("toolchain:node", "24.14.1", "TOOL_VERSIONS[nodejs]"),
    ]
    assert {pin.role for pin in found.pins} == {Role.SELECTS}


def test_a_key_that_ends_in_version_names_the_tool_before_it() -> None:
    assert [str(pin.artifact) for pin in read({"gizmo_version": "1.2.0", "goVersion": "1.22.1"}).pins] == [
        "bin:gizmo",
        "toolchain:go",
    ]


def test_profiles_of_the_same_names_are_tracks() -> None:
    found = read({"stable": {"gizmo": "1.2.0", "wac": "0.8.0"}, "latest": {"gizmo": "1.3.0"}}, "DEFAULTS")
    assert [(pin.track, pin.raw, pin.trail) for pin in found.pins] == [
        ("stable", "1.2.0", "DEFAULTS[stable][gizmo]"),
        ("stable", "0.8.0", "DEFAULTS[stable][wac]"),
        ("latest", "1.3.0", "DEFAULTS[latest][gizmo]"),
    ]


def test_groups_of_different_names_are_one_table_without_tracks() -> None:
    found = read(
        {"python": {"black": "24.1.0", "mypy": "1.8.0"}, "web": {"esbuild": "0.20.1", "vite": "5.1.0"}}
    )
    assert {pin.track for pin in found.pins} == {""}
    assert len(found.pins) == 4


@pytest.mark.parametrize(
    "value",
    [
        [["wac", "0.7.0", True], ["gizmo", "1.2.0"]],
        [{"name": "wac", "version": "0.7.0"}, {"tool": "gizmo", "version": "1.2.0"}],
        {"wac": "0.7.0", "gizmo": "1.2.0"},
    ],
)
def test_pairs_and_records_say_the_same_as_a_map(value: Any) -> None:
    assert told(read(value)) == [
        ("bin:wac", "0.7.0", "TOOL_VERSIONS[wac]"),
        ("bin:gizmo", "1.2.0", "TOOL_VERSIONS[gizmo]"),
    ]


def test_a_table_of_minimums_requires_and_does_not_select() -> None:
    (pin,) = read({"gizmo": "1.2.0"}, "MIN_TOOL_VERSIONS").pins
    assert pin.role is Role.REQUIRES
    assert isinstance(pin.value, Range)


def test_versions_that_are_constants_are_references() -> None:
    source = Source("a.bzl", b"k:LOCAL k:LOADED")
    local = Text((Piece("1.2.0", Span(2, 7), Address("a.bzl", "LOCAL")),), Span(2, 7))
    loaded = Unknown(Span(10, 16), "loaded", Address("//:b.bzl", "LOADED_VERSION"))
    table = Mapping(
        (
            Entry(Text((Piece("gizmo", Span(0, 1)),), Span(0, 1)), local),
            Entry(Text((Piece("wac", Span(8, 9)),), Span(8, 9)), loaded),
        ),
        Span(0, 16),
    )
    pins = read_tables(table, source, ("TOOL_VERSIONS",), "TOOL_VERSIONS").pins
    assert [(pin.value, pin.raw) for pin in pins] == [
        (Reference(Address("a.bzl", "LOCAL")), "LOCAL"),
        (Reference(Address("//:b.bzl", "LOADED_VERSION")), "LOADED"),
    ]


def test_a_table_that_is_only_referred_to_is_read_where_it_is_written() -> None:
    source = Source("a.bzl", b'{"gizmo": "1.2.0", "wac": "0.8.0"} ALIAS')
    written, _ = parse_json(Source("a.bzl", source.content[:34]))
    assert written is not None
    key = Text((Piece("tools", Span(35, 36)),), Span(35, 36))
    assert (
        read_tables(Mapping((Entry(key, written),), Span(35, 40)), source, ("VERSIONS",), "VERSIONS").pins
        == ()
    )


def test_each_bundle_is_a_track_and_the_default_one_is_named() -> None:
    source = Source("bundles.json", BUNDLES.read_bytes())
    found = _read(source, ("toolchain_bundles",), "")
    stable = [pin for pin in found.pins if pin.track == "stable-2031-04"]
    assert [(pin.raw, pin.trail) for pin in stable] == [
        ("2.1.0", "bundles[stable-2031-04].tools[gizmo]"),
        ("3.1.0", "bundles[stable-2031-04].tools[gadget]"),
        ("29", "bundles[stable-2031-04].tools[sprocket-sdk]"),
    ]
    assert stable[0].note == "bundle stable-2031-04, stable, 2031-04-30"
    assert {pin.note for pin in found.pins if pin.track == "experimental"} == {
        "bundle experimental, experimental"
    }
    (default,) = found.constants
    assert (default.trail, default.text) == ("default_bundle", "stable-2031-04")
    assert source.text(default.location.span) == "stable-2031-04"


def test_what_stands_beside_bundles_is_read_on_its_own() -> None:
    found = _read(Source("bundles.json", BUNDLES.read_bytes()), ("toolchain_bundles",), "")
    (matrix,) = found.matrices
    assert matrix.trail == "version_constraints[constraints][0].validated_pairs"


def test_a_document_with_telling_versions_is_a_table() -> None:
    assert len(read_document({"gizmo": "1.2.0", "wac": "0.8.1", "sprocket": "29"}).pins) == 3
    assert len(read_document({"tools": {"gizmo": "1.2.0"}}).pins) == 1


# what it leaves alone


@pytest.mark.parametrize(
    "value",
    [
        {"port": "8080", "timeout": "30"},
        {"opacity": "0.5", "scale": "1.25", "ratio": "2.0"},
        {"version": "1.2.3", "schema_version": "2.0.0", "apiVersion": "3.1.0"},
        {"host": "127.0.0.1", "other": "10.0.0.1", "third": "10.0.0.2"},
        {"name": "app", "version": "1.0.0", "license": "MIT"},
        {"dependencies": {"react": "18.2.0", "vite": "5.1.0"}},
        {"engines": {"node": "20.1.0", "npm": "10.2.0"}},
        {"start": "2031-01-01", "end": "2031-12-31"},
        {"title": "Hello", "about": "Version 1.2.3 of it", "bye": "1.2.3"},
        {"min": "1.0.0", "max": "2.0.0", "current": "1.5.0"},
        {"1.0.0": "1.1.0", "1.1.0": "1.2.0"},
        {"linux": "5.10.1", "darwin": "20.1.0", "windows": "10.0.1"},
        {"packages/a": "1.0.0", ".": "2.0.0"},
        [["a", "1.0.0"], ["b", "2.0.0"]],
        [{"name": "a", "version": "1.0.0"}, {"name": "b", "version": "2.0.0"}],
        {"a": {"b": {"c": ["1.0.0", "2.0.0"]}}},
    ],
)
def test_an_ordinary_document_has_no_table(value: Any) -> None:
    assert read_document(value) == Extraction()


@pytest.mark.parametrize(
    ("symbol", "value"),
    [
        ("P3_BLOCKED_LANGUAGES", {"go": "no support as of v0.40.1", "cpp": "early stage"}),
        ("PORTS", {"web": "8080", "db": "5432"}),
        ("INTRODUCED_VERSIONS", {"gizmo": "1.2.0", "wac": "0.8.0"}),
        ("MAX_TOOL_VERSIONS", {"gizmo": "1.2.0", "wac": "0.8.0"}),
        ("SDK_VERSIONS", {"iphoneos": "15.0", "macosx": "12.0", "watchos": "8.0"}),
        ("FLAGS", ["-O2", "-std=c++17"]),
        ("TARGETS", {"a": "//a:a", "b": "//b:b"}),
        ("TOOL_PATHS", {"gizmo": "/usr/bin/gizmo-1.2.0"}),
    ],
)
def test_a_symbol_of_something_else_has_no_table(symbol: str, value: Any) -> None:
    assert read(value, symbol) == Extraction()


def test_a_lock_that_a_package_manager_wrote_is_no_table() -> None:
    assert read_document({"resolved": {"async": "2.2.4", "zlib": "0.6.3", "lens": "5.2.1"}}) == Extraction()


def test_a_mixed_table_keeps_to_the_entries_that_are_versions() -> None:
    found = read({"gizmo": "1.2.0", "wac": "0.8.0", "sprocket": "//tools:sprocket"})
    assert [pin.artifact.name for pin in found.pins] == ["gizmo", "wac"]


def test_a_version_of_four_numbers_is_a_version_beside_others() -> None:
    pins: tuple[Pin, ...] = read({"gizmo": {"version": "3.8.1.0", "url": "https://a.example/g.zip"}}).pins
    assert [type(pin.value) for pin in pins] == [Exact]


def test_a_row_whose_version_comes_from_elsewhere_does_not_hide_the_others() -> None:
    source = Source(
        "tools/download.bzl", b'def f(ctx):\n    all_tools = [("wac", ctx.v), ("wkg", "0.7.0")]\n'
    )
    module = parse_starlark(source)
    (table,) = module.assignments
    datum = Evaluator(module).value(table.value, table.function)
    assert told(read_tables(datum, source, ("all_tools",), "all_tools")) == [
        ("bin:wkg", "0.7.0", "all_tools[wkg]")
    ]
