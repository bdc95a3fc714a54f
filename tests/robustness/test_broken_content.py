"""Broken content in files of every kind: a run ends by itself, says what it found, and never of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import run
from tests.robustness.breakage import BROKEN
from tests.robustness.limits import run_limited
from tests.robustness.promises import read
from tests.robustness.sound import SOUND, plant
from tests.syntax.mutations import damaged

SMALL = 400
PACK = """\
[[companion]]
id = "gizmo"
leader = "bin:gizmo"
follower = "cargo:gizmo"
relation = "same-minor"
grade = "S"
reason = "gizmo 1.2.3 and its library share the minor version"
evidence = ["https://example.org"]
"""
KINDS = tuple(BROKEN)


def broken(path: str, kind: str, size: int = SMALL) -> bytes:
    return BROKEN[kind](SOUND[path].encode(), size)


def mixed(turn: int) -> dict[str, bytes]:
    """Every file broken in another way."""
    return {path: broken(path, KINDS[(index + turn) % len(KINDS)]) for index, path in enumerate(SOUND)}


@pytest.mark.parametrize("path", SOUND)
def test_whatever_is_broken_is_read_as_far_as_it_goes_with_exact_places(path: str) -> None:
    for kind in BROKEN:
        read(path, broken(path, kind))


@settings(max_examples=600)
@given(st.sampled_from(sorted(SOUND)), st.integers(0, 2**32))
def test_whatever_hands_merges_and_generators_do_to_a_file_it_is_read(path: str, seed: int) -> None:
    read(path, damaged(SOUND[path], Random(seed)).encode())


def test_sound_files_say_something() -> None:
    silent = {path for path, text in SOUND.items() if not read(path, text.encode()).pins}
    assert silent == {"CHANGELOG.md"}  # which tells releases and pins nothing


@pytest.mark.parametrize(
    "kind",
    [
        "empty", "UTF-16", "random bytes without NUL", "invalid UTF-8", "cut in the middle",
        "open brackets", "tables", "attributes", "huge numbers", "versions of many parts",
        "a bomb of aliases", "one long line", "constants that double", "many of itself",
    ],
)  # fmt: skip
def test_a_tree_of_which_every_file_is_broken_is_checked(tmp_path: Path, kind: str) -> None:
    plant(tmp_path, {path: broken(path, kind, 3_000) for path in SOUND})
    ended = run_limited("check", tmp_path, "--no-cache")
    assert ended.is_in_order, ended.err


@pytest.mark.parametrize("name", ["versions.bzl", "MODULE.bazel"])
def test_a_word_of_half_a_megabyte_is_passed_over(tmp_path: Path, name: str) -> None:
    """Without an address beside it, which some readers would stop at."""
    for sign in ("a", "1."):
        (tmp_path / name).write_text(f'X = "{sign * 500_000}"\n')
        ended = run_limited("check", tmp_path, "--no-cache")
        assert ended.is_in_order, ended.err


@pytest.mark.skipif(sys.platform != "linux", reason="asks the allocator of glibc to give memory back at once")
def test_no_text_is_read_after_its_memory_was_given_back(tmp_path: Path) -> None:
    packages = {f"node_modules/gizmo-{number}": {"version": f"1.{number}.0"} for number in range(5_000)}
    lock = {"name": "a", "lockfileVersion": 3, "packages": packages, "dependencies": {}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    (tmp_path / "a.nix").write_text("{ a, }: {\n" + '  b.version = "1.2.3"; # c\n' * 10_000 + "}\n")
    (tmp_path / "a.bzl").write_text('A = "https://a.org/{}".format("1.2.3")\n' * 10_000)
    ended = subprocess.run(
        [sys.executable, "-m", "vercheck", "check", "--no-cache", "--quiet", tmp_path],
        env={**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode in (0, 1), ended.stderr


@pytest.mark.parametrize("turn", range(0, len(KINDS), 10))
def test_files_broken_in_different_ways_are_checked_together(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], turn: int
) -> None:
    plant(tmp_path, mixed(turn))
    assert run(capfd, "check", tmp_path, "--format", "json").status in (0, 1)


@pytest.mark.parametrize(
    "command",
    [
        ("list", "--format", "json"), ("coverage",), ("graph", "--format", "json"), ("plan",),
        ("fix", "--unsafe"), ("why", "gizmo"), ("hoist",), ("init", "--print"),
        ("check", "--format", "sarif"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_copes_with_a_broken_tree(tmp_path: Path, command: tuple[str, ...]) -> None:
    plant(tmp_path, mixed(3))
    ended = run_limited(*command, cwd=tmp_path)
    assert ended.is_in_order, ended.err


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ("empty", "only line ends", "only spaces")]
)
def test_a_broken_configuration_is_an_answer_and_not_a_crash(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    text = '[authority]\n"*" = "Cargo.toml"\n[severity]\n"stale-mention" = "error"\n'
    (tmp_path / "vercheck.toml").write_bytes(BROKEN[kind](text.encode(), SMALL))
    assert run(capfd, "check", tmp_path).status in (0, 1, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_pack_is_an_answer_and_not_a_crash(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    (tmp_path / "vercheck.toml").write_text('packs = ["pack.toml"]\n')
    (tmp_path / "pack.toml").write_bytes(BROKEN[kind](PACK.encode(), SMALL))
    assert run(capfd, "rules", tmp_path).status in (0, 1, 2)
