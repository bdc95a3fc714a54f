"""Places that take whatever is newest, beside places that pin."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.building import crate, facts, findings, pin, places
from tests.trees import packs, place, said, tree
from vercheck.checks.floating_version import CHECK
from vercheck.model import Diagnostic, Exact, Floating, Pin, Role, Severity
from vercheck.versions import parse


def of(*pins: Pin, roots: Sequence[str] = ()) -> list[Diagnostic]:
    return findings(CHECK.run, facts(*pins, roots=roots))


def loud(*pins: Pin, roots: Sequence[str] = ()) -> list[Diagnostic]:
    """What is more than interesting."""
    return [found for found in of(*pins, roots=roots) if found.severity]


def floating(
    text: str = "stable", *, path: str = "rust-toolchain", track: str = "", is_default: bool = False
) -> Pin:
    return pin("toolchain:rust", text, path=path, value=Floating(text), track=track, is_default=is_default)


PINNED = pin("toolchain:rust", "1.88.0", path="toolchains/BUCK", line=3)


# loud


def test_a_channel_beside_a_pin_is_a_warning_whose_help_names_the_pin() -> None:
    (found,) = of(floating(), PINNED)
    assert (place(found), found.version, found.severity) == (
        ("rust-toolchain", 1),
        "stable",
        Severity.WARNING,
    )
    assert found.help is not None
    assert "toolchains/BUCK:3 pins `1.88.0`" in found.help


@pytest.mark.parametrize("text", ["latest", "main", "master", "stable"])
def test_every_word_for_the_newest_floats(text: str) -> None:
    assert [found.version for found in loud(floating(text), PINNED)] == [text]


def test_places_that_float_alike_are_one_finding() -> None:
    (found,) = loud(floating(), floating(path="Dockerfile"), PINNED)
    assert found.message == "`rust` floats here (and in 1 more place): `stable` is whatever is newest"
    assert places(found) == {("Dockerfile", 1), ("rust-toolchain", 1)}


def test_a_job_that_takes_the_newest_beside_what_the_project_pins_is_reported() -> None:
    assert loud(floating(path=".github/workflows/ci.yml"), PINNED)


def test_a_branch_of_an_action_that_is_pinned_elsewhere_is_reported() -> None:
    steps = "      - uses: acme/go@v4\n      - uses: acme/go@main\n"
    (found,) = said(
        "floating-version", tree({".github/workflows/ci.yml": f"jobs:\n  a:\n    steps:\n{steps}"})
    )
    assert (found.version, found.severity) == ("main", Severity.WARNING)


def test_a_channel_in_a_toolchain_file_beside_a_pinned_action_is_reported() -> None:
    workflow = "jobs:\n  test:\n    steps:\n      - uses: dtolnay/rust-toolchain@1.88.0\n"
    files = {"rust-toolchain.toml": '[toolchain]\nchannel = "stable"\n', ".github/workflows/ci.yml": workflow}
    (found,) = [found for found in said("floating-version", tree(files, knowledge=packs())) if found.severity]
    assert place(found) == ("rust-toolchain.toml", 2)


# quiet


@pytest.mark.parametrize("text", ["nightly", "beta"])
def test_another_channel_than_the_pinned_one_is_quiet(text: str) -> None:
    assert not loud(floating(text), PINNED)


def test_a_channel_beside_a_pinned_night_is_quiet() -> None:
    night = pin("toolchain:rust", "nightly-2026-02-18", path="flake.nix", value=Exact(parse("2026.2.18")))
    assert not loud(floating(), night)


def test_a_job_that_takes_the_newest_beside_the_job_of_the_oldest_is_quiet() -> None:
    oldest = pin("toolchain:rust", "1.77.2", path=".github/workflows/msrv.yml")
    assert not loud(floating(path=".github/workflows/ci.yml"), oldest)


def test_a_step_that_is_named_after_what_it_installs_is_quiet() -> None:
    steps = "      - uses: acme/install@v2\n      - uses: acme/install@just\n"
    workflow = f"jobs:\n  a:\n    steps:\n{steps}"
    assert not said("floating-version", tree({".github/workflows/ci.yml": workflow}))


def test_what_nobody_pins_is_only_interesting() -> None:
    assert [found.severity for found in of(floating())] == [Severity.OFF]


def test_a_pin_alone_is_quiet() -> None:
    assert not of(PINNED)


def test_a_pin_of_another_tool_makes_nothing_float() -> None:
    assert not loud(floating(), pin("bin:gizmo", "2.1.0"))


def test_a_crate_of_the_tools_name_does_not_pin_it() -> None:
    assert not loud(floating(), crate("rust", "=1.0.0"))


def test_a_pin_in_another_build_root_is_another_build() -> None:
    assert not loud(floating(), pin("toolchain:rust", "1.88.0", path="sub/x.bzl"), roots=["sub"])


@pytest.mark.parametrize(
    "pinned",
    [
        pin("toolchain:rust", "1.88.0", path="a.bzl", is_default=True),
        pin("toolchain:rust", "1.88.0", path="a.bzl", track="beta"),
        pin("toolchain:rust", "1.88.0", path="a.bzl", role=Role.PROVIDES),
        pin("toolchain:rust", "1.88.0", path="examples/a.bzl"),
    ],
    ids=["default", "track", "offer", "example"],
)
def test_what_does_not_choose_for_the_product_pins_nothing(pinned: Pin) -> None:
    assert not loud(floating(), pinned)


def test_an_entry_of_a_test_matrix_is_quiet() -> None:
    assert not of(floating(track="matrix"), PINNED)


@pytest.mark.parametrize(
    "path", ["examples/rust-toolchain", "tests/it/rust-toolchain", "docs/rust-toolchain"]
)
def test_places_outside_the_product_may_float(path: str) -> None:
    assert not of(floating(path=path), PINNED)


def test_a_default_may_float() -> None:
    assert not of(floating(path="ext.bzl", is_default=True), PINNED)


def test_jobs_may_run_on_different_machines() -> None:
    jobs = "".join(
        f"  {name}:\n    runs-on: {machine}\n"
        for name, machine in [("a", "ubuntu-latest"), ("b", "ubuntu-22.04"), ("c", "ubuntu-24.04")]
    )
    facts_of_jobs = tree({".github/workflows/ci.yml": f"jobs:\n{jobs}"}, knowledge=packs())
    assert len(facts_of_jobs.graph.pins) == 3
    assert not said("floating-version", facts_of_jobs)
    assert not said("version-drift", facts_of_jobs)
