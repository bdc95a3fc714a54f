"""The examples of the page about the configuration are what the program says today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import run
from vercheck.config import load

PAGE = (Path(__file__).parent.parent / "docs/configuration.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
KEYS = [
    "exclude",
    "packs",
    "gone-hosts",
    "authority",
    "severity",
    "scope",
    "hold",
    "table",
    "extract",
    "sync",
    "require",
]


def blocks(section: str) -> dict[str, str]:
    return dict(re.findall(r"<!-- (\S+) -->\n```\w*\n(.*?)```\n", SECTIONS[section], re.DOTALL))


def example(root: Path, section: str) -> Path:
    for path, text in blocks(section).items():
        if path != "output":
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
    return root


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_an_example_gives_the_output_that_stands_below_it(
    section: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    result = run(capfd, "check", "--format", "concise", example(tmp_path, section))
    assert result.err == ""
    assert result.out == blocks(section)["output"]


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_a_section_whose_example_uses_it(key: str, tmp_path: Path) -> None:
    config = load(example(tmp_path, key))
    plural = {"authority": "authorities", "severity": "severities"}
    field = plural.get(key, key.replace("-", "_"))
    assert getattr(config, field, None) or getattr(config, f"{field}s")
    assert f"(#{key})" in PAGE


def test_the_keys_are_those_of_the_schema() -> None:
    import json
    from importlib.resources import files

    schema = json.loads((files("vercheck") / "schemas/config.schema.json").read_text("utf-8"))
    assert set(KEYS) == set(schema["properties"])


def test_without_the_setting_most_examples_say_something_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What an example shows is the work of the setting, not of the files beside it."""
    for section in sorted(set(KEYS) - {"authority"}):
        root = example(tmp_path / section, section)
        (root / "vercheck.toml").unlink()
        out = run(capfd, "check", "--format", "concise", root).out
        assert out != blocks(section)["output"], section
