"""What a repository's own links do to files that are named for output: nothing outside of it changes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run
from tests.repositories import Repository

Capture = pytest.CaptureFixture[str]
PRIVATE = "nobody else's business\n"

WRITING: list[list[str]] = [
    ["check", "--output", "report"],
    ["check", "--output", "sarif:report"],
    ["list", "--format", "json", "--output", "report"],
    ["list", "--output", "report"],
    ["list", "--format", "csv", "--output", "report"],
    ["coverage", "--output", "report"],
    ["why", "wit-bindgen", "--output", "report"],
    ["plan", "--output", "report"],
    ["plan", "--format", "json", "--output", "report"],
    ["graph", "--format", "json", "--output", "report"],
    ["diff", "HEAD", "--output", "report"],
    ["diff", "HEAD", "--format", "json", "--output", "report"],
    ["rules", "list", "--output", "report"],
    ["rules", "list", "--format", "json", "--output", "report"],
    ["rules", "show", "wasm/wit-cli", "--output", "report"],
    ["schema", "report", "--output", "report"],
    ["bump", "wit-bindgen", "0.47.0", "--format", "json", "--output", "report"],
    ["fleet", ".", "--output", "report"],
    ["fleet", ".", "--store", "report"],
]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    file = tmp_path / "home/profile"
    file.parent.mkdir()
    file.write_text(PRIVATE)
    return file


@pytest.fixture(params=["git", "no git"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = mismatched(tmp_path / "tree")
    if request.param == "git":
        Repository.new(root).commit({})
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_no_command_writes_through_a_link_out_of_the_repository(
    arguments: list[str], tmp_path: Path, private: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = mismatched(tmp_path / "tree")
    Repository.new(root).commit({})
    monkeypatch.chdir(root)
    (root / "report").symlink_to(private)
    done = run(capfd, *arguments)
    assert done.status == 2
    assert f"the link `report` leads out of the repository, to `{private}`" in done.err
    assert private.read_text() == PRIVATE
    assert (root / "report").is_symlink()
    assert [file.name for file in private.parent.iterdir()] == ["profile"]


def test_a_link_to_nothing_yet_a_linked_folder_and_a_link_to_a_link_are_links_too(
    root: Path, private: Path, capfd: Capture
) -> None:
    home = private.parent
    (root / "new").symlink_to(home / "new")
    (root / "out").symlink_to("../home")
    (root / "first").symlink_to("second")
    (root / "second").symlink_to(private)
    for output in ("new", "out/profile", "out/new", "first", f"{root}/new", "tools/../out/new"):
        done = run(capfd, "check", root, "--output", output)
        assert (done.status, done.out) == (2, "")
        assert "leads out of the repository" in done.err
    assert [(file.name, file.read_text()) for file in home.iterdir()] == [("profile", PRIVATE)]


@pytest.mark.parametrize("inside", [".git/hooks/pre-commit", "tools/.git/config", ".GIT/config"])
def test_a_link_to_what_git_keeps_is_not_followed(inside: str, root: Path, capfd: Capture) -> None:
    """A hook stays executable when its content is replaced, and a report quotes what the repository says."""
    (root / inside).parent.mkdir(parents=True, exist_ok=True)
    (root / inside).write_text(PRIVATE)
    (root / "report").symlink_to(inside)
    assert run(capfd, "check", root, "--output", "report").status == 2
    assert (root / inside).read_text() == PRIVATE


def test_a_baseline_that_is_named_is_not_written_through_a_link(
    root: Path, private: Path, capfd: Capture
) -> None:
    assert run(capfd, "baseline", root, "--baseline", private.with_name("full")).status == 0
    full = private.with_name("full").read_text()
    private.with_name("old").write_text('{"schema": "vercheck-baseline-1", "findings": []}')
    for name in ("old", "new"):
        (root / name).symlink_to(private.with_name(name))
        done = run(capfd, "baseline", root, "--add", "--baseline", name)
        assert (done.status, "leads out of the repository" in done.err) == (2, True)
    assert private.with_name("old").read_text() != full
    assert not private.with_name("new").exists()


@pytest.mark.parametrize("name", [".vercheck-baseline.json", "vercheck.toml"])
def test_what_a_command_writes_at_its_usual_place_is_no_link(
    name: str, root: Path, private: Path, capfd: Capture
) -> None:
    private.unlink()
    for target in (private, root / ".git/hooks/pre-commit"):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)
        command = ["init", "--write"] if name == "vercheck.toml" else ["baseline"]
        assert run(capfd, *command, root).status == 2
        assert not target.exists()


def test_a_fix_is_not_written_through_a_link(root: Path, private: Path, capfd: Capture) -> None:
    """What is a link is not read, so there is nothing in it to fix; nor is it one by the time of writing."""
    shutil.move(root / "tools", private.parent / "tools")
    (root / "tools").symlink_to(private.parent / "tools")
    manifest = private.parent / "tools/updater/Cargo.toml"
    before = manifest.read_bytes()
    for command in (["fix", "--write", "--unsafe"], ["bump", "wit-bindgen", "0.47.0", "--write"]):
        run(capfd, *command)
        assert manifest.read_bytes() == before


def test_a_link_within_the_repository_is_followed_and_stays(root: Path, capfd: Capture) -> None:
    (root / "reports").mkdir()
    (root / "latest").symlink_to("reports/today")
    assert run(capfd, "check", root, "--output", "latest").status == 1
    assert "wit-bindgen" in (root / "reports/today").read_text()
    assert (root / "latest").is_symlink()


def test_what_somebody_names_outside_is_written_by_way_of_their_own_links(
    root: Path, private: Path, capfd: Capture
) -> None:
    mine = private.parent / "mine"
    mine.symlink_to(private)
    (private.parent / "here").symlink_to(root)
    for output in (private, mine, "../home/profile"):
        private.write_text(PRIVATE)
        assert run(capfd, "check", root, "--output", output).status == 1
        assert "wit-bindgen" in private.read_text()
    assert run(capfd, "check", private.parent / "here", "--output", private.parent / "here/new").status == 1
    assert (root / "new").is_file()
    assert run(capfd, "check", root, "--output", "/dev/null").status == 1


def test_a_link_of_the_repository_that_one_stands_in_counts_though_another_is_checked(
    root: Path, tmp_path: Path, private: Path, capfd: Capture
) -> None:
    if not (root / ".git").exists():
        pytest.skip("a folder is known for a repository's by its `.git`")
    (root / "report").symlink_to(private)
    other = matched(tmp_path / "other")
    assert run(capfd, "check", other, "--output", "report").status == 2
    assert private.read_text() == PRIVATE


def test_links_in_a_circle_are_told(root: Path, capfd: Capture) -> None:
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    commands: list[list[str | Path]] = [
        ["check", root, "--output", "a"],
        ["check", root, "--baseline", "a"],
        ["baseline", root, "--baseline", "a"],
        ["fleet", root, "--store", "a"],
        ["fleet", root, "--output", "a"],
    ]
    for command in commands:
        done = run(capfd, *command)
        assert (done.status, "many levels of symbolic links" in done.err) == (2, True), done
    assert (root / "a").is_symlink()


@pytest.mark.parametrize("name", ["vercheck.toml", ".vercheck.toml", ".vercheck-baseline.json"])
@pytest.mark.parametrize("target", ["itself", "nowhere"])
def test_a_file_of_ours_that_is_a_link_to_nothing_is_told(
    name: str, target: str, root: Path, capfd: Capture
) -> None:
    """It was meant to say something."""
    (root / name).symlink_to(name if target == "itself" else "nowhere")
    done = run(capfd, "check", root)
    assert (done.status, f"`{name}` cannot be read" in done.err) == (2, True), done


def test_a_hostile_name_of_a_link_is_shown_harmlessly(root: Path, private: Path, capfd: Capture) -> None:
    name = "report\x1b]0;x\x07\n::error::x"
    (root / "report").symlink_to(name)
    (root / name).symlink_to(private)
    done = run(capfd, "check", root, "--output", "report")
    assert done.status == 2
    assert "\x1b" not in done.err
    assert "\n::error" not in done.err


def test_git_checks_such_links_out_as_they_are(tmp_path: Path, private: Path, capfd: Capture) -> None:
    """Otherwise the tests before are about nothing that comes from elsewhere."""
    tree = Repository.new(tmp_path / "theirs", {"MODULE.bazel": 'module(name = "x")\n'})
    (tree.root / "report").symlink_to(private)
    tree.commit({})
    subprocess.run(["git", "clone", "-q", tree.root, tmp_path / "mine"], check=True)
    done = run(capfd, "check", tmp_path / "mine", "--output", tmp_path / "mine/report")
    assert (done.status, private.read_text()) == (2, PRIVATE)
