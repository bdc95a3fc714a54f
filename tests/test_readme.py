"""The example of the README is what the program says today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import run

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"<!-- (\S+) -->\n```\w*\n(.*?)```\n", README, re.DOTALL))


def example(root: Path) -> Path:
    for path, text in BLOCKS.items():
        if path != "output":
            (root / path).parent.mkdir(parents=True)
            (root / path).write_text(text)
    return root


def test_the_output_of_the_example_is_that_of_today(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    result = run(capfd, "check", example(tmp_path))
    assert (result.status, result.out) == (1, BLOCKS["output"])


def test_the_fix_of_the_example_works(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = example(tmp_path)
    assert run(capfd, "fix", "--write", root).status == 0
    assert run(capfd, "check", root).status == 0


def test_the_other_way_of_the_example_works(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = example(tmp_path)
    assert run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.47.0", "--write", root).status == 0
    assert run(capfd, "check", root).status == 0


@pytest.mark.parametrize("path", sorted(set(BLOCKS) - {"output"}))
def test_every_file_of_the_example_is_shown(path: str) -> None:
    assert BLOCKS[path].strip()
