"""The example on the page of every check is what the program says today.

`<!-- path -->` above a fence says that the fence is that file; `<!-- output -->` that it is all that the
check says of those files. A fence in `diff` is a file of the commit before and of the tree after.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.repositories import Repository
from vercheck.model import Severity
from vercheck.pipeline import checks

PAGES = sorted((Path(__file__).parent.parent / "docs/checks").glob("*.md"))
BLOCK = re.compile(r"<!-- (\S+) -->\n\n?```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

HEADINGS = ["What it does", "Why it matters", "Example", "How to fix", "When to hold"]
UNSHOWABLE = {"unreadable-file": {"versions.bzl": 'GIZMO_VERSION = "2.1.0"  # \0\n'}}
"""Files that no page can show."""


def example(page: Path) -> tuple[dict[str, str], dict[str, str], str]:
    """The files before and after, and what is said of them."""
    before, after = {}, {}
    for path, language, text in BLOCK.findall(page.read_text("utf-8")):
        before[path] = _side(text, "-") if language == "diff" else text
        after[path] = _side(text, "+") if language == "diff" else text
    before.pop("output", None)
    expected = after.pop("output", "")
    return before, after | UNSHOWABLE.get(page.stem, {}), expected


def _side(diff: str, own: str) -> str:
    """One side of a diff: what both sides have, and the lines marked as its own."""
    return "".join(f"{line[1:]}\n" for line in diff.splitlines() if line[:1] in (" ", own))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_example_of_a_page_is_what_is_said_of_its_files(
    page: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before, after, expected = example(page)
    repository = Repository.new(tmp_path / "tree", before)
    repository.write(after)
    base = ("--base", "HEAD") if page.stem == "stale-digest" else ()
    result = run(capfd, "check", repository.root, "--format", "concise", *base)
    assert after, "the page has no example"
    own = [line for line in result.out.splitlines(keepends=True) if f"[{page.stem}]" in line]
    assert own, "nothing is reported"
    assert "".join(own) == expected, result.err


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_fence_of_a_page_says_what_it_is(page: Path) -> None:
    text = page.read_text("utf-8")
    fences = len(re.findall(r"^```", text, re.MULTILINE)) // 2
    shown = len(re.findall(r"^```console$", text, re.MULTILINE))
    assert len(BLOCK.findall(text)) == fences - shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_answers_the_same_questions_in_the_same_order(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [title for title in HEADINGS if f"\n## {title}\n" in text] == HEADINGS
    places = [text.index(f"\n## {title}\n") for title in HEADINGS]
    assert places == sorted(places)
    sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    assert all(section.strip() for section in sections.values())
    assert set(sections) - set(HEADINGS) <= {"What is quiet"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_what_is_wrong_and_how_grave_that_is(page: Path) -> None:
    title, introduction = page.read_text("utf-8").split("\n\n")[:2]
    assert title == f"# {page.stem}"
    default = checks()[page.stem].severity or Severity.OFF
    assert f"Default severity: **{default}**" in " ".join(introduction.split())
