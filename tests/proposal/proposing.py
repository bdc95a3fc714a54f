"""Makes small repositories and what is proposed for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from vercheck import pipeline
from vercheck.config import Config, load
from vercheck.pipeline import Outcome
from vercheck.proposal import authorities, harmless, page

TODAY = date(2026, 1, 1)
_OFF = re.compile(r'^#(?=[\w"\[])', re.MULTILINE)


def tree(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def checked(root: Path, config: Config | None = None) -> Outcome:
    return pipeline.check(root, config or Config(), today=TODAY)


def proposed(root: Path) -> str:
    outcome = checked(root)
    candidates = authorities(outcome.reading, outcome.facts.graph)
    on = harmless(candidates, outcome, lambda config: pipeline.examine(outcome.reading, config, today=TODAY))
    return page(outcome, candidates, on)


def all_on(text: str) -> str:
    """A proposal with every setting in force."""
    return _OFF.sub("", text)


def with_configuration(root: Path, text: str) -> Outcome:
    file = root / "vercheck.toml"
    file.write_text(text)
    found = checked(root, load(root))
    file.unlink()
    return found


def part(text: str, key: str) -> str:
    """The settings of one kind, on or off, without the words above them."""
    found = re.findall(rf'^#?\[\[{key}\]\]\n((?:#?[\w"].*\n)+)', all_on(text), re.MULTILINE)
    return "".join(found)
