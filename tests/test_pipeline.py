from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import MANIFEST, mismatched
from vercheck import pipeline
from vercheck.config import Config, load
from vercheck.discover import SIZE_LIMIT
from vercheck.graph import PinGraph
from vercheck.model import Severity
from vercheck.pipeline import Outcome, Selection
from vercheck.told import UNCLAIMED_LIMIT

TODAY = date(2026, 6, 1)


def checked(root: Path, config: str = "", selection: Selection | None = None) -> Outcome:
    if config:
        (root / "vercheck.toml").write_text(config)
    return pipeline.check(root, load(root), today=TODAY, selection=selection)


def found(outcome: Outcome) -> list[str]:
    return [f"{item.severity}[{item.check}] {item.location.path}" for item in outcome.report.diagnostics]


MISMATCH = "companion-mismatch] tools/updater/Cargo.toml"


def test_every_finding_has_its_check_and_a_severity(tmp_path: Path) -> None:
    assert found(checked(mismatched(tmp_path))) == [f"error[{MISMATCH}"]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ('[severity]\ncompanion-mismatch = "warning"\n', [f"warning[{MISMATCH}"]),
        ('[severity]\ncompanion-mismatch = "off"\n', []),
        ('[severity]\ncompanion-mismatch = { paths = { "tools/*" = "warning" } }\n', [f"warning[{MISMATCH}"]),
        ('[severity]\ncompanion-mismatch = { tools = { wit-bindgen = "off" } }\n', []),
        (
            '[severity]\ncompanion-mismatch = { level = "off", tools = { wit-bindgen = "error" } }\n',
            [f"error[{MISMATCH}"],
        ),
        (
            '[severity]\ncompanion-mismatch = { level = "warning", tools = { wasm-tools = "off" } }\n',
            [f"warning[{MISMATCH}"],
        ),
        (
            "[severity.companion-mismatch]\n"
            'paths = { "tools/*" = "off" }\ntools = { wit-bindgen = "error" }\n',
            [f"error[{MISMATCH}"],
        ),
    ],
)
def test_the_configuration_has_the_last_word_on_severity(
    tmp_path: Path, config: str, expected: list[str]
) -> None:
    assert found(checked(mismatched(tmp_path), config)) == expected


def test_a_check_that_is_off_runs_where_it_is_selected(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_text("X = struct(version = compute())\n")
    off = next(id_ for id_, plug in pipeline.checks().items() if plug.severity is Severity.OFF)
    outcome = checked(tmp_path, selection=Selection(frozenset({off})))
    assert all(item.severity is Severity.WARNING for item in outcome.report.diagnostics)


def test_a_hold_hides_the_finding_and_keeps_it_for_coverage(tmp_path: Path) -> None:
    config = '[[hold]]\nartifact = "cargo:wit-bindgen"\nversion = "0.47.0"\nreason = "waits"\n'
    assert found(checked(mismatched(tmp_path), config)) == []


def test_a_hold_that_expired_is_reported_beside_the_finding(tmp_path: Path) -> None:
    config = (
        '[[hold]]\nartifact = "cargo:wit-bindgen"\nversion = "0.47.0"\nreason = "w"\nuntil = 2026-05-31\n'
    )
    assert "warning[expired-hold] vercheck.toml" in found(checked(mismatched(tmp_path), config))


def test_a_setting_that_matches_nothing_is_reported(tmp_path: Path) -> None:
    assert "warning[unused-setting] vercheck.toml" in found(
        checked(mismatched(tmp_path), 'exclude = ["gone/"]\n')
    )


def test_a_file_that_is_too_large_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "big.bzl").write_bytes(b"#" * (SIZE_LIMIT + 1))
    assert found(checked(root)) == ["warning[unreadable-file] big.bzl", f"error[{MISMATCH}"]


def test_a_generated_lock_file_may_be_large(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "Cargo.lock").write_bytes(b"version = 4\n" + b"#\n" * SIZE_LIMIT)
    assert "warning[unreadable-file] Cargo.lock" not in found(checked(root))


def test_files_that_no_extractor_claims_are_listed_but_not_read(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "picture.xyz").write_bytes(b"\x00")
    reading = checked(root).reading
    assert "picture.xyz" in reading.discovery.paths
    assert "picture.xyz" not in reading.owners


def test_source_code_counts_as_read_only_where_it_holds_a_version(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "plain.py").write_text("x = 1\n")
    (root / "large.py").write_text('VERSION = "1.2.3"\n' + "#" * SIZE_LIMIT)
    (root / "tool.py").write_text('GIZMO_VERSION = "1.2.3"\n')
    outcome = checked(root)
    assert outcome.reading.owners.keys() & {"plain.py", "large.py", "tool.py"} == {"tool.py"}
    assert outcome.reading.unreadable == ()


def test_a_file_that_nobody_reads_may_hold_a_comment_that_declares_a_pin(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "zone.xyz").write_text("-- vercheck: pin bin:wit-bindgen\nrun 0.48.0\n")
    (root / "other.xyz").write_text("run 0.49.0\n")
    outcome = checked(root)
    assert "error[version-drift] zone.xyz" in found(outcome)
    assert "other.xyz" not in outcome.reading.owners
    assert outcome.report.files == 4


@pytest.mark.parametrize(
    "content",
    [
        b"\x00 # vercheck: pin bin:wit-bindgen\n0.48.0\n",
        b"# vercheck: pin bin:wit-bindgen\n0.48.0\n" + b"#" * UNCLAIMED_LIMIT,
        b"# vercheck: ignore[version-drift] x\n0.48.0\n",
    ],
)
def test_what_is_no_text_or_too_long_or_says_nothing_is_left_alone(tmp_path: Path, content: bytes) -> None:
    root = mismatched(tmp_path)
    (root / "zone.xyz").write_bytes(content)
    assert found(checked(root)) == [f"error[{MISMATCH}"]


EXTRACT = """\
[[extract]]
files = ["zone.xyz"]
pattern = 'run (?P<version>\\S+)'
artifact = "bin:wit-bindgen"
"""


def test_a_file_that_the_configuration_names_is_read(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "zone.xyz").write_text("run 0.48.0\n")
    assert "error[version-drift] zone.xyz" in found(checked(root, EXTRACT))


def test_an_ignore_counts_there_too(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "zone.xyz").write_text("# vercheck: ignore[version-drift] on purpose\nrun 0.48.0\n")
    assert "error[version-drift] zone.xyz" not in found(checked(root, EXTRACT))


def test_a_file_that_the_configuration_names_and_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "zone.xyz").write_bytes(b"\x00")
    assert "warning[unreadable-file] zone.xyz" in found(checked(root, EXTRACT))


def test_rereading_hears_what_is_declared(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    (root / "zone.xyz").write_text("run 0.48.0\n")
    reading = checked(root, EXTRACT).reading
    fixed = pipeline.reread(reading, {"zone.xyz": b"run 0.46.0\n"})
    again = pipeline.examine(fixed, load(root), today=TODAY)
    assert found(again) == [f"error[{MISMATCH}"]
    broken = pipeline.reread(reading, {"zone.xyz": b"walk 0.46.0\n"})
    assert "warning[unused-setting] vercheck.toml" in found(pipeline.examine(broken, load(root), today=TODAY))


REQUIRE = """\
[[require]]
when = "bin:wasm-tools >=1.240"
needs = ["bin:wit-bindgen {}"]
reason = "the encoder changed"
"""


def test_a_require_is_held_against_the_pins_and_says_where_it_is_written(tmp_path: Path) -> None:
    outcome = checked(mismatched(tmp_path), REQUIRE.format("0.47 || 0.48"))
    (item,) = [item for item in outcome.report.diagnostics if item.check == "incompatible-versions"]
    assert item.message == (
        "`bin:wit-bindgen` is `0.46.0` here but `bin:wasm-tools` `1.240.0` "
        "(toolchains/tool_versions.bzl:2) needs `0.47 || 0.48` by vercheck.toml:1: the encoder changed"
    )
    assert item.rule == "require/wasm-tools"
    assert item.evidence == ("vercheck.toml:1",)
    assert item.severity is Severity.ERROR
    assert item.related[-1].location.path == "vercheck.toml"


@pytest.mark.parametrize("needs", ["0.46 || 0.47", ">=0.40", "*"])
def test_a_require_that_holds_is_quiet(tmp_path: Path, needs: str) -> None:
    assert found(checked(mismatched(tmp_path), REQUIRE.format(needs))) == [f"error[{MISMATCH}"]


def test_a_require_about_other_versions_is_quiet(tmp_path: Path) -> None:
    config = REQUIRE.format("9").replace(">=1.240", ">=1.241")
    assert found(checked(mismatched(tmp_path), config)) == [f"error[{MISMATCH}"]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ('"wasm/wit-cli" = "warning"', [f"warning[{MISMATCH}"]),
        ('"wasm/wit-cli" = "off"', []),
        ('companion-mismatch = "off"\n"wasm/wit-cli" = "warning"', []),
        ('companion-mismatch = "warning"\n"wasm/wit-cli" = "error"', [f"error[{MISMATCH}"]),
        ('"wasm/wit-cli" = { level = "error", paths = { "tools/*" = "warning" } }', [f"warning[{MISMATCH}"]),
        ('"wasm/wit-cli" = { level = "off", tools = { wit-bindgen = "warning" } }', [f"warning[{MISMATCH}"]),
        ('"wasm/wit-cli" = { level = "off", tools = { wasm-tools = "error" } }', []),
        ('"wasm/wit-rt" = "off"', [f"error[{MISMATCH}"]),
    ],
)
def test_the_word_about_a_rule_outweighs_the_word_about_its_check(
    tmp_path: Path, config: str, expected: list[str]
) -> None:
    assert found(checked(mismatched(tmp_path), f"[severity]\n{config}\n")) == expected


def test_the_files_that_findings_point_to_are_at_hand(tmp_path: Path) -> None:
    assert sorted(checked(mismatched(tmp_path)).sources()) == [
        "toolchains/tool_versions.bzl",
        "tools/updater/Cargo.toml",
    ]


def test_rereading_sees_the_tree_as_it_would_be(tmp_path: Path) -> None:
    outcome = checked(mismatched(tmp_path))
    fixed = {"tools/updater/Cargo.toml": MANIFEST.replace("0.47.0", "0.46.0").encode()}
    again = pipeline.examine(pipeline.reread(outcome.reading, fixed), Config(), today=TODAY)
    assert found(again) == []
    assert found(pipeline.examine(outcome.reading, Config(), today=TODAY)) == found(outcome)


def test_the_report_counts_files_and_pins(tmp_path: Path) -> None:
    report = checked(mismatched(tmp_path)).report
    assert (report.files, report.pins) == (3, 5)


def test_a_pin_says_what_stands_at_its_place(tmp_path: Path) -> None:
    outcome = checked(mismatched(tmp_path))
    for pin in outcome.facts.graph.pins:
        source = outcome.reading.source(pin.location.path)
        assert source is not None
        assert source.text(pin.location.span) == pin.raw


@given(seed=st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_the_order_of_files_changes_nothing(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    outcome = checked(mismatched(tmp_path_factory.mktemp("tree")))
    items = list(outcome.reading.extractions.items())
    random.Random(seed).shuffle(items)
    graph = PinGraph(dict(items), outcome.facts.knowledge)
    assert graph.pins == outcome.facts.graph.pins
