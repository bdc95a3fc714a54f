"""The pins that must agree without being asked to: the product's own, on the main track."""

from __future__ import annotations

import pytest

from tests.building import crate, facts, reference
from tests.building import pin as made
from vercheck.graph import Companion, Knowledge, Tool
from vercheck.graph.in_force import InForce, Site, distinct
from vercheck.model import Artifact, Pin, Role, Severity

GIZMO = Artifact("bin", "gizmo")


def in_force(*pins: Pin, knowledge: Knowledge | None = None, roots: tuple[str, ...] = ("",)) -> InForce:
    return InForce.of(facts(*pins, knowledge=knowledge, roots=roots))


def written(sites: tuple[Site, ...]) -> list[tuple[str, str]]:
    return [(site.path, site.raw) for site in sites]


def test_product_pins_are_in_force() -> None:
    pins = in_force(made("bin:gizmo", "1.0.0"), made("bin:gizmo", "1.1.0", line=2))
    assert written(pins.sites("", GIZMO)) == [("versions.bzl", "1.0.0"), ("versions.bzl", "1.1.0")]


@pytest.mark.parametrize(
    "pin",
    [
        made("bin:gizmo", "1.0.0", path="examples/a.bzl"),
        made("bin:gizmo", "1.0.0", path="tests/a.bzl"),
        made("bin:gizmo", "1.0.0", path="third_party/a.bzl"),
        made("bin:gizmo", "1.0.0", path="docs/a.bzl"),
        made("bin:gizmo", "1.0.0", track="nightly"),
        made("bin:gizmo", "1.0.0", role=Role.PROVIDES),
        made("bin:gizmo", "1.0.0", role=Role.MENTIONS),
        made("bin:gizmo", "latest"),
    ],
)
def test_what_differs_for_good_reasons_is_not(pin: Pin) -> None:
    assert in_force(pin).sites("", GIZMO) == ()


def test_each_build_root_has_pins_of_its_own() -> None:
    pins = in_force(
        made("bin:gizmo", "1.0.0"), made("bin:gizmo", "2.0.0", path="sub/versions.bzl"), roots=("", "sub")
    )
    assert pins.roots() == ("", "sub")
    assert written(pins.sites("sub", GIZMO)) == [("sub/versions.bzl", "2.0.0")]


def test_an_artifact_is_looked_for_only_in_the_build_roots_that_have_it() -> None:
    cog = made("bin:cog", "1.0.0", path="sub/versions.bzl")
    pins = in_force(made("bin:gizmo", "1.0.0"), cog, roots=("", "sub"))
    assert pins.roots(GIZMO) == ("",)
    assert pins.roots(Artifact("bin", "none")) == ()
    assert pins.artifacts("sub") == {Artifact("bin", "cog")}
    assert pins.artifacts("elsewhere") == frozenset()


def test_a_default_decides_only_where_nothing_else_does() -> None:
    default = made("bin:gizmo", "1.0.0", is_default=True)
    assert written(in_force(default).sites("", GIZMO)) == [("versions.bzl", "1.0.0")]
    explicit = made("bin:gizmo", "2.0.0", line=2)
    assert written(in_force(default, explicit).sites("", GIZMO)) == [("versions.bzl", "2.0.0")]


def test_a_literal_is_one_site_however_many_refer_to_it() -> None:
    literal = made("bin:gizmo", "1.0.0")
    (site,) = in_force(literal, reference("bin:gizmo", literal)).sites("", GIZMO)
    assert (site.path, site.raw, len(site.pins)) == ("versions.bzl", "1.0.0", 2)


def test_the_value_most_referred_to_comes_first_and_each_is_told_once() -> None:
    first, second = made("bin:gizmo", "1.0.0"), made("bin:gizmo", "2.0.0", line=2)
    same = made("bin:gizmo", "v2.0.0", line=3)
    sites = in_force(first, second, same, reference("bin:gizmo", second)).sites("", GIZMO)
    assert [side.text for side in distinct(sites)] == ["2.0.0", "1.0.0"]


def test_exact_versions_decide_before_requirements_do() -> None:
    requirement = crate("gizmo", "1.2")
    lock = made("cargo:gizmo", "1.2.9", path="Cargo.lock", role=Role.RESOLVES)
    artifact = Artifact("cargo", "gizmo")
    assert written(in_force(requirement).decisions("", artifact)) == [("Cargo.toml", "1.2")]
    assert written(in_force(requirement, lock).decisions("", artifact)) == [("Cargo.lock", "1.2.9")]


def tool(leads: str | None = "bin:gizmo") -> Tool:
    return Tool(
        id="test/gizmo",
        reason="",
        evidence=(),
        severity=Severity.ERROR,
        name="gizmo",
        artifacts=(GIZMO, Artifact("cargo", "gizmo-cli"), Artifact("cargo", "gizmo-lib")),
        leads=Artifact.parse(leads) if leads else None,
    )


def companion() -> Companion:
    return Companion(
        id="test/lib",
        reason="",
        evidence=(),
        severity=Severity.ERROR,
        leader=GIZMO,
        follower=Artifact("cargo", "gizmo-lib"),
    )


KNOWN = Knowledge(tools=(tool(),), companions=(companion(),))


def test_a_program_that_is_installed_from_an_index_is_a_twin_of_the_tool() -> None:
    installed = made("cargo:gizmo-cli", "1.0.0")
    assert written(in_force(installed, knowledge=KNOWN).sites("", GIZMO)) == [("versions.bzl", "1.0.0")]


def test_a_library_that_a_row_ties_and_a_dependency_are_no_twins() -> None:
    library, dependency = made("cargo:gizmo-lib", "1.0.0"), crate("gizmo-cli", "1.0.0")
    assert in_force(library, dependency, knowledge=KNOWN).sites("", GIZMO) == ()


def test_the_release_of_a_tool_is_a_twin_of_its_program() -> None:
    release = made("github:acme/gizmo", "v1.0.0")
    assert written(in_force(release, knowledge=KNOWN).sites("", GIZMO)) == [("versions.bzl", "v1.0.0")]


def test_without_a_leader_there_are_no_twins() -> None:
    pins = in_force(made("github:acme/gizmo", "v1.0.0"), knowledge=Knowledge(tools=(tool(None),)))
    assert pins.sites("", GIZMO) == ()
