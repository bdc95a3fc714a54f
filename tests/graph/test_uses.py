"""What a constant is the version of, by what is downloaded with it."""

from __future__ import annotations

import pytest

from tests.graph.linking import graph
from vercheck.graph.uses import is_about
from vercheck.model import Artifact

SKYLIB = Artifact("github", "bazelbuild/bazel-skylib")


@pytest.mark.parametrize(
    "trail", ["SKYLIB_VERSION", "versions[BAZEL_SKYLIB_TAG]", "TAG", "f.release", "skylib_ref"]
)
def test_a_name_without_a_word_of_its_own_is_about_the_repository(trail: str) -> None:
    assert is_about(trail, SKYLIB)


@pytest.mark.parametrize(
    "trail", ["LAUNCHER_TAG", "versions[BAZEL_LAUNCHER_VERSION]", "skylib_tests_version"]
)
def test_a_name_with_a_word_of_its_own_is_about_something_else(trail: str) -> None:
    assert not is_about(trail, SKYLIB)


FETCH = """\
load("//:versions.bzl", "SKYLIB_VERSION")
http_archive(
    name = "bazel_skylib",
    url = "https://github.com/bazelbuild/bazel-skylib/archive/%s.zip" % SKYLIB_VERSION,
)
"""


def test_a_constant_goes_by_the_repository_that_others_pin_too() -> None:
    made = graph(
        {
            "versions.bzl": 'SKYLIB_VERSION = "1.2.1"\n',
            "WORKSPACE": FETCH,
            "MODULE.bazel": 'bazel_dep(name = "bazel_skylib", version = "1.5.0")\n',
        }
    )
    assert {made.tool(pin) for pin in made.pins} == {"bazel-skylib"}


def test_a_constant_keeps_its_name_where_nobody_else_pins_the_repository() -> None:
    made = graph({"versions.bzl": 'SKYLIB_VERSION = "1.2.1"\n', "WORKSPACE": FETCH})
    assert {made.tool(pin) for pin in made.pins} == {"skylib"}


def test_a_local_of_a_function_chooses_for_that_function() -> None:
    fetch = """\
def official_skylib(ctx):
    version = "1.2.1"
    url = "https://github.com/bazelbuild/bazel-skylib/archive/{}.tar.gz".format(version)
    ctx.download(url)
"""
    made = graph(
        {"fetch.bzl": fetch, "MODULE.bazel": 'bazel_dep(name = "bazel_skylib", version = "1.5.0")\n'}
    )
    (literal,) = [pin for pin in made.pins if pin.raw == "1.2.1"]
    assert made.tool(literal) != "bazel-skylib"


def test_a_constant_keeps_its_name_where_others_go_by_it() -> None:
    made = graph(
        {
            "versions.bzl": 'SKYLIB_VERSION = "1.2.1"\n',
            "other.bzl": 'SKYLIB_VERSION = "1.3.0"\n',
            "WORKSPACE": FETCH,
            "MODULE.bazel": 'bazel_dep(name = "bazel_skylib", version = "1.5.0")\n',
        }
    )
    assert "skylib" in {made.tool(pin) for pin in made.pins}
