"""`vercheck diff`, as a shell sees it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from tests.cli.running import Result, run
from tests.repositories import Repository
from tests.trees import versions

Capture = pytest.CaptureFixture[str]
SCHEMA = json.loads((files("vercheck") / "schemas/moves.schema.json").read_text("utf-8"))
BZL = "tools/versions.bzl"


def locked(version: str) -> str:
    return f'version = 4\n\n[[package]]\nname = "syn"\nversion = "{version}"\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two tags and a work tree that moves `gizmo`, `old`, `new` and one package of a lock file."""
    repository = Repository.new(
        tmp_path, {BZL: versions(gizmo="1.0.0", old="2.0.0"), "Cargo.lock": locked("1.0.1")}
    )
    repository.git("tag", "v1")
    repository.commit({BZL: versions(gizmo="1.1.0", old="2.0.0"), "Cargo.lock": locked("1.0.2")})
    repository.git("tag", "v2")
    repository.write({BZL: versions(gizmo="1.1.0", new="3.0.0")})
    monkeypatch.chdir(tmp_path)
    return repository


def diff(capfd: Capture, *arguments: str) -> Result:
    return run(capfd, "diff", *arguments)


def test_moves_between_two_revisions(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1", "v2") == Result(
        0,
        f"gizmo\n  bin:gizmo  1.0.0 → 1.1.0\n    {BZL}:2:15\n1 move in lock files: `--locked` shows them\n",
        "",
    )


def test_moves_up_to_the_work_tree(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v2").out == (
        f"new\n  bin:new  added 3.0.0\n    {BZL}:3:13\nold\n  bin:old  removed 2.0.0\n    {BZL}:3:13\n"
    )


def test_a_range_as_git_writes_it(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1..v2") == diff(capfd, "v1", "v2")
    assert diff(capfd, "v1..") == diff(capfd, "v1", "HEAD")


def test_backwards_everything_went_the_other_way(repository: Repository, capfd: Capture) -> None:
    assert "1.1.0 → 1.0.0" in diff(capfd, "v2", "v1").out


def test_lock_files_on_request(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1", "v2", "--locked").out.endswith(
        "syn\n  cargo:syn  1.0.1 → 1.0.2\n    Cargo.lock:5:12\n"
    )


def test_one_tool(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1", "--tool", "old").out == f"old\n  bin:old  removed 2.0.0\n    {BZL}:3:13\n"


def test_an_unknown_tool_is_wrong_usage(repository: Repository, capfd: Capture) -> None:
    result = diff(capfd, "v1", "--tool", "gismo")
    assert (result.status, result.out) == (2, "")
    assert "no pin here belongs to `gismo`; did you mean `gizmo`?" in result.err


def test_nothing_moved(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1", "v1") == Result(0, "no pin moved\n", "")


def test_markdown_is_a_table(repository: Repository, capfd: Capture) -> None:
    assert (
        diff(capfd, "v1", "--format", "markdown").out
        == f"""\
| Tool  | From    | To      | Where                |
|-------|---------|---------|----------------------|
| gizmo | `1.0.0` | `1.1.0` | `{BZL}` |
| new   | –       | `3.0.0` | `{BZL}` |
| old   | `2.0.0` | –       | `{BZL}` |

1 move in lock files: `--locked` shows them
"""
    )


def test_no_name_breaks_out_of_the_table(tmp_path: Path, capfd: Capture) -> None:
    folder = "a|b`c<d\n*e"
    repository = Repository.new(tmp_path, {f"{folder}/x.bzl": versions(gizmo="1.0.0")})
    repository.write({f"{folder}/x.bzl": versions(gizmo="1.1.0")})
    out = diff(capfd, "HEAD", "--root", str(tmp_path), "--format", "markdown").out
    tokens = MarkdownIt().enable("table").parse(out)
    assert [token.type for token in tokens].count("td_open") == 4
    assert not any(token.type.startswith("html") for token in tokens)


def test_json_is_as_its_schema_says(repository: Repository, capfd: Capture) -> None:
    document = json.loads(diff(capfd, "v1", "--format", "json").out)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert (document["base"], document["head"]) == ("v1", None)
    assert [(move["artifact"], move["change"], move["locked"]) for move in document["moves"]] == [
        ("bin:gizmo", "moved", False),
        ("bin:new", "added", False),
        ("bin:old", "removed", False),
        ("cargo:syn", "moved", True),
    ]
    assert document["moves"][0]["places"] == [{"path": BZL, "line": 2, "column": 15}]


def test_a_commit_is_shown_short_and_told_whole(tmp_path: Path, capfd: Capture) -> None:
    def at(commit: str) -> dict[str, str]:
        return {
            "go.bzl": f'git_repository(name="g", remote="https://github.com/a/g", commit="{commit * 40}")\n'
        }

    Repository.new(tmp_path, at("a")).write(at("b"))
    assert f"{'a' * 12} → {'b' * 12}\n" in diff(capfd, "HEAD", "--root", str(tmp_path)).out
    (move,) = json.loads(diff(capfd, "HEAD", "--root", str(tmp_path), "--format", "json").out)["moves"]
    assert (move["old"], move["new"]) == ("a" * 40, "b" * 40)


def test_output_goes_to_a_file(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1", "v2", "--output", "moves.txt").out == ""
    assert (repository.root / "moves.txt").read_text().startswith("gizmo\n")


def test_two_runs_say_the_same_bytes(repository: Repository, capfd: Capture) -> None:
    assert diff(capfd, "v1", "--format", "json") == diff(capfd, "v1", "--format", "json")


def test_what_a_partial_clone_lacks_is_named(tmp_path: Path, capfd: Capture) -> None:
    origin = Repository.new(tmp_path / "origin", {BZL: versions(gizmo="1.0.0")})
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.commit({BZL: versions(gizmo="1.1.0")})
    clone = origin.clone(tmp_path / "clone", "--filter=blob:none")
    result = diff(capfd, "HEAD~1", "--root", str(clone.root))
    assert (result.status, result.out) == (0, "no pin moved\n")
    assert result.err == (
        f"vercheck: `{BZL}` cannot be read at `HEAD~1`: this clone does not have its content\n"
    )


@pytest.mark.parametrize(
    ("arguments", "trouble"),
    [
        (("nope",), "there is no revision `nope` here"),
        (("HEAD", "nope"), "there is no revision `nope` here"),
        (("HEAD", "HEAD", "HEAD~1"), "there is a revision too many: `HEAD~1`"),
        ((), "Missing argument"),
    ],
)
def test_a_wrong_revision_is_wrong_usage(
    repository: Repository, capfd: Capture, arguments: tuple[str, ...], trouble: str
) -> None:
    result = diff(capfd, *arguments)
    assert (result.status, result.out) == (2, "")
    assert trouble in result.err


def test_a_long_cell_makes_no_other_row_long(tmp_path: Path, capfd: Capture) -> None:
    folders = [f"a/rather/deep/folder/number/{number}" for number in range(8)]
    before = {f"{folder}/x.bzl": versions(gizmo="1.0.0") for folder in folders}
    repository = Repository.new(tmp_path, {**before, BZL: versions(cog="1.0.0")})
    repository.write({path: versions(gizmo="1.1.0") for path in before} | {BZL: versions(cog="1.1.0")})
    out = diff(capfd, "HEAD", "--root", str(tmp_path), "--format", "markdown").out
    header, rule, cog, gizmo = out.splitlines()
    assert "`1.1.0`" in cog
    assert len(gizmo) > 250
    assert max(map(len, (header, rule, cog))) < 90
