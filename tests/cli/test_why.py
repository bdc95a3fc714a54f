from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run

Capture = pytest.CaptureFixture[str]


def test_the_tree_tells_sites_constraints_authority_and_findings(tmp_path: Path, capfd: Capture) -> None:
    out = run(capfd, "why", "wit-bindgen", mismatched(tmp_path)).out
    assert out.startswith("wit-bindgen\n├─ scope .\n")
    assert "selects 0.46.0  bin:wit-bindgen  toolchains/tool_versions.bzl:3:21" in out
    assert "requires 0.47.0  cargo:wit-bindgen  tools/updater/Cargo.toml:6:16" in out
    assert "wasm/wit-cli: cargo:wit-bindgen and bin:wit-bindgen: same minor" in out
    assert "bin:wit-bindgen leads" in out
    assert "error[companion-mismatch] tools/updater/Cargo.toml:6:16" in out


def test_where_all_agree_there_are_no_findings(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "why", "wit-bindgen", matched(tmp_path))
    assert result.status == 0
    assert "findings" not in result.out


def test_a_rule_about_something_that_is_not_pinned_is_left_out(tmp_path: Path, capfd: Capture) -> None:
    assert "wit-bindgen-rt" not in run(capfd, "why", "wit-bindgen", matched(tmp_path)).out


def test_a_declared_authority_is_named_with_its_place(tmp_path: Path, capfd: Capture) -> None:
    root = matched(tmp_path)
    (root / "vercheck.toml").write_text('[authority]\n"*" = "toolchains/tool_versions.bzl#TOOL_VERSIONS"\n')
    out = run(capfd, "why", "wit-bindgen", root).out
    assert "toolchains/tool_versions.bzl#TOOL_VERSIONS (`*` in vercheck.toml:2:1)" in out


def test_a_tool_without_an_authority_says_how_to_declare_one(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "Cargo.toml").write_text('[dependencies]\nunheard-of = "1"\n')
    assert "nobody: declare one under `[authority]`" in run(capfd, "why", "unheard-of", tmp_path).out


def test_a_tool_that_is_not_pinned_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "why", "wit-bindgne", mismatched(tmp_path))
    assert result.status == 2
    assert "no pin here belongs to `wit-bindgne`; did you mean `wit-bindgen`?" in result.err


def test_a_declared_authority_is_the_only_one(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    address = "tools/updater/Cargo.toml#dependencies.wit-bindgen"
    (root / "vercheck.toml").write_text(f'[authority]\n"wit-bindgen" = "{address}"\n')
    out = run(capfd, "why", "wit-bindgen", root).out
    assert f"{address} (`wit-bindgen` in vercheck.toml:2:1)" in out
    assert "bin:wit-bindgen leads" not in out


def test_a_declared_authority_that_pins_nothing_leaves_what_the_pack_says(
    tmp_path: Path, capfd: Capture
) -> None:
    root = mismatched(tmp_path)
    (root / "vercheck.toml").write_text('[authority]\n"*" = "MODULE.bazel#GONE"\n')
    assert "bin:wit-bindgen leads" in run(capfd, "why", "wit-bindgen", root).out
