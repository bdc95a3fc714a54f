"""What is read back is what was written, part by part, and of no other kind."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.cache.notation import Known, Notation


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str
    number: int | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    leaves: tuple[Leaf, ...] = ()
    colour: Colour = Colour.RED
    places: frozenset[str] = frozenset()
    reasons: dict[str, Leaf] = field(default_factory=dict)
    until: date | None = None


NOTATION = Notation((Leaf, Branch, Colour, date))
LEAVES = st.builds(Leaf, st.text(st.characters(codec=None)), st.none() | st.integers(), st.booleans())
BRANCHES = st.builds(
    Branch,
    st.lists(LEAVES).map(tuple),
    st.sampled_from(Colour),
    st.frozensets(st.text()),
    st.dictionaries(st.text(), LEAVES),
    st.none() | st.dates(),
)


@given(BRANCHES | LEAVES | st.text() | st.lists(BRANCHES).map(tuple))
def test_what_is_read_is_what_was_written(value: object) -> None:
    read = NOTATION.read(NOTATION.write(value))
    assert read == value
    assert type(read) is type(value)


@given(BRANCHES)
def test_equal_values_are_written_alike(value: Branch) -> None:
    assert NOTATION.write(NOTATION.read(NOTATION.write(value))) == NOTATION.write(value)


def test_equal_parts_are_written_once_and_are_one_part_again() -> None:
    text = NOTATION.write((Leaf("a" * 50), Branch((Leaf("a" * 50),))))
    leaf, branch = NOTATION.read(text)
    assert branch.leaves[0] is leaf
    assert text.count(b"a" * 50) == 1


@given(st.lists(BRANCHES, max_size=5))
def test_what_is_known_from_other_texts_changes_nothing(values: list[Branch]) -> None:
    known, notation = Known(), Notation(NOTATION.kinds, common=(Leaf, Branch, Colour, tuple))
    read = [notation.read(notation.write(value), known) for value in values]
    assert read == values
    assert [repr(one.leaves) for one in read] == [repr(one.leaves) for one in values]


def test_common_parts_of_several_texts_are_one_value() -> None:
    known, notation = Known(), Notation(NOTATION.kinds, common=(Leaf,))
    one, other = (notation.read(notation.write((Leaf("a", 70_000), "b")), known) for _ in range(2))
    assert one is not other
    assert one[0] is other[0]


def test_one_and_true_and_their_text_are_three() -> None:
    values = (Leaf("1", 1, is_new=True), Leaf("True", 0), Leaf("", None))
    assert repr(NOTATION.read(NOTATION.write(values))) == repr(values)


def test_a_value_that_is_written_is_plain_json() -> None:
    plain, rows = json.loads(NOTATION.write(Branch((Leaf("a", 1),))))
    assert plain == ["a", 1]
    assert all(isinstance(number, int) for row in rows for number in row)


@pytest.mark.parametrize("value", [1.5, b"bytes", [1], MappingProxyType({}), (Leaf("a"), object())])
def test_what_is_of_no_known_kind_is_not_written(value: object) -> None:
    with pytest.raises(KeyError):
        NOTATION.write(value)
