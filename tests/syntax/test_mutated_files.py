"""Real files with something done to them mean what the parsers of their languages say."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path
from random import Random

import pytest
import starlark
import yaml
from hypothesis import given

from tests.syntax import test_json, test_toml, test_yaml
from tests.syntax.mutations import damaged, files, mutated
from vercheck.model import Source
from vercheck.syntax.nix.tree import parse_nix
from vercheck.syntax.starlark import parse_starlark
from vercheck.syntax.toml import parse_toml

STARLARK = starlark.Dialect.extended()
NOT_LINE_ENDS = "\u2028\u2029\x85"
"""Line ends in YAML 1.1, as its judge here reads it, and characters since."""


@given(mutated(files(".toml", "Cargo.lock", "uv.lock", "poetry.lock")))
def test_toml_is_read_as_tomllib_reads_it_and_what_it_refuses_is_told(text: str) -> None:
    document = parse_toml(text.encode())
    try:
        meant = tomllib.loads(text.removeprefix("\ufeff"))  # which editors write, and its judge refuses
    except tomllib.TOMLDecodeError:
        assert document.damage
        return
    assert document.damage == ()
    assert test_toml.plain(document.root) == test_toml.expected(meant)


@given(mutated(files(".json", "flake.lock", "MODULE.bazel.lock")))
def test_json_that_the_standard_library_reads_is_read_the_same(text: str) -> None:
    try:
        meant = json.loads(text)
    except ValueError:
        return
    datum, _ = test_json.parse(text)
    assert test_json.plain(datum) == meant


@given(mutated(files(".json", "flake.lock", "MODULE.bazel.lock")))
def test_json_that_is_cut_off_is_told(text: str) -> None:
    cut = text[: len(text) // 2].rstrip(" \n\t\r\ufeff")
    if cut and not is_json(cut):
        assert test_json.parse(cut)[1]


def is_json(text: str) -> bool:
    """A few damaged files begin with a value of their own."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@given(mutated(files(".yml", ".yaml")))
def test_yaml_that_both_read_means_the_same(text: str) -> None:
    if any(sign in text for sign in NOT_LINE_ENDS) or "<<:" in text:  # of which the judge makes one mapping
        return
    try:
        meant = list(yaml.load_all(text, Loader=yaml.BaseLoader))
    except (yaml.YAMLError, ValueError, TypeError):
        return
    _, read = test_yaml.parse(text)
    if not read.notes:
        assert as_text([test_yaml.plain(document) for document in read.documents]) == as_text(meant)


@given(mutated(files(".bzl", ".bazel", "BUCK")))
def test_starlark_that_starlark_reads_has_no_damage(text: str) -> None:
    try:
        starlark.parse("a.bzl", text, STARLARK)
    except starlark.StarlarkError:
        return
    assert parse_starlark(Source("a.bzl", text.encode())).notes == ()


@pytest.mark.skipif(shutil.which("nix-instantiate") is None, reason="nix-instantiate is not installed")
def test_nix_that_nix_reads_has_no_damage_and_what_it_refuses_is_told(tmp_path: Path) -> None:
    chance = Random(20250417)
    texts = files(".nix")
    judged = set()
    for _ in range(25):
        text = damaged(chance.choice(texts), chance)
        file = tmp_path / "a.nix"
        file.write_text(text, newline="")
        done = subprocess.run(
            ["nix-instantiate", "--parse", file], capture_output=True, text=True, check=False
        )
        if "undefined variable" in done.stderr:
            continue  # which is no question of syntax
        is_read = done.returncode == 0
        judged.add(is_read)
        assert (parse_nix(Source("a.nix", text.encode())).notes == ()) is is_read, text
    assert judged == {True, False}


def as_text(value: object) -> object:
    """A value with its numbers and its nothings as they are written."""
    if isinstance(value, dict):
        return {str(as_text(key)): as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return "" if value is None or value == "~" else str(value)
