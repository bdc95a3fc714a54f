"""What holds for any text and any fixes: only planned bytes change, twice is once, order is nothing."""

from __future__ import annotations

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.fix.edits import fix
from vercheck.fix.apply import apply
from vercheck.fix.overlap import Effect, changes, effect, meets
from vercheck.fix.plan import Plan, arrange
from vercheck.model import Applicability, Edit, Fix, Source, Span

CONTENTS = st.text(alphabet='ab0.v"é\n', min_size=1, max_size=40).map(lambda text: text.encode())


@st.composite
def edits(draw: st.DrawFn, content: bytes) -> Edit:
    """An edit of whole characters somewhere in a content."""
    text = content.decode()
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 6)))
    span = Span(len(text[:start].encode()), len(text[:end].encode()))
    return Edit(
        Source("f", content).locate(span), text[start:end], draw(st.text(alphabet="ab01.é", max_size=4))
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[bytes, list[Fix]]:
    """A content and fixes that may repeat, overlap, contradict and lack things."""
    content = draw(CONTENTS)
    fixes = [
        fix(
            *draw(st.lists(edits(content), min_size=1, max_size=3)),
            title=f"fix {number}",
            applicability=draw(st.sampled_from(list(Applicability))),
            lacks=draw(st.sampled_from([(), (), ("a digest",)])),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return content, fixes


def applied(content: bytes, plan: Plan) -> bytes:
    return apply(plan, {"f": content}.__getitem__).get("f", content)


@given(cases(), st.booleans())
def test_any_plan_can_be_applied_and_changes_only_the_planned_bytes(
    case: tuple[bytes, list[Fix]], unsafe: bool
) -> None:
    content, fixes = case
    plan = arrange(fixes, unsafe=unsafe)
    rest, position, after = content, 0, applied(content, plan)
    for one in plan.edits:
        kept = content[position : one.location.span.start]
        assert after.startswith(kept + one.new.encode())
        after = after[len(kept) + len(one.new.encode()) :]
        position = one.location.span.end
    assert after == rest[position:]


@given(cases(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_fixes_does_not_matter(
    case: tuple[bytes, list[Fix]], unsafe: bool, random: Random
) -> None:
    _, fixes = case
    shuffled = list(fixes)
    random.shuffle(shuffled)
    assert arrange(fixes, unsafe=unsafe) == arrange(shuffled, unsafe=unsafe)


@given(cases(), st.booleans())
def test_every_fix_is_applied_or_held_or_in_conflict(case: tuple[bytes, list[Fix]], unsafe: bool) -> None:
    _, fixes = case
    plan = arrange(fixes, unsafe=unsafe)
    torn = {effects(one) for conflict in plan.conflicts for one in (conflict.first, conflict.second)}
    done = {effects(one) for one in plan.applied}
    held = {effects(one.fix) for one in plan.held}
    assert {effects(one) for one in fixes} == done | held | torn
    assert not done & held
    assert not done & torn


def effects(one: Fix) -> frozenset[Effect]:
    return frozenset(effect(edit) for edit in one.edits if changes(edit))


@given(CONTENTS.flatmap(lambda content: st.tuples(st.just(content), st.lists(edits(content), max_size=6))))
def test_edits_that_do_not_overlap_give_the_same_in_any_order_and_in_any_parts(
    case: tuple[bytes, list[Edit]],
) -> None:
    content, every = case
    apart: list[Edit] = []
    for one in every:
        if not any(meets(one, other) for other in apart):
            apart.append(one)
    whole = applied(content, Plan(applied=(fix(*apart),)))
    parts = applied(content, Plan(applied=tuple(fix(one) for one in reversed(apart))))
    assert whole == parts
    shifted = content
    for one in sorted(apart, reverse=True):
        shifted = applied(shifted, Plan(applied=(fix(one),)))
    assert shifted == whole, "from back to front, one edit never moves another"


VERSIONS = st.sampled_from(["1.0", "1.0.0", "2.10.3-rc.1", "v3", "é"])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), VERSIONS), max_size=8), st.sampled_from(["1.0.0", "10.20.30"])
)
def test_a_fixed_file_has_nothing_left_to_fix(lines: list[tuple[str, str]], target: str) -> None:
    content = "".join(f"{name} = {version}\r\n" for name, version in lines).encode()
    once = applied(content, arrange(wanted(content, target)))
    assert wanted(once, target) == []
    assert applied(once, arrange(wanted(once, target))) == once


def wanted(content: bytes, target: str) -> list[Fix]:
    """A check in small: each line that does not say the target offers to."""
    source = Source("f", content)
    return [
        fix(Edit(source.locate(Span(*found.span(1))), found[1].decode(), target), title=str(found.start()))
        for found in re.finditer(rb" = (.*)\r\n", content)
        if found[1] != target.encode()
    ]
