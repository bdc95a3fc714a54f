"""lockstep-broken: families whose members are released together."""

from __future__ import annotations

import pytest

from tests.building import crate, facts, findings, pin, places
from vercheck.checks.lockstep_broken import CHECK
from vercheck.graph import Knowledge, Lockstep
from vercheck.model import Artifact, Diagnostic, Pin, Role, Severity

MEMBERS = {"cargo:parser": 0, "cargo:encoder": 0, "cargo:text": 1, "bin:tools": 1}
FAMILY = Lockstep(
    "p/family",
    "tools 1.N is released with its crates 0.N",
    ("x",),
    Severity.ERROR,
    members=tuple((Artifact.parse(name), major) for name, major in MEMBERS.items()),
    since=200,
)


def check(*pins: Pin) -> list[Diagnostic]:
    return findings(CHECK.run, facts(*pins, knowledge=Knowledge(locksteps=(FAMILY,))))


def tool(version: str, line: int = 1) -> Pin:
    return pin("bin:tools", version, path="versions.bzl", line=line)


class TestLoud:
    def test_a_member_that_was_moved_alone_is_found_and_all_members_are_named(self) -> None:
        (found,) = check(
            crate("parser", "0.240", line=19),
            crate("encoder", "0.241", line=20),
            crate("text", "1.240", line=21),
            tool("1.243.0", line=17),
        )
        assert found.severity is None  # the check's own: an error
        assert places(found) == {
            ("Cargo.toml", 19),
            ("Cargo.toml", 20),
            ("Cargo.toml", 21),
            ("versions.bzl", 17),
        }
        assert found.message == (
            "`cargo:encoder` is `0.241` here but `cargo:parser` is `0.240`; "
            "they are released together: tools 1.N is released with its crates 0.N"
        )

    def test_a_member_that_counts_in_another_way_is_compared_too(self) -> None:
        (found,) = check(crate("parser", "0.240", line=1), crate("text", "1.241", line=2))
        assert found.rule == "p/family"

    def test_the_tool_beside_crates_of_another_release_is_a_warning(self) -> None:
        (found,) = check(crate("parser", "0.240"), tool("1.243.0"))
        assert found.severity is Severity.WARNING
        assert found.location.path == "Cargo.toml"

    def test_each_manifest_is_reported_by_itself(self) -> None:
        found = check(
            crate("parser", "0.240", path="a/Cargo.toml"),
            crate("parser", "0.241", path="b/Cargo.toml"),
            tool("1.243.0"),
        )
        assert [one.location.path for one in found] == ["a/Cargo.toml", "b/Cargo.toml"]


class TestQuiet:
    def test_one_release_counted_in_two_ways(self) -> None:
        assert not check(crate("parser", "0.243", line=1), crate("text", "1.243", line=2), tool("1.243.0"))

    def test_a_requirement_that_admits_the_release(self) -> None:
        assert not check(crate("parser", "0.243", line=1), crate("text", "1.240", line=2))
        assert not check(crate("parser", ">=0.240, <0.250"), tool("1.246.2"))

    def test_patches_of_one_release(self) -> None:
        assert not check(crate("parser", "=0.245.0", line=1), crate("encoder", "=0.245.1", line=2))

    def test_a_tool_that_disagrees_with_itself_fits_where_one_of_its_versions_does(self) -> None:
        assert not check(crate("parser", "0.243"), tool("1.243.0", line=1), tool("1.246.2", line=2))

    def test_manifests_of_independent_packages(self) -> None:
        assert not check(
            crate("parser", "0.240", path="a/Cargo.toml"), crate("encoder", "0.243", path="b/Cargo.toml")
        )

    def test_releases_before_the_members_counted_as_one(self) -> None:
        assert not check(crate("parser", "0.118", line=1), crate("encoder", "0.38", line=2))

    def test_a_lock_file_records_what_others_depend_on(self) -> None:
        locked = [
            pin("cargo:parser", text, path="Cargo.lock", line=line, role=Role.RESOLVES)
            for line, text in enumerate(("0.201.0", "0.243.0"), 1)
        ]
        assert not check(*locked)

    def test_an_example(self) -> None:
        path = "examples/one/Cargo.toml"
        assert not check(
            crate("parser", "0.240", path=path, line=1), crate("encoder", "0.241", path=path, line=2)
        )

    def test_one_member_alone(self) -> None:
        assert not check(crate("parser", "0.240"))


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("0.240", "0.241", True),
        ("~0.240.1", "0.240.5", False),
        ("<0.241", "0.240", False),
        ("<0.241", "0.241", True),
        ("<=0.241.0", "0.241", False),
        (">0.240", "0.240", True),
        (">0.240", "0.241", False),
        ("*", "0.240", False),
        ("=1.0.0", "0.240", False),
    ],
)
def test_bounds_are_read_as_releases(first: str, second: str, is_found: bool) -> None:
    assert bool(check(crate("parser", first, line=1), crate("encoder", second, line=2))) is is_found
