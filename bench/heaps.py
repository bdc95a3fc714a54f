"""How the time to check a tree grows: with the versions of one thing, with things, and with build roots.

Apart from the growth of single files: here each file is ordinary, or only long, and what might take the
square of their number is to link and to check.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from bench.growth import Task
from vercheck.config import Config
from vercheck.pipeline import checks as known_checks
from vercheck.pipeline import examine, read

PLACES = 1_000
"""Pins of the smallest tree; the others have twice and four times as many."""

Files = dict[str, str]


def _one_in_a_file(count: int) -> Files:
    return {"versions.bzl": "".join(f'GIZMO_VERSION = "1.{number}.0"\n' for number in range(count))}


def _one_in_files(count: int) -> Files:
    return {f"part-{number}/.env": f"GIZMO_VERSION=1.{number}.0\n" for number in range(count)}


def _one_in_a_lock(count: int) -> Files:
    source = 'source = "registry+https://github.com/rust-lang/crates.io-index"'
    entries = (
        f'[[package]]\nname = "gizmo"\nversion = "1.{number}.0"\n{source}\n\n' for number in range(count)
    )
    return {"Cargo.lock": "version = 4\n\n" + "".join(entries)}


def _one_in_a_registry(count: int) -> Files:
    versions = {
        f"1.{number}.0": {"platforms": {"linux_amd64": {"sha256": f"{number:064x}"}}}
        for number in range(count)
    }
    registry = {"tool_name": "gizmo", "latest_version": "1.0.0", "versions": versions}
    return {"checksums/gizmo.json": json.dumps(registry), **_one_in_a_file(count)}


def _many_in_four_files(count: int) -> Files:
    table = "".join(f'    "gizmo-{number}": "1.{number}.0",\n' for number in range(count // 4))
    variables = "".join(f"GIZMO_{number}_VERSION=1.{number}.0\n" for number in range(count // 4))
    others = {f"{name}/.env": variables for name in "abc"}
    return {"versions.bzl": f"TOOL_VERSIONS = {{\n{table}}}\n", **others}


def _roots(count: int) -> Files:
    return {
        f"part-{number}/Cargo.toml": f'[package]\nname = "part-{number}"\nversion = "0.{number}.0"\n'
        f'[dependencies]\ngizmo = "1.{number % 7}.0"\n'
        for number in range(count)
    }


TREES: dict[str, Callable[[int], Files]] = {
    "one name, versions in one file": _one_in_a_file,
    "one name, versions in a file each": _one_in_files,
    "one name, versions in a lock": _one_in_a_lock,
    "one name, versions in a registry and pinned": _one_in_a_registry,
    "names, in four files each": _many_in_four_files,
    "build roots": _roots,
}


def trees(folder: Path) -> Iterator[Task]:
    """Every tree, written below a folder; what is measured is neither to list it nor to read its files."""
    dict(known_checks())  # all imported, before any copies
    for name, files in TREES.items():
        yield Task("a tree", "", name, _checking(folder, files))


def _checking(folder: Path, files: Callable[[int], Files]) -> Callable[[int], Callable[[], object]]:
    def make(count: int) -> Callable[[], object]:
        root = Path(mkdtemp(dir=folder))
        for path, text in files(count).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        reading = read(root, Config())
        return lambda: examine(reading, Config(), today=date(2026, 1, 1))

    return make
