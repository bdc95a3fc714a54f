"""Small repositories on disk, hoisted as on the command line, and read by judges that are not vercheck."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import starlark

from vercheck import pipeline
from vercheck.config import load
from vercheck.hoist.cargo import hoist_cargo
from vercheck.hoist.proof import proven
from vercheck.hoist.result import Hoist
from vercheck.hoist.starlark import hoist_starlark
from vercheck.pipeline import Outcome, Reading

TODAY = date(2026, 1, 1)
TABLE = "toolchains/tool_versions.bzl"
CARGO = shutil.which("cargo")

Files = Mapping[str, str]


def lay_out(root: Path, files: Files) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def checked(root: Path) -> Outcome:
    return pipeline.check(root, load(root, None), today=TODAY)


def hoisted(
    root: Path, tool: str, home: str = TABLE, *, symbol: str | None = None, to: str | None = None
) -> Hoist:
    """A hoist that was proven, not written."""
    config = load(root, None)

    def examine(reading: Reading) -> Outcome:
        return pipeline.examine(reading, config, today=TODAY)

    outcome = checked(root)
    if home.endswith("Cargo.toml"):
        made = hoist_cargo(outcome, tool, home, to)
    else:
        made = hoist_starlark(outcome, tool, home, symbol, to)
    return proven(made, outcome, examine)


def texts(made: Hoist) -> dict[str, str]:
    """The new contents, where nothing was refused."""
    assert made.refused == ()
    return {path: content.decode() for path, content in made.after.items()}


def written(root: Path, made: Hoist) -> Path:
    return lay_out(root, texts(made))


def versions(root: Path) -> dict[str, str]:
    """What every pin that is no mention stands for, by address without the new table's."""
    graph = checked(root).facts.graph
    return {
        str(pin.address): str(graph.version(pin) or graph.requirement(pin) or pin.raw)
        for pin in graph.pins
        if pin.location.path != TABLE
    }


def evaluated(root: Path, path: str) -> starlark.FrozenModule:
    """A Starlark file as Starlark itself runs it, with what it loads from this repository."""

    def load_file(label: str) -> starlark.FrozenModule:
        package, _, name = label.removeprefix("//").partition(":")
        folder = package or path.rpartition("/")[0]
        return evaluated(root, "/".join(part for part in (folder, name) if part))

    module = starlark.Module()
    tree = starlark.parse(path, (root / path).read_text())
    starlark.eval(module, tree, starlark.Globals.standard(), starlark.FileLoader(load_file))
    return module.freeze()


def dependencies(root: Path) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """What Cargo itself says that each package asks for: requirement, features, defaults, optional."""
    made = subprocess.run(
        ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"],
        cwd=root,
        env={**os.environ, "CARGO_NET_OFFLINE": "true"},
        capture_output=True,
        check=True,
    )
    return {
        (package["name"], item["name"], item["rename"], item["kind"], item["target"]): (
            item["req"],
            sorted(item["features"]),
            item["uses_default_features"],
            item["optional"],
        )
        for package in json.loads(made.stdout)["packages"]
        for item in package["dependencies"]
    }
