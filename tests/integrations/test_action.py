"""The GitHub Action: its shell, run by the real bash as a runner would run it, and its safety.

Only what the runner itself does is written again here: it evaluates `${{ … }}` in `env`, and nothing else
of a step may hold one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import matched, mismatched
from vercheck import __version__

ROOT = Path(__file__).parent.parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
DEFAULTS = {name: given["default"] for name, given in ACTION["inputs"].items()}
EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")


@dataclass(frozen=True)
class Runner:
    """A job's place on a runner: the workspace, the files that a step appends to, and a folder to work in."""

    workspace: Path
    temp: Path

    @property
    def summary(self) -> str:
        return read(self.temp / "summary")

    @property
    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in read(self.temp / "output").splitlines())

    def run(self, id_: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step with these inputs, `_` for `-`, and the defaults of the others."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= DEFAULTS.keys()
        step = next(step for step in STEPS if step.get("id") == id_)
        known = {f"inputs.{name}": value for name, value in (DEFAULTS | given).items()}
        known |= {"github.action_path": str(ROOT), "steps.python.outputs.python-path": sys.executable}
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "PIP_NO_COMPILE": "1",
            **evaluated(step["env"], known),
        }
        # What a runner calls for `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(
            command, cwd=self.workspace, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner on which this vercheck is installed, with an empty workspace."""
    for name in ("workspace", "temp/vercheck/bin"):
        (tmp_path / name).mkdir(parents=True)
    program = tmp_path / "temp/vercheck/bin/vercheck"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m vercheck "$@"\n')
    program.chmod(0o755)
    return Runner(tmp_path / "workspace", tmp_path / "temp")


def evaluated(env: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    return {name: EXPRESSION.sub(lambda match: known[match[1]], text) for name, text in env.items()}


def read(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


def shell() -> Iterator[str]:
    yield from (step["run"] for step in STEPS if "run" in step)


def test_a_tree_that_disagrees_fails_with_annotations_and_a_summary(runner: Runner) -> None:
    mismatched(runner.workspace)
    done = runner.run("check")
    assert done.returncode == 1, done.stderr
    assert "::error file=tools/updater/Cargo.toml,line=6,col=16" in done.stdout
    assert runner.summary.startswith("## vercheck: 1 error")
    assert runner.outputs == {"status": "1"}


def test_a_tree_that_agrees_passes(runner: Runner) -> None:
    matched(runner.workspace)
    done = runner.run("check")
    assert (done.returncode, done.stdout, runner.outputs) == (0, "", {"status": "0"})


def test_a_summary_comes_after_what_other_steps_said(runner: Runner) -> None:
    (runner.temp / "summary").write_text("# Tests\n")
    runner.run("check", path=mismatched(runner.workspace / "part").name)
    assert runner.summary.startswith("# Tests\n## vercheck: 1 error")


def test_without_a_summary_none_is_written(runner: Runner) -> None:
    mismatched(runner.workspace)
    assert runner.run("check", summary="false").returncode == 1
    assert runner.summary == ""


def test_another_format_makes_no_annotations(runner: Runner) -> None:
    mismatched(runner.workspace)
    assert runner.run("check", format="text").stdout.startswith("error[companion-mismatch]: ")


def test_a_part_of_the_workspace_is_checked_alone(runner: Runner) -> None:
    mismatched(runner.workspace / "bad")
    matched(runner.workspace / "good one")
    assert runner.run("check", path="good one").returncode == 0
    assert "file=bad/tools/updater/Cargo.toml" in runner.run("check", path="bad").stdout


def test_words_are_passed_on_whether_spaces_or_lines_part_them(runner: Runner) -> None:
    mismatched(runner.workspace)
    assert runner.run("check", args="--ignore  companion-mismatch").returncode == 0
    assert runner.run("check", args="--ignore\ncompanion-mismatch\n").returncode == 0


def test_no_input_is_run_by_the_shell(runner: Runner) -> None:
    mismatched(runner.workspace)
    evil = '$(touch made) `touch made` "; touch made; "'
    for name in ("path", "args", "fail_on", "format", "summary", "sarif", "upload_sarif"):
        runner.run("check", **{name: evil})
    assert not list(runner.workspace.rglob("made"))


def test_it_fails_from_the_severity_on_that_is_asked_for(runner: Runner) -> None:
    mismatched(runner.workspace)
    for path, text in (("Cargo.toml", "[package]\nname = = 1\n"),):
        (runner.workspace / path).write_text(text)
    quiet = "--ignore companion-mismatch"
    assert runner.run("check", args=quiet).returncode == 0
    assert runner.run("check", args=quiet, fail_on="warning").returncode == 1


def test_who_never_fails_still_reports(runner: Runner) -> None:
    mismatched(runner.workspace)
    done = runner.run("check", fail_on="never")
    assert (done.returncode, runner.outputs["status"]) == (0, "1")
    assert "::error " in done.stdout


def test_wrong_usage_fails_even_for_who_never_fails(runner: Runner) -> None:
    matched(runner.workspace)
    done = runner.run("check", fail_on="never", args="--ignore no-such-check")
    assert (done.returncode, runner.outputs["status"]) == (2, "2")
    assert "no-such-check" in done.stderr


def test_sarif_is_written_where_it_is_asked_for(runner: Runner) -> None:
    mismatched(runner.workspace)
    runner.run("check", sarif="out.sarif")
    assert runner.outputs["sarif"] == "out.sarif"
    document = json.loads(read(runner.workspace / "out.sarif"))
    assert document["runs"][0]["results"][0]["ruleId"] == "companion-mismatch"


def test_sarif_that_is_uploaded_needs_no_name(runner: Runner) -> None:
    mismatched(runner.workspace)
    runner.run("check", upload_sarif="true")
    assert json.loads(read(Path(runner.outputs["sarif"])))["version"] == "2.1.0"


def test_the_version_that_comes_with_the_action_is_installed(runner: Runner) -> None:
    (runner.temp / "vercheck/bin/vercheck").unlink()
    done = runner.run("install")
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"pip installs from a package index, and could not: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    assert installed(runner, "--version") == f"vercheck {__version__}\n"
    assert installed(runner, "explain", "lock-drift").startswith("# lock-drift\n\n")
    assert "\nwasm/wit-cli " in installed(runner, "rules", "list")


def installed(runner: Runner, *words: str) -> str:
    """What the program says that was installed, outside of the checkout: what it ships, it has."""
    command = [str(runner.temp / "vercheck/bin/vercheck"), *words]
    return subprocess.run(command, cwd=runner.temp, capture_output=True, text=True, check=True).stdout


def test_a_version_that_does_not_exist_is_not_replaced_by_another_one(runner: Runner) -> None:
    done = runner.run("install", version="0.0.0.dev0")
    assert done.returncode != 0
    assert "vercheck==0.0.0.dev0" in done.stderr


def test_no_expression_stands_in_the_shell() -> None:
    assert [text for text in shell() if "${{" in text] == []


def test_every_action_that_it_uses_is_pinned_by_its_commit() -> None:
    uses = [step["uses"] for step in STEPS if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one) for one in uses)
    text = (ROOT / "action.yml").read_text("utf-8")
    assert all(re.search(rf"{re.escape(one)} # v\d+\.\d+\.\d+$", text, re.MULTILINE) for one in uses)


def test_every_input_is_used_and_every_name_that_is_used_is_an_input() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text("utf-8")))
    assert used == set(ACTION["inputs"])


@pytest.mark.parametrize(("name", "persona"), [("action.yml", "pedantic"), (".github/workflows", "regular")])
def test_an_audit_of_actions_finds_nothing(name: str, persona: str) -> None:
    program = Path(sys.executable).with_name("zizmor")
    command = [str(program), "--offline", "--persona", persona, "--quiet", str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_valid_by_its_schema() -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [str(program), "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_page_names_every_input() -> None:
    page = (ROOT / "docs/integrations/github-action.md").read_text("utf-8")
    for name, given in ACTION["inputs"].items():
        assert f"| `{name}` | `{given['default']}` |" in page or f"| `{name}` | |" in page, name
