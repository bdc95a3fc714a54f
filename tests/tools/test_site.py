"""The site is built from all pages, and leads nowhere that is not there."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.site import DOCS, home, menu, shown

PAGE = DOCS / "commands/check.md"


def entries(of: object) -> list[str]:
    if isinstance(of, str):
        return [of]
    assert isinstance(of, list)
    return [page for item in of for value in item.values() for page in entries(value)]


def test_every_page_is_in_the_menu_once() -> None:
    named = entries(menu())
    assert sorted(named) == sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


def test_a_page_and_a_folder_that_are_added_are_found(tmp_path: Path) -> None:
    for path in ("README.md", "start.md", "more.md", "checks/version-drift.md", "recipes/one.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(f"# The title of {path}\n")
    pages = entries(menu(tmp_path))
    assert pages == ["README.md", "start.md", "checks/version-drift.md", "recipes/one.md", "more.md"]
    assert {"Recipes": [{"The title of recipes/one.md": "recipes/one.md"}]} in menu(tmp_path)


def test_a_file_of_an_example_is_named_over_its_text() -> None:
    assert shown("<!-- a/b.toml -->\n```toml\nx = 1\n```\n", PAGE) == '```toml title="a/b.toml"\nx = 1\n```\n'
    assert shown("<!-- output -->\n```text\n…\n```\n", PAGE) == '```text title="vercheck says"\n…\n```\n'


def test_a_link_that_leaves_the_pages_becomes_its_words() -> None:
    assert shown("see [the rows](../../rules/wasm.toml) there", PAGE) == "see the rows there"
    assert shown("see [`x`](../../rules/wasm.toml#a) there", PAGE) == "see `x` there"


@pytest.mark.parametrize(
    "text",
    ["[fix](fix.md#a)", "[drift](../checks/version-drift.md)", "[site](https://example.com/a)", "[x](#y)"],
)
def test_other_links_stay(text: str) -> None:
    assert shown(text, PAGE) == text


def test_the_first_page_says_what_the_program_is_and_then_names_all_pages() -> None:
    page = home("# vercheck: pages\n\n- [start](start.md): …\n", "# vercheck\n\nFinds.\n\n## More\n\nText.\n")
    begin = "# vercheck\n\nFinds.\n\nBegin with [five minutes](start.md).\n\n## Pages\n\n"
    assert page == f"{begin}- [start](start.md): …\n"


@pytest.mark.skipif(not importlib.util.find_spec("material"), reason="the group `docs` is not installed")
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=DOCS.parent, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/checks/version-drift/index.html").read_text("utf-8")
    assert "vercheck says" in page
