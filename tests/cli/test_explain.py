from __future__ import annotations

import pytest

from tests.cli.running import run

Capture = pytest.CaptureFixture[str]


def test_without_a_check_all_are_listed_with_their_severity(capfd: Capture) -> None:
    lines = run(capfd, "explain").out.splitlines()
    assert lines == sorted(lines)
    assert any(line.split()[:2] == ["companion-mismatch", "error"] for line in lines)


def test_a_check_is_explained_by_its_own_words(capfd: Capture) -> None:
    out = run(capfd, "explain", "unused-ignore").out
    assert out.startswith("# unused-ignore (warning by default)\n\nAn ignore or a hold that hides nothing.\n")


def test_a_check_that_does_not_exist_is_wrong_usage(capfd: Capture) -> None:
    result = run(capfd, "explain", "unused-ignor")
    assert result.status == 2
    assert "did you mean `unused-ignore`?" in result.err
