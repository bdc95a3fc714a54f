"""Whole small repositories in which one pin was moved by hand: the authority brings it back, byte for byte,
or it is said what stands in the way. Nothing else comes of it, ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vercheck import pipeline
from vercheck.config import Config, Placed, load
from vercheck.fix.retarget import retarget
from vercheck.fix.site import Site
from vercheck.fix.sites import Sites
from vercheck.model import Address, Exact, Location
from vercheck.pipeline import Outcome, Reading
from vercheck.repair import Repair, move, repair
from vercheck.versions import equal_at_precision, parse

REPOSITORIES = Path(__file__).parents[2] / "fixtures/repos"
NAMES = sorted(path.parent.name for path in REPOSITORIES.glob("*/tree"))
TODAY = date(2026, 6, 1)
REASONS = ("digest", "does not parse", "names an entry", "is a name of the package set", "go along", "hold")
"""What may stand in the way of a pin that is to go back."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A literal of a tool that stands at one version everywhere."""

    repository: str
    tool: str
    version: str
    place: Location
    raw: str


@cache
def config_of(name: str) -> Config:
    return load(REPOSITORIES / name / "tree")


@cache
def as_it_is(name: str) -> Outcome:
    return pipeline.check(REPOSITORIES / name / "tree", config_of(name), today=TODAY)


@cache
def settled(name: str) -> tuple[Settled, ...]:
    """Every literal of the repository that a move of its tool to the version that it has leaves alone."""
    return tuple(_settled(name))


def _settled(name: str) -> Iterator[Settled]:
    facts = as_it_is(name).facts
    for tool in facts.graph.tools():
        sites = Sites(facts, tool).moving()
        version = next((said for site in sites if (said := _version(site)) is not None), None)
        if version is not None and not retarget(facts, tool, version):
            for site in sites:
                if re.search(r"\d", site.raw) and _says(site, version):
                    yield Settled(name, tool, version, site.location, site.raw)


def _says(site: Site, version: str) -> bool:
    """A minimum may lie below what is chosen: nobody could tell where it was."""
    return equal_at_precision(parse(site.raw.lstrip("^~=<>! ")), parse(version)) or not site.raw[0].isdigit()


def _version(site: Site) -> str | None:
    return site.value.version.text if isinstance(site.value, Exact) else None


EVERY = [one for name in NAMES for one in settled(name)]
"""Read once, when the tests are collected: each example picks one of them."""


def moved(one: Settled, by: int) -> str:
    """Another version in the same spelling: its last number is another one."""
    last = list(re.finditer(r"\d+", one.raw))[-1]
    return one.raw[: last.start()] + str(int(last[0]) + by) + one.raw[last.end() :]


def content(one: Settled) -> bytes:
    source = as_it_is(one.repository).reading.source(one.place.path)
    assert source is not None
    return source.content


def mutated(one: Settled, raw: str) -> bytes:
    old, span = content(one), one.place.span
    assert old[span.start : span.end].decode() == one.raw
    return old[: span.start] + raw.encode() + old[span.end :]


def examined(name: str, config: Config, reading: Reading) -> Outcome:
    return pipeline.examine(reading, config, today=TODAY)


def changed_tree(one: Settled, changed: bytes) -> Outcome:
    reading = pipeline.reread(as_it_is(one.repository).reading, {one.place.path: changed})
    return examined(one.repository, config_of(one.repository), reading)


def repaired(one: Settled, changed: bytes) -> Repair:
    """The tree with one file changed, after `fix --tool TOOL --to VERSION`."""
    config = config_of(one.repository)
    outcome = changed_tree(one, changed)
    return move(outcome, lambda again: examined(one.repository, config, again), one.tool, one.version)


def why_not(made: Repair) -> list[str]:
    held = [f"{item.fix.title}: {item.reason}" for item in made.plan.held]
    return [*held, *(failure.reason for failure in made.failures)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EVERY), st.integers(1, 40))
def test_a_pin_that_was_moved_goes_back_byte_for_byte_where_somebody_names_the_version(
    one: Settled, by: int
) -> None:
    changed = mutated(one, moved(one, by))
    made = repaired(one, changed)
    if made.after:
        assert made.before == {one.place.path: changed}
        assert made.after == {one.place.path: content(one)}
    else:
        reasons = why_not(made)
        assert reasons or not is_seen(one, changed), "nothing is left in silence"
        assert all(any(word in reason for word in REASONS) for reason in reasons), reasons


def is_seen(one: Settled, changed: bytes) -> bool:
    """Whether some place of the changed tree speaks against the version: a requirement may admit it from
    where it was moved to, and a name that nothing uses any more is no pin."""
    sites = Sites(changed_tree(one, changed).facts, one.tool).moving(one.version)
    return not all(site.agrees(one.version) for site in sites)


@pytest.mark.parametrize("name", ["clean", "rust-workspace", "tools-builder", "wasm-rules-today"])
def test_most_pins_of_a_repository_do_go_back(name: str) -> None:
    made = [repaired(one, mutated(one, moved(one, 1))) for one in settled(name)[:8]]
    assert sum(bool(one.after) for one in made) >= min(len(made), 3)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EVERY), st.integers(1, 40))
def test_a_repair_of_a_repaired_tree_finds_nothing_to_do(one: Settled, by: int) -> None:
    made = repaired(one, mutated(one, moved(one, by)))
    for path, after in made.after.items():
        assert path == one.place.path
        assert repaired(one, after).after == {}


PAIRS = [
    (one, other)
    for one in EVERY
    for other in settled(one.repository)
    if one.tool == other.tool and one.place.path != other.place.path
]


def with_authority(one: Settled, right: Settled) -> Config:
    """The repository's configuration, in which the file of another place of the tool is the authority."""
    declared = Placed((one.tool, Address(right.place.path, "")), right.place)
    return replace(config_of(one.repository), authorities=(declared,))


def restored(one: Settled, right: Settled, by: int) -> Repair:
    """The tree with one pin moved, after a plain `fix`."""
    config = with_authority(one, right)
    changed = {one.place.path: mutated(one, moved(one, by))}
    reading = pipeline.reread(as_it_is(one.repository).reading, changed)
    outcome = examined(one.repository, config, reading)
    return repair(outcome, lambda again: examined(one.repository, config, again), tool=one.tool)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PAIRS), st.integers(1, 40))
def test_a_pin_that_was_moved_goes_back_where_the_configuration_says_who_is_right(
    pair: tuple[Settled, Settled], by: int
) -> None:
    one, right = pair
    assert restored(one, right, by).after in ({one.place.path: content(one)}, {})


def test_the_configuration_alone_brings_pins_back() -> None:
    made = [restored(one, right, 1) for one, right in PAIRS if one.repository == "tools-builder"]
    assert made
    assert all(one.after for one in made)
