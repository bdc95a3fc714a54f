from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run

Capture = pytest.CaptureFixture[str]
PAGES = sorted((Path(__file__).parent.parent.parent / "docs/checks").glob("*.md"))


def test_without_a_check_all_are_listed_with_their_severity(capfd: Capture) -> None:
    lines = run(capfd, "explain").out.splitlines()
    assert lines == sorted(lines)
    assert any(line.split()[:2] == ["companion-mismatch", "error"] for line in lines)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_check_is_explained_by_the_text_of_its_page(page: Path, capfd: Capture) -> None:
    out = run(capfd, "explain", page.stem).out
    text = page.read_text("utf-8")
    kept = [line for line in text.splitlines() if line and not line.startswith("<!-- ") and "](" not in line]
    assert [line for line in kept if line not in out.splitlines()] == []
    assert "<!--" not in out
    assert "](" not in out


def test_the_files_of_an_example_are_named_and_so_is_what_is_said_of_them(capfd: Capture) -> None:
    out = run(capfd, "explain", "unused-ignore").out
    assert "\nversions.bzl:\n\n```starlark\nTOOL_VERSIONS = {\n" in out
    assert "\nvercheck says:\n\n```text\nversions.bzl:2:24: warning[unused-ignore]" in out


def test_a_check_that_does_not_exist_is_wrong_usage(capfd: Capture) -> None:
    result = run(capfd, "explain", "unused-ignor")
    assert result.status == 2
    assert "did you mean `unused-ignore`?" in result.err


def test_a_rule_is_shown_by_another_command_which_is_named(capfd: Capture) -> None:
    result = run(capfd, "explain", "wasm/wit-cli")
    assert result.status == 2
    assert "`vercheck rules show wasm/wit-cli`" in " ".join(result.err.split())
    assert run(capfd, "rules", "show", "wasm/wit-cli").status == 0
