"""Pins that moved between two states of a small tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.trees import Files, tree, versions
from vercheck.since import moves

BZL = "versions.bzl"


def moved(before: Files, now: Files) -> list[tuple[str, str | None, str | None, list[str]]]:
    found = moves(tree(before).graph, tree(now).graph)
    return [(move.artifact, move.old, move.new, [p.path for p in move.places]) for move in found]


def lock(*packages: tuple[str, str]) -> str:
    body = "".join(f'\n[[package]]\nname = "{name}"\nversion = "{version}"\n' for name, version in packages)
    return f"version = 4\n{body}"


# moves


def test_a_version_that_changed_moved() -> None:
    assert moved({BZL: versions(gizmo="1.0.0")}, {BZL: versions(gizmo="1.1.0")}) == [
        ("bin:gizmo", "1.0.0", "1.1.0", [BZL])
    ]


def test_one_move_in_several_places_is_one() -> None:
    def at(version: str) -> Files:
        return {"a.bzl": versions(gizmo=version), "b.bzl": versions(gizmo=version)}

    assert moved(at("1.0.0"), at("1.1.0")) == [("bin:gizmo", "1.0.0", "1.1.0", ["a.bzl", "b.bzl"])]


def test_places_that_come_from_different_versions_are_different_moves() -> None:
    before = {"a.bzl": versions(gizmo="1.0.0"), "b.bzl": versions(gizmo="1.1.0")}
    now = {"a.bzl": versions(gizmo="1.2.0"), "b.bzl": versions(gizmo="1.2.0")}
    assert moved(before, now) == [
        ("bin:gizmo", "1.0.0", "1.2.0", ["a.bzl"]),
        ("bin:gizmo", "1.1.0", "1.2.0", ["b.bzl"]),
    ]


def test_a_tool_that_came_and_one_that_went_are_said_to_have() -> None:
    before, now = versions(gizmo="1.0.0", old="2.0.0"), versions(gizmo="1.0.0", new="3.0.0")
    assert moved({BZL: before}, {BZL: now}) == [
        ("bin:new", None, "3.0.0", [BZL]),
        ("bin:old", "2.0.0", None, [BZL]),
    ]


def test_the_releases_of_a_lock_file_are_told_apart_by_what_is_compatible() -> None:
    before = lock(("syn", "1.0.1"), ("syn", "2.0.1"))
    now = lock(("syn", "2.0.2"))
    assert moved({"Cargo.lock": before}, {"Cargo.lock": now}) == [
        ("cargo:syn", "1.0.1", None, ["Cargo.lock"]),
        ("cargo:syn", "2.0.1", "2.0.2", ["Cargo.lock"]),
    ]


def test_what_a_lock_file_resolves_is_marked() -> None:
    (move,) = moves(
        tree({"Cargo.lock": lock(("syn", "1.0.1"))}).graph, tree({"Cargo.lock": lock(("syn", "1.0.2"))}).graph
    )
    assert move.is_locked


def test_the_own_version_of_a_project_moves() -> None:
    def at(version: str) -> Files:
        return {"Cargo.toml": f'[package]\nname = "own"\nversion = "{version}"\n'}

    assert [(old, new) for _, old, new, _ in moved(at("0.1.0"), at("0.2.0"))] == [("0.1.0", "0.2.0")]


def test_a_requirement_is_told_whole() -> None:
    def at(version: str) -> Files:
        return {"Cargo.toml": f'[dependencies]\nsyn = "{version}"\n'}

    assert moved(at(">=1, <2"), at(">=1, <3")) == [("cargo:syn", ">=1, <2", ">=1, <3", ["Cargo.toml"])]


# no moves


def test_the_same_tree_has_no_moves() -> None:
    files = {BZL: versions(gizmo="1.0.0"), "Cargo.lock": lock(("syn", "1.0.1"), ("syn", "2.0.1"))}
    assert moved(files, files) == []


def test_a_pin_that_only_changed_its_line_did_not_move() -> None:
    assert moved({BZL: versions(gizmo="1.0.0")}, {BZL: "# new\n" + versions(gizmo="1.0.0")}) == []


def test_a_pin_that_only_changed_its_file_did_not_move() -> None:
    assert moved({"a.bzl": versions(gizmo="1.0.0")}, {"b.bzl": versions(gizmo="1.0.0")}) == []


def test_one_more_place_at_a_version_that_is_there_is_no_move() -> None:
    text = versions(gizmo="1.0.0")
    assert moved({"a.bzl": text}, {"a.bzl": text, "b.bzl": text}) == []


def test_one_more_place_at_a_version_that_others_moved_to_is_no_move_of_its_own() -> None:
    now = {"a.bzl": versions(gizmo="1.1.0"), "b.bzl": versions(gizmo="1.1.0")}
    assert moved({"a.bzl": versions(gizmo="1.0.0")}, now) == [("bin:gizmo", "1.0.0", "1.1.0", ["a.bzl"])]
    assert moved(now, {"a.bzl": versions(gizmo="1.0.0")}) == [("bin:gizmo", "1.1.0", "1.0.0", ["a.bzl"])]


def test_a_constant_that_was_renamed_did_not_move() -> None:
    text = versions(gizmo="1.0.0")
    assert moved({BZL: text}, {BZL: text.replace("TOOL_VERSIONS", "PINNED_VERSIONS")}) == []


def test_a_place_whose_version_stands_elsewhere_is_no_second_move() -> None:
    def at(version: str) -> Files:
        url = '"https://github.com/acme/gizmo/releases/download/v{}/gizmo.tar.gz".format(GIZMO_VERSION)'
        return {"a.bzl": f'GIZMO_VERSION = "{version}"\nhttp_archive(name = "gizmo", url = {url})\n'}

    assert [(old, new) for _, old, new, _ in moved(at("1.0.0"), at("1.1.0"))] == [("1.0.0", "1.1.0")]


def test_a_vendored_tree_is_somebody_elses() -> None:
    path = "vendor/x/versions.bzl"
    assert moved({path: versions(gizmo="1.0.0")}, {path: versions(gizmo="1.1.0")}) == []


NUMBERS = st.lists(st.sampled_from(["1.0.0", "1.0.1", "1.1.0", "2.0.0", "0.1.0", "0.2.0"]), max_size=5)


@given(NUMBERS, NUMBERS)
def test_whatever_is_on_one_side_only_is_told_and_nothing_else_is_made_up(
    before: list[str], now: list[str]
) -> None:
    then, today = ({"Cargo.lock": lock(*(("syn", version) for version in side))} for side in (before, now))
    found = moved(then, today)
    old, new = ({move[1] for move in found} - {None}, {move[2] for move in found} - {None})
    assert set(before) - set(now) <= old <= set(before)
    assert set(now) - set(before) <= new <= set(now)
    assert all(move[1] != move[2] for move in found)


def test_a_manifest_that_went_to_another_folder_took_its_versions_along() -> None:
    def at(path: str, version: str) -> Files:
        return {
            path: f'[package]\nname = "own"\nversion = "{version}"\n\n[dependencies]\nfoo = "{version}"\n'
        }

    assert moved(at("Cargo.toml", "1.0.0"), at("sub/Cargo.toml", "1.1.0")) == [
        ("cargo:foo", "1.0.0", "1.1.0", ["sub/Cargo.toml"]),
        ("cargo:own", "1.0.0", "1.1.0", ["sub/Cargo.toml"]),
    ]
    assert moved(at("Cargo.toml", "1.0.0"), at("sub/Cargo.toml", "1.0.0")) == []


def test_of_two_files_of_one_name_the_one_that_says_the_same_is_the_one_that_moved() -> None:
    before = {"a/x.bzl": versions(gizmo="1.0.0")}
    now = {"b/x.bzl": versions(gizmo="2.0.0"), "c/x.bzl": versions(gizmo="1.0.0")}
    assert moved(before, now) == [("bin:gizmo", None, "2.0.0", ["b/x.bzl"])]


def test_what_goes_in_one_file_and_comes_in_one_of_another_name_is_no_move() -> None:
    assert moved({"a.bzl": versions(gizmo="1.0.0")}, {"b.bzl": versions(gizmo="2.0.0")}) == [
        ("bin:gizmo", None, "2.0.0", ["b.bzl"]),
        ("bin:gizmo", "1.0.0", None, ["a.bzl"]),
    ]
