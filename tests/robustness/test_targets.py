"""Every part that reads what others wrote keeps its promises, whatever hands and machines did to that."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.robustness.breakage import BROKEN
from tests.robustness.cases import CASES, opened
from tests.robustness.targets import names, target
from tests.syntax.mutations import damaged

SMALL = 400
KEPT = sorted(CASES.glob("*.case"))
OTHERS = [name for name in names() if name != "extractors"]
"""What reads the files of a tree is broken in every kind of way elsewhere."""


@pytest.mark.parametrize("case", KEPT, ids=lambda case: str(case.stem))
def test_what_broke_something_once_does_so_no_more(case: Path) -> None:
    name, content = opened(case.read_bytes())
    target(name).attempt(content)


@pytest.mark.parametrize("name", names())
def test_what_is_sound_keeps_every_promise(name: str) -> None:
    assert target(name).seeds
    for seed in target(name).seeds:
        target(name).attempt(seed)


@pytest.mark.parametrize("name", OTHERS)
@settings(max_examples=60)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_what_hands_merges_and_generators_do_to_it_breaks_no_promise(
    name: str, data: st.DataObject, seed: int
) -> None:
    sound = data.draw(st.sampled_from(target(name).seeds))
    target(name).attempt(damaged(sound.decode(), Random(seed)).encode())


@pytest.mark.parametrize("name", OTHERS)
@settings(max_examples=60)
@given(data=st.data(), kind=st.sampled_from(sorted(BROKEN)))
def test_what_is_broken_in_every_kind_of_way_breaks_no_promise(
    name: str, data: st.DataObject, kind: str
) -> None:
    first, *rest = data.draw(st.sampled_from(target(name).seeds)).split(b"\n", 1)
    target(name).attempt(b"\n".join((first, *(BROKEN[kind](part, SMALL) for part in rest))))


@pytest.mark.parametrize("name", names())
@settings(max_examples=60)
@given(data=st.data(), put=st.binary(max_size=60))
def test_any_bytes_anywhere_break_no_promise(name: str, data: st.DataObject, put: bytes) -> None:
    sound = data.draw(st.sampled_from(target(name).seeds))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(sound))] * 2)))
    target(name).attempt(sound[:start] + put + sound[end:])
