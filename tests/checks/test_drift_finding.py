"""What a finding about a difference offers: whose word counts where, and what there is to choose from."""

from __future__ import annotations

from functools import partial

from tests.building import facts, findings, pin
from vercheck.checks.version_drift import CHECK
from vercheck.graph import Policy
from vercheck.model import Address

constant = partial(pin, "bin:gizmo")
AUTHORITY = Policy(authorities=(("gizmo", Address("versions.bzl", "")),))


def test_an_authority_moves_nothing_in_another_build_root() -> None:
    (found,) = findings(
        CHECK.run,
        facts(constant("2.2.0"), constant("2.1.0", path="inner/v.bzl"), policy=AUTHORITY, roots=["inner"]),
    )
    assert found.fix is None
    assert found.help == "move it too, or hold the difference with a reason"


def test_an_authority_moves_no_set_up_of_a_job() -> None:
    node = partial(pin, "toolchain:node")
    policy = Policy(
        authorities=(("node", Address("versions.bzl", "")), ("toolchain:node", Address("versions.bzl", "")))
    )
    (found,) = findings(
        CHECK.run,
        facts(
            node("22.1.0"),
            node("20.1.0", path=".github/workflows/ci.yml"),
            node("21.1.0", path="b.bzl"),
            policy=policy,
        ),
    )
    assert found.fix is not None
    assert [edit.location.path for edit in found.fix.edits] == ["b.bzl"]
    assert found.location.path == "b.bzl"
    assert found.help == "`versions.bzl:1` is the authority; what a job sets up for itself stays"


def test_every_version_is_offered_the_one_that_most_sites_have_first() -> None:
    (found,) = findings(
        CHECK.run,
        facts(
            constant("26"),
            constant("27", path="b.bzl"),
            constant("27", path="c.bzl"),
            constant("29", path="d.bzl"),
        ),
    )
    assert found.help is not None
    assert found.help.startswith("choose: `vercheck fix --tool gizmo --to 27` or `--to ")
    assert found.help.count("--to ") == 3


def test_places_next_to_the_first_one_are_named_besides_the_main_one() -> None:
    jobs = [constant("1.23", path=f"ci/{name}.bzl") for name in "abcde"]
    (found,) = findings(
        CHECK.run,
        facts(constant("1.23"), constant("1.22", path="ci/x.bzl"), *jobs, constant("1.23", path="o/z.bzl")),
    )
    assert found.location.path == "ci/x.bzl"
    assert [label.location.path for label in found.related] == [
        "versions.bzl", "ci/a.bzl", "ci/b.bzl", "ci/c.bzl",
    ]  # fmt: skip


def test_two_places_are_all_there_is_to_name() -> None:
    (found,) = findings(CHECK.run, facts(constant("1.23"), constant("1.22", path="ci/x.bzl")))
    assert len(found.related) == 1
