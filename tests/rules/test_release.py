"""The pack `release`: a row for each kind of place that states the project's own version."""

from __future__ import annotations

import pytest

from tests.rules.examples import shipped
from tests.trees import Files, said, tree
from vercheck.model import Severity

CRATE = '[package]\nname = "gyro"\nversion = "1.2.3"\n'
PLACES: dict[str, Files] = {
    "own-names": {"npm/package.json": '{"name": "gyro", "version": "%s", "main": "index.js"}'},
    "own-builds": {"pyproject.toml": '[project]\nname = "pygyro"\nversion = "%s"\n'},
    "own-texts": {"VERSION": "%s\n"},
    "own-packages": {"default.nix": '{ x }: x { pname = "gyro"; version = "%s"; src = ./.; }\n'},
}


def stated(files: Files, version: str) -> Files:
    return {"Cargo.toml": CRATE, **{path: text % version for path, text in files.items()}}


def test_every_row_is_exercised() -> None:
    assert {row.id for row in shipped().own} == {f"release/{name}" for name in PLACES}


@pytest.mark.parametrize("name", PLACES)
def test_another_version_is_told_by_its_row(name: str) -> None:
    (found,) = said("version-drift", tree(stated(PLACES[name], "1.2.2"), knowledge=shipped()))
    assert (found.rule, found.severity) == (f"release/{name}", Severity.WARNING)


@pytest.mark.parametrize("name", PLACES)
def test_one_version_is_quiet(name: str) -> None:
    assert not said("version-drift", tree(stated(PLACES[name], "1.2.3"), knowledge=shipped()))


@pytest.mark.parametrize("name", PLACES)
def test_a_row_has_a_severity_of_its_own(name: str) -> None:
    off = shipped().regraded({f"release/{name}": Severity.OFF})
    assert not said("version-drift", tree(stated(PLACES[name], "1.2.2"), knowledge=off))
