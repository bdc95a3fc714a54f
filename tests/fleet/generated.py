"""Small repositories as an organisation has them: a seed decides what each pins, and what is wrong there."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

GO = ("1.22.1", "1.23.4", "1.24.0")
"""Versions of one tool, at which the repositories are."""

_WORKFLOW = """\
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v{checkout}
      - uses: actions/setup-go@v5
        with:
          go-version: "{go}"
"""
_TABLE = 'TOOL_VERSIONS = {{\n    "wasm-tools": "1.240.0",\n    "wit-bindgen": "0.46.0",\n}}\n'
_MANIFEST = """\
[package]
name = "updater"
version = "0.1.0"

[dependencies]
wit-bindgen = "0.{minor}.0"
serde = "1"
"""


@dataclass(frozen=True)
class Generated:
    """Where it is, the version of Go in it, and how many errors it has."""

    root: Path
    go: str
    errors: int


def generated(folder: Path, count: int, seed: int = 7) -> list[Generated]:
    """So many repositories below a folder, the same for the same seed."""
    dice = random.Random(seed)
    return [_one(folder / f"team-{number % 9}" / f"service-{number:04}", dice) for number in range(count)]


def _one(root: Path, dice: random.Random) -> Generated:
    go, is_wrong = dice.choice(GO), dice.random() < 0.3
    files = {
        ".github/workflows/ci.yml": _WORKFLOW.format(checkout=dice.choice((4, 5)), go=go),
        ".tool-versions": f"golang {go}\nnodejs 22.11.0\n",
        "toolchains/tool_versions.bzl": _TABLE.format(),
        "tools/updater/Cargo.toml": _MANIFEST.format(minor=47 if is_wrong else 46),
        "MODULE.bazel": 'module(name = "service", version = "1.0.0")\n',
        "README.md": "A service.\n" * dice.randrange(1, 40),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return Generated(root, go, int(is_wrong))
