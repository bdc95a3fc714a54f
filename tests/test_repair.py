from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS, mismatched
from vercheck import pipeline
from vercheck.config import Config
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Location, Severity, Source, Span
from vercheck.pipeline import Outcome, Reading
from vercheck.repair import Repair, move, repair

TODAY = date(2026, 6, 1)
TABLE = "toolchains/tool_versions.bzl"
CRATE = "tools/updater/Cargo.toml"


def examine(reading: Reading) -> Outcome:
    return pipeline.examine(reading, Config(), today=TODAY)


def checked(root: Path) -> Outcome:
    return pipeline.check(mismatched(root), Config(), today=TODAY)


def place(path: str, text: str, old: str) -> Location:
    start = text.index(old)
    return Source(path, text.encode()).locate(Span(start, start + len(old)))


def offering(path: str, text: str, old: str, new: str) -> Diagnostic:
    """A finding whose fix is this one edit."""
    location = place(path, text, old)
    fix = Fix(f"{old} to {new}", (Edit(location, old, new),), Applicability.SAFE)
    return Diagnostic("m", location, version=old, fix=fix, check="version-drift", severity=Severity.WARNING)


def with_offers(outcome: Outcome, *offers: Diagnostic) -> Outcome:
    return replace(outcome, report=replace(outcome.report, diagnostics=offers))


GOOD = offering(CRATE, MANIFEST, "0.47.0", "0.46.0")
BROKEN = offering(TABLE, VERSIONS, "1.240.0", '1"0')


def test_a_fix_that_stands_up_is_in_the_result(tmp_path: Path) -> None:
    made = repair(checked(tmp_path), examine)
    assert dict(made.after) == {CRATE: MANIFEST.replace("0.47.0", "0.46.0").encode()}
    assert made.is_complete


def test_a_fix_after_which_a_file_no_longer_parses_fails_and_changes_nothing(tmp_path: Path) -> None:
    made = repair(with_offers(checked(tmp_path), BROKEN), examine)
    assert made.after == {}
    assert [failure.fix for failure in made.failures] == [BROKEN.fix]
    assert TABLE in made.failures[0].reason
    assert not made.is_complete


def test_a_fix_that_fails_does_not_stop_one_that_stands_up(tmp_path: Path) -> None:
    made = repair(with_offers(checked(tmp_path), BROKEN, GOOD), examine)
    assert list(made.after) == [CRATE]
    assert made.plan.applied == (GOOD.fix,)
    assert [failure.fix for failure in made.failures] == [BROKEN.fix]


def test_an_edit_of_what_the_file_does_not_say_fails(tmp_path: Path) -> None:
    offer = offering(CRATE, MANIFEST.replace("0.47", "0.99"), "0.99.0", "1")
    made = repair(with_offers(checked(tmp_path), offer), examine)
    assert made.after == {}
    assert "expected `0.99.0`" in made.failures[0].reason


def test_nothing_is_written(tmp_path: Path) -> None:
    repair(checked(tmp_path), examine)
    assert (tmp_path / CRATE).read_text() == MANIFEST


@pytest.mark.parametrize("version", ["0.46.0", "0.48.0"])
def test_a_move_takes_every_site_along(tmp_path: Path, version: str) -> None:
    made: Repair = move(checked(tmp_path), examine, "wit-bindgen", version)
    assert made.after[CRATE] == MANIFEST.replace("0.47.0", version).encode()
    assert made.after.get(TABLE, VERSIONS.encode()) == VERSIONS.replace("0.46.0", version).encode()


@pytest.mark.parametrize(
    ("tool", "path", "torn"),
    [
        ("wit-bindgen", CRATE, MANIFEST + 'serde = "1.0\n'),
        ("wasm-tools", TABLE, VERSIONS.replace('"0.46.0",', '"0.46.0" "wac": "0.7.0",')),
    ],
)
def test_a_file_that_does_not_parse_is_never_edited(tmp_path: Path, tool: str, path: str, torn: str) -> None:
    (mismatched(tmp_path) / path).write_text(torn)
    outcome = pipeline.check(tmp_path, Config(), today=TODAY)
    made = move(outcome, examine, tool, "1.248.0")
    assert path not in made.after
    assert not made.failures
    assert any(f"{path} does not parse" in held.reason for held in made.plan.held)


def test_a_finding_in_a_file_that_does_not_parse_has_its_fix_held_back(tmp_path: Path) -> None:
    torn = MANIFEST + 'serde = "1.0\n'
    (mismatched(tmp_path) / CRATE).write_text(torn)
    outcome = pipeline.check(tmp_path, Config(), today=TODAY)
    made = repair(with_offers(outcome, offering(CRATE, torn, "0.47.0", "0.46.0")), examine)
    assert made.after == {}
    assert f"{CRATE} does not parse" in made.plan.held[0].reason
