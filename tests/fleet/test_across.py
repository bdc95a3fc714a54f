"""Tools beside each other, over all repositories that are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vercheck.fleet.across import Across, Place, Tool, Used
from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.results import Cell, Checked
from vercheck.fleet.rows import PIN_COLUMNS
from vercheck.fleet.store import Store, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "s") as opened_store:
        yield opened_store


def pin(tool: str, version: str, **given: Cell) -> tuple[Cell, ...]:
    usual: dict[str, Cell] = {
        "artifact": f"bin:{tool}", "tool": tool, "family": "release", "role": "selects", "value": "exact",
        "version": version, "number": version, "standing": "product", "path": "a.bzl", "line": 3, "column": 1,
        "scope": ".", "address": "", "reference": None,
    }  # fmt: skip
    return tuple((usual | given)[name] for name in PIN_COLUMNS)


def repository(store: Store, name: str, *pins: tuple[Cell, ...]) -> Checkout:
    checkout = Checkout(f"/{name}", name)
    store.record(checkout, Checked("q", 1, len(pins), 0, 0, 0, 0.0, pins, ()))
    return checkout


def apart(store: Store, tool: str | None = None) -> list[Tool]:
    store.ask_about(None)
    return list(Across(store, tool).apart())


def test_a_tool_at_two_versions_in_two_repositories_is_apart(store: Store) -> None:
    repository(store, "a", pin("go", "1.22"))
    repository(store, "b", pin("go", "1.23"))
    repository(store, "c", pin("go", "1.22"))
    assert apart(store) == [Tool("go", "release", (Used("1.22", ("a", "c")), Used("1.23", ("b",))))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([pin("go", "1.22")], [pin("go", "1.22")]),
        ([pin("go", "1.22")], [pin("node", "22")]),
        ([pin("go", "1.22"), pin("go", "1.23")], []),
        ([pin("go", "v1.22", number="1.22")], [pin("go", "1.22")]),
        ([pin("go", "1.22", role="requires")], [pin("go", "1.23")]),
        ([pin("go", "1.22", role="resolves")], [pin("go", "1.23")]),
        ([pin("go", "1.22", role="mentions")], [pin("go", "1.23")]),
        ([pin("go", "1.22", role="provides")], [pin("go", "1.23")]),
        ([pin("go", "1.22", standing="vendored")], [pin("go", "1.23")]),
        ([pin("go", "1.22", standing="example")], [pin("go", "1.23")]),
        ([pin("ruff", "0.1", family="pypi", artifact="pypi:ruff")], [pin("ruff", "0.2")]),
        ([pin("go", "1.22", number=None)], [pin("go", "1.23")]),
    ],
)
def test_these_are_not_apart(
    store: Store, first: list[tuple[Cell, ...]], second: list[tuple[Cell, ...]]
) -> None:
    repository(store, "a", *first)
    repository(store, "b", *second)
    assert apart(store) == []


def test_what_most_repositories_call_a_tool_is_its_name(store: Store) -> None:
    repository(store, "a", pin("protobuf", "1.0", artifact="github:x/protobuf"))
    repository(store, "b", pin("protobuf", "2.0", artifact="github:x/protobuf"))
    repository(store, "c", pin("x/protobuf", "3.0", artifact="github:x/protobuf"))
    (tool,) = apart(store)
    assert (tool.name, len(tool.versions)) == ("protobuf", 3)


def test_only_the_repositories_that_are_asked_about_count(store: Store) -> None:
    asked = [repository(store, name, pin("go", version)) for name, version in (("a", "1"), ("b", "2"))]
    repository(store, "c", pin("go", "3"))
    store.ask_about(asked)
    (tool,) = Across(store).apart()
    assert sorted(used.version for used in tool.versions) == ["1", "2"]
    assert [one.name for one in Across(store).repositories()] == ["a", "b"]


def test_most_used_come_first_then_the_newest_then_what_has_no_number(store: Store) -> None:
    for name, version in (("a", "1.9"), ("b", "1.10"), ("c", "latest"), ("d", "1.2"), ("e", "1.2")):
        repository(store, name, pin("go", version))
    (tool,) = apart(store)
    assert [used.version for used in tool.versions] == ["1.2", "1.10", "1.9", "latest"]


def test_one_tool_is_told_with_the_first_place_of_each_repository(store: Store) -> None:
    repository(
        store,
        "a",
        pin("go", "1.22", path="b.bzl", line=1),
        pin("go", "1.22", path="a.bzl", line=20),
        pin("go", "1.22", path="a.bzl", line=3),
        pin("go", ">=1.2", role="requires", value="range"),
        pin("node", "22"),
    )
    assert apart(store, "go") == [
        Tool(
            "go",
            "release",
            (
                Used("1.22", ("a",), (Place("a", "selects", "a.bzl", 3, 2),)),
                Used(">=1.2", ("a",), (Place("a", "requires", "a.bzl", 3, 0),)),
            ),
        )
    ]


@pytest.mark.parametrize("name", ["wit-bindgen", "wit_bindgen", "Wit-Bindgen", "bin:wit-bindgen"])
def test_a_tool_goes_by_any_spelling_and_by_its_artifacts(store: Store, name: str) -> None:
    repository(store, "a", pin("wit-bindgen", "0.46.0"))
    store.ask_about(None)
    assert Across(store).tool_named(name) == "wit-bindgen"


def test_a_tool_goes_by_the_names_that_the_packs_know(store: Store) -> None:
    repository(store, "a", pin("go", "1.22", artifact="toolchain:go"))
    store.ask_about(None)
    assert Across(store).tool_named("golang") == "go"
    assert Across(store).tool_named("zig") is None
