"""Places that take whatever is newest, beside places that pin."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.building import crate, facts, findings, pin
from tests.trees import packs, place, said, tree
from vercheck.checks.floating_version import CHECK
from vercheck.model import Diagnostic, Floating, Pin, Role, Severity


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


@pytest.mark.parametrize("text", ["latest", "main", "master", "nightly", "stable"])
def test_every_word_for_the_newest_floats(text: str) -> None:
    assert [found.version for found in loud(floating(text), PINNED)] == [text]


def test_each_floating_place_is_a_finding() -> None:
    assert len(loud(floating(), floating(path="Dockerfile"), PINNED)) == 2


def test_a_channel_in_a_toolchain_file_beside_a_pinned_action_is_reported() -> None:
    workflow = "jobs:\n  test:\n    steps:\n      - uses: dtolnay/rust-toolchain@1.88.0\n"
    files = {"rust-toolchain.toml": '[toolchain]\nchannel = "stable"\n', ".github/workflows/ci.yml": workflow}
    (found,) = [found for found in said("floating-version", tree(files, knowledge=packs())) if found.severity]
    assert place(found) == ("rust-toolchain.toml", 2)


# quiet


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
