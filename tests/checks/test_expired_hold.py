"""The rules themselves are tried in `tests/test_suppress.py`; here, that they reach a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vercheck import pipeline
from vercheck.config import load

HOLD = '[[hold]]\nartifact = "cargo:serde"\nversion = "1.0"\nreason = "waits"\nuntil = 2026-05-31\n'


def found(root: Path, today: date, extra: str = "") -> list[str]:
    (root / "Cargo.toml").write_text('[dependencies]\nserde = "1.0"\n')
    (root / "vercheck.toml").write_text(extra + HOLD)
    report = pipeline.check(root, load(root), today=today).report
    return [
        f"{item.severity}[{item.check}] {item.location.path}:{item.location.line}"
        for item in report.diagnostics
    ]


def test_a_hold_after_its_last_day_is_a_warning(tmp_path: Path) -> None:
    assert found(tmp_path, date(2026, 6, 1)) == ["warning[expired-hold] vercheck.toml:1"]


def test_a_hold_on_its_last_day_is_quiet(tmp_path: Path) -> None:
    assert found(tmp_path, date(2026, 5, 31)) == []


def test_a_check_that_is_off_is_quiet(tmp_path: Path) -> None:
    assert found(tmp_path, date(2026, 6, 1), '[severity]\nexpired-hold = "off"\n') == []


MISMATCH = (
    '[[hold]]\nartifact = "cargo:wit-bindgen"\nversion = "0.47.0"\nreason = "waits"\nuntil = 2026-05-31\n'
)


def mismatch(root: Path, today: date) -> list[str]:
    (root / "versions.bzl").write_text('WIT_BINDGEN_VERSION = "0.46.0"\n')
    (root / "Cargo.toml").write_text('[dependencies]\nwit-bindgen = "0.47.0"\n')
    (root / "vercheck.toml").write_text(MISMATCH)
    report = pipeline.check(root, load(root), today=today).report
    return [item.check for item in report.diagnostics]


def test_what_an_expired_hold_hid_is_back(tmp_path: Path) -> None:
    assert mismatch(tmp_path, date(2026, 5, 31)) == []
    assert mismatch(tmp_path, date(2026, 6, 1)) == ["companion-mismatch", "expired-hold"]
