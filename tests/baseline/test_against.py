"""Properties of a run with a baseline, over small repositories whose versions are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vercheck import pipeline
from vercheck.baseline import Baseline, Compared, against, entries_of, text
from vercheck.config import Config
from vercheck.fingerprints import fingerprints
from vercheck.model import Source
from vercheck.pipeline import Outcome, Selection

TODAY = date(2026, 1, 1)
VERSIONS = st.sampled_from(["1.0.0", "1.1.0", "2.0.0"])
TOOLS = ("fob", "cog", "geartime")

trees = st.dictionaries(
    st.sampled_from(["a.bzl", "b.bzl", "tools/c.bzl"]),
    st.dictionaries(st.sampled_from(TOOLS), VERSIONS, min_size=1),
    min_size=1,
)
quick = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(root: Path, tree: Mapping[str, Mapping[str, str]], selection: Selection | None = None) -> Outcome:
    for old in root.rglob("*.bzl"):
        old.unlink()
    for path, pins in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("".join(f'{name.upper()}_VERSION = "{pin}"\n' for name, pin in pins.items()))
    return pipeline.check(root, Config(), today=TODAY, selection=selection)


def baseline_of(found: Outcome) -> Baseline:
    entries = tuple(sorted(entries_of(found.report.diagnostics)))
    return Baseline(Source(".vercheck-baseline.json", text(entries).encode()), entries)


def prints(found: Outcome) -> set[str]:
    own = [item for item in found.report.diagnostics if item.check != "unused-ignore"]
    return set(fingerprints(own))


@quick
@given(trees)
def test_what_is_in_the_baseline_is_not_shown(
    tmp_path_factory: pytest.TempPathFactory, tree: Mapping[str, Mapping[str, str]]
) -> None:
    found = outcome(tmp_path_factory.mktemp("x"), tree)
    shown = against(found, baseline_of(found), Config(), is_whole=True)
    assert shown.report.diagnostics == ()
    assert shown.report.baselined == len(found.report.diagnostics)
    assert shown.hidden == found.report.diagnostics


@quick
@given(trees, trees)
def test_after_any_edit_only_what_is_new_is_shown(
    tmp_path_factory: pytest.TempPathFactory,
    before: Mapping[str, Mapping[str, str]],
    after: Mapping[str, Mapping[str, str]],
) -> None:
    root = tmp_path_factory.mktemp("x")
    earlier = outcome(root, before)
    baseline = baseline_of(earlier)
    later = outcome(root, after)
    shown = against(later, baseline, Config(), is_whole=True)
    assert prints(shown) == prints(later) - prints(earlier)
    compared = Compared.of(later, baseline)
    gone = {item.fingerprint for item in (*compared.stale, *compared.changed)}
    assert gone == prints(earlier) - prints(later)
    told = {item.tool for item in compared.new}
    assert all(any(f"`{tool}`" in entry.message for tool in told) for entry in compared.changed)
    assert not any(f"`{tool}`" in entry.message for tool in told for entry in compared.stale)
    assert any(item.check == "unused-ignore" for item in shown.report.diagnostics) == bool(compared.stale)


@quick
@given(trees, st.sampled_from(TOOLS))
def test_a_difference_that_comes_and_goes_again_leaves_a_shrunk_baseline_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, tree: Mapping[str, Mapping[str, str]], tool: str
) -> None:
    root = tmp_path_factory.mktemp("x")
    first = outcome(root, tree)
    baseline = baseline_of(first)
    drifted = outcome(root, {**tree, "new.bzl": {tool: "9.9.9"}})
    compared = Compared.of(drifted, baseline)
    assert compared.stale == ()
    assert {item.tool for item in compared.new} <= {tool}
    kept = Baseline(baseline.source, (*compared.used, *compared.changed))
    again = against(outcome(root, tree), kept, Config(), is_whole=True)
    assert (again.report.diagnostics, again.report.baselined) == ((), len(first.report.diagnostics))


@quick
@given(trees, st.integers(1, 30))
def test_lines_that_move_bring_nothing_back(
    tmp_path_factory: pytest.TempPathFactory, tree: Mapping[str, Mapping[str, str]], lines: int
) -> None:
    root = tmp_path_factory.mktemp("x")
    baseline = baseline_of(outcome(root, tree))
    for path in root.rglob("*.bzl"):
        path.write_text("\n" * lines + path.read_text())
    moved = pipeline.check(root, Config(), today=TODAY)
    assert against(moved, baseline, Config(), is_whole=True).report.diagnostics == ()


DRIFT = {"a.bzl": {"fob": "1.0.0", "cog": "1.0.0"}, "b.bzl": {"fob": "2.0.0", "cog": "2.0.0"}}
AGREEING = {"a.bzl": {"fob": "1.0.0", "cog": "1.0.0"}, "b.bzl": {"fob": "1.0.0", "cog": "1.0.0"}}


def test_stale_entries_are_one_finding_that_points_at_each(tmp_path: Path) -> None:
    baseline = baseline_of(outcome(tmp_path, DRIFT))
    (item,) = against(outcome(tmp_path, AGREEING), baseline, Config(), is_whole=True).report.diagnostics
    assert (item.check, str(item.severity)) == ("unused-ignore", "warning")
    assert item.message == (
        "this entry of the baseline hides nothing: version-drift in b.bzl is fixed, or not the same now"
        " (and 1 more that hide nothing)"
    )
    assert (item.location.path, item.location.line) == (".vercheck-baseline.json", 4)
    assert [label.location.line for label in item.related] == [5]
    assert baseline.source.text(item.location.span) == baseline.entries[0].fingerprint


def test_where_only_a_part_was_looked_at_nothing_is_stale(tmp_path: Path) -> None:
    baseline = baseline_of(outcome(tmp_path, DRIFT))
    assert against(outcome(tmp_path, AGREEING), baseline, Config(), is_whole=False).report.diagnostics == ()


def test_an_entry_of_a_check_that_did_not_run_is_not_stale(tmp_path: Path) -> None:
    baseline = baseline_of(outcome(tmp_path, DRIFT))
    selection = Selection(frozenset({"companion-mismatch", "unused-ignore"}))
    found = against(outcome(tmp_path, AGREEING, selection), baseline, Config(), is_whole=True)
    assert found.report.diagnostics == ()


def test_who_does_not_ask_about_ignores_hears_nothing_of_stale_entries(tmp_path: Path) -> None:
    baseline = baseline_of(outcome(tmp_path, DRIFT))
    selection = Selection(ignore=frozenset({"unused-ignore"}))
    found = against(outcome(tmp_path, AGREEING, selection), baseline, Config(), is_whole=True)
    assert found.report.diagnostics == ()


def test_two_findings_that_are_alike_need_two_entries(tmp_path: Path) -> None:
    one = outcome(tmp_path, DRIFT)
    first, _ = one.report.diagnostics
    again = replace(first, location=replace(first.location, line=9))
    baseline = baseline_of(replace(one, report=replace(one.report, diagnostics=(first,))))
    both = replace(one, report=replace(one.report, diagnostics=(first, again)))
    shown = against(both, baseline, Config(), is_whole=True)
    assert (shown.report.diagnostics, shown.report.baselined) == ((again,), 1)


def test_the_second_of_two_alike_is_new_even_where_a_change_touches_it_alone(tmp_path: Path) -> None:
    one = outcome(tmp_path, DRIFT)
    first, _ = one.report.diagnostics
    again = replace(first, location=replace(first.location, line=9))
    baseline = baseline_of(replace(one, report=replace(one.report, diagnostics=(first,))))
    touched = replace(one, report=replace(one.report, diagnostics=(again,)), unnarrowed=(first, again))
    shown = against(touched, baseline, Config(), is_whole=False)
    assert (shown.report.diagnostics, shown.report.baselined) == ((again,), 0)
