"""Choosing fixes: each once, none that picks a side unasked, none of two that contradict."""

from __future__ import annotations

from tests.fix.edits import at, edit, finding, fix
from vercheck.fix.plan import Plan, arrange, plan
from vercheck.model import Applicability

TOOLS = b'tinygo = "0.39.0"\nwac = "0.7.0"\nurl = "https://example.com/v0.39.0.tar.gz"\n'


def titles(chosen: Plan) -> list[str]:
    return [one.title for one in chosen.applied]


def test_a_safe_fix_is_applied_and_its_finding_is_answered() -> None:
    offered = finding(fix(edit("tools", TOOLS, "0.39.0", "0.40.1")))
    chosen = plan([offered])
    assert chosen.applied == (offered.fix,)
    assert chosen.answers == (offered,)
    assert not chosen.held
    assert not chosen.conflicts


def test_findings_without_a_fix_plan_nothing() -> None:
    assert plan([finding(None)]) == Plan()


def test_the_same_edits_offered_twice_are_one_fix_and_answer_both_findings() -> None:
    move = edit("tools", TOOLS, "0.39.0", "0.40.1")
    first, second = finding(fix(move, title="a")), finding(fix(move, title="b"), check="stale-mention")
    chosen = plan([first, second])
    assert titles(chosen) == ["a"]
    assert chosen.answers == (first, second)
    assert chosen.edits == (move,)


def test_two_fixes_may_share_an_edit() -> None:
    shared = edit("tools", TOOLS, "0.39.0", "0.40.1")
    other = edit("tools", TOOLS, "0.7.0", "0.9.0")
    chosen = arrange([fix(shared, title="a"), fix(shared, other, title="b")])
    assert titles(chosen) == ["a", "b"]
    assert chosen.edits == (shared, other)


def test_a_wide_and_a_narrow_edit_that_do_the_same_agree() -> None:
    wide = edit("tools", TOOLS, "v0.39.0.tar.gz", "v0.40.1.tar.gz")
    narrow = edit("tools", TOOLS, "0.39.0", "0.40.1", nth=1)
    chosen = arrange([fix(wide, title="a"), fix(narrow, title="b")])
    assert not chosen.conflicts
    assert chosen.edits == (wide,), "the widest stays, since it checks the most"


def test_two_fixes_that_want_different_text_at_one_place_are_both_dropped_and_shown() -> None:
    first = fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), title="up")
    second = fix(edit("tools", TOOLS, "0.39.0", "0.38.0"), title="down")
    third = fix(edit("tools", TOOLS, "0.7.0", "0.9.0"), title="wac")
    chosen = arrange([second, third, first])
    assert titles(chosen) == ["wac"]
    (conflict,) = chosen.conflicts
    assert {conflict.first.title, conflict.second.title} == {"up", "down"}
    assert "tools:1" in conflict.reason


def test_edits_that_overlap_in_part_conflict_even_where_their_changed_bytes_do_not() -> None:
    # Merged byte by byte these would give 1.3.4, which nobody asked for.
    text = b"1.2.3"
    chosen = arrange(
        [fix(edit("f", text, "1.2.3", "1.3.3"), title="a"), fix(edit("f", text, "1.2.3", "1.2.4"))]
    )
    assert not chosen.applied
    assert len(chosen.conflicts) == 1


def test_edits_side_by_side_and_in_other_files_do_not_conflict() -> None:
    first, second = at("f", b"abcd", 0, 2, "x"), at("f", b"abcd", 2, 4, "y")
    elsewhere = at("g", b"abcd", 0, 4, "z")
    chosen = arrange([fix(first, title="a"), fix(second, title="b"), fix(elsewhere, title="c")])
    assert titles(chosen) == ["a", "b", "c"]


def test_two_insertions_of_different_text_at_one_place_conflict() -> None:
    chosen = arrange([fix(at("f", b"ab", 1, 1, "x"), title="a"), fix(at("f", b"ab", 1, 1, "y"), title="b")])
    assert len(chosen.conflicts) == 1


def test_an_unsafe_fix_waits_for_the_flag() -> None:
    offered = finding(fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), applicability=Applicability.UNSAFE))
    (held,) = plan([offered]).held
    assert "--unsafe" in held.reason
    assert plan([offered], unsafe=True).applied == (offered.fix,)


def test_a_manual_fix_is_never_applied() -> None:
    offered = finding(fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), applicability=Applicability.MANUAL))
    chosen = plan([offered], unsafe=True)
    assert not chosen.applied
    assert [held.fix for held in chosen.held] == [offered.fix]


def test_a_fix_that_lacks_something_is_held_back_with_the_words_of_it() -> None:
    lacking = fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), lacks=("no digest for `0.40.1`",))
    chosen = plan([finding(lacking)], unsafe=True)
    assert not chosen.applied
    assert [held.reason for held in chosen.held] == ["no digest for `0.40.1`"]


def test_what_one_fix_holds_back_no_other_fix_applies() -> None:
    move = edit("tools", TOOLS, "0.39.0", "0.40.1")
    lacking = finding(fix(move, title="a", lacks=("no digest",)), check="a", tool="other")
    careless = finding(fix(move, edit("tools", TOOLS, "0.7.0", "0.9.0"), title="b"), check="b")
    chosen = plan([careless, lacking], checks=frozenset({"b"}))
    assert not chosen.applied
    assert [(held.fix.title, held.reason) for held in chosen.held] == [("b", "no digest")]


def test_the_safe_one_of_two_equal_fixes_counts() -> None:
    move = edit("tools", TOOLS, "0.39.0", "0.40.1")
    guess = fix(move, title="guess", applicability=Applicability.UNSAFE)
    chosen = plan([finding(guess), finding(fix(move, title="known"))])
    assert titles(chosen) == ["known"]
    assert not chosen.held


def test_a_choice_by_tool_or_check_leaves_the_others_out_altogether() -> None:
    first = finding(fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), title="a"))
    second = finding(
        fix(edit("tools", TOOLS, "0.7.0", "0.9.0"), title="b"), check="stale-mention", tool="wac"
    )
    assert titles(plan([first, second], tool="wac")) == ["b"]
    assert titles(plan([first, second], checks=frozenset({"version-drift"}))) == ["a"]
    assert plan([first, second], tool="wac", checks=frozenset({"version-drift"})) == Plan()


def test_an_edit_that_changes_nothing_is_no_fix() -> None:
    (held,) = arrange([fix(edit("tools", TOOLS, "0.39.0", "0.39.0"))]).held
    assert held.reason == "changes nothing"


def test_a_fix_at_odds_with_itself_is_held_back() -> None:
    torn = fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), edit("tools", TOOLS, "0.39.0", "0.41.0"))
    (held,) = arrange([torn]).held
    assert held.reason == "its own edits contradict each other"


def test_the_order_of_the_findings_does_not_matter() -> None:
    findings = [
        finding(fix(edit("tools", TOOLS, "0.39.0", "0.40.1"), title="up")),
        finding(fix(edit("tools", TOOLS, "0.39.0", "0.38.0"), title="down")),
        finding(fix(edit("tools", TOOLS, "0.7.0", "0.9.0"), title="wac")),
        finding(fix(edit("tools", TOOLS, "0.39.0", "0.40.1", nth=1), title="url", lacks=("digest",))),
    ]
    forward, backward = plan(findings), plan(findings[::-1])
    assert (forward.applied, forward.held, forward.conflicts) == (
        backward.applied,
        backward.held,
        backward.conflicts,
    )
