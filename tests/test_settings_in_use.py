from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vercheck import pipeline
from vercheck.config import load
from vercheck.discover import discover
from vercheck.settings_in_use import unused_settings


def complaints(root: Path, text: str) -> list[str]:
    (root / "vercheck.toml").write_text(text)
    (root / "docs").mkdir()
    (root / "docs/a.md").touch()
    config = load(root)
    discovery = discover(root, [item.value for item in config.exclude])
    return [f"{item.location.line}: {item.message}" for item in unused_settings(config, discovery)]


def test_settings_that_match_are_quiet(tmp_path: Path) -> None:
    text = (
        'exclude = ["docs/b*", "docs/"]\n[authority]\n"*" = "vercheck.toml#x"\n'
        '[severity]\nstale-mention = { paths = { "*.toml" = "off" } }\n'
        '[[scope]]\nname = "own"\npaths = ["vercheck.*"]\n'
    )
    assert complaints(tmp_path, text) == ["1: `exclude` has `docs/b*`, which matches no file"]


def test_an_authority_that_is_no_file_is_reported(tmp_path: Path) -> None:
    assert complaints(tmp_path, '[authority]\n"*" = "gone.bzl#X"\n') == [
        "2: the authority of `*` is `gone.bzl#X`, which is no file here"
    ]


def test_a_scope_and_a_severity_that_match_no_file_are_reported(tmp_path: Path) -> None:
    text = (
        '[severity]\nx = { paths = { "src/**" = "off" } }\n'
        '[[scope]]\nname = "s"\npaths = ["t/**", "docs/*"]\n'
    )
    assert complaints(tmp_path, text) == [
        "3: the scope `s` has `t/**`, which matches no file",
        "2: `severity.x` has `src/**`, which matches no file",
    ]


FILES = {
    "versions.bzl": 'TOOL_VERSIONS = {"jco": "1.17.0", "wasm-tools": "1.240.0"}\n',
    "build/pins.py": 'PINS = {"wac": "0.7.0"}\n',
    "deploy/a.conf": "wac 0.7.0\n",
    "docs/a.md": "no pins\n",
    "BUILD.bazel": 'http_archive(name = "x", url = "https://eu.files.acme.test/x-1.0.0.zip")\n',
}


def unused(root: Path, text: str) -> list[str]:
    """What the whole flow says about the settings of a small repository."""
    for path, content in {**FILES, "vercheck.toml": text}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    report = pipeline.check(root, load(root), today=date(2026, 6, 1)).report
    found = [item for item in report.diagnostics if item.check == "unused-setting"]
    return [f"{item.location.line}: {item.message}" for item in found]


TABLE = '[[table]]\npath = "{}"\nsymbol = "{}"\necosystem = "bin"\n'
EXTRACT = "[[extract]]\nfiles = {}\npattern = '{}'\nartifact = \"bin:wac\"\n"
REQUIRE = '[[require]]\nwhen = "{}"\nneeds = ["{}"]\nreason = "because"\n'


@pytest.mark.parametrize(
    "text",
    [
        TABLE.format("build/pins.py", "PINS"),
        TABLE.format("./build/pins.py", "PINS"),
        EXTRACT.format('["deploy/*"]', r"wac (?P<version>\S+)"),
        EXTRACT.format('["deploy/a.conf", "docs/*"]', r"wac (?P<version>\S+)"),
        REQUIRE.format("bin:jco 1", "bin:wasm-tools *"),
        REQUIRE.format("bin:jco 99", "bin:wasm-tools 99"),
        '[authority]\n"*" = "versions.bzl#TOOL_VERSIONS"\njco = "versions.bzl"\n',
        '[authority]\n"bin:jco" = "./versions.bzl#TOOL_VERSIONS[jco]"\n',
        '[severity]\nversion-drift = { tools = { jco = "warning" } }\n',
        'gone-hosts = ["Files.acme.test"]\n',
    ],
)
def test_a_row_that_speaks_of_something_is_quiet(tmp_path: Path, text: str) -> None:
    assert unused(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            TABLE.format("build/pin.py", "PINS"),
            "1: `[[table]]` has `PINS` in `build/pin.py`, where there is no such file",
        ),
        (
            TABLE.format("build/pins.py", "PINZ"),
            "1: `[[table]]` has `PINZ` in `build/pins.py`, where there is no such symbol; "
            "did you mean `PINS`?",
        ),
        (
            TABLE.format("deploy/a.conf", "PINS"),
            "1: `[[table]]` has `PINS` in `deploy/a.conf`, where only Starlark, Python, JSON, TOML and YAML "
            "are read; `[[extract]]` reads any text",
        ),
        (
            EXTRACT.format('["deploy/*.sh"]', "(?P<version>1)"),
            "1: `[[extract]]` of `bin:wac` has `deploy/*.sh`, which matches no file",
        ),
        (
            EXTRACT.format('["deploy/*"]', "jco (?P<version>1)"),
            "1: `[[extract]]` of `bin:wac` has `jco (?P<version>1)`, which finds no version in its files",
        ),
        (
            REQUIRE.format("bin:gone", "bin:jco 1"),
            "1: `[[require]]` speaks of `bin:gone`, which nothing here pins",
        ),
        (
            REQUIRE.format("bin:jco", "cargo:gone 1"),
            "1: `[[require]]` speaks of `cargo:gone`, which nothing here pins",
        ),
        (
            '[authority]\n"*" = "versions.bzl#TOOLS"\n',
            "2: the authority of `*` is `versions.bzl#TOOLS`, where nothing is pinned",
        ),
        (
            '[authority]\njc = "versions.bzl#TOOL_VERSIONS"\n',
            "2: `authority` speaks of `jc`, which nothing here pins",
        ),
        (
            '[severity]\nversion-drift = { tools = { jca = "warning" } }\n',
            "2: `severity.version-drift` has the tool `jca`, which nothing here pins; did you mean `jco`?",
        ),
        (
            'gone-hosts = ["files.acme.tset"]\n',
            "1: `gone-hosts` has `files.acme.tset`, from which nothing here is downloaded",
        ),
    ],
)
def test_a_row_that_speaks_of_nothing_is_reported_with_its_line(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert unused(tmp_path, text) == [expected]


def test_each_row_answers_for_itself(tmp_path: Path) -> None:
    text = TABLE.format("build/pins.py", "PINS") + TABLE.format("build/pins.py", "GONE")
    assert [line.partition(":")[0] for line in unused(tmp_path, text)] == ["5"]


def test_a_comment_that_declares_nothing_is_reported_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.lua").write_text("\n-- vercheck: pin bin:jco\nno version\n")
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures/a.lua").write_text("-- vercheck: pin bin:jco\nno version\n")
    assert unused(tmp_path, "") == [
        "2: this comment declares `bin:jco`, but on the next line there is no version"
    ]
