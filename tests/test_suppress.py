from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.graph import Hold
from vercheck.ignores import ignores_in
from vercheck.model import Artifact, Diagnostic, Label, Location, Role, Source, Span
from vercheck.suppress import Suppression, suppress

TODAY = date(2026, 6, 1)
CHECKS = frozenset({"version-drift", "stale-mention", "unused-ignore"})
TOOL = Artifact("bin", "wasmtime")
CONFIG = Location("vercheck.toml", Span(0, 4), 1, 1, 1, 5)


def finding(
    line: int, check: str = "version-drift", path: str = "a.bzl", version: str = "1.0.0"
) -> Diagnostic:
    place = Location(path, Span(line, line + 1), line, 1, line, 2)
    return Diagnostic("wrong", place, artifact=TOOL, version=version, check=check)


def run(
    text: str,
    *findings: Diagnostic,
    path: str = "a.bzl",
    ran: Collection[str] = CHECKS,
    holds: Sequence[Hold] = (),
    pinned: Collection[tuple[Artifact, str]] = (),
) -> Suppression:
    return suppress(
        findings,
        ignores_in(Source(path, text.encode())),
        [(hold, CONFIG) for hold in holds],
        ran=ran,
        known=CHECKS,
        pinned=pinned,
        today=TODAY,
    )


def messages(result: Suppression) -> list[str]:
    return [item.message for item in result.kept]


@pytest.mark.parametrize(
    "comment",
    [
        "# vercheck: ignore[version-drift] on purpose",
        "// vercheck: ignore[version-drift] on purpose",
        "-- vercheck: ignore[version-drift] on purpose",
        "; vercheck: ignore[version-drift] on purpose",
        "/* vercheck: ignore[version-drift] on purpose */",
        "<!-- vercheck: ignore[version-drift] on purpose -->",
        "#vercheck:ignore [ version-drift ]: on purpose",
    ],
)
def test_every_comment_syntax_hides_a_finding_on_its_line(comment: str) -> None:
    result = run(f"x = '1'  {comment}\n", finding(1))
    assert (result.kept, len(result.hidden)) == ((), 1)


def test_the_reason_does_not_hold_the_end_of_the_comment() -> None:
    (ignore,) = ignores_in(Source("a.css", b"/* vercheck: ignore[version-drift] on purpose */"))
    assert ignore.reason == "on purpose"


def test_an_ignore_on_its_own_line_covers_the_next_line() -> None:
    assert run("# vercheck: ignore[version-drift] why\nx = '1'\n", finding(2)).kept == ()


def test_ignores_above_each_other_cover_the_same_line() -> None:
    text = "# vercheck: ignore[version-drift] why\n# vercheck: ignore[stale-mention] why\nx = '1'\n"
    assert run(text, finding(3), finding(3, "stale-mention")).kept == ()


def test_one_ignore_names_several_checks() -> None:
    text = "x = '1'  # vercheck: ignore[version-drift, stale-mention] why\n"
    assert run(text, finding(1), finding(1, "stale-mention")).kept == ()


def test_an_ignore_behind_code_does_not_cover_the_next_line() -> None:
    result = run("x = '1'  # vercheck: ignore[version-drift] why\ny = '2'\n", finding(2))
    assert messages(result) == ["wrong", "this ignore of `version-drift` hides nothing"]


def test_an_ignore_does_not_reach_two_lines_down() -> None:
    assert "wrong" in messages(run("# vercheck: ignore[version-drift] why\n\nx = '1'\n", finding(3)))


def test_an_ignore_of_one_check_leaves_another() -> None:
    text = "x = '1'  # vercheck: ignore[version-drift] why\n"
    assert messages(run(text, finding(1), finding(1, "stale-mention"))) == ["wrong"]


def test_an_ignore_in_one_file_leaves_the_same_line_of_another() -> None:
    text = "x = '1'  # vercheck: ignore[version-drift] why\n"
    assert "wrong" in messages(run(text, finding(1, path="b.bzl")))


def test_an_ignore_without_a_reason_hides_nothing_and_is_reported() -> None:
    result = run("x = '1'  # vercheck: ignore[version-drift]\n", finding(1))
    assert messages(result) == ["wrong", "this ignore gives no reason, so it hides nothing"]
    assert result.kept[1].check == "unused-ignore"


def test_an_ignore_that_names_no_check_is_reported() -> None:
    assert messages(run("x  # vercheck: ignore all of it\n")) == ["this ignore names no check"]


def test_an_ignore_of_a_check_that_does_not_exist_names_the_near_one() -> None:
    (message,) = messages(run("x  # vercheck: ignore[version-drfit] why\n"))
    assert message == "this ignore names `version-drfit`, which is no check; did you mean `version-drift`?"


def test_an_ignore_that_hides_nothing_is_reported_where_it_stands() -> None:
    (item,) = run("\n  # vercheck: ignore[version-drift] why\n").kept
    assert (item.location.line, item.location.column, item.check) == (2, 3, "unused-ignore")


def test_each_check_of_an_ignore_answers_for_itself() -> None:
    result = run("x  # vercheck: ignore[version-drift, stale-mention] why\n", finding(1))
    assert messages(result) == ["this ignore of `stale-mention` hides nothing"]


def test_an_ignore_of_a_check_that_did_not_run_is_not_called_unused() -> None:
    assert run("x  # vercheck: ignore[stale-mention] why\n", ran={"version-drift"}).kept == ()


def test_an_example_in_prose_is_no_ignore() -> None:
    text = "Write `# vercheck: ignore[version-drift] reason` on the line.\n"
    assert run(text, finding(1, path="README.md"), path="README.md").kept == (finding(1, path="README.md"),)


def test_a_comment_of_the_markup_is_an_ignore_in_prose() -> None:
    text = "wasmtime 1.0.0 <!-- vercheck: ignore[version-drift] history -->\n"
    assert run(text, finding(1, path="README.md"), path="README.md").kept == ()


def test_words_about_vercheck_are_no_ignore() -> None:
    assert ignores_in(Source("a", b"# vercheck: pin bin:wasmtime\n# see vercheck: ignored things\n")) == ()


def test_a_hold_hides_the_finding_of_its_artifact_and_version() -> None:
    hold = Hold(TOOL, "1.0.0", "waits for a release")
    result = run("", finding(1), holds=[hold])
    assert (result.kept, len(result.hidden)) == ((), 1)


def test_a_hold_sees_through_the_spelling_of_a_version() -> None:
    assert run("", finding(1, version="v1.0.0"), holds=[Hold(TOOL, "1.0.0", "r")]).kept == ()


def test_a_hold_of_another_version_leaves_the_finding() -> None:
    assert "wrong" in messages(run("", finding(1), holds=[Hold(TOOL, "2.0.0", "r")]))


def test_a_hold_of_another_artifact_leaves_the_finding() -> None:
    assert "wrong" in messages(run("", finding(1), holds=[Hold(Artifact("cargo", "wasmtime"), "1.0.0", "r")]))


def test_a_hold_that_speaks_of_nothing_is_reported_in_the_configuration() -> None:
    (item,) = run("", holds=[Hold(TOOL, "1.0.0", "r")]).kept
    assert item.message == "the hold of `bin:wasmtime` at `1.0.0` hides nothing"
    assert (item.check, item.location) == ("unused-ignore", CONFIG)


def test_a_hold_of_a_version_that_is_pinned_is_in_use() -> None:
    assert run("", holds=[Hold(TOOL, "1.0.0", "r")], pinned=[(TOOL, "v1.0.0")]).kept == ()


def test_a_hold_is_in_force_on_its_last_day() -> None:
    assert run("", finding(1), holds=[Hold(TOOL, "1.0.0", "r", TODAY)]).kept == ()


def test_an_expired_hold_hides_nothing_and_is_reported() -> None:
    result = run("", finding(1), holds=[Hold(TOOL, "1.0.0", "r", date(2026, 5, 31))])
    assert messages(result) == ["wrong", "the hold of `bin:wasmtime` at `1.0.0` expired on 2026-05-31"]
    assert result.kept[1].check == "expired-hold"


@given(st.text("#/ vercheck:ignore[]a-z,\n*;<>!-\r"))
def test_the_place_of_an_ignore_holds_its_text(text: str) -> None:
    source = Source("a", (text + "# vercheck: ignore[x] é\n" + text).encode())
    for ignore in ignores_in(source):
        assert "vercheck:" in source.text(ignore.location.span)


def test_spaces_without_end_in_a_reason_are_looked_at_once() -> None:
    (ignore,) = ignores_in(Source("a", b"/* vercheck: ignore[x] why" + b" " * 500_000 + b"not */\n"))
    assert ignore.reason.startswith("why ")
    assert ignore.reason.endswith(" not")


def against(*related: tuple[str, Role], holds: Sequence[Hold]) -> list[str]:
    place = finding(1).location
    labels = tuple(Label(place, "", version, TOOL, role) for version, role in related)
    crate = replace(finding(1, version="3.0.0"), artifact=Artifact("cargo", "wasmtime"), related=labels)
    return messages(run("", crate, holds=holds))


def test_a_hold_hides_a_finding_that_holds_something_against_its_version_only() -> None:
    assert against(("1.0.0", Role.SELECTS), holds=[Hold(TOOL, "1.0.0", "r")]) == []


def test_a_version_that_nobody_holds_is_still_a_difference() -> None:
    assert "wrong" in against(
        ("1.0.0", Role.SELECTS), ("2.0.0", Role.SELECTS), holds=[Hold(TOOL, "1.0.0", "r")]
    )


def test_a_hold_of_what_is_only_offered_leaves_the_finding() -> None:
    assert "wrong" in against(("1.0.0", Role.PROVIDES), holds=[Hold(TOOL, "1.0.0", "r")])


def related(line: int, version: str, path: str = "a.bzl", role: Role = Role.SELECTS) -> Label:
    place = Location(path, Span(line, line + 1), line, 1, line, 2)
    return Label(place, version=version, artifact=TOOL, role=role)


IGNORED = "a = 1\nb = 2  # vercheck: ignore[version-drift] on purpose\nc = 3\n"


def test_an_ignore_at_the_other_place_of_a_difference_hides_it_too() -> None:
    found = replace(finding(1, version="1.0.0"), related=(related(2, "2.0.0"),))
    result = run(IGNORED, found)
    assert (result.kept, result.hidden) == ((), (found,))


def test_a_third_place_that_differs_is_still_told() -> None:
    found = replace(finding(1, version="1.0.0"), related=(related(2, "2.0.0"), related(3, "3.0.0")))
    assert found in run(IGNORED, found).kept


@pytest.mark.parametrize("role", [Role.PROVIDES, Role.MENTIONS])
def test_a_place_that_chooses_nothing_answers_for_nothing(role: Role) -> None:
    found = replace(finding(1, version="1.0.0"), related=(related(2, "2.0.0", role=role),))
    assert found in run(IGNORED, found).kept


@pytest.mark.parametrize("day", ["2026-06-01", "2027-01-31"])
def test_an_ignore_counts_through_its_last_day(day: str) -> None:
    found = finding(1)
    assert run(f"a = 1  # vercheck: ignore[version-drift] until {day}: on purpose\n", found).hidden == (
        found,
    )


def test_an_ignore_whose_last_day_has_passed_hides_nothing_and_is_told() -> None:
    found = finding(1)
    result = run("a = 1  # vercheck: ignore[version-drift] until 2026-05-31 on purpose\n", found)
    assert result.hidden == ()
    assert [(item.check, item.message) for item in result.kept if item is not found] == [
        ("expired-hold", "this ignore of `version-drift` expired on 2026-05-31")
    ]


def test_an_end_is_no_reason() -> None:
    result = run("a = 1  # vercheck: ignore[version-drift] until 2027-01-31\n", finding(1))
    assert "this ignore gives no reason, so it hides nothing" in messages(result)


def test_a_reason_may_begin_with_until() -> None:
    found = finding(1)
    text = "a = 1  # vercheck: ignore[version-drift] until the new runtime is there\n"
    assert run(text, found).hidden == (found,)
