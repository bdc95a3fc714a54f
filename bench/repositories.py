"""Synthetic repositories: a seeded mix of the formats that vercheck reads, with known drift in them."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
from pathlib import Path

PLATFORMS = ("linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64")
WRONG = "99.0.1"
"""The version at a place that disagrees; no tool is at it."""


def generate(root: Path, files: int, seed: int = 1) -> frozenset[str]:
    """Write about `files` files below `root`; return the tools whose pins were made to disagree. The same
    seed makes the same files."""
    source = random.Random(seed)
    tools = [f"gadget-{number}" for number in range(max(4, files // 25))]
    drifted = source.sample(tools, max(1, len(tools) // 20))
    pinned = {
        tool: f"{source.randint(0, 3)}.{source.randint(0, 60)}.{source.randint(0, 9)}" for tool in tools
    }
    _write(root / "MODULE.bazel", 'module(name = "synthetic", version = "1.0.0")\n')
    table = "".join(f'    "{tool}": "{version}",\n' for tool, version in pinned.items())
    _write(root / "toolchains/versions.bzl", f"TOOL_VERSIONS = {{\n{table}}}\n")
    for tool, version in pinned.items():
        _write(root / f"checksums/{tool}.json", _registry(source, tool, version))
    for number in range(files - len(tools) - len(drifted) - 2):
        tool = source.choice(tools)
        path, text = source.choice(_KINDS)(number, tool, pinned[tool], source)
        _write(root / path, text)
    for number, tool in enumerate(drifted):
        path, text = _DRIFT[number % len(_DRIFT)]
        _write(root / path.format(tool=tool), text.format(NAME=tool.upper().replace("-", "_"), tool=tool))
    return frozenset(drifted)


def commit(root: Path) -> None:
    """Have git track all of it, as in a checkout."""
    identity = ("-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "--quiet", "-m", "All")):
        subprocess.run(["git", "-C", root, *command], check=True)


def _registry(source: random.Random, tool: str, version: str) -> str:
    platforms = {
        platform: {
            "sha256": hashlib.sha256(f"{tool}{version}{platform}{source.random()}".encode()).hexdigest(),
            "url_suffix": f"{platform}.tar.gz",
        }
        for platform in PLATFORMS
    }
    registry = {
        "tool_name": tool,
        "github_repo": f"example/{tool}",
        "latest_version": version,
        "versions": {version: {"release_date": "2026-01-01", "platforms": platforms}},
        "supported_platforms": list(PLATFORMS),
    }
    return json.dumps(registry, indent=2)


def _starlark(number: int, tool: str, _version: str, _: random.Random) -> tuple[str, str]:
    rules = "".join(
        f'    native.filegroup(name = "part_{index}", srcs = ["file_{index}.txt"])\n' for index in range(12)
    )
    loads = 'load("//toolchains:versions.bzl", "TOOL_VERSIONS")\n'
    return f"pkg_{number}/defs.bzl", f'{loads}\nVERSION = TOOL_VERSIONS["{tool}"]\n\ndef parts():\n{rules}'


def _cargo(number: int, _tool: str, _version: str, source: random.Random) -> tuple[str, str]:
    wanted = "".join(f'crate-{index} = "{source.randint(0, 3)}.{index}"\n' for index in range(10))
    return (
        f"crates/c{number}/Cargo.toml",
        f'[package]\nname = "c{number}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n{wanted}',
    )


def _npm(number: int, _tool: str, _version: str, source: random.Random) -> tuple[str, str]:
    wanted = {f"part-{index}": f"^{source.randint(1, 9)}.{index}.0" for index in range(10)}
    manifest = {"name": f"app-{number}", "private": True, "dependencies": wanted}
    return f"apps/a{number}/package.json", json.dumps(manifest, indent=2)


def _workflow(number: int, _tool: str, _version: str, _: random.Random) -> tuple[str, str]:
    steps = "".join(f"      - run: echo step {index}\n" for index in range(15))
    return (
        f".github/workflows/w{number}.yml",
        "on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n"
        f"    steps:\n      - uses: actions/checkout@v5\n{steps}",
    )


def _nix(number: int, tool: str, version: str, _: random.Random) -> tuple[str, str]:
    return (
        f"nix/p{number}/default.nix",
        f'{{ stdenv }}:\nstdenv.mkDerivation rec {{\n  pname = "{tool}";\n  version = "{version}";\n'
        '  src = ./.;\n  meta = { description = "a package"; };\n}\n',
    )


def _script(number: int, tool: str, version: str, _: random.Random) -> tuple[str, str]:
    name = tool.upper().replace("-", "_")
    body = "".join(f'echo "step {index}" >> "$LOG"\n' for index in range(20))
    return f"scripts/s{number}.sh", f'#!/bin/sh\nset -eu\n{name}_VERSION="{version}"\n{body}'


def _page(number: int, tool: str, _version: str, _: random.Random) -> tuple[str, str]:
    text = f"The {tool} is run by the build, and nobody else needs to. " * 3 + "\n\n"
    return f"docs/d{number}.md", f"# Part {number}\n\n{text * 8}```sh\nmake part-{number}\n```\n"


def _other(number: int, _tool: str, _version: str, _: random.Random) -> tuple[str, str]:
    return f"src/m{number}/lib.rs", "pub fn answer() -> u32 {\n    42\n}\n" * 30


_KINDS = (
    _starlark, _starlark, _cargo, _npm, _workflow, _nix, _script, _page, _other, _other, _other, _other,
)  # fmt: skip
_DRIFT = (
    ("drift/{tool}.bzl", f'{{NAME}}_VERSION = "{WRONG}"\n'),
    ("drift/{tool}.sh", f'#!/bin/sh\n{{NAME}}_VERSION="{WRONG}"\n'),
    (
        "drift/{tool}/default.nix",
        f'{{{{ stdenv }}}}:\nstdenv.mkDerivation {{{{\n  pname = "{{tool}}";\n  version = "{WRONG}";\n}}}}\n',
    ),
    ("drift/{tool}/Dockerfile", f"FROM debian:12\nARG {{NAME}}_VERSION={WRONG}\n"),
)
"""One place each, beside the table that all are pinned in."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
