"""Which parts of a build file are looked at: what may tell a version, by itself or behind its names."""

from __future__ import annotations

import pytest

from vercheck.extractors._starlark.telling import Telling
from vercheck.model import Source
from vercheck.syntax.starlark import parse_starlark


def told(text: str) -> list[str]:
    """The targets of the assignments that may tell a version."""
    module = parse_starlark(Source("defs.bzl", text.encode()))
    telling = Telling(module)
    return [
        one.target
        for one in module.assignments
        if telling.may(one.node.start_byte, one.node.end_byte, one.function)
    ]


@pytest.mark.parametrize(
    "value",
    [
        '"1.2.3"',
        '"29"',
        '">=2"',
        '"wasi-sdk-v29"',
        '"VER-2-13-2"',
        '["go", "1_80_0"]',
        '{"17": ["21"]}',
        '{"linux": "' + "0a" * 32 + '"}',
        '{"latest": {"sha256": ""}}',
        "struct(stripPrefix = PREFIX)",
        "info.version",
        "TOOL_VERSIONS",
    ],
)
def test_what_looks_like_a_version_a_digest_or_their_fields_may_tell(value: str) -> None:
    assert told(f"X = {value}\n") == ["X"]


@pytest.mark.parametrize(
    "value",
    [
        '["src/main.c", "src/jdsample-9.c"]',
        '{"HAVE_STDIO_H": "1", "HAVE_UNISTD_H": "1"}',
        '{"@platforms//cpu:x86_64": [], "@platforms//cpu:arm64": []}',
        '["-std=c++17", "-DNDEBUG=1"]',
        'rule(implementation = _impl, attrs = {"srcs": attr.label_list()})',
        '["framehash_muxer", "curl_test", "server", "driver"]',
        "len(files) > 1",
    ],
)
def test_files_switches_platforms_and_rules_tell_nothing(value: str) -> None:
    assert told(f"X = {value}\n") == []


def test_a_name_tells_what_it_stands_for_however_many_names_are_between() -> None:
    assert told('TABLE = [("wac", C)]\nC = B\nB = A\nA = "1.2.3"\nD = E\n') == ["TABLE", "C", "B", "A"]


def test_a_function_tells_what_it_returns() -> None:
    assert told('def pick():\n    return "1.2.3"\n\nX = {"wac": pick()}\nY = {"wac": other()}\n') == ["X"]


def test_a_local_is_known_in_its_function_alone() -> None:
    text = 'def f():\n    args = "1.2.3"\n    x = [args]\n\ndef g():\n    args = 1\n    x = [args]\n'
    assert told(text) == ["args", "x"]


def test_a_loaded_name_tells_by_the_name_that_it_has_there() -> None:
    assert told('load(":v.bzl", wac = "WAC_VERSION", cfg = "CONFIG")\nX = [wac]\nY = [cfg]\n') == ["X"]


def test_all_of_a_function_about_versions_may_tell() -> None:
    assert told("def _version_impl(ctx):\n    x = [ctx.attr.name]\n") == ["x"]


def test_where_very_many_names_stand_for_versions_everything_is_looked_at() -> None:
    names = "".join(f'N{number} = "1.2.{number}"\n' for number in range(400))
    assert "Y" in told(names + "Y = [other]\n")


@pytest.mark.parametrize(("steps", "is_passed_over"), [(5, True), (100, False)])
def test_where_very_many_names_stand_behind_each_other_everything_is_looked_at(
    steps: int, is_passed_over: bool
) -> None:
    names = "".join(f"N{number} = N{number + 1}\n" for number in range(steps))
    found = told(f'{names}N{steps} = "1.2.3"\nY = [other]\n')
    assert len(found) == steps + 1 + (not is_passed_over)
    assert ("Y" not in found) is is_passed_over
