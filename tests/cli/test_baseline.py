from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, matched, mismatched, run

Capture = pytest.CaptureFixture[str]
NAME = ".vercheck-baseline.json"


def drifting(root: Path, version: str = "2.0.0") -> None:
    """One more finding in the tree: a tool at two versions."""
    (root / "a.bzl").write_text('FOB_VERSION = "1.0.0"\n')
    (root / "b.bzl").write_text(f'FOB_VERSION = "{version}"\n')


def test_a_baseline_is_not_written_where_a_link_of_the_repository_leads(
    tmp_path: Path, capfd: Capture
) -> None:
    root = mismatched(tmp_path / "tree")
    (root / NAME).symlink_to("../elsewhere.json")
    result = run(capfd, "baseline", root)
    assert (result.status, "leads out of the root" in result.err) == (2, True)
    assert not (tmp_path / "elsewhere.json").exists()


def repaired(root: Path) -> None:
    (root / "tools/updater/Cargo.toml").write_text(MANIFEST.replace("0.47.0", "0.46.0"))


def test_an_old_repository_is_green_until_something_new_comes(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    assert run(capfd, "check", root).status == 1
    result = run(capfd, "baseline", root)
    assert (result.status, result.err) == (0, "")
    assert result.out == f"`{NAME}` has 1 finding now: commit it, and `vercheck check` reports only others\n"
    result = run(capfd, "check", root)
    assert (result.status, result.out) == (0, "nothing new in 3 files, 5 pins; 1 in the baseline\n")
    drifting(root)
    result = run(capfd, "check", "--format", "concise", root)
    (line,) = result.out.splitlines()
    assert (result.status, line.startswith("b.bzl:1:16: error[version-drift] ")) == (1, True)
    assert run(capfd, "check", root).out.endswith("1 error in 5 files, 7 pins; 1 in the baseline\n")


def test_no_baseline_shows_everything(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    before = run(capfd, "check", root)
    run(capfd, "baseline", root)
    assert run(capfd, "check", "--no-baseline", root) == before


def test_json_lists_what_is_new_in_the_shape_it_always_had(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    document = json.loads(run(capfd, "check", "--format", "json", root).out)
    assert document["summary"] == {"errors": 0, "warnings": 0, "files": 3, "pins": 5, "fixable": 0}


def test_a_stale_entry_is_a_warning_and_shrinking_takes_it_out(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    drifting(root)
    run(capfd, "baseline", root)
    repaired(root)
    result = run(capfd, "check", root)
    assert result.status == 0
    assert (
        "warning[unused-ignore]: this entry of the baseline hides nothing: companion-mismatch in"
        in result.out
    )
    assert f" --> {NAME}:5:" in result.out
    assert run(capfd, "check", "--fail-on", "warning", root).status == 1
    result = run(capfd, "baseline", root)
    assert (result.status, result.out) == (0, f"`{NAME}`: 1 taken out; 1 finding left\n")
    assert run(capfd, "check", root).out == "nothing new in 5 files, 7 pins; 1 in the baseline\n"


@pytest.mark.parametrize("options", [[], ["--shrink"]])
def test_an_existing_baseline_never_grows_by_itself(
    tmp_path: Path, capfd: Capture, options: list[str]
) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    content = (root / NAME).read_bytes()
    drifting(root)
    result = run(capfd, "baseline", *options, root)
    assert result.status == 1
    assert result.out == (
        f"`{NAME}` stays as it is: 1 finding\n"
        "1 finding not in it: `vercheck check` shows them, `--add` takes them in\n"
    )
    assert (root / NAME).read_bytes() == content


def test_add_takes_in_what_is_new_and_takes_out_what_is_gone(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    drifting(root)
    repaired(root)
    result = run(capfd, "baseline", "--add", root)
    assert (result.status, result.out) == (0, f"`{NAME}`: 1 taken out, 1 added; 1 finding left\n")
    assert run(capfd, "check", root).out == "nothing new in 5 files, 7 pins; 1 in the baseline\n"


def test_the_last_entry_leaves_an_empty_file(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    repaired(root)
    result = run(capfd, "baseline", root)
    assert result.out == f"`{NAME}`: 1 taken out; nothing left in it, so that it can be deleted\n"
    assert json.loads((root / NAME).read_text()) == {"schema": "vercheck-baseline-1", "findings": []}
    assert run(capfd, "check", root).out == "no problems in 3 files, 5 pins\n"


def test_without_findings_there_is_nothing_to_write(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "baseline", matched(tmp_path))
    assert (result.status, result.out) == (0, "nothing to write down: there are no findings\n")
    assert not (tmp_path / NAME).exists()


def test_the_same_findings_give_the_same_bytes(tmp_path: Path, capfd: Capture) -> None:
    contents = []
    for name in ("one", "two"):
        root = mismatched(tmp_path / name)
        drifting(root)
        run(capfd, "baseline", root)
        contents.append((root / NAME).read_bytes())
    assert contents[0] == contents[1]


def test_a_file_of_ones_own_has_to_be_named_each_time(tmp_path: Path, capfd: Capture) -> None:
    root, file = mismatched(tmp_path / "root"), tmp_path / "own.json"
    assert run(capfd, "baseline", "--baseline", file, root).status == 0
    assert run(capfd, "check", root).status == 1
    assert run(capfd, "check", "--baseline", file, root).status == 0
    assert not (root / NAME).exists()


def test_a_baseline_inside_the_tree_is_no_file_with_versions(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    drifting(root)
    run(capfd, "baseline", root)
    run(capfd, "baseline", "--baseline", root / "ci.json", root)
    document = json.loads(run(capfd, "coverage", "--format", "json", root).out)
    assert NAME not in [row["path"] for row in document["unclaimed"]]
    assert document["readers"].get("json-tables") == {"files": 1}
    assert document["pins"] == 7
    assert sorted(row["check"] for row in document["hidden"]) == ["companion-mismatch", "version-drift"]


def test_what_a_run_does_not_look_at_is_not_stale(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    for options in (["--exclude", "tools/"], ["--select", "version-drift,unused-ignore"]):
        assert run(capfd, "check", "--fail-on", "warning", *options, root).status == 0


def test_a_change_is_held_against_the_baseline_too(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    drifting(root, "1.0.0")
    run(capfd, "baseline", root)
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    manifest = root / "tools/updater/Cargo.toml"
    manifest.write_text(manifest.read_text().replace('wit-bindgen = "0.47.0"', 'wit-bindgen = "0.47.0" # x'))
    assert run(capfd, "check", "--changed", "--no-baseline", root).status == 1
    assert run(capfd, "check", "--changed", root).status == 0
    drifting(root)
    result = run(capfd, "check", "--changed", "--format", "concise", root)
    assert (result.status, len(result.out.splitlines())) == (1, 1)


def test_fix_repairs_what_the_baseline_hides(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    assert run(capfd, "fix", "--write", root).status == 0
    assert 'wit-bindgen = "0.46.0"' in (root / "tools/updater/Cargo.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["baseline", "--shrink"], f"there is no `{NAME}` to shrink"),
        (["baseline", "--shrink", "--add"], "`--shrink` only takes out"),
        (["check", "--baseline", "none.json"], "the baseline `none.json` cannot be read: No such file"),
        (["check", "--no-baseline", "--baseline", "none.json"], "`--no-baseline` goes by none"),
    ],
)
def test_wrong_usage_exits_with_two(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(mismatched(tmp_path))
    result = run(capfd, *arguments, ".")
    assert (result.status, words in result.err) == (2, True), result.err


@pytest.mark.parametrize("arguments", [["check"], ["baseline"], ["baseline", "--add"], ["coverage"]])
def test_a_file_that_is_no_baseline_stops_the_run_and_stays(
    tmp_path: Path, capfd: Capture, arguments: list[str]
) -> None:
    root = mismatched(tmp_path)
    (root / NAME).write_text('{"schema":\n<<<<<<< ours\n')
    result = run(capfd, *arguments, root)
    assert (result.status, result.out) == (2, "")
    assert f"{NAME}:2: the baseline is not JSON" in result.err
    assert "<<<<<<<" in (root / NAME).read_text()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    root.chmod(0o555)
    result = run(capfd, "baseline", root)
    root.chmod(0o755)
    assert (result.status, f"`{NAME}` cannot be written: Permission denied" in result.err) == (2, True)


def test_a_third_version_is_one_new_finding_and_its_repair_leaves_the_gate_green(
    tmp_path: Path, capfd: Capture
) -> None:
    drifting(tmp_path)
    run(capfd, "baseline", tmp_path)
    content = (tmp_path / NAME).read_bytes()
    (tmp_path / "c.bzl").write_text('FOB_VERSION = "3.0.0"\n')
    result = run(capfd, "check", "--format", "concise", tmp_path)
    (line,) = result.out.splitlines()
    assert result.status == 1
    assert "`3.0.0`" in line
    assert "c.bzl:1" in line
    result = run(capfd, "baseline", tmp_path)
    assert (result.status, result.out) == (
        1,
        f"`{NAME}` stays as it is: 1 finding\n"
        "1 of them is another finding now, and kept until that is repaired or taken in\n"
        "1 finding not in it: `vercheck check` shows them, `--add` takes them in\n",
    )
    (tmp_path / "c.bzl").unlink()
    assert run(capfd, "check", "--fail-on", "warning", tmp_path).status == 0
    assert (tmp_path / NAME).read_bytes() == content


def test_taking_the_new_one_in_takes_the_old_one_out(tmp_path: Path, capfd: Capture) -> None:
    drifting(tmp_path)
    run(capfd, "baseline", tmp_path)
    (tmp_path / "c.bzl").write_text('FOB_VERSION = "3.0.0"\n')
    result = run(capfd, "baseline", "--add", tmp_path)
    assert (result.status, result.out) == (0, f"`{NAME}`: 1 taken out, 1 added; 1 finding left\n")
    assert run(capfd, "check", "--fail-on", "warning", tmp_path).status == 0


def test_an_entry_is_stale_where_only_another_tool_has_something_new(tmp_path: Path, capfd: Capture) -> None:
    drifting(tmp_path)
    run(capfd, "baseline", tmp_path)
    (tmp_path / "a.bzl").write_text('FOB_VERSION = "1.0.0"\nCOG_VERSION = "1.0.0"\n')
    (tmp_path / "b.bzl").write_text('FOB_VERSION = "1.0.0"\nCOG_VERSION = "2.0.0"\n')
    lines = run(capfd, "check", "--format", "concise", tmp_path).out.splitlines()
    assert ["warning[unused-ignore]" in line for line in lines] == [True, False]
    assert "`cog`" in lines[1]
