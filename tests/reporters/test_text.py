from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.reporters.sample import CLEAN, EMPTY, MANIFEST, MISMATCH, REPORT, SOURCES, place
from vercheck.model import Applicability, Diagnostic, Fix, Location, Report, Severity, Source, Span
from vercheck.reporters import Style
from vercheck.reporters.text import REPORTER


def shown(report: Report, width: int = 100) -> str:
    return REPORTER.render(report, SOURCES, Style(width=width))


def one(item: Diagnostic, *sources: Source, width: int = 100) -> list[str]:
    report = replace(REPORT, diagnostics=(item,))
    return REPORTER.render(
        report, {source.path: source for source in sources}, Style(width=width)
    ).splitlines()


def test_a_finding_shows_both_places_with_the_lines_that_they_point_to() -> None:
    assert shown(REPORT) == (
        "error[companion-mismatch]: `cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`\n"
        " --> tools/Cargo.toml:2:17\n"
        '2 |     wit-bindgen = "0.47.0"  # 版\n'
        "  |                    ^^^^^^\n"
        " ::: versions.bzl:2:21\n"
        '2 |     "wit-bindgen": "0.46.0",\n'
        "  |                     ------ the tool is selected here\n"
        "  = help: run `vercheck fix --tool wit-bindgen --to 0.46.0`\n"
        "  = fix: change `cargo:wit-bindgen` to `0.46.0` (safe: `vercheck fix --write` applies it)\n"
        "  = rule: wasm/wit-cli\n"
        "  = evidence: bytecodealliance/wit-bindgen: the tags\n"
        "\n"
        "warning[unreadable-file]: `locked\\n.toml` cannot be read\n"
        " --> locked\\n.toml:1:1\n"
        "\n"
        "1 error and 1 warning in 12 files, 1,080 pins; 1 fixable with `vercheck fix`\n"
    )


def test_a_clean_report_is_one_line() -> None:
    assert shown(CLEAN) == "no problems in 1 file, 2 pins\n"


def test_a_tree_without_a_file_to_read_does_not_look_clean() -> None:
    assert shown(EMPTY) == "nothing checked: no file here is one that vercheck reads\n"


def test_colours_change_nothing_but_colours() -> None:
    coloured = REPORTER.render(REPORT, SOURCES, Style(colour=True))
    assert coloured != shown(REPORT)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == shown(REPORT)


def test_a_place_whose_file_cannot_be_read_again_is_still_named() -> None:
    assert one(MISMATCH)[1:3] == [" --> tools/Cargo.toml:2:17", " ::: versions.bzl:2:21"]


def test_a_place_beyond_the_end_of_a_file_that_changed_is_still_named() -> None:
    assert one(MISMATCH, Source("tools/Cargo.toml", b""))[1:3] == [
        " --> tools/Cargo.toml:2:17",
        " ::: versions.bzl:2:21",
    ]


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    source = Source("a", b"archive(  \n  x,\n)\n")
    lines = one(Diagnostic("m", source.locate(Span(0, 16)), severity=Severity.ERROR, check="c"), source)
    assert lines[2:4] == ["1 | archive(", "  | ^^^^^^^^"]


@pytest.mark.parametrize("width", [20, 40, 60])
def test_a_long_line_is_cut_around_what_it_is_about(width: int) -> None:
    source = Source("a", b"x" * 5000 + b"1.2.3" + b"y" * 5000)
    item = Diagnostic("m", source.locate(Span(5000, 5005)), severity=Severity.ERROR, check="c")
    excerpt, mark = one(item, source, width=width)[2:4]
    assert len(excerpt) <= max(width, 24)
    start = mark.index("^")
    assert excerpt[start : start + 5] == "1.2.3"


def test_a_mark_longer_than_the_line_is_cut() -> None:
    source = Source("a", b"x" * 500)
    item = Diagnostic("m", source.locate(Span(0, 500)), severity=Severity.ERROR, check="c")
    excerpt, mark = one(item, source, width=40)[2:4]
    assert excerpt.endswith("…")
    assert len(excerpt) == len(mark) <= 40


def test_an_empty_place_has_one_mark() -> None:
    source = Source("a", b"ab\n")
    item = Diagnostic("m", source.locate(Span(1, 1)), severity=Severity.ERROR, check="c")
    assert one(item, source)[2:4] == ["1 | ab", "  |  ^"]


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    source = Source("a", b"\x1b[2J1.2.3\n")
    item = Diagnostic("\x1b[31m", source.locate(Span(4, 9)), severity=Severity.ERROR, check="c", help="\x07")
    assert "\x1b" not in "".join(one(item, source))
    assert one(item, source)[2:4] == ["1 | \\x1b[2J1.2.3", "  |        ^^^^^"]


def test_wide_characters_shift_the_mark_by_their_width() -> None:
    source = Source("a", "版本 1.2.3\n".encode())
    item = Diagnostic("m", source.locate(Span(7, 12)), severity=Severity.ERROR, check="c")
    assert one(item, source)[3] == "  |      ^^^^^"


def test_a_byte_order_mark_takes_no_column() -> None:
    source = Source("a", b"\xef\xbb\xbf1.2.3\n")
    item = Diagnostic("m", source.locate(Span(3, 8)), severity=Severity.ERROR, check="c")
    assert one(item, source)[2:4] == ["1 | 1.2.3", "  | ^^^^^"]


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        (Fix("t", (), Applicability.UNSAFE), "= fix: t (unsafe: it picks a side, and needs `--unsafe`)"),
        (Fix("t", (), Applicability.MANUAL), "= fix: t (by hand)"),
        (Fix("t", (), Applicability.SAFE, ("a digest",)), "= fix: t (held back: it lacks a digest)"),
    ],
)
def test_a_fix_says_what_it_takes(fix: Fix, words: str) -> None:
    assert f"  {words}" in one(replace(MISMATCH, fix=fix), MANIFEST)


@pytest.mark.parametrize(
    "fix", [Fix("t", (), Applicability.MANUAL), Fix("t", (), Applicability.SAFE, ("a digest",))]
)
def test_a_fix_that_would_not_be_applied_is_not_counted(fix: Fix) -> None:
    assert one(replace(MISMATCH, fix=fix))[-1] == "1 error in 12 files, 1,080 pins"


def test_line_numbers_share_a_gutter() -> None:
    source = Source("b", b"\n" * 99 + b"x\n")
    far = place(source, "x")
    item = replace(MISMATCH, related=(replace(MISMATCH.related[0], location=far),))
    lines = one(item, MANIFEST, source)
    assert lines[1:3] == ["   --> tools/Cargo.toml:2:17", '  2 |     wit-bindgen = "0.47.0"  # 版']
    assert lines[5] == "100 | x"


def test_nothing_is_shown_for_a_file_as_a_whole() -> None:
    whole = Location("tools/Cargo.toml", Span(0, 0), 1, 1, 1, 1)
    assert one(replace(MISMATCH, location=whole, related=()), MANIFEST)[2] == "  = help: " + str(
        MISMATCH.help
    )
