"""A picture has every pin, knows which of them a finding names, and only those that were asked for."""

from __future__ import annotations

from pathlib import Path

from tests.pictures.drawing import MATCHED, MISMATCHED, drawn
from vercheck.model import Severity
from vercheck.pictures.picture import versions, worst


def test_a_tool_has_a_site_in_each_file_that_pins_it(tmp_path: Path) -> None:
    picture = drawn(tmp_path, MISMATCHED)
    assert [(site.path, site.linked.version) for site in picture.tools["wit-bindgen"]] == [
        ("toolchains/tool_versions.bzl", "0.46.0"),
        ("tools/updater/Cargo.toml", "0.47.0"),
    ]
    assert versions(picture.tools["wit-bindgen"]) == ("0.46.0", "0.47.0")


def test_both_ends_of_a_drift_are_marked(tmp_path: Path) -> None:
    picture = drawn(tmp_path, MISMATCHED)
    assert picture.severities["wit-bindgen"] is Severity.ERROR
    assert {site.severity for site in picture.tools["wit-bindgen"]} == {Severity.ERROR}


def test_what_no_finding_names_is_not_marked(tmp_path: Path) -> None:
    picture = drawn(tmp_path, MISMATCHED)
    assert worst(picture.tools["updater"]) is Severity.OFF
    assert "updater" not in picture.severities


def test_a_tree_that_agrees_has_no_mark(tmp_path: Path) -> None:
    picture = drawn(tmp_path, MATCHED)
    assert not picture.findings
    assert worst(picture.sites) is Severity.OFF


def test_the_worst_tool_comes_first_and_then_the_one_in_most_files(tmp_path: Path) -> None:
    cog = {f"{name}.bzl": 'COG_VERSION = "1.0.0"\n' for name in "ab"}
    picture = drawn(tmp_path, {**MISMATCHED, **cog})
    tools = list(dict.fromkeys(tool for tool, _ in picture.edges))
    assert tools[0] == "wit-bindgen"
    assert tools.index("cog") < tools.index("updater")


def test_one_tool_alone_brings_its_findings_alone(tmp_path: Path) -> None:
    other = {"a.bzl": 'COG_VERSION = "1.0.0"\n', "b.bzl": 'COG_VERSION = "2.0.0"\n'}
    picture = drawn(tmp_path, {**MISMATCHED, **other}, tools=["cog"])
    assert set(picture.tools) == {"cog"}
    assert all("cog" in finding.tools for finding in picture.findings)


def test_only_drift_leaves_out_what_agrees(tmp_path: Path) -> None:
    picture = drawn(tmp_path, MISMATCHED, only_drift=True)
    assert "updater" not in picture.tools
    assert "wit-bindgen" in picture.tools


def test_a_reference_knows_the_site_that_it_leads_to(tmp_path: Path) -> None:
    texts = {
        "Cargo.toml": '[workspace]\nmembers = ["m"]\n[workspace.dependencies]\nserde = "1.2"\n',
        "m/Cargo.toml": '[package]\nname = "m"\n[dependencies]\nserde.workspace = true\n',
    }
    picture = drawn(tmp_path, texts)
    (reference,) = [site for site in picture.tools["serde"] if site.path == "m/Cargo.toml"]
    assert reference.leads_to is not None
    assert picture.sites[reference.leads_to].path == "Cargo.toml"
    assert reference.version == "1.2"


def test_a_site_shows_the_line_that_it_stands_in(tmp_path: Path) -> None:
    (site, _) = drawn(tmp_path, MISMATCHED).tools["wit-bindgen"]
    assert site.text == '"wit-bindgen": "0.46.0",'


def test_a_finding_carries_the_diff_of_its_fix(tmp_path: Path) -> None:
    diffs = [finding.diff for finding in drawn(tmp_path, MISMATCHED).findings if finding.item.fix]
    assert any('-wit-bindgen = "0.47.0"\n+wit-bindgen = "0.46.0"\n' in diff for diff in diffs)


def test_a_tree_without_a_pin_is_an_empty_picture(tmp_path: Path) -> None:
    picture = drawn(tmp_path, {"README.md": "nothing\n"})
    assert (picture.sites, picture.findings, picture.edges) == ((), (), {})
