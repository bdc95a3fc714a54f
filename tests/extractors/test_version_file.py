"""Files that hold a version and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.version_file import EXTRACTOR, MAX_LINES


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (".bazelversion", "8.2.1\n", ["bin:bazel selects 8.2.1"]),
        (".bazelversion", "# why\r\n8.2.1\r\n", ["bin:bazel selects 8.2.1"]),
        (".bazelversion", "\ufeff8.2.1", ["bin:bazel selects 8.2.1"]),
        (".bazelversion", "fork/7.0.0", ["bin:bazel selects 7.0.0"]),
        (".bazelversion", "latest", ["bin:bazel selects *latest"]),
        (".bazelversion", "7.x", ["bin:bazel selects *7.x"]),
        (".bazelversion", "last_green", ["bin:bazel selects *last_green"]),
        (".nvmrc", "v20.1.0\n", ["toolchain:node selects v20.1.0"]),
        (".nvmrc", "lts/iron\n", ["toolchain:node selects *lts/iron"]),
        (
            ".python-version",
            "3.12.1\n3.11\n",
            ["toolchain:python selects 3.12.1", "toolchain:python selects 3.11 [matrix]"],
        ),
        (".java-version", "temurin-17.0.5\n", ["toolchain:java selects 17.0.5"]),
        (".ruby-version", "ruby-3.2.1\n", ["toolchain:ruby selects 3.2.1"]),
        (".terraform-version", "1.5.0", ["bin:terraform selects 1.5.0"]),
        (".bazeliskrc", "USE_BAZEL_VERSION=7.4.1\nBAZELISK_HOME=/x\n", ["bin:bazel selects 7.4.1"]),
        (".sdkmanrc", "java=17.0.5-tem\n", ["toolchain:java selects 17.0.5"]),
        (".sdkmanrc", "java=21.0.2-graalce\n", ["toolchain:java selects 21.0.2"]),
        (".sdkmanrc", "java=24-ea\n", ["toolchain:java selects 24-ea"]),
        (
            ".tool-versions",
            "nodejs 20.1.0 18.2.0\ngolang 1.22 # why\nruby system\n",
            [
                "toolchain:node selects 20.1.0",
                "toolchain:node selects 18.2.0 [fallback]",
                "toolchain:go selects 1.22",
            ],
        ),
    ],
)  # fmt: skip
def test_the_version_is_the_pin(name: str, content: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, name, content)
    assert pins(EXTRACTOR, name, content) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    ("name", "content"), [(".nvmrc", ""), (".python-version", "\n\n"), (".tool-versions", "# 1.2\n")]
)
def test_a_file_without_a_version_is_quiet(name: str, content: str) -> None:
    extraction = read(EXTRACTOR, name, content)
    assert extraction.pins == ()
    assert extraction.notes == ()


def test_a_line_that_is_no_version_is_noted_at_its_place() -> None:
    (note,) = read(EXTRACTOR, ".python-version", "my-virtualenv\n").notes
    assert (note.check, note.location.line) == ("not-understood", 1)


@given(st.sampled_from([".nvmrc", ".tool-versions", ".bazeliskrc", ".sdkmanrc"]), st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(name: str, content: bytes) -> None:
    read(EXTRACTOR, name, content)


def test_nobody_chooses_among_more_lines_than_are_read() -> None:
    many = "3.12.1\n" * MAX_LINES
    found = read(EXTRACTOR, ".python-version", many)
    assert (len(found.pins), found.notes) == (MAX_LINES, ())
    found = read(EXTRACTOR, ".python-version", many + "3.11.0\n" * 5)
    assert len(found.pins) == MAX_LINES
    assert [(note.location.line, note.check) for note in found.notes] == [(MAX_LINES + 1, "not-understood")]


def test_a_version_of_go_may_have_its_name_in_front() -> None:
    assert [pin.raw for pin in read(EXTRACTOR, ".go-version", "go1.22.4\n").pins] == ["1.22.4"]


def test_more_managers_keep_a_file_with_the_version_alone() -> None:
    for name, artifact in ((".rust-version", "toolchain:rust"), (".terragrunt-version", "bin:terragrunt")):
        assert [str(pin.artifact) for pin in read(EXTRACTOR, name, "1.22.4\n").pins] == [artifact]
