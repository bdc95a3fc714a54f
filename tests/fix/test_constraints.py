"""What a version would break that is kept now."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.trees import packs, registry, tree, versions
from vercheck.fix.constraints import broken, ended
from vercheck.graph import Facts, Knowledge, Table
from vercheck.model import Artifact, Severity

ENGINE = Artifact("bin", "engine")
PLUGIN = Artifact("bin", "plugin")


def rule(severity: Severity = Severity.ERROR) -> Knowledge:
    row = Table(
        id="own/engine",
        reason="an engine loads no older plugins",
        evidence=("engine/loader.rs",),
        severity=severity,
        anchor=ENGINE,
        subject=PLUGIN,
        rows=(("<3", "*"), (">=3", ">=3")),
    )
    return Knowledge(tables=(row,))


def facts(
    engine: str,
    plugin: str,
    severity: Severity = Severity.ERROR,
    files: Mapping[str, str] | None = None,
) -> Facts:
    table = {"v.bzl": versions(engine=engine, plugin=plugin)}
    return tree({**table, **(files or {})}, knowledge=rule(severity))


def test_a_rule_that_is_kept_and_would_not_be_is_named_with_its_place() -> None:
    (found,) = broken(facts("2.4.1", "2.4.0"), "engine", "3.0.0")
    assert found.is_grave
    assert (found.objection.rule, found.objection.tool) == ("own/engine", "plugin")
    assert found.words == (
        "`bin:engine` `3.0.0` needs `bin:plugin` `>=3`: an engine loads no older plugins (v.bzl:3) "
        "[own/engine]"
    )


def test_it_is_named_from_the_other_side_too() -> None:
    (found,) = broken(facts("3.0.0", "3.0.0"), "plugin", "2.4.0")
    assert (found.objection.rule, found.objection.tool) == ("own/engine", "engine")


def test_a_rule_that_only_warns_is_not_grave() -> None:
    (found,) = broken(facts("2.4.1", "2.4.0", Severity.WARNING), "engine", "3.0.0")
    assert not found.is_grave


def test_a_version_of_the_other_tool_that_would_go_with_it_is_named() -> None:
    files = {"checksums/tools/plugin.json": registry("plugin", "3.1.0", ["2.4.0", "3.1.0"])}
    (found,) = broken(facts("2.4.1", "2.4.0", files=files), "engine", "3.0.0")
    assert str(found.remedy) == "3.1.0"
    (alone,) = broken(facts("2.4.1", "2.4.0"), "engine", "3.0.0")
    assert alone.remedy is None


@pytest.mark.parametrize(
    ("engine", "plugin", "version"),
    [
        pytest.param("2.4.1", "2.4.0", "2.5.0", id="a version that fits"),
        pytest.param("2.4.1", "3.0.0", "3.0.0", id="a rule that is kept then, too"),
        pytest.param("3.0.0", "2.4.0", "3.1.0", id="what is broken already"),
    ],
)
def test_nothing_is_broken_by(engine: str, plugin: str, version: str) -> None:
    assert broken(facts(engine, plugin), "engine", version) == ()


def test_a_place_that_moves_along_is_not_held_against_the_version() -> None:
    known = facts("2.4.1", "2.4.0")
    (place,) = (pin.location for pin in known.graph.pins_of("plugin"))
    assert broken(known, "engine", "3.0.0", edited={place}) == ()


def test_what_must_not_stand_beside_the_version_has_to_go() -> None:
    manifest = '[dependencies]\nwit-bindgen = "0.44"\nwit-bindgen-rt = "0.44.0"\n'
    files = {"Cargo.toml": manifest, "v.bzl": versions(wit_bindgen="0.44.0", wac="0.7.0")}
    known = tree(files, knowledge=packs())
    (words,) = ended(known, "wit-bindgen", "0.46.0").values()
    assert words.startswith("`cargo:wit-bindgen-rt` has to go (Cargo.toml:3): ")
    assert ended(known, "wit-bindgen", "0.44.0") == {}
