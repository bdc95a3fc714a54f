"""Comments that tie a version to a file: read from text, held against what the file says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import places
from tests.trees import Files, place, registry, said, tree, versions
from vercheck.model import Diagnostic, Severity

REGISTRY = "checksums/gizmo.json"


def broken(files: Files) -> list[Diagnostic]:
    return said("broken-contract", tree(files))


def commented(comment: str, version: str = "2.1.0") -> str:
    return f'TOOL_VERSIONS = {{\n    "gizmo": "{version}",  # {comment}\n    "sprocket": "1.0.0",\n}}\n'


MANIFEST = '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\ngizmo = "{}"\n'


# loud


def test_a_comment_that_ties_a_pin_to_a_file_that_says_otherwise_is_reported() -> None:
    (found,) = broken(
        {
            "versions.bzl": commented(f"must match the version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.0.0", ["2.0.0", "1.9.0"]),
        }
    )
    assert (place(found), found.version, found.severity) == (("versions.bzl", 2), "2.1.0", Severity.ERROR)
    assert f"{REGISTRY}, which says `2.0.0`" in found.message
    assert {path for path, _ in places(found)} == {"versions.bzl", REGISTRY}


@pytest.mark.parametrize(
    "promise",
    [
        "keep in sync with {}",
        "Must match version in {}",
        "same version as {}",
        "should match {}",
        "also update {}",
    ],
)
def test_a_promise_may_be_made_in_several_words(promise: str) -> None:
    assert broken(
        {"versions.bzl": commented(promise.format(REGISTRY)), REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])}
    )


def test_a_comment_on_the_line_before_is_about_the_next_line() -> None:
    text = f'# keep in sync with {REGISTRY}\nGIZMO_VERSION = "2.1.0"\n'
    (found,) = broken({"versions.bzl": text, REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])})
    assert place(found) == ("versions.bzl", 2)


def test_a_file_may_be_named_from_the_comments_own_folder() -> None:
    files = {
        "build/versions.bzl": commented("must match tools/gizmo.json"),
        "build/tools/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0"]),
    }
    assert broken(files)


def test_a_file_may_be_named_by_a_tail_that_only_one_file_has() -> None:
    assert broken(
        {"versions.bzl": commented("must match gizmo.json"), REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])}
    )


def test_a_comment_that_takes_a_version_from_a_file_that_has_another_is_a_warning() -> None:
    (found,) = broken(
        {
            "defs.bzl": "# gizmo is available from app/Cargo.toml (version 0.39.0)\n",
            "app/Cargo.toml": MANIFEST.format("0.41.0"),
        }
    )
    assert (place(found), found.version, found.severity) == (("defs.bzl", 1), "0.39.0", Severity.WARNING)
    assert "which says `0.41.0`" in found.message


def test_a_comment_that_takes_a_version_from_a_file_that_lost_it_is_a_warning() -> None:
    (found,) = broken(
        {
            "defs.bzl": "# sprocket crate from app/Cargo.toml (version 0.39.0)\n",
            "app/Cargo.toml": MANIFEST.format("0.41.0"),
        }
    )
    assert "which does not name it" in found.message


# quiet


def test_an_agreement_that_holds_is_quiet() -> None:
    assert not broken(
        {
            "versions.bzl": commented(f"must match the version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.1.0", ["2.1.0"]),
        }
    )


def test_any_version_of_the_named_file_will_do() -> None:
    assert not broken(
        {
            "versions.bzl": commented(f"must match a version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.2.0", ["2.2.0", "2.1.0"]),
        }
    )


def test_a_requirement_in_the_named_file_that_admits_the_version_is_quiet() -> None:
    text = '# must match app/Cargo.toml\nGIZMO_VERSION = "0.41.2"\n'
    assert not broken({"versions.bzl": text, "app/Cargo.toml": MANIFEST.format("0.41")})


def test_a_file_that_does_not_exist_is_quiet() -> None:
    assert not broken({"versions.bzl": commented("must match the version in elsewhere/gizmo.json")})


def test_a_file_that_does_not_name_the_tool_is_quiet() -> None:
    assert not broken(
        {
            "versions.bzl": commented("must match checksums/cog.json"),
            "checksums/cog.json": registry("cog", "9.0.0", ["9.0.0"]),
        }
    )


def test_a_name_that_several_files_share_is_quiet() -> None:
    files = {
        "versions.bzl": commented("must match gizmo.json"),
        "a/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0"]),
        "b/gizmo.json": registry("gizmo", "1.9.0", ["1.9.0"]),
    }
    assert not broken(files)


def test_a_comment_that_only_points_to_a_file_promises_nothing() -> None:
    assert not broken(
        {"versions.bzl": commented(f"see {REGISTRY}"), REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])}
    )


def test_a_promise_about_another_line_is_quiet() -> None:
    text = versions(gizmo="2.1.0", sprocket="1.0.0") + f"\n\n# must match {REGISTRY}\n"
    assert not broken({"versions.bzl": text, REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])})


@pytest.mark.parametrize("said_version", ["0.41.0", "0.41.3"])
def test_a_comment_that_takes_a_version_that_the_file_admits_is_quiet(said_version: str) -> None:
    assert not broken(
        {
            "defs.bzl": f"# gizmo is available from app/Cargo.toml (version {said_version})\n",
            "app/Cargo.toml": MANIFEST.format("0.41.0"),
        }
    )


def test_an_example_keeps_no_promise() -> None:
    assert not broken(
        {
            "examples/versions.bzl": commented(f"must match the version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"]),
        }
    )


# more ways to name the other side


CONTAINER = "FROM alpine:3.20\nARG GIZMO_VERSION={}\nRUN curl -fsSL https://example.org/$GIZMO_VERSION\n"


@pytest.mark.parametrize(
    "comment",
    [
        "# Keep this in sync with `build/Dockerfile`.",
        "# keep in sync with the Dockerfile",
        "# must match //build:Dockerfile",
        "# When bumping gizmo, also bump it in build/Dockerfile",
        "# Do not change this without updating the Dockerfile too",
        "# Must be kept in sync\n# with build/Dockerfile.",
        "# Used by the release. The two should be kept in sync: build/Dockerfile",
        "# see build/Dockerfile. The two must be kept in sync",
    ],
)
def test_a_file_may_be_named_in_many_ways(comment: str) -> None:
    files = {
        "versions.bzl": f'{comment}\nGIZMO_VERSION = "2.1.0"\n',
        "build/Dockerfile": CONTAINER.format("2.0.0"),
    }
    (found,) = broken(files)
    assert (found.version, found.severity) == ("2.1.0", Severity.ERROR)
    assert "build/Dockerfile, which says `2.0.0`" in found.message
    assert not broken({**files, "build/Dockerfile": CONTAINER.format("2.1.0")})


def test_two_files_that_one_comment_names_are_both_held_against_the_pin() -> None:
    text = '# keep in sync with a.bzl and b.bzl\nGIZMO_VERSION = "2.1.0"\n'
    files = {"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\n', "b.bzl": 'GIZMO_VERSION = "1.9.0"\n'}
    assert {found.related[0].location.path for found in broken(files)} == {"a.bzl", "b.bzl"}


def test_a_file_of_one_version_ties_a_pin_of_another_name() -> None:
    text = '# must match the version in .bazelversion\nBUILDER_VERSION = "8.1.0"\n'
    (found,) = broken({"ci.bzl": text, ".bazelversion": "8.2.1\n"})
    assert found.severity is Severity.ERROR
    assert "`8.2.1` of `bazel`" in found.message


def test_a_tool_that_the_comment_names_is_looked_for_in_the_file() -> None:
    text = '# must match the version of gizmo in bar.bzl\nFOO_VER = "2.1.0"\n'
    (found,) = broken({"foo.bzl": text, "bar.bzl": 'GIZMO_VERSION = "2.0.0"\nCOG_VERSION = "9.0.0"\n'})
    assert found.related[0].version == "2.0.0"


def test_a_constant_that_the_comment_names_is_found_wherever_it_stands() -> None:
    text = '# must match GIZMO_VERSION\nRUNNER_VERSION = "2.1.0"\n'
    (found,) = broken({"a.bzl": text, "b.bzl": 'GIZMO_VERSION = "2.0.0"\n'})
    assert (place(found), found.severity) == (("a.bzl", 2), Severity.ERROR)
    assert "`GIZMO_VERSION`, which says `2.0.0`" in found.message


def test_a_comment_that_names_a_sibling_tool_ties_the_two() -> None:
    text = '[dependencies]\ngizmo = "=2.1.0"\ngizmo-loader = "=2.0.0"  # NOTE Align with gizmo\n'
    (found,) = broken({"Cargo.toml": text})
    assert (found.tool, found.related[0].version) == ("gizmo-loader", "=2.1.0")


def test_a_comment_over_a_block_keeps_its_pins_together() -> None:
    text = (
        "[dependencies]\n# Keep these versions aligned\n"
        'gizmo = "=2.1.0"\ngizmo-loader = "=2.0.0"\n\ncog = "=9.0.0"\n'
    )
    (found,) = broken({"Cargo.toml": text})
    assert (place(found), found.severity) == (("Cargo.toml", 4), Severity.WARNING)
    assert not broken({"Cargo.toml": text.replace("2.0.0", "2.1.0")})


def test_a_comment_over_a_block_governs_all_pins_of_the_block() -> None:
    text = (
        "# These must match build/Dockerfile\n"
        'COG_VERSION = "1.0.0"\nGIZMO_VERSION = "2.1.0"\n\nX_VERSION = "1.0.0"\n'
    )
    (found,) = broken({"v.bzl": text, "build/Dockerfile": CONTAINER.format("2.0.0")})
    assert place(found) == ("v.bzl", 3)


def test_a_comment_that_goes_on_in_the_next_line_is_read_whole() -> None:
    text = (
        "FROM ubuntu:24.04\n# Note: when updating the gizmo version, also update the gizmo version in\n"
        "# pins.bzl\nARG GIZMO_VERSION=2.1.0\n"
    )
    (found,) = broken({"Dockerfile": text, "pins.bzl": 'GIZMO_VERSION = "2.0.0"\n'})
    assert place(found) == ("Dockerfile", 4)


def test_requirements_are_held_against_each_other() -> None:
    root = (
        "[workspace.dependencies]\n"
        "# When updating gizmo, make sure to also update the version in `fuzz/Cargo.toml`\n"
        'gizmo = "{}"\ncog = "1"\n'
    )
    fuzz = '[package]\nname = "fuzz"\nversion = "0.0.0"\n\n[dependencies]\ngizmo = "0.28.2"\ncog = "2"\n'
    (found,) = broken({"Cargo.toml": root.format("0.27.0"), "fuzz/Cargo.toml": fuzz})
    assert (found.version, found.severity) == ("0.27.0", Severity.ERROR)
    assert not broken({"Cargo.toml": root.format("0.28.2"), "fuzz/Cargo.toml": fuzz})


@pytest.mark.parametrize("word", ["roughly", "ideally", "usually"])
def test_vaguer_words_make_a_warning(word: str) -> None:
    text = f'# {word} the same as a.bzl\nGIZMO_VERSION = "2.1.0"\n'
    (found,) = broken({"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\n'})
    assert found.severity is Severity.WARNING


def test_several_files_that_may_be_meant_make_a_warning() -> None:
    workflow = "on: push\njobs:\n  a:\n    runs-on: x\n    env:\n      GIZMO_VERSION: {}\n    steps: []\n"
    files = {
        "v.bzl": '# must match the version in the workflow\nGIZMO_VERSION = "2.1.0"\n',
        ".github/workflows/a.yml": workflow.format("2.0.0"),
        ".github/workflows/b.yml": "on: push\njobs: {}\n",
    }
    (found,) = broken(files)
    assert found.severity is Severity.WARNING


def test_comments_that_name_each_other_are_reported_once() -> None:
    files = {
        "a.bzl": '# keep in sync with b.bzl\nGIZMO_VERSION = "2.1.0"\n',
        "b.bzl": '# keep in sync with c.bzl\nGIZMO_VERSION = "2.1.0"\n',
        "c.bzl": '# keep in sync with a.bzl\nGIZMO_VERSION = "2.0.0"\n',
    }
    (found,) = broken(files)
    assert {path for path, _ in places(found)} >= {"b.bzl", "c.bzl"}


def test_a_promise_about_a_file_that_is_not_there_is_a_warning() -> None:
    text = '# This should match the version in setup_gizmo.sh.\nGIZMO_VERSION = "2.1.0"\n'
    (found,) = broken({"v.bzl": text, "setup_gizmos.sh": "echo\n"})
    assert (place(found), found.severity) == (("v.bzl", 1), Severity.WARNING)
    assert "`setup_gizmo.sh`, which is not there" in found.message
    assert found.help == "did you mean `setup_gizmos.sh`?"


def test_a_promise_about_a_file_that_left_its_folder_is_a_warning() -> None:
    text = '# keep in sync with build/pins.toml\nGIZMO_VERSION = "2.1.0"\n'
    assert broken({"v.bzl": text, "build/other.toml": "x = 1\n"})


# quiet, too


@pytest.mark.parametrize(
    "comment",
    [
        "# does not need to match a.bzl",
        "# need not be in sync with a.bzl",
        "# no longer in sync with a.bzl",
        "# must match at least the version in a.bzl",
        "# must be 2.0 or newer, to match a.bzl",
        "# used to be the same as a.bzl",
        "# must match the major version in a.bzl",
        "# see a.bzl",
    ],
)
def test_words_that_promise_no_equality_are_quiet(comment: str) -> None:
    assert not broken(
        {"v.bzl": f'{comment}\nGIZMO_VERSION = "2.1.0"\n', "a.bzl": 'GIZMO_VERSION = "2.0.0"\n'}
    )


def test_a_comment_names_one_of_the_pins_of_its_line_and_ties_only_that() -> None:
    text = '# These: gizmo must match a.bzl\nGIZMO_VERSION = "2.0.0"\nCOG_VERSION = "1.0.0"\n'
    assert not broken({"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\nCOG_VERSION = "9.0.0"\n'})


def test_a_comment_about_something_else_than_the_next_version_is_quiet() -> None:
    text = '# keep in sync with a.bzl\nNAMES = ["x"]\nGIZMO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\n'})


def test_a_blank_line_ends_what_a_comment_is_about() -> None:
    text = '# These must match a.bzl\nCOG_VERSION = "1.0.0"\n\nGIZMO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\n'})


def test_a_file_of_several_other_versions_ties_nothing() -> None:
    text = '# must match the version in a.bzl\nFOO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\nCOG_VERSION = "9.0.0"\n'})


def test_a_file_of_one_version_is_quiet_where_nobody_speaks_of_versions() -> None:
    text = '# list must match a.bzl\nFOO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, "a.bzl": 'GIZMO_VERSION = "2.0.0"\n'})


def test_what_to_update_as_well_is_only_held_against_the_same_tool() -> None:
    text = '# when updating the version, also update .bazelversion\nFOO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, ".bazelversion": "8.0.0\n"})


def test_a_version_that_is_the_other_ones_build_is_the_same() -> None:
    text = '# must match the version of gizmo-sys in a.bzl\nGIZMO_VERSION = "1.6.4"\n'
    assert not broken({"v.bzl": text, "a.bzl": 'GIZMO_SYS_VERSION = "0.15.2+1.6.4"\n'})


def test_another_tool_of_a_vague_name_is_quiet() -> None:
    text = (
        "# Should match the version of the toolchain being used.\n"
        'GIZMO_VERSION = "2.1.0"\nTOOLCHAIN_VERSION = "17.0.6"\n'
    )
    assert not broken({"v.bzl": text})


@pytest.mark.parametrize(
    "named", ["https://example.org/build/pins.toml", "other/pins.toml", "pins/*.toml", "/etc/x.toml"]
)
def test_a_name_that_need_not_be_a_file_of_the_repository_is_quiet(named: str) -> None:
    text = f'# keep in sync with {named}\nGIZMO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, "build/other.toml": "x = 1\n"})


def test_a_file_that_is_there_and_holds_no_version_is_quiet() -> None:
    text = '# keep the version in sync with src/pins.hpp\nGIZMO_VERSION = "2.1.0"\n'
    assert not broken({"v.bzl": text, "src/pins.hpp": "int x;\n", "src/y.hpp": "int y;\n"})


@given(st.permutations(["a.bzl", "b.bzl", "c.bzl"]))
def test_the_order_of_files_does_not_matter(order: list[str]) -> None:
    version = {"a.bzl": "2.1.0", "b.bzl": "2.1.0", "c.bzl": "2.0.0"}
    others = {"a.bzl": "b.bzl", "b.bzl": "c.bzl", "c.bzl": "a.bzl"}
    files = {
        path: f'# keep in sync with {others[path]}\nGIZMO_VERSION = "{version[path]}"\n' for path in order
    }
    assert [place(found) for found in broken(files)] == [("b.bzl", 2)]


def test_two_tools_that_must_have_the_same_version_are_held_against_each_other() -> None:
    text = (
        "[dependencies]\n# gizmo and gizmo_derive must have the same version\n"
        'gizmo = "{}"\ngizmo_derive = "2.1.0"\n'
    )
    (found,) = broken({"Cargo.toml": text.format("2.0.0")})
    assert {line for _, line in places(found)} == {2, 3, 4}
    assert not broken({"Cargo.toml": text.format("2.1.0")})


def test_a_constant_of_the_named_file_may_be_called_by_its_name() -> None:
    text = '# Must match COG_VERSION in version.bzl\nRUNNER_VERSION = "2.1.0"\n'
    files = {"a.bzl": text, "version.bzl": 'GIZMO_VERSION = "2.1.0"\nCOG_VERSION = "9.0.0"\n'}
    (found,) = broken(files)
    assert found.related[0].version == "9.0.0"


def test_a_file_that_lists_hundreds_of_versions_says_none_that_a_pin_could_differ_from() -> None:
    offered = [f"2.0.{number}" for number in range(400)]
    files = {
        "versions.bzl": commented(f"must match {REGISTRY}"),
        REGISTRY: registry("gizmo", "2.0.1", offered),
    }
    assert broken(files) == []
    assert broken({**files, REGISTRY: registry("gizmo", "2.0.1", offered[:100])})


def test_what_a_file_says_of_two_tools_is_held_against_each_ones_comment() -> None:
    pins = '{{\n    "gizmo": "{}",{}\n    "sprocket": "{}",{}\n}}\n'
    comment = "  # must match other.bzl"
    files = {
        "versions.bzl": "TOOL_VERSIONS = " + pins.format("2.1.0", comment, "1.0.0", comment),
        "other.bzl": "TOOL_VERSIONS = " + pins.format("2.0.0", "", "1.0.0", ""),
    }
    (found,) = broken(files)
    assert found.tool == "gizmo"
