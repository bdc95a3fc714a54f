"""`vercheck fleet` as a shell sees it."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import matched, mismatched, run
from tests.fleet.generated import GO, Generated, generated
from tests.fleet.hanging import hanging, with_git
from vercheck.cli.schema import schemas

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> list[Generated]:
    return generated(tmp_path_factory.mktemp("fleet"), 60)


def listing(folder: Path, fleet: list[Generated]) -> Path:
    file = folder / "list"
    file.write_text("# the fleet\n" + "".join(f"{one.root}\n" for one in fleet))
    return file


def ask(store: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(store)) as database:
        return database.execute(query).fetchall()


def test_sixty_repositories_in_one_run(tmp_path: Path, fleet: list[Generated], capfd: Capture) -> None:
    store = tmp_path / "fleet.sqlite"
    result = run(capfd, "fleet", "--list", listing(tmp_path, fleet), "--store", store, "--format", "json")
    document = json.loads(result.out)
    Draft202012Validator(json.loads(schemas()["fleet"])).validate(document)
    assert result.status == 1
    found = {one["name"]: (one["errors"], len(one["diagnostics"])) for one in document["repositories"]}
    assert found == {str(one.root): (one.errors, one.errors) for one in fleet}
    tools = {tool["tool"]: tool["versions"] for tool in document["tools"]}
    at = {used["version"]: used["repositories"] for used in tools["go"]}
    assert at == {go: sorted(str(one.root) for one in fleet if one.go == go) for go in GO}
    assert "nodejs" not in tools
    assert document["summary"]["errors"] == sum(one.errors for one in fleet)

    # The same once more does nothing, and says the same.
    before = ask(store, "SELECT * FROM repositories")
    again = run(capfd, "fleet", "--list", listing(tmp_path, fleet), "--store", store, "--format", "json")
    assert again.out == result.out
    if "60 of 60 repositories are as they were" in again.err:  # or vercheck itself was edited meanwhile
        assert ask(store, "SELECT * FROM repositories") == before

    # What the store has can be asked without the repositories.
    asked = run(capfd, "fleet", "--store", store, "--format", "json")
    assert (asked.status, asked.out) == (1, result.out)


def test_one_repository_that_changed_is_all_that_is_checked_again(tmp_path: Path, capfd: Capture) -> None:
    fleet = generated(tmp_path / "fleet", 6)
    file, store = listing(tmp_path, fleet), tmp_path / "s"
    run(capfd, "fleet", "--list", file, "--store", store)
    with (fleet[2].root / ".tool-versions").open("a") as own:
        own.write("terraform 1.9.0\n")
    again = run(capfd, "fleet", "--list", file, "--store", store)
    assert "5 of 6 repositories are as they were" in again.err
    assert ask(store, "SELECT count(*) FROM pins WHERE version = '1.9.0'") == [(1,)]


def test_a_run_does_not_read_what_it_writes(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(matched(tmp_path))
    words = ("fleet", ".", "--store", "fleet.sqlite", "--output", "requirements.txt")
    first = run(capfd, *words)
    report = Path("requirements.txt").read_text()
    again = run(capfd, *words)
    assert (first.status, again.status) == (0, 0)
    assert "1 of 1 repositories are as they were" in again.err
    assert Path("requirements.txt").read_text() == report


def test_a_run_that_is_interrupted_goes_on_where_it_was(
    tmp_path: Path, fleet: list[Generated], capfd: Capture
) -> None:
    file, store = listing(tmp_path, fleet), tmp_path / "s"
    command = [
        sys.executable,
        "-m",
        "vercheck",
        "fleet",
        "--list",
        str(file),
        "--store",
        str(store),
        "--jobs",
        "1",
    ]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    while not store.exists() or not ask_or_none(store):
        assert running.poll() is None
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGINT)  # all of them, as a terminal does
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "and the same command does the others" in err
    assert "Traceback" not in err
    ((done,),) = ask(store, "SELECT count(*) FROM repositories")
    assert isinstance(done, int)
    assert 0 < done < 60
    again = run(capfd, "fleet", "--list", file, "--store", store)
    assert f"{done} of 60 repositories are as they were" in again.err
    assert ask(store, "SELECT count(*), count(DISTINCT root) FROM repositories") == [(60, 60)]
    assert again.out == run(capfd, "fleet", "--list", file).out


def ask_or_none(store: Path) -> object:
    try:
        return ask(store, "SELECT name FROM repositories LIMIT 1")
    except sqlite3.OperationalError:
        return None


@pytest.mark.parametrize(
    ("names", "options", "status"),
    [
        (("good",), (), 0),
        (("good", "bad"), (), 1),
        (("good", "warned"), (), 0),
        (("good", "warned"), ("--fail-on", "warning"), 1),
        (("good", "gone"), (), 2),
        (("good", "unclear"), (), 2),
        (("bad", "gone"), (), 1),
        (("bad",), ("--ignore", "companion-mismatch"), 0),
        (("bad",), ("--tool", "wasm-tools"), 0),
        (("bad",), ("--tool", "wit_bindgen"), 1),
    ],
)
def test_the_exit_status_is_that_of_the_gravest(
    tmp_path: Path, capfd: Capture, names: tuple[str, ...], options: tuple[str, ...], status: int
) -> None:
    matched(tmp_path / "good")
    mismatched(tmp_path / "bad")
    mismatched(tmp_path / "warned").joinpath("vercheck.toml").write_text(
        '[severity]\ncompanion-mismatch = "warning"\n'
    )
    matched(tmp_path / "unclear").joinpath("vercheck.toml").write_text("nonsense = 1\n")
    result = run(capfd, "fleet", *(tmp_path / name for name in names), *options)
    assert result.status == status, result


def test_a_repository_that_fails_is_told_and_does_not_stop_the_others(tmp_path: Path, capfd: Capture) -> None:
    matched(tmp_path / "unclear").joinpath("vercheck.toml").write_text("nonsense = 1\n")
    result = run(capfd, "fleet", tmp_path / "gone", tmp_path / "unclear", mismatched(tmp_path / "bad"))
    assert f"  {tmp_path}/gone     no such file or directory\n" in result.out
    assert f"  {tmp_path}/unclear  vercheck.toml:1" in result.out
    assert f"{tmp_path}/bad/tools/updater/Cargo.toml:6:16: error[companion-mismatch]" in result.out
    assert result.out.endswith("3 repositories: 1 error in 1 repository; 2 could not be checked\n")


def test_a_repository_that_is_given_twice_counts_once(tmp_path: Path, capfd: Capture) -> None:
    root = matched(tmp_path / "tree")
    (tmp_path / "link").symlink_to(root)
    file = tmp_path / "list"
    file.write_text(f"{root}/\n")
    result = run(capfd, "fleet", root, tmp_path / "link", "--list", file)
    assert result.out == "1 repository: no problems\n"


def test_the_list_may_come_from_standard_input(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = io.TextIOWrapper(io.BytesIO(os.fsencode(f"{matched(tmp_path)}\n# more\n")))
    monkeypatch.setattr("sys.stdin", given)
    assert run(capfd, "fleet", "--list", "-").out == "1 repository: no problems\n"


@pytest.mark.parametrize("name", ["new\nline", "\x1b[31mred", "a|b`c<b>", "-x", os.fsdecode(b"caf\xe9"), " "])
def test_a_strange_name_is_checked_and_shown_harmlessly(tmp_path: Path, capfd: Capture, name: str) -> None:
    root = mismatched(tmp_path / name)
    file = tmp_path / "list of all"
    file.write_bytes(os.fsencode(root) + b"\0")
    for format_ in ("text", "markdown", "json"):
        result = run(capfd, "fleet", "--list", file, "--format", format_)
        assert result.status == 1, result
        assert "\x1b" not in result.out
        assert "new\nline" not in result.out
        assert "<b>" not in result.out or format_ != "markdown"


def test_names_that_begin_with_a_dash_follow_two(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    matched(tmp_path / "-x")
    assert run(capfd, "fleet", "--", "-x").out == "1 repository: no problems\n"


def test_one_tool_is_shown_with_every_place(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, go in (("api", "1.23.4"), ("web", "1.22.1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".tool-versions").write_text(f"golang {go}\nnodejs 22.11.0\n")
    (tmp_path / "api/go.mod").write_text("module example.com/api\n\ngo 1.22.0\n\ntoolchain go1.23.4\n")
    result = run(capfd, "fleet", "api", "web", "--tool", "golang")
    assert result.out == (
        "go: 3 versions in 2 repositories\n"
        "  version  role      repository  place\n"
        "  1.23.4   selects   api         .tool-versions:1 and 1 more\n"
        "  1.22.1   selects   web         .tool-versions:1\n"
        "  1.22.0   requires  api         go.mod:3\n"
        "\n"
        "2 repositories: no problems; 1 tool at several versions\n"
    )
    other = run(capfd, "fleet", "api", "web", "--tool", "ndoejs")
    assert (other.status, "did you mean `nodejs`?" in other.err) == (2, True)


def test_what_is_not_asked_for_stays_in_the_store_until_it_is_pruned(tmp_path: Path, capfd: Capture) -> None:
    one, two, store = matched(tmp_path / "one"), matched(tmp_path / "two"), tmp_path / "s"
    run(capfd, "fleet", one, two, "--store", store)
    assert run(capfd, "fleet", one, "--store", store).out == "1 repository: no problems\n"
    assert ask(store, "SELECT count(*) FROM repositories") == [(2,)]
    run(capfd, "fleet", one, "--store", store, "--prune")
    assert ask(store, "SELECT name FROM repositories") == [(str(one),)]


def test_a_repository_that_went_away_is_told_in_the_place_of_what_was_known(
    tmp_path: Path, capfd: Capture
) -> None:
    one, store = matched(tmp_path / "one"), tmp_path / "s"
    run(capfd, "fleet", one, "--store", store)
    shutil.rmtree(one)
    assert run(capfd, "fleet", one, "--store", store).status == 2
    assert ask(store, "SELECT state, trouble, pins FROM repositories") == [("failed", "path", 0)]
    assert ask(store, "SELECT count(*) FROM pins") == [(0,)]


def test_warnings_are_listed_where_they_are_asked_for(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "vercheck.toml").write_text('[severity]\ncompanion-mismatch = "warning"\n')
    silent, loud = run(capfd, "fleet", root), run(capfd, "fleet", root, "--severity", "warning")
    assert "warning[companion-mismatch]" not in silent.out
    assert "1 warning in 1 repository" in silent.out
    assert "warning[companion-mismatch]" in loud.out


def test_who_is_quiet_hears_only_what_is_wrong(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "fleet", "-q", matched(tmp_path / "good")).out == ""
    loud = run(capfd, "fleet", "-q", mismatched(tmp_path / "bad"))
    assert loud.out.count("\n") == 1
    assert "error[companion-mismatch]" in loud.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name checkouts"),
        (("--store", "none.sqlite"), "there is no store"),
        ((".", "--prune"), "--store"),
        ((".", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"), "--scheduler"),
        ((".", "--severity", "error", "--fail-on", "warning"), "hidden"),
        ((".", "--select", "version-drfit"), "version-drift"),
        (("--list", "none"), "cannot be read"),
        (("--list", "empty"), "names no checkout"),
        ((".", "--jobs", "0"), "--jobs"),
        ((".", "--timeout", "-1"), "--timeout"),
        ((".", "--store", "diary"), "cannot be used"),
    ],
)
def test_wrong_usage_is_told(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").write_text("# nothing\n")
    Path("diary").write_text("dear diary\n" * 200)
    result = run(capfd, "fleet", *words)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_a_repository_that_takes_too_long_is_told_and_does_not_hold_up_the_others(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging(tmp_path, monkeypatch)
    slow, good, store = with_git(tmp_path / "slow"), matched(tmp_path / "good"), tmp_path / "s"
    run(capfd, "fleet", good, "--store", store)
    result = run(capfd, "fleet", slow, good, "--store", store, "--timeout", "2")
    assert result.status == 2
    assert f"could not be checked:\n  {slow}  stopped: not done in 2 s\n" in result.out
    assert ask(store, "SELECT state, trouble FROM repositories ORDER BY name") == [
        ("checked", None),
        ("failed", "time"),
    ]
    document = run(capfd, "fleet", "--store", store, "--format", "json").out
    Draft202012Validator(json.loads(schemas()["fleet"])).validate(json.loads(document))
