from __future__ import annotations

from pathlib import Path

from tests.cli.running import mismatched
from vercheck import pipeline
from vercheck.config import Config, load
from vercheck.graph import Facts
from vercheck.reasons import authorities, constraints
from vercheck.tree import today


def facts(root: Path, config: Config) -> Facts:
    return pipeline.link(pipeline.read(root, config), config, today())


def test_the_rows_that_tie_a_tool_to_what_is_pinned_here_hold_it(tmp_path: Path) -> None:
    given = facts(mismatched(tmp_path), Config())
    assert "wasm/wit-cli" in [found.row.id for found in constraints("wit-bindgen", given)]


def test_nothing_holds_a_tool_that_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "a.bzl").write_text('GIZMO_VERSION = "1.0.0"\n')
    assert list(constraints("gizmo", facts(tmp_path, Config()))) == []


def test_a_pack_says_who_is_right_where_the_configuration_does_not(tmp_path: Path) -> None:
    (found,) = authorities("wit-bindgen", facts(mismatched(tmp_path), Config()), Config())
    assert found.words.startswith("bin:wit-bindgen leads (rule wasm/")
    assert [pin.location.path for pin in found.pins] == ["toolchains/tool_versions.bzl"]


def test_the_configuration_outranks_a_pack(tmp_path: Path) -> None:
    mismatched(tmp_path)
    (tmp_path / "vercheck.toml").write_text('[authority]\n"wit-bindgen" = "tools/updater/Cargo.toml"\n')
    config = load(tmp_path)
    (found,) = authorities("wit-bindgen", facts(tmp_path, config), config)
    assert found.words == "tools/updater/Cargo.toml# (`wit-bindgen` in vercheck.toml:2:1)"
    assert [pin.raw for pin in found.pins] == ["0.47.0"]


def test_an_authority_without_a_pin_of_the_tool_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.bzl").write_text('GIZMO_VERSION = "1.0.0"\n')
    (tmp_path / "vercheck.toml").write_text('[authority]\n"*" = "elsewhere.bzl"\n')
    config = load(tmp_path)
    assert authorities("gizmo", facts(tmp_path, config), config) == ()
