from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.reporters.sample import CLEAN, EMPTY, MISMATCH, REPORT, SOURCES, UNREADABLE
from vercheck.model import Diagnostic, Report, Severity
from vercheck.printable import printable
from vercheck.reporters import Style
from vercheck.reporters.markdown import REPORTER


def shown(report: Report) -> str:
    return REPORTER.render(report, SOURCES, Style())


def findings(*items: Diagnostic) -> str:
    return shown(replace(REPORT, diagnostics=items))


def cells(text: str) -> list[list[str]]:
    """The rows of all tables, as a reader of Markdown sees them, without markup."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and rows and token.children is not None and token.level >= 3:
            rows[-1].append(
                "".join(
                    "\n" if child.content == "<br>" else "" if child.type == "html_inline" else child.content
                    for child in token.children
                )
            )
    return [row for row in rows if row[0] != "place"]


def test_findings_stand_in_a_table_errors_first() -> None:
    assert shown(replace(REPORT, diagnostics=(UNREADABLE, MISMATCH))) == (
        "## vercheck: 1 error and 1 warning in 12 files, 1,080 pins; 1 fixable with `vercheck fix`\n"
        "\n"
        "### 1 error\n"
        "\n"
        "| place | finding | check |\n"
        "| --- | --- | --- |\n"
        "| `tools/Cargo.toml:2` | `cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`"
        "<br>`versions.bzl:2` the tool is selected here"
        "<br>*help*: run `vercheck fix --tool wit-bindgen --to 0.46.0`"
        "<br>*evidence*: bytecodealliance/wit-bindgen: the tags | `companion-mismatch` |\n"
        "\n"
        "### 1 warning\n"
        "\n"
        "| place | finding | check |\n"
        "| --- | --- | --- |\n"
        "| <code>locked&#92;n&#46;toml&#58;1</code> | <code>locked&#92;n&#46;toml</code> cannot be read"
        " | `unreadable-file` |\n"
    )


def test_a_clean_report_is_one_line() -> None:
    assert shown(CLEAN) == "## vercheck: no problems in 1 file, 2 pins\n"


def test_a_tree_without_a_file_to_read_does_not_look_clean() -> None:
    assert shown(EMPTY).startswith("## vercheck: nothing checked")


@pytest.mark.parametrize(
    "message",
    [
        "a | b, `c | d`, `e \\| f` and \\|",
        "one backtick ` alone, <b>no</b> &amp; *no* _no_ [no](x) ~~no~~ ![no](y)",
        "`a` b `",
        "``",
        "`<script>` <!-- x -->",
    ],
)
def test_nothing_in_a_message_is_markup_but_its_code(message: str) -> None:
    ((place, finding, check),) = cells(findings(replace(UNREADABLE, message=message)))
    assert finding.replace("`", "") == message.replace("`", "")
    assert (place, check) == ("locked\\n.toml:1", "unreadable-file")


@settings(deadline=None)
@given(st.text("ab|`\\<>&*_[]()!~# \n\x1b", max_size=25))
def test_a_row_has_three_cells_whatever_is_in_them(text: str) -> None:
    ((place, finding, check),) = cells(findings(replace(UNREADABLE, message=f"x{text}x")))
    assert (place, check) == ("locked\\n.toml:1", "unreadable-file")
    assert "".join(finding.split()).replace("`", "") == "".join(printable(f"x{text}x").split()).replace(
        "`", ""
    )


def test_many_findings_are_folded() -> None:
    assert "<details>" not in findings(*[MISMATCH] * 25)
    text = findings(*[MISMATCH] * 26)
    assert "<details>\n<summary>26 errors</summary>\n\n| place |" in text
    assert text.endswith("|\n\n</details>\n")
    assert len(cells(text)) == 26


def test_a_place_too_many_is_counted() -> None:
    assert "<br>and 2 places more<br>" in findings(replace(MISMATCH, related=MISMATCH.related * 7))


def test_a_report_fits_and_says_what_it_left_out() -> None:
    long = replace(MISMATCH, message="版|" * 400, severity=Severity.WARNING)
    text = findings(*[long] * 2000, MISMATCH)
    assert len(text.encode()) <= 1024 * 1024
    rows = cells(text)
    assert rows[0][0] == "tools/Cargo.toml:2"
    left_out = 2001 - len(rows)
    assert f"\n{left_out:,} findings left out for size: `vercheck check` prints all.\n" in text
    assert "\n<summary>2,000 warnings</summary>\n" in text


def test_a_very_long_message_is_cut() -> None:
    assert len(findings(replace(MISMATCH, message="x" * 100_000))) < 3000
