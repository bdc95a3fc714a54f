from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporters.sample import CLEAN, MISMATCH, REPORT, SOURCES, UNREADABLE
from vercheck.model import Diagnostic, Location, Report, Span
from vercheck.reporters import Style
from vercheck.reporters.github import REPORTER


def lines(report: Report) -> list[str]:
    return REPORTER.render(report, SOURCES, Style()).splitlines()


def command(item: Diagnostic, root: str = ".") -> str:
    (line,) = lines(replace(REPORT, root=root, diagnostics=(item,)))
    return line


def test_each_finding_is_an_annotation() -> None:
    assert lines(REPORT) == [
        "::error file=tools/Cargo.toml,line=2,col=17,endColumn=23,title=vercheck%3A companion-mismatch"
        "::`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`"
        "%0Aversions.bzl:2: the tool is selected here"
        "%0Arun `vercheck fix --tool wit-bindgen --to 0.46.0`",
        "::warning file=locked\\n.toml,line=1,col=1,endColumn=1,title=vercheck%3A unreadable-file"
        "::`locked\\n.toml` cannot be read",
    ]


def test_nothing_found_is_nothing_said() -> None:
    assert lines(CLEAN) == []


def test_what_would_end_a_property_is_escaped() -> None:
    odd = replace(UNREADABLE, location=replace(UNREADABLE.location, path="a,b:c%d/::error::x"))
    assert command(odd).startswith("::warning file=a%2Cb%3Ac%25d/%3A%3Aerror%3A%3Ax,line=1,")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_a_message_cannot_begin_a_command_of_its_own(break_: str) -> None:
    line = command(replace(UNREADABLE, message=f"50%{break_}::add-mask::secret"))
    assert line.count("\n") == 0
    assert "::50%25\\" in line


def test_a_place_over_several_lines_has_no_columns() -> None:
    item = replace(UNREADABLE, location=Location("a", Span(0, 9), 3, 2, 5, 4))
    assert command(item).startswith("::warning file=a,line=3,endLine=5,title=")


def test_paths_count_from_the_top_of_the_checkout() -> None:
    line = command(MISMATCH, "sub")
    assert line.startswith("::error file=sub/tools/Cargo.toml,")
    assert "%0Asub/versions.bzl:2: " in line


def test_a_notice_says_where_github_will_not_show_all() -> None:
    def last(count: int) -> str:
        return lines(replace(REPORT, diagnostics=(MISMATCH,) * count))[-1]

    assert last(10).startswith("::error ")
    assert last(11) == (
        "::notice title=vercheck::11 errors and 0 warnings were found; "
        "GitHub shows 10 of each, the log all of them"
    )
