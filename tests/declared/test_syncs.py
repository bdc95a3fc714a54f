"""`[[sync]]`: values that are derived from others, through the whole flow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck import pipeline
from vercheck.config import ConfigError, DeclaredSync, load
from vercheck.declared.syncs import read_addresses
from vercheck.model import Address, Applicability, Diagnostic, Source

FILES = {
    "v.bzl": 'TOOL_VERSIONS = {"wac": "0.8.0", "wit-bindgen": "0.46.0"}\nCOMMIT = "4684fd6b0c01"\n',
    "a/Cargo.toml": '[package]\nname = "a"\nversion = "0.1.0"\n\n[dependencies]\nwit-bindgen = "0.46"\n',
    "settings.json": '{"engine": {"generator": "v0.46.0", "of": ["x"]}}',
    "site.conf": "image runtime:0.46.0-slim\nimage runtime:0.46.0\n",
    ".bazelversion": "8.3.1\n",
}
TO = '[[sync]]\nfrom = "{}"\nto = "{}"\n'
IN = '[[sync]]\nfrom = "{}"\nfiles = ["{}"]\npattern = \'{}\'\n'
GENERATOR = "v.bzl#TOOL_VERSIONS[wit-bindgen]"
COPY = "settings.json#engine.generator"
WHERE_TO = "`sync` says where to by `to`, or by `files` and `pattern`"


def said(root: Path, config: str, **changed: str) -> list[Diagnostic]:
    """The findings of version-drift and unused-setting, with some files' words replaced."""
    for path, text in {**FILES, "vercheck.toml": config}.items():
        for old, new in changed.items():
            text = text.replace(old, new) if path != "v.bzl" else text
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    found = pipeline.check(root, load(root), today=date(2026, 6, 1)).report.diagnostics
    return [item for item in found if item.check in ("version-drift", "unused-setting")]


ROWS = [
    TO.format(GENERATOR, "a/Cargo.toml#dependencies.wit-bindgen"),
    TO.format(GENERATOR, "settings.json#engine.generator"),
    TO.format("./v.bzl#TOOL_VERSIONS[wit-bindgen]", "./settings.json#engine[generator]"),
    IN.format(GENERATOR, "*.conf", r"runtime:(?P<version>[\d.]+)"),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_value_that_is_repeated_is_quiet(tmp_path: Path, row: str) -> None:
    assert said(tmp_path, row) == []


@pytest.mark.parametrize("row", ROWS)
def test_a_value_that_is_behind_is_told_with_a_safe_fix(tmp_path: Path, row: str) -> None:
    found = said(tmp_path, row, **{"0.46": "0.45"})
    assert {item.check for item in found} == {"version-drift"}
    for item in found:
        assert "is derived from v.bzl:1, which says `0.46.0`" in item.message
        assert item.help == "`vercheck fix` restates it, as vercheck.toml:1 asks for"
        assert item.fix is not None
        assert item.fix.applicability is Applicability.SAFE
        assert [edit.new for edit in item.fix.edits] == [(item.version or "").replace("0.45", "0.46")]
        assert [label.location.path for label in item.related] == ["v.bzl"]


def test_every_match_of_a_pattern_is_held_against_the_value(tmp_path: Path) -> None:
    row = IN.format(GENERATOR, "*.conf", r"runtime:(?P<version>[\d.]+)")
    assert [item.location.line for item in said(tmp_path, row, **{"0.46": "0.45"})] == [1, 2]


def test_a_value_that_is_no_version_is_repeated_letter_by_letter(tmp_path: Path) -> None:
    row = IN.format("v.bzl#COMMIT", "*.conf", r"runtime:(?P<version>[\d.]+)-slim")
    (found,) = said(tmp_path, row)
    assert found.expected == "4684fd6b0c01"


def test_a_copy_beside_a_digest_waits_for_the_digest(tmp_path: Path) -> None:
    archive = (
        f'http_archive(\n    name = "wit",\n    sha256 = "{"a1b2c3d4" * 8}",\n'
        '    url = "https://github.com/acme/wit/archive/v0.45.0.tar.gz",\n)\n'
    )
    (tmp_path / "BUILD.bazel").write_text(archive)
    (found,) = said(tmp_path, IN.format(GENERATOR, "BUILD.bazel", r"archive/v(?P<version>[\d.]+\d)"))
    assert found.fix is not None
    assert found.fix.lacks == ("BUILD.bazel:4 has a digest that belongs to `0.45.0`",)


def test_what_is_derived_is_no_choice_of_its_own(tmp_path: Path) -> None:
    """The place is told once, as derived, and not a second time as a choice that differs."""
    row = TO.format(".bazelversion", "tools.env#USE_BAZEL_VERSION")
    (tmp_path / "tools.env").write_text("USE_BAZEL_VERSION=8.0.0\n")
    assert len(said(tmp_path, row)) == 1


def test_what_is_derived_from_a_derived_value_comes_from_the_first(tmp_path: Path) -> None:
    chain = TO.format(GENERATOR, COPY) + IN.format(COPY, "*.conf", r"runtime:(?P<version>[\d.]+)$")
    found = said(tmp_path, chain, **{"0.46": "0.45"})
    assert {item.fix.edits[0].new for item in found if item.fix} == {"v0.46.0", "0.46.0"}
    assert {label.location.path for item in found for label in item.related} == {"v.bzl"}


def test_values_that_are_derived_from_each_other_are_a_wrong_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="derives a value from itself") as raised:
        said(tmp_path, TO.format(GENERATOR, COPY) + TO.format(COPY, GENERATOR))
    assert raised.value.location is not None
    assert raised.value.location.path == "vercheck.toml"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (TO.format("v.bzl#GONE", COPY), "reads from `v.bzl#GONE`, where no value stands"),
        (TO.format("v.bzl", COPY), "reads from `v.bzl`, where 2 values stand"),
        (TO.format(GENERATOR, "settings.json#engine.gone"), "writes to `settings.json#engine.gone`, where"),
        (TO.format(GENERATOR, "settings.json#engine.of"), "writes to `settings.json#engine.of`, where"),
        (TO.format(GENERATOR, "gone.json#a"), "writes to `gone.json#a`, where no value stands"),
        (IN.format(GENERATOR, "*.conf", "x(?P<version>9)"), "has `x(?P<version>9)`, which finds nothing in"),
        (IN.format(GENERATOR, "*.gone", "(?P<version>9)"), "has `(?P<version>9)`, which finds nothing in"),
    ],
)
def test_a_row_that_speaks_of_nothing_is_reported(tmp_path: Path, row: str, expected: str) -> None:
    (found,) = said(tmp_path, row)
    assert (found.check, found.location.line) == ("unused-setting", 1)
    assert found.message.startswith(f"`[[sync]]` {expected}")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('[[sync]]\nfrom = "a#b"\n', WHERE_TO),
        ('[[sync]]\nfrom = "a#b"\nfiles = ["x"]\n', WHERE_TO),
        (
            '[[sync]]\nfrom = "a"\nto = "b"\nfiles = ["x"]\npattern = "(?P<version>x)"\n',
            WHERE_TO,
        ),
        ('[[sync]]\nto = "a#b"\n', "`sync.0` lacks `from`"),
        ('[[sync]]\nfrom = "a#b"\nto = "./a#b"\n', "`to` is the address that `from` reads"),
        ('[[sync]]\nfrom = "a"\nfiles = ["x"]\npattern = "x"\n', "`pattern` has no group `(?P<version>…)`"),
        ('[[sync]]\nfrom = "a"\nfiles = ["x"]\npattern = "("\n', "`pattern` is not a regular expression"),
        ('[[sync]]\nfrom = "a"\ninto = "b"\n', "unknown key `into` in `sync.0`"),
    ],
)
def test_a_row_that_says_nothing_is_wrong(tmp_path: Path, row: str, expected: str) -> None:
    (tmp_path / "vercheck.toml").write_text(row)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert expected in str(caught.value)


@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.toml", "a.yaml", "a.bzl", "a.py", "a.conf"]))
def test_any_bytes_are_read(content: bytes, path: str) -> None:
    source = Source(path, content)
    for constant in read_addresses(source, DeclaredSync(Address(path, "a.b[c]"), Address(path, "."))):
        assert source.text(constant.location.span) == constant.text
