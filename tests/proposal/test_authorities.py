from __future__ import annotations

import tomllib
from pathlib import Path

from tests.proposal.proposing import checked, proposed, tree
from vercheck.proposal import authorities

TABLE = 'TOOL_VERSIONS = {"fob": "1.17.0", "cog": "0.8.0"}\n'
USER = (
    'load("//:versions.bzl", "TOOL_VERSIONS")\n'
    'FOB_VERSION = TOOL_VERSIONS["fob"]\nCOG_VERSION = TOOL_VERSIONS["cog"]\n'
)


def candidates(root: Path) -> dict[str, tuple[str, str]]:
    outcome = checked(root)
    found = authorities(outcome.reading, outcome.facts.graph)
    return {one.subject: (str(one.address), one.seen) for one in found}


def test_a_table_that_others_look_up_may_speak_for_all(tmp_path: Path) -> None:
    root = tree(tmp_path, {"BUILD.bazel": "", "versions.bzl": TABLE, "user.bzl": USER})
    assert candidates(root) == {
        "*": ("versions.bzl#TOOL_VERSIONS", "2 tools in it; 2 places elsewhere look up 2 of them")
    }
    assert tomllib.loads(proposed(root))["authority"] == {"*": "versions.bzl#TOOL_VERSIONS"}


def test_a_file_of_constants_that_are_spelled_out_elsewhere_may_speak_for_all(tmp_path: Path) -> None:
    constants = 'FOB_VERSION = "1.17.0"\nCOG_VERSION = "0.8.0"\nWASMTIME_VERSION = "40.0.0"\n'
    root = tree(tmp_path, {"pins.bzl": constants, "ci.env": "FOB_VERSION=1.17.0\nCOG_VERSION=0.8.0\n"})
    assert candidates(root)["*"] == (
        "pins.bzl#",
        "3 tools in it; 2 places elsewhere spell out 2 of them",
    )
    assert tomllib.loads(proposed(root))["authority"]["*"] == "pins.bzl"


def test_a_table_that_nobody_else_speaks_of_leads_nobody(tmp_path: Path) -> None:
    assert candidates(tree(tmp_path, {"versions.bzl": TABLE})) == {}


def test_two_small_tables_that_say_the_same_do_not_lead_each_other(tmp_path: Path) -> None:
    assert candidates(tree(tmp_path, {"a.bzl": TABLE, "b.bzl": TABLE})) == {}


def test_packages_of_an_index_are_no_table_of_tools(tmp_path: Path) -> None:
    text = "mypy==1.0.0\nyapf==0.32.0\nruff==0.8.0\n"
    files = {"requirements.txt": text, "dev/requirements.txt": text}
    assert candidates(tree(tmp_path, files)) == {}


def test_a_table_in_another_build_root_speaks_for_that(tmp_path: Path) -> None:
    files = {"sub/MODULE.bazel": "", "sub/versions.bzl": TABLE, "a.bzl": 'FOB_VERSION = "1.4.0"\n'}
    assert candidates(tree(tmp_path, files)) == {}


WORKFLOW = "on: push\nenv:\n  USE_BAZEL_VERSION: {}\n"


def test_the_file_that_a_tool_goes_by_leads_where_another_place_repeats_it(tmp_path: Path) -> None:
    root = tree(tmp_path, {".bazelversion": "8.3.1\n", ".github/workflows/ci.yml": WORKFLOW.format("8.3.1")})
    assert candidates(root) == {"bin:bazel": (".bazelversion#", "1 other place says the same")}
    assert tomllib.loads(proposed(root))["authority"] == {"bin:bazel": ".bazelversion"}


def test_an_authority_that_would_change_findings_is_off(tmp_path: Path) -> None:
    root = tree(tmp_path, {".nvmrc": "20.18.0\n", "a.bzl": 'NODE_VERSION = "18.0.0"\n'})
    text = proposed(root)
    assert tomllib.loads(text)["authority"] == {}
    assert '# 1 place differs\n#"toolchain:node" = ".nvmrc"\n' in text


def test_the_file_that_a_tool_goes_by_leads_nobody_where_it_is_alone(tmp_path: Path) -> None:
    assert candidates(tree(tmp_path, {".bazelversion": "8.3.1\n", ".nvmrc": "20.18.0\n"})) == {}


def test_of_two_such_files_that_differ_none_leads(tmp_path: Path) -> None:
    files = {".nvmrc": "20.18.0\n", ".node-version": "22.1.0\n", "a.bzl": 'NODE_VERSION = "20.18.0"\n'}
    assert candidates(tree(tmp_path, files)) == {}
