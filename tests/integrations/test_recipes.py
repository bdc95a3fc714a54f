"""The lines that the pages about integrations offer: valid by the schemas of who reads them, understood by
vercheck itself, and tried where the program that runs them is here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import starlark
import yaml

from tests.cli.running import matched, mismatched
from vercheck import __version__
from vercheck.cli import vercheck
from vercheck.config import Config
from vercheck.pipeline import read

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "docs/integrations").glob("*.md"))
BLOCK = re.compile(r"^<!-- (\S+) -->\n```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = [(page.stem, *block) for page in PAGES for block in BLOCK.findall(page.read_text("utf-8"))]
SCHEMAS = {
    ".github/workflows/versions.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".buildkite/pipeline.yml": "vendor.buildkite",
}
Tree = Callable[[Path], Path]
COMMAND = re.compile(r"(?<![\w./-])vercheck (?:check|fix)\b[^|<\n#`]*")


def written(root: Path, page: str) -> Path:
    """The files of a page, the last of each name, as somebody would copy them."""
    for name, path, _, text in BLOCKS:
        if name == page:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            if text.startswith("#!"):
                file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return root


def with_programs(folder: Path, **scripts: str) -> dict[str, str]:
    """An environment in whose path `vercheck` is this one, beside other programs of these scripts."""
    folder.mkdir()
    scripts["vercheck"] = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m vercheck "$@"'
    for name, script in scripts.items():
        (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name.replace("_", "-")).chmod(0o755)
    return os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}


@pytest.mark.parametrize(
    ("page", "path", "text"), [(page, path, text) for page, path, _, text in BLOCKS if path in SCHEMAS]
)
def test_a_pipeline_is_valid_by_its_schema(page: str, path: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / Path(path).name
    file.write_text(text)
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [str(program), "--builtin-schema", SCHEMAS[path], str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", [page.stem for page in PAGES])
def test_vercheck_understands_what_a_page_offers(page: str, tmp_path: Path) -> None:
    reading = read(written(tmp_path, page), Config())
    notes = [note for extraction in reading.extractions.values() for note in extraction.notes]
    assert reading.extractions
    assert notes == []


def test_the_workflows_pass_an_audit(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("zizmor")
    for number, (_, path, _, text) in enumerate(BLOCKS):
        if path.startswith(".github/"):
            file = tmp_path / str(number) / path
            file.parent.mkdir(parents=True)
            # The placeholder is what a reader replaces by a commit.
            file.write_text(text.replace("REVISION", "5fda3b95a4ea91299a34e894583c3862153e4b97 # v1.0.0"))
    done = subprocess.run([program, "--offline", "--quiet", tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "line", sorted({line.strip() for page in PAGES for line in COMMAND.findall(page.read_text("utf-8"))})
)
def test_every_command_on_the_pages_is_one(line: str) -> None:
    name, *words = shlex.split(line.partition(" || ")[0])[1:]
    command = vercheck.get_command(vercheck.make_context("vercheck", [name]), name)
    assert command is not None
    placed = [word.replace("${self}", ".").replace("$root", ".") for word in words]
    command.make_context(name, placed)


def test_the_job_of_gitlab_fails_and_leaves_both_reports(tmp_path: Path) -> None:
    text = next(text for page, _, _, text in BLOCKS if page == "gitlab-ci")
    job = yaml.safe_load(text)["vercheck"]
    tree = mismatched(tmp_path / "tree")
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        cwd=tree,
        env=with_programs(tmp_path / "bin"),
        check=False,
    )
    assert done.returncode == 1
    for report in job["artifacts"]["reports"].values():
        assert "companion-mismatch" in (tree / report).read_text("utf-8")


@pytest.mark.parametrize(("make", "status"), [(mismatched, 1), (matched, 0)])
def test_the_step_of_buildkite_annotates_what_is_found(make: Tree, status: int, tmp_path: Path) -> None:
    tree = make(tmp_path / "tree")
    annotated = tmp_path / "annotated"
    environment = with_programs(
        tmp_path / "bin", buildkite_agent=f'echo "$@" > "{annotated}"; cat >> "{annotated}"'
    )
    script = written(tmp_path / "offered", "buildkite") / ".buildkite/vercheck.sh"
    done = subprocess.run([script], cwd=tree, env=environment, capture_output=True, check=False)
    assert done.returncode == status
    assert annotated.exists() == bool(status)
    if status:
        said = annotated.read_text("utf-8")
        assert said.startswith("annotate --style error --context vercheck\n## vercheck: 1 error")


@pytest.mark.parametrize(("make", "status"), [(mismatched, 1), (matched, 0)])
def test_the_test_of_bazel_reads_the_workspace_behind_its_runfiles(
    make: Tree, status: int, tmp_path: Path
) -> None:
    tree = make(tmp_path / "tree")
    script = written(tmp_path / "offered", "bazel") / "tools/vercheck/test.sh"
    runfiles = tmp_path / "runfiles/_main"
    runfiles.mkdir(parents=True)
    (runfiles / "MODULE.bazel").symlink_to(tree / "MODULE.bazel")
    with_programs(tmp_path / "bin")
    command = [str(script), str(tmp_path / "bin/vercheck"), "MODULE.bazel"]
    done = subprocess.run(command, cwd=runfiles, capture_output=True, check=False)
    assert done.returncode == status


@pytest.mark.parametrize("text", [text for _, _, language, text in BLOCKS if language == "starlark"])
def test_the_build_files_of_bazel_parse(text: str) -> None:
    starlark.parse("BUILD.bazel", text)


@pytest.mark.skipif(not shutil.which("nix-instantiate"), reason="needs Nix")
@pytest.mark.parametrize("text", [text for _, _, language, text in BLOCKS if language == "nix"])
def test_the_expressions_of_nix_parse(text: str) -> None:
    command = ["nix-instantiate", "--parse", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("nix-instantiate"), reason="needs Nix")
def test_the_flake_offers_a_check_for_each_system(tmp_path: Path) -> None:
    """Evaluated with a stand-in for nixpkgs, which is all that the flake takes from outside."""
    written(tmp_path, "nix")
    (tmp_path / "try.nix").write_text(
        """
        let
          pkgs = {
            callPackage = path: given: import path ({
              python3Packages = {
                buildPythonApplication = given: "/program/${given.src.hash}/${given.pname}";
              };
              fetchurl = given: given;
              lib.fakeHash = "hash";
            } // given);
            runCommand = name: given: script: { inherit name script; inherit (given) nativeBuildInputs; };
          };
          nixpkgs = {
            lib.genAttrs = names: make: builtins.listToAttrs
              (map (name: { inherit name; value = make name; }) names);
            legacyPackages = { x86_64-linux = pkgs; aarch64-darwin = pkgs; };
          };
          made = (import ./flake.nix).outputs { self = "/source"; inherit nixpkgs; };
        in made.checks.x86_64-linux.vercheck
        """
    )
    command = ["nix-instantiate", "--eval", "--strict", "--json", str(tmp_path / "try.nix")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "vercheck check /source" in done.stdout
    assert "/program/hash/vercheck" in done.stdout


def test_nix_is_given_everything_that_the_package_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = next(text for page, path, _, text in BLOCKS if (page, path) == ("nix", "nix/vercheck.nix"))
    for dependency in project["dependencies"]:
        name = re.split(r"[<>=\[ ]", dependency)[0]
        assert re.search(rf"^ +{re.escape(name)}$", named, re.MULTILINE), name
    assert f'version = "{__version__}"' in named
