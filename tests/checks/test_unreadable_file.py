"""Files that could not be read: real ones, on a real disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vercheck import pipeline
from vercheck.config import Config
from vercheck.discover import SIZE_LIMIT
from vercheck.model import Diagnostic, Severity


def unreadable(root: Path, exclude: tuple[str, ...] = ()) -> list[Diagnostic]:
    selection = pipeline.Selection(select=frozenset({"unreadable-file"}))
    outcome = pipeline.check(root, Config(), today=date(2025, 1, 1), exclude=exclude, selection=selection)
    return list(outcome.report.diagnostics)


def oversized(root: Path, name: str) -> Path:
    file = root / name
    file.write_bytes(b"# " + b"x" * SIZE_LIMIT)
    return file


# loud


def test_a_file_beyond_the_size_limit_is_a_warning(tmp_path: Path) -> None:
    oversized(tmp_path, "versions.bzl")
    (found,) = unreadable(tmp_path)
    assert (found.location.path, found.severity) == ("versions.bzl", Severity.WARNING)
    assert found.help is not None
    assert "`exclude`" in found.help


def test_the_other_files_are_read_all_the_same(tmp_path: Path) -> None:
    oversized(tmp_path, "versions.bzl")
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "app"\nversion = "0.1.0"\n')
    assert [found.location.path for found in unreadable(tmp_path)] == ["versions.bzl"]
    assert pipeline.read(tmp_path, Config()).extractions["Cargo.toml"].pins


def test_a_file_that_may_not_be_opened_is_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "versions.bzl"
    file.write_text('GIZMO_VERSION = "2.1.0"\n')
    file.chmod(0)
    try:
        file.read_bytes()
    except PermissionError:
        assert [found.location.path for found in unreadable(tmp_path)] == ["versions.bzl"]
    else:
        pytest.skip("this user may read everything")


def test_a_file_with_a_zero_byte_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_bytes(b'GIZMO_VERSION = "2.1.0"  # \x00\n')
    assert [found.location.path for found in unreadable(tmp_path)] == ["versions.bzl"]


# quiet


def test_a_file_that_can_be_read_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_text('GIZMO_VERSION = "2.1.0"\n')
    assert not unreadable(tmp_path)


def test_bytes_that_are_no_utf8_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_bytes(b'GIZMO_VERSION = "2.1.0"  # \xff\xfe\n')
    assert not unreadable(tmp_path)


def test_a_large_file_that_nobody_would_read_is_quiet(tmp_path: Path) -> None:
    oversized(tmp_path, "photo.raw")
    assert not unreadable(tmp_path)


def test_a_file_that_is_excluded_is_on_record_and_quiet(tmp_path: Path) -> None:
    oversized(tmp_path, "versions.bzl")
    assert not unreadable(tmp_path, exclude=("versions.bzl",))
