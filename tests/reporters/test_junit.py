from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from tests.reporters.sample import CLEAN, EMPTY, MISMATCH, REPORT, SOURCES
from vercheck.model import Report
from vercheck.reporters import Style
from vercheck.reporters.junit import REPORTER


def shown(report: Report) -> str:
    return REPORTER.render(report, SOURCES, Style())


def names(report: Report) -> list[str]:
    return [case.attrib["name"] for case in ET.fromstring(shown(report)).iter("testcase")]


def test_a_check_is_a_suite_an_error_a_failure_and_a_warning_skipped() -> None:
    message = "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`"
    assert shown(REPORT) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="vercheck" tests="3" failures="1" errors="0" skipped="1">\n'
        '  <testsuite name="companion-mismatch" tests="1" failures="1" errors="0" skipped="0" time="0">\n'
        f'    <testcase classname="companion-mismatch" name="tools/Cargo.toml: {message}"'
        ' file="tools/Cargo.toml" time="0">\n'
        f'      <failure message="{message}" type="error">tools/Cargo.toml:2:17: {message}\n'
        "versions.bzl:2:21: the tool is selected here\n"
        "run `vercheck fix --tool wit-bindgen --to 0.46.0`</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="unreadable-file" tests="1" failures="0" errors="0" skipped="1" time="0">\n'
        '    <testcase classname="unreadable-file" name="locked\\n.toml: `locked\\n.toml` cannot be read"'
        ' file="locked\\n.toml" time="0">\n'
        '      <skipped message="warning: `locked\\n.toml` cannot be read">'
        "locked\\n.toml:1:1: `locked\\n.toml` cannot be read</skipped>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="version-drift" tests="1" failures="0" errors="0" skipped="0" time="0">\n'
        '    <testcase classname="version-drift" name="pins of one tool that must agree do not" time="0" />\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_every_check_of_a_clean_tree_passed() -> None:
    root = ET.fromstring(shown(CLEAN))
    assert (root.attrib["tests"], root.attrib["failures"], root.attrib["skipped"]) == ("3", "0", "0")


def test_a_tree_without_a_file_to_read_does_not_look_tested() -> None:
    assert names(EMPTY) == []


def test_a_case_keeps_its_name_when_lines_move() -> None:
    moved = replace(MISMATCH, location=replace(MISMATCH.location, line=90, end_line=90))
    assert names(replace(REPORT, diagnostics=(moved,))) == names(replace(REPORT, diagnostics=(MISMATCH,)))


def test_cases_that_are_alike_have_names_of_their_own() -> None:
    first, second, _, _ = names(replace(REPORT, diagnostics=(MISMATCH, MISMATCH)))
    assert second == f"{first} (2)"


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    odd = replace(MISMATCH, message='a\x00\x1b\ufffe\ud800<&"]]>', related=(), help=None)
    (failure,) = ET.fromstring(shown(replace(REPORT, diagnostics=(odd,)))).iter("failure")
    assert failure.attrib["message"] == 'a\\x00\\x1b\ufffd\\ud800<&"]]>'
