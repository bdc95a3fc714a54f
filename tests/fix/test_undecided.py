"""Where two truths conflict: no fix, and both of them are shown."""

from __future__ import annotations

from dataclasses import replace

from tests.fix.edits import edit, finding, fix
from tests.trees import said, tree
from vercheck.fix.undecided import undecided
from vercheck.model import Severity

TABLE = b'TOOL_VERSIONS = {"tinygo": "0.39.0"}\n'


def test_both_sides_and_the_commands_that_decide_stand_in_one_line() -> None:
    files = {
        "MODULE.bazel": 'tinygo.toolchain(version = "0.40.1")\n',
        "toolchains/tool_versions.bzl": 'TOOL_VERSIONS = {\n    "tinygo": "0.39.0",\n}\n',
    }
    lines = list(undecided(said("version-drift", tree(files)), "tinygo"))
    assert len(lines) == 1
    assert lines[0].startswith("undecided: ")
    for words in ("`0.39.0`", "`0.40.1`", "fix --tool tinygo --to", "--to 0.39.0"):
        assert words in lines[0]


def test_a_finding_with_a_fix_is_none_of_them() -> None:
    offered = finding(fix(edit("a.bzl", TABLE, "0.39.0", "0.40.1")))
    assert list(undecided([offered])) == []


def test_other_tools_other_checks_and_what_is_off_are_left_out() -> None:
    one = replace(finding(None), severity=Severity.ERROR)
    assert len(list(undecided([one], "tinygo", frozenset({"version-drift"})))) == 1
    assert list(undecided([one], "jco")) == []
    assert list(undecided([one], checks=frozenset({"stale-latest"}))) == []
    assert list(undecided([replace(one, severity=Severity.OFF)])) == []
