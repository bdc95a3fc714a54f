"""A small tree of which some files are fuzzed, and every fix that is offered, safe or not, made in memory.

A case is files: a line `%% PATH`, and what the file holds up to the next such line.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

from tests.robustness.sound import SOUND
from tests.robustness.targets import Target
from vercheck import pipeline
from vercheck.config import Config, load
from vercheck.discover.reading import no_text
from vercheck.model import Exact
from vercheck.pipeline import Outcome, Reading
from vercheck.repair import Repair, move, repair

_CONFIG = '[authority]\n"*" = "toolchains/tool_versions.bzl#TOOL_VERSIONS"\n'
_PATHS = (
    "toolchains/tool_versions.bzl", "Cargo.toml", "Cargo.lock", "flake.nix", "default.nix", "Dockerfile",
    ".github/workflows/ci.yml", "README.md", "scripts/install.sh", "checksums/tools/gizmo.json", "VERSION",
    "package.json", "pyproject.toml", "requirements.txt", "MODULE.bazel", "mise.toml",
    ".pre-commit-config.yaml",
)  # fmt: skip
_FILE = re.compile(rb"(?:\A|\n)%% ([^\n]{1,80})\n")
_TODAY = date(2026, 6, 1)


def attempt(case: bytes) -> None:
    contents = {path: content for path, content in files(case).items() if path in _PATHS}
    if any(no_text(content) is not None for content in contents.values()):
        return
    outcome = _examined(pipeline.reread(_reading(), contents))
    _keeps_its_word(repair(outcome, _examined, unsafe=True), outcome)
    for tool, version in islice(_moves(outcome), 3):
        _is_made_well(move(outcome, _examined, tool, version, unsafe=True))


def files(case: bytes) -> dict[str, bytes]:
    """Paths and what is in them."""
    _, *parts = _FILE.split(case)
    return {
        path.decode("utf-8", "replace"): content
        for path, content in zip(parts[::2], parts[1::2], strict=True)
    }


def _keeps_its_word(made: Repair, outcome: Outcome) -> None:
    _is_made_well(made)
    if made.after:
        fixed = _examined(pipeline.reread(outcome.reading, made.after))
        again = repair(fixed, _examined, unsafe=True)
        redone = {finding.fix for finding in made.plan.answers} & {
            finding.fix for finding in again.plan.answers
        }
        assert not redone, redone


def _is_made_well(made: Repair) -> None:
    """Nothing but what was planned, where it was planned, in place of what stood there."""
    assert made.before.keys() == made.after.keys()
    for path, before in made.before.items():
        after, position = made.after[path], 0
        assert after != before
        for edit in sorted(edit for edit in made.plan.edits if edit.location.path == path):
            span = edit.location.span
            kept = before[position : span.start] + edit.new.encode()
            assert before[span.start : span.end] == edit.old.encode()
            assert after.startswith(kept)
            after, position = after[len(kept) :], span.end
        assert after == before[position:]


def _moves(outcome: Outcome) -> list[tuple[str, str]]:
    """Tools, each with another version than one that it has."""
    graph = outcome.facts.graph
    return [
        (tool, re.sub(r"\d+$", "77", pins[0].value.version.text))
        for tool in sorted(graph.tools())
        if (pins := [pin for pin in graph.pins_of(tool) if isinstance(pin.value, Exact)])
        and isinstance(pins[0].value, Exact)
    ]


def _examined(reading: Reading) -> Outcome:
    return pipeline.examine(reading, _config(), today=_TODAY)


@cache
def _root() -> Path:
    root = Path(mkdtemp(prefix="vercheck-fixed-"))
    for path, text in ((path, SOUND[path]) for path in _PATHS):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "vercheck.toml").write_text(_CONFIG)
    return root


@cache
def _config() -> Config:
    return load(_root())


@cache
def _reading() -> Reading:
    return pipeline.read(_root(), _config())


def _seed(*paths: str, old: str = "", new: str = "") -> bytes:
    parts = (f"%% {path}\n{SOUND[path].replace(old, new) if old else SOUND[path]}" for path in paths)
    return "\n".join(parts).encode()


TARGET = Target(
    (
        _seed("toolchains/tool_versions.bzl", old='"1.2.3"', new='"1.2.4"'),
        _seed("Cargo.toml", "mise.toml", old="0.46.0", new="0.47.0"),
        _seed("scripts/install.sh", "Dockerfile", ".github/workflows/ci.yml", old="1.2.3", new="1.3.0"),
        _seed("default.nix", "flake.nix", "README.md", old="1.2.3", new="1.2.9"),
        _seed("checksums/tools/gizmo.json", "requirements.txt", "pyproject.toml", old="1.2.3", new="1.2.5"),
    ),
    attempt,
)
