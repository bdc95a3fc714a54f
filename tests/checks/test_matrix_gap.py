"""matrix-gap: tables that say nothing about what is pinned."""

from __future__ import annotations

from dataclasses import replace

from tests.building import Fact, allow_list, facts, findings, matrix, pin, places
from vercheck.checks.matrix_gap import CHECK
from vercheck.graph import Companion, Knowledge, Table
from vercheck.graph.knowledge import Groups
from vercheck.model import Artifact, Diagnostic, Role, Severity

ROWS = {"1.235.0": {"bindgen": ["0.43.0"]}, "1.239.0": {"bindgen": ["0.46.0"]}}


def check(*given: Fact, tables: tuple[Table, ...] = ()) -> list[Diagnostic]:
    return findings(CHECK.run, facts(*given, knowledge=Knowledge(tables=tables)))


class TestLoud:
    def test_a_pinned_version_without_a_row(self) -> None:
        (found,) = check(
            pin("bin:tools", "1.240.0", path="MODULE.bazel", line=92),
            matrix(ROWS, line=835, anchors=("tools",)),
        )
        assert found.message == (
            "`COMPATIBILITY` has no row for `tools` `1.240.0`, only for `1.235.0`, `1.239.0`: "
            "it says nothing about it"
        )
        assert (found.location.path, found.location.line) == ("compatibility.bzl", 835)
        assert ("MODULE.bazel", 92) in places(found)

    def test_several_pins_without_a_row_are_one_finding(self) -> None:
        (found,) = check(
            pin("bin:tools", "1.240.0", line=1),
            pin("bin:tools", "1.243.0", line=2),
            matrix(ROWS, anchors=("tools",)),
        )
        assert {("versions.bzl", 1), ("versions.bzl", 2)} <= places(found)


class TestQuiet:
    def test_a_pinned_version_with_a_row(self) -> None:
        assert not check(pin("bin:tools", "1.239.0"), matrix(ROWS, anchors=("tools",)))
        assert not check(pin("bin:tools", "v1.239.0"), matrix(ROWS, anchors=("tools",)))

    def test_versions_that_are_only_offered(self) -> None:
        assert not check(pin("bin:tools", "1.240.0", role=Role.PROVIDES), matrix(ROWS, anchors=("tools",)))

    def test_a_plain_allow_list_has_no_rows_to_lack(self) -> None:
        assert not check(pin("bin:bindgen", "0.60.0"), allow_list("bindgen", ["0.46.0"]))

    def test_a_matrix_in_a_test(self) -> None:
        assert not check(
            pin("bin:tools", "1.240.0"), matrix(ROWS, anchors=("tools",), path="tests/matrix_test.bzl")
        )

    def test_a_copy_that_lacks_what_another_has_is_a_conflict_and_not_a_gap(self) -> None:
        assert not check(
            pin("bin:tools", "1.240.0"),
            matrix(ROWS, anchors=("tools",)),
            matrix({**ROWS, "1.240.0": {"bindgen": ["0.46.0"]}}, anchors=("tools",), path="other.bzl"),
        )


NEEDS = Table(
    "p/needs",
    "the one needs the other",
    ("x",),
    Severity.ERROR,
    anchor=Artifact("bin", "tools"),
    subject=Artifact("bin", "other"),
    rows=(("=1", ">=2"), ("1.239", ">=2")),
    known_through="1.239.0",
)
OTHER = pin("bin:other", "2.0", line=2)


def test_a_packs_table_says_where_it_ends() -> None:
    (found,) = check(pin("bin:tools", "2.0.0", line=1), OTHER, tables=(NEEDS,))
    assert (found.severity, found.rule, found.location.line) == (None, "p/needs", 1)
    assert "the table of what it needs of `bin:other` ends at `1.239.0`" in found.message


def test_a_packs_table_says_nothing_of_what_it_knows_admits_or_is_not_about() -> None:
    assert not check(pin("bin:tools", "2.0.0", line=1), tables=(NEEDS,))
    assert not check(pin("bin:tools", "1.239.0", line=1), OTHER, tables=(NEEDS,))
    assert not check(pin("bin:tools", "1.239.7", line=1), OTHER, tables=(NEEDS,))


def test_where_a_table_of_less_certain_rows_goes_on_the_end_is_that_ones() -> None:
    later = replace(NEEDS, id="p/later", rows=(("1.240", ">=2"),), known_through="1.240.0")
    assert not check(pin("bin:tools", "1.240.0", line=1), OTHER, tables=(NEEDS, later))
    (found,) = check(pin("bin:tools", "2.0.0", line=1), OTHER, tables=(later, NEEDS))
    assert (found.rule, "ends at `1.240.0`" in found.message) == ("p/later", True)


def grouped(leader: str, follower: str) -> list[Diagnostic]:
    groups = Groups(
        "p/schema", "one schema", ("x",), Severity.ERROR, groups=(("<=1.5",),), known_through="1.5.0"
    )
    pair = Companion(
        "p/pair",
        "the one reads what the other writes",
        ("x",),
        Severity.ERROR,
        leader=Artifact("cargo", "one"),
        follower=Artifact("bin", "one"),
        relation="group",
        groups="p/schema",
    )
    pins = (pin("cargo:one", leader, line=1), pin("bin:one", follower, line=2))
    return findings(CHECK.run, facts(*pins, knowledge=Knowledge(companions=(pair,), groups=(groups,))))


def test_groups_say_where_they_end() -> None:
    (found,) = grouped("1.6.0", "1.7.0")
    assert (found.rule, found.location.line) == ("p/pair", 1)
    assert "ends at `1.5.0`" in found.message


def test_one_release_beyond_all_groups_accepts_itself() -> None:
    assert not grouped("1.6.0", "1.6.0")
    assert not grouped("1.5.0", "1.4.0")


def of_pack(version: str, *rows: str, known_through: str = "0.40.0") -> list[Diagnostic]:
    """The findings of a table of a pack about `bin:left`, pinned at a version, and `bin:right`."""
    table = Table(
        "p/needs",
        "the one needs the other",
        ("x",),
        Severity.WARNING,
        anchor=Artifact("bin", "left"),
        subject=Artifact("bin", "right"),
        rows=tuple((row, ">=1") for row in rows),
        known_through=known_through,
    )
    return check(pin("bin:left", version, line=1), pin("bin:right", "1.2.0", line=2), tables=(table,))


class TestHoles:
    def test_a_version_between_two_lines_of_a_table_that_was_read_so_far(self) -> None:
        (found,) = of_pack("0.37.1", "0.35", "0.36", "0.39", "0.40")
        assert found.message == (
            "`bin:left` is `0.37.1` here but the table of what it needs of `bin:right` has no row between "
            "`0.36` and `0.39`: it says nothing about it"
        )

    def test_a_version_that_a_line_admits(self) -> None:
        assert not of_pack("0.36.4", "0.35", "0.36", "0.39")

    def test_a_version_before_the_first_line(self) -> None:
        assert not of_pack("0.20.0", "0.35", "0.36", "0.39")

    def test_rows_of_single_releases_are_samples(self) -> None:
        assert not of_pack("0.37.0", "=0.36.0", "0.39")
        assert not of_pack("0.37.0", "0.36", "=0.39.0")

    def test_a_table_whose_last_row_is_open(self) -> None:
        assert not of_pack("0.37.0", "0.36", ">=0.39", known_through="")

    def test_a_short_version_may_be_any_of_its_series(self) -> None:
        assert not of_pack("0.37", ">=0.36, <0.37", ">=0.37.1, <0.39")

    def test_a_preview(self) -> None:
        assert not of_pack("0.37.0-dev", "0.36", "0.39")


def test_what_the_repository_itself_makes_is_newer_than_any_table_of_it() -> None:
    row = Table(
        "p/t", "because", ("x",), Severity.WARNING, "S",
        anchor=Artifact("cargo", "bindgen"), subject=Artifact("bin", "tools"),
        rows=(("0.40", ">=1"),), known_through="0.40.0",
    )  # fmt: skip
    beside = pin("bin:tools", "1.2.0")
    locked = pin("cargo:bindgen", "0.49.0", path="Cargo.lock", role=Role.RESOLVES)
    assert check(locked, beside, tables=(row,))
    assert not check(replace(locked, note="workspace member"), beside, tables=(row,))
