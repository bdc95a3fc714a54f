"""mise.toml: tools, variables, tasks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.mise import EXTRACTOR


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('node = "20.1.0"', ["toolchain:node selects 20.1.0"]),
        ('go = ["1.22.1", "1.21"]', ["toolchain:go selects 1.22.1", "toolchain:go selects 1.21 [fallback]"]),
        ('python = { version = "3.12.1", virtualenv = ".venv" }', ["toolchain:python selects 3.12.1"]),
        ('"npm:@biomejs/biome" = "1.9.4"', ["npm:@biomejs/biome selects 1.9.4"]),
        ('"cargo:just" = "1.2.3"', ["cargo:just selects 1.2.3"]),
        ('"pipx:Black" = "24.1.0"', ["pypi:black selects 24.1.0"]),
        ('"ubi:BurntSushi/ripgrep[exe=rg]" = "14.1.0"', ["github:BurntSushi/ripgrep selects 14.1.0"]),
        ('"aqua:kubernetes/kubernetes/kubectl" = "1.30.0"', ["github:kubernetes/kubernetes selects 1.30.0"]),
        ('"core:zig" = "0.13.0"', ["bin:zig selects 0.13.0"]),
        ('rust = "latest"', ["toolchain:rust selects *latest"]),
        ('jq = "prefix:1.7"', ["bin:jq selects 1.7"]),
        ('[tools.deno]\nversion = "2.2.12"', ["bin:deno selects 2.2.12"]),
    ],
)
def test_a_tool_is_pinned_by_its_backends_name(line: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "mise.toml", f"[tools]\n{line}\n")
    assert pins(EXTRACTOR, "mise.toml", f"[tools]\n{line}\n") == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[tools]\nerlang = "system"\n',
        '[tools]\nx = "path:./x"\ny = "ref:main"\nz = "{{env.Z}}"\n',
        '[settings]\njobs = "1.2"\n',
        '[env]\nPATH = "1.2"\nNODE_VERSION = "{{x}}"\n',
    ],
)
def test_what_picks_no_version_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "mise.toml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_the_mise_that_is_needed_is_a_minimum() -> None:
    assert pins(EXTRACTOR, "mise.toml", 'min_version = "2024.11.1"\n') == ["bin:mise requires ~2024.11.1"]


def test_variables_and_tasks_are_read() -> None:
    text = (
        '[env]\nBAZEL_VERSION = "7.4.1"\n[tasks]\nfmt = "npx prettier@3.2.0 ."\n'
        "[tasks.b]\nrun = ['cargo install just@1.2.3']\ntools.node = \"20\"\n"
    )
    assert pins(EXTRACTOR, "mise.toml", text) == [
        "bin:bazel selects 7.4.1",
        "npm:prettier selects 3.2.0",
        "cargo:just selects 1.2.3",
        "toolchain:node selects 20",
    ]


def test_a_file_for_one_environment_is_a_track_of_its_own() -> None:
    assert pins(EXTRACTOR, "mise.ci.toml", '[tools]\nnode = "20"\n') == ["toolchain:node selects 20 [ci]"]
    assert pins(EXTRACTOR, ".config/mise/config.toml", '[tools]\nnode = "20"\n') == [
        "toolchain:node selects 20"
    ]


def test_a_text_that_is_no_version_is_noted() -> None:
    (note,) = read(EXTRACTOR, "mise.toml", '[tools]\nnode = "@@"\n').notes
    assert (note.check, note.location.line) == ("not-understood", 2)


def test_damage_is_noted_and_the_rest_is_read() -> None:
    extraction = read(EXTRACTOR, "mise.toml", '[tools\nnode = "20"\n[tools]\ngo = "1.22"\n')
    assert {note.check for note in extraction.notes} == {"parse-error"}
    assert "1.22" in [pin.raw for pin in extraction.pins]


def test_a_tool_that_another_place_pins_otherwise_is_drift() -> None:
    (found,) = said(
        "version-drift", tree({"mise.toml": '[tools]\nbazel = "7.4.1"\n', ".bazelversion": "8.0.0\n"})
    )
    assert found.tool == "bazel"


def test_a_series_and_a_version_of_it_are_no_drift() -> None:
    assert said("version-drift", tree({"mise.toml": '[tools]\nnode = "20"\n', ".nvmrc": "20.1.0\n"})) == []


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "mise.toml", content)
    read(EXTRACTOR, "mise.toml", b"[tools]\nx = " + content)


def test_a_command_of_go_is_called_as_go_install_calls_it() -> None:
    text = '[tools]\n"go:github.com/golangci/golangci-lint/cmd/golangci-lint" = "v1.58.0"\n'
    (pin,) = read(EXTRACTOR, "mise.toml", text).pins
    assert str(pin.artifact) == "go:github.com/golangci/golangci-lint"
    assert "golangci-lint" in pin.names


def test_whose_java_it_is_stands_in_front_of_the_version() -> None:
    text = '[tools]\njava = "temurin-21.0.7"\nnode = "20.1.0"\n'
    assert [pin.raw for pin in read(EXTRACTOR, "mise.toml", text).pins] == ["21.0.7", "20.1.0"]
