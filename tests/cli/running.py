"""Runs the command line in this process, as a shell would see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from vercheck.cli import main

VERSIONS = """\
TOOL_VERSIONS = {
    "wasm-tools": "1.240.0",
    "wit-bindgen": "0.46.0",
}
"""
MANIFEST = """\
[package]
name = "updater"
version = "0.1.0"

[dependencies]
wit-bindgen = "0.47.0"
"""


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> Result:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    captured = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return Result(ended.value.code, captured.out, captured.err)


def mismatched(root: Path) -> Path:
    """A tree whose crate does not fit the tool that is downloaded."""
    for path, text in (
        ("MODULE.bazel", 'module(name = "rules_example", version = "1.0.0")\n'),
        ("toolchains/tool_versions.bzl", VERSIONS),
        ("tools/updater/Cargo.toml", MANIFEST),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def matched(root: Path) -> Path:
    """The same tree, with the crate that fits."""
    manifest = mismatched(root) / "tools/updater/Cargo.toml"
    manifest.write_text(MANIFEST.replace("0.47.0", "0.46.0"))
    return root
