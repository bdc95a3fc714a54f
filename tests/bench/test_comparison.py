"""Two diffs of one tree: which lines people changed for a drift, and how near ours come."""

from __future__ import annotations

import pytest

from bench.comparison import Change, Verdict, changes, compare, wanted

PEOPLE = b"""\
diff --git a/MODULE.bazel b/MODULE.bazel
index 1..2 100644
--- a/MODULE.bazel
+++ b/MODULE.bazel
@@ -9 +9 @@ module(
-bazel_dep(name = "gizmo", version = "1.0.0")
+bazel_dep(name = "gizmo", version = "1.2.0")
@@ -20,2 +20,3 @@
-# gizmo 1.0.0 is what we build with
-other = 1
+# see the notes
+# we build with gizmo, see above
+other = 2
"""


def ours(*lines: tuple[int, str], path: str = "MODULE.bazel") -> list[Change]:
    return [Change(path, line, "", new) for line, new in lines]


DEP = 'bazel_dep(name = "gizmo", version = "1.2.0")'
MOVED = ("MODULE.bazel", "1.0.0", "1.2.0")


def test_a_diff_gives_the_lines_of_the_old_file_with_what_they_become() -> None:
    found = {change.line: (change.old, change.new) for change in changes(PEOPLE)}
    assert found[9] == ('bazel_dep(name = "gizmo", version = "1.0.0")', DEP)
    assert found[20][1] == "# we build with gizmo, see above", "the new line that is most like it"
    assert found[21] == ("other = 1", "other = 2")


def test_a_diff_with_context_gives_the_same_lines() -> None:
    diff = b"--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n a\n-b 1\n+b 2\n c\n--- old\n+++ new\n"
    assert [(change.line, change.old, change.new) for change in changes(diff)] == [
        (2, "b 1", "b 2"),
        (4, "-- old", "++ new"),
    ]


def test_only_the_lines_that_say_what_moved_are_wanted() -> None:
    assert [one.change.line for one in wanted(changes(PEOPLE), [MOVED])] == [9]


def test_a_line_that_people_wrote_anew_is_wanted_where_no_other_line_tells() -> None:
    rest = [change for change in changes(PEOPLE) if change.line != 9]
    (one,) = wanted(rest, [MOVED])
    assert (one.change.line, one.plain) == (20, "# gizmo 1.2.0 is what we build with")


@pytest.mark.parametrize(
    ("mine", "verdict"),
    [
        (ours((9, DEP)), Verdict.SAME),
        (ours((9, f"{DEP} ")), Verdict.SAME),
        (ours((9, DEP.replace("1.2.0", "1.3.0"))), Verdict.OTHER),
        (ours((3, DEP)), Verdict.NONE),
        (ours((9, DEP), path="WORKSPACE"), Verdict.NONE),
        ([], Verdict.NONE),
    ],
)
def test_a_line_is_the_same_at_the_same_place_with_the_same_text(
    mine: list[Change], verdict: Verdict
) -> None:
    people = changes(PEOPLE)
    assert compare(wanted(people, [MOVED]), people, mine).verdict is verdict


def test_words_that_people_added_are_not_asked_for() -> None:
    people = [Change("a", 1, 'x = "1.0"', 'x = "2.0"  # must match y')]
    meant = wanted(people, [("a", "1.0", "2.0")])
    assert compare(meant, people, [Change("a", 1, 'x = "1.0"', 'x = "2.0"')]).verdict is Verdict.WORDS


def test_some_of_the_lines_are_fewer_and_others_are_more() -> None:
    people = [Change("a", line, "v 1.0", "v 2.0") for line in (1, 2)]
    mine = [Change("a", line, "v 1.0", "v 2.0") for line in (2, 7)]
    found = compare(wanted(people, [("a", "1.0", "2.0")]), people, mine)
    assert found.verdict is Verdict.FEWER
    assert [change.line for change in found.left] == [1]
    assert [change.line for change in found.extra] == [7]


def test_a_line_that_people_changed_for_another_reason_is_not_counted_as_more() -> None:
    people = changes(PEOPLE)
    found = compare(wanted(people, [MOVED]), people, ours((9, DEP), (21, "other = 3")))
    assert (found.verdict, found.extra) == (Verdict.SAME, ())


def test_without_a_line_of_people_there_is_nothing_to_compare() -> None:
    assert compare((), (), ours((1, "x"))).verdict is Verdict.UNKNOWN
