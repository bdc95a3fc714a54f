"""What the configuration derives from a value follows that value when it moves."""

from __future__ import annotations

from dataclasses import replace

from tests.building import at
from tests.trees import tree
from vercheck.fix.derived import derived_edits, derived_lacks
from vercheck.graph.synced import Synced
from vercheck.model import Edit, Location

ROW = at("vercheck.toml")
A, B, C = at("a.bzl"), at("b.json"), at("c.conf")


def derived(edit: Edit, *synced: Synced, taken: frozenset[Location] = frozenset()) -> list[tuple[str, str]]:
    facts = replace(tree({}), synced=synced)
    return [(one.location.path, one.new) for one in derived_edits(facts, [edit], taken)]


MOVE = Edit(A, "1.2.0", "1.3.0")


def test_a_derived_value_is_restated_in_its_own_spelling() -> None:
    assert derived(MOVE, Synced(A, "1.2.0", B, "v1.2.0", ROW)) == [("b.json", "v1.3.0")]
    assert derived(MOVE, Synced(A, "1.2.0", B, "^1.2", ROW, is_range=True)) == [("b.json", "^1.3")]


def test_what_is_derived_from_a_derived_value_follows_too() -> None:
    chain = (Synced(A, "1.2.0", B, "1.2.0", ROW), Synced(B, "1.2.0", C, "1.2.0", ROW))
    assert derived(MOVE, *chain) == [("b.json", "1.3.0"), ("c.conf", "1.3.0")]


def test_a_circle_ends() -> None:
    ring = (Synced(A, "1.2.0", B, "1.2.0", ROW), Synced(B, "1.2.0", A, "1.2.0", ROW))
    assert derived(MOVE, *ring, taken=frozenset({A})) == [("b.json", "1.3.0")]


def test_a_place_that_is_seen_to_already_is_left_alone() -> None:
    assert derived(MOVE, Synced(A, "1.2.0", B, "1.2.0", ROW), taken=frozenset({B})) == []


def test_what_is_derived_from_another_place_stays() -> None:
    assert derived(MOVE, Synced(C, "1.2.0", B, "1.2.0", ROW)) == []


def test_a_derived_value_with_a_digest_holds_the_move_back() -> None:
    synced = (Synced(A, "1.2.0", B, "1.2.0", ROW), Synced(B, "1.2.0", C, "1.2.0", ROW, has_digest=True))
    facts = replace(tree({}), synced=synced)
    assert derived_lacks(facts, A) == ["c.conf:1 has a digest that belongs to `1.2.0`"]
    assert derived_lacks(facts, C) == []
