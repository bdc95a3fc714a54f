from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.proposal.proposing import all_on, part, proposed, tree, with_configuration

VERSIONS = 'FOB_VERSION = "1.17.0"\nCOG_VERSION = "0.8.0"\n'


def drifting(line: str) -> Mapping[str, str]:
    return {"versions.bzl": VERSIONS, "a.bzl": line}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('FOB_VERSION = "1.4.0"  # hold until the new runtime\n', "hold until the new runtime"),
        ('# stay here: 1.5 breaks us\nFOB_VERSION = "1.4.0"\n', "stay here: 1.5 breaks us"),
        ('# do not update\n# because of x\nFOB_VERSION = "1.4.0"\n', "do not update because of x"),
    ],
)
def test_a_comment_that_says_why_is_the_reason_of_a_hold(tmp_path: Path, line: str, reason: str) -> None:
    root = tree(tmp_path, drifting(line))
    text = proposed(root)
    assert part(text, "hold") == f'artifact = "bin:fob"\nversion = "1.4.0"\nreason = "{reason}"\n'
    assert "says why (version-drift)" in text
    assert with_configuration(root, all_on(text)).report.diagnostics == ()


@pytest.mark.parametrize(
    "line",
    [
        'FOB_VERSION = "1.4.0"\n',
        'FOB_VERSION = "1.4.0"  # the transpiler\n',
        '# hold on\n\nFOB_VERSION = "1.4.0"\n',
        'FOB_VERSION = "1.17.0"  # hold until the new runtime\n',
        'FOB_VERSION = "1.4.0"  # vercheck: pin bin:fob, hold\n',
        'FOB_VERSION = "1.4.0"  #' + " " * 50_000 + "the transpiler" + " " * 50_000 + "hold\n",
    ],
    ids=["no comment", "no decision", "not about it", "no difference", "said to vercheck", "spaces"],
)
def test_no_hold_where_nothing_says_that_a_difference_is_meant(tmp_path: Path, line: str) -> None:
    assert part(proposed(tree(tmp_path, drifting(line))), "hold") == ""


def test_a_difference_between_build_roots_looks_meant(tmp_path: Path) -> None:
    root = tree(
        tmp_path,
        {
            "MODULE.bazel": 'bazel_dep(name = "platforms", version = "1.0.0")\n',
            "sub/MODULE.bazel": 'bazel_dep(name = "platforms", version = "0.0.11")\n',
        },
    )
    text = proposed(root)
    assert "sub/MODULE.bazel:1 differs from the rest, and is in its own build root sub" in text
    assert 'artifact = "bazel:platforms"\nversion = "0.0.11"\n' in part(text, "hold")
    assert "here: . (1 pin), sub (1 pin)." in text.replace("\n# ", " ")


LOCK = 'version = 4\n\n[[package]]\nname = "x"\nversion = "0.1.0"\n'
MANIFEST = '[package]\nname = "x"\nversion = "0.1.0"\n'


def own(path: str, *, locked: bool) -> Mapping[str, str]:
    files = {
        f"{path}/Cargo.toml": MANIFEST,
        f"{path}/t.bzl": VERSIONS.replace("1.17.0", "1.4.0").replace("0.8", "0.7"),
    }
    return {**files, **({f"{path}/Cargo.lock": LOCK} if locked else {}), "versions.bzl": VERSIONS}


def test_a_folder_with_its_own_lock_that_disagrees_about_several_tools_may_be_a_scope(tmp_path: Path) -> None:
    root = tree(tmp_path, {**own("embed", locked=True), "b.bzl": VERSIONS})
    text = proposed(root)
    assert part(text, "scope") == 'name = "embed"\npaths = ["embed/**"]\n'
    assert "disagrees with the rest about cog, fob (2 findings)" in text.replace("\n# ", " ")
    found = with_configuration(
        root, text.replace("#[[scope", "[[scope").replace("#name", "name").replace("#paths", "paths")
    )
    assert {str(item.severity) for item in found.report.diagnostics} == {"warning"}


def test_a_folder_without_a_lock_is_no_part_of_its_own(tmp_path: Path) -> None:
    root = tree(tmp_path, {**own("embed", locked=False), "b.bzl": VERSIONS})
    assert part(proposed(root), "scope") == ""


def test_a_glob_in_a_folder_name_is_taken_literally(tmp_path: Path) -> None:
    root = tree(tmp_path, {**own("em[b]ed", locked=True), "b.bzl": VERSIONS})
    text = proposed(root)
    assert 'paths = ["em[[]b]ed/**"]\n' in part(text, "scope")
    found = with_configuration(root, all_on(text)).report.diagnostics
    assert "unused-setting" not in {item.check for item in found}
