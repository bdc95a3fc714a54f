"""The rules themselves are tried in `tests/test_suppress.py`; here, that they reach a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vercheck import pipeline
from vercheck.config import load


def found(root: Path, manifest: str, config: str = "") -> list[str]:
    (root / "Cargo.toml").write_text(manifest)
    (root / "vercheck.toml").write_text(config)
    report = pipeline.check(root, load(root), today=date(2026, 6, 1)).report
    return [
        f"{item.severity}[{item.check}] {item.location.path}:{item.location.line}"
        for item in report.diagnostics
    ]


def test_an_ignore_that_hides_nothing_is_a_warning(tmp_path: Path) -> None:
    text = '[dependencies]\nserde = "1.0"  # vercheck: ignore[version-drift] once it drifted\n'
    assert found(tmp_path, text) == ["warning[unused-ignore] Cargo.toml:2"]


def test_a_hold_that_speaks_of_nothing_is_a_warning(tmp_path: Path) -> None:
    hold = '[[hold]]\nartifact = "cargo:serde"\nversion = "2.0"\nreason = "waits"\n'
    assert found(tmp_path, '[dependencies]\nserde = "1.0"\n', hold) == [
        "warning[unused-ignore] vercheck.toml:1"
    ]


def test_a_hold_of_what_is_pinned_is_quiet(tmp_path: Path) -> None:
    hold = '[[hold]]\nartifact = "cargo:serde"\nversion = "1.0"\nreason = "waits"\n'
    assert found(tmp_path, '[dependencies]\nserde = "1.0"\n', hold) == []


def test_a_comment_about_vercheck_is_quiet(tmp_path: Path) -> None:
    assert found(tmp_path, '# vercheck: see the docs\n[dependencies]\nserde = "1.0"\n') == []


def test_a_check_that_is_off_leaves_its_ignores_alone(tmp_path: Path) -> None:
    text = '[dependencies]\nserde = "1.0"  # vercheck: ignore[version-drift] once it drifted\n'
    assert found(tmp_path, text, '[severity]\nversion-drift = "off"\n') == []
