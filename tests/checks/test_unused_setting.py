"""The rules themselves are tried in `tests/test_settings_in_use.py`; here, that they reach a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vercheck import pipeline
from vercheck.config import load


def found(root: Path, config: str) -> list[str]:
    (root / "Cargo.toml").write_text('[dependencies]\nserde = "1.0"\n')
    (root / "vercheck.toml").write_text(config)
    report = pipeline.check(root, load(root), today=date(2026, 6, 1)).report
    return [
        f"{item.severity}[{item.check}] {item.location.path}:{item.location.line}"
        for item in report.diagnostics
    ]


def test_a_pattern_that_matches_no_file_is_a_warning(tmp_path: Path) -> None:
    assert found(tmp_path, '\nexclude = ["thirdparty/"]\n') == ["warning[unused-setting] vercheck.toml:2"]


def test_a_table_that_is_not_applied_is_a_warning(tmp_path: Path) -> None:
    table = '[[table]]\npath = "Cargo.toml"\nsymbol = "X"\necosystem = "bin"\n'
    assert found(tmp_path, table) == ["warning[unused-setting] vercheck.toml:1"]


def test_a_pattern_that_matches_is_quiet(tmp_path: Path) -> None:
    assert found(tmp_path, 'exclude = ["Cargo.*"]\n') == []


def test_an_authority_that_is_a_file_is_quiet(tmp_path: Path) -> None:
    assert found(tmp_path, '[authority]\nserde = "Cargo.toml#dependencies.serde"\n') == []
