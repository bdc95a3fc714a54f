"""A run that knows the answer says the same as one that works it out."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS, mismatched, run
from tests.repositories import Repository
from vercheck.cache import contents

BZL, CARGO = "toolchains/tool_versions.bzl", "tools/updater/Cargo.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the runs of a test keep things."""
    monkeypatch.delenv("VERCHECK_NO_CACHE")
    monkeypatch.setenv("VERCHECK_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def repository(root: Path) -> Repository:
    return Repository.new(root, {BZL: VERSIONS, CARGO: MANIFEST, "notes.txt": "nothing\n"})


def modules(folder: Path, *arguments: str | Path) -> set[str]:
    """What a run imports, of a tree in which no file is too fresh to be known by its stamp."""
    environment = {**os.environ, "VERCHECK_CACHE_DIR": str(folder)}
    environment.pop("VERCHECK_NO_CACHE", None)
    code = (
        "import sys\nfrom vercheck.cache import contents\ncontents._FRESH = 0\n"
        "from vercheck.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def test_a_run_that_knows_the_answer_imports_nothing_heavy(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    first = modules(tmp_path / "kept", "check", root)
    second = modules(tmp_path / "kept", "check", root)
    heavy = {"networkx", "jsonschema", "libcst", "tomlkit", "tree_sitter", "clingo", "httpx", "re2"}
    assert "tree_sitter" in first
    assert not second & heavy
    assert not {
        name for name in second if name.startswith(("tree_sitter", "vercheck.extractors", "vercheck.checks"))
    }
    slow = {
        "dataclasses",
        "hashlib",
        "json",
        "multiprocessing",
        "shutil",
        "subprocess",
        "tempfile",
        "tomllib",
    }
    assert not second & slow
    assert "vercheck.model" not in second


def test_one_that_knows_most_files_imports_only_what_reads_the_others(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    modules(tmp_path / "kept", "check", root)
    (root / CARGO).write_text(MANIFEST.replace("0.47.0", "0.48.0"))
    found = modules(tmp_path / "kept", "check", root)
    readers = {name for name in found if name.startswith("vercheck.extractors.") and "._" not in name}
    assert readers >= {"vercheck.extractors.cargo_manifest"}
    assert len(readers) < 4


def test_where_files_still_say_what_they_said_nothing_is_linked_or_checked_again(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    modules(tmp_path / "kept", "check", root, "--format", "json")
    (root / CARGO).write_text(f"{MANIFEST}# a word to whoever reads this\n")
    (root / "notes.txt").write_text("nothing, said at length\n")
    found = modules(tmp_path / "kept", "check", root, "--format", "json")
    assert "vercheck.extractors.cargo_manifest" in found
    stages = ("checks", "config", "graph", "packs", "pipeline", "reporters")
    assert not {name for name in found if name.startswith(tuple(f"vercheck.{stage}" for stage in stages))}
    assert found & {"networkx", "jsonschema", "subprocess", "tomllib"} == set()


def test_a_run_in_which_pins_move_imports_nothing_that_only_a_person_s_own_rules_need(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    modules(tmp_path / "kept", "check", root)
    (root / CARGO).write_text(MANIFEST.replace("0.47.0", "0.48.0"))
    found = modules(tmp_path / "kept", "check", root)
    assert "vercheck.checks.companion_mismatch" in found
    assert (
        found & {"jsonschema", "networkx", "libcst", "tomlkit", "cattrs", "vercheck.declared.tables"} == set()
    )


def test_what_a_report_quotes_is_as_it_is_now(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    for word in ("former", "latter", "former"):
        (root / CARGO).write_text(MANIFEST.replace('"0.47.0"', f'"0.47.0" # {word}'))
        for format_ in ("text", "json"):
            cached = run(capfd, "check", root, "--format", format_)
            assert cached == run(capfd, "check", root, "--format", format_, "--no-cache")
            assert (word in cached.out) == (format_ == "text")


@pytest.mark.parametrize("format_", ["text", "rdjson"])
def test_a_file_that_is_quoted_is_not_checked_again_for_lines_that_are_not(
    tmp_path: Path, format_: str
) -> None:
    root = repository(tmp_path / "tree").root
    arguments: tuple[str | Path, ...] = ("check", root, "--format", format_)
    modules(tmp_path / "kept", *arguments)
    (root / CARGO).write_text(f"{MANIFEST}# a word to whoever reads this\n")
    assert not {name for name in modules(tmp_path / "kept", *arguments) if name.startswith("vercheck.checks")}
    (root / CARGO).write_text(MANIFEST.replace('"0.47.0"', '"0.47.0" # a word'))
    assert {name for name in modules(tmp_path / "kept", *arguments) if name.startswith("vercheck.checks")}


def test_what_a_row_of_the_configuration_finds_is_as_it_is_now(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    (root / "vercheck.toml").write_text(
        "[[extract]]\nfiles = ['notes.txt']\nartifact = 'cargo:wit-bindgen'\n"
        "pattern = 'w (?P<version>[0-9.]+)'\n"
    )
    for version in ("0.47.0", "0.46.0", "0.45.0", "0.46.0"):
        (root / "notes.txt").write_text(f"w {version}\n")
        assert run(capfd, "check", root) == run(capfd, "check", root, "--no-cache")


def test_a_known_answer_is_the_same_in_every_format_with_its_status(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    for format_ in ("text", "concise", "json", "sarif", "github", "markdown"):
        plain = run(capfd, "check", root, "--no-cache", "--format", format_)
        assert run(capfd, "check", root, "--format", format_) == plain
        assert run(capfd, "check", root, "--format", format_) == plain
        assert plain.status == 1


def test_every_option_has_an_answer_of_its_own(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    options: list[list[str]] = [
        [],
        ["--select", "version-drift"],
        ["--ignore", "companion-mismatch"],
        ["--severity", "error"],
        ["--fail-on", "warning"],
        ["--exclude", CARGO],
        ["--statistics"],
        ["--quiet"],
        ["--changed"],
        ["--base", "HEAD"],
    ]
    for _ in range(2):
        for option in options:
            assert run(capfd, "check", root, *option) == run(capfd, "check", root, *option, "--no-cache"), (
                option
            )


def test_configuration_baseline_and_pack_count_where_git_ignores_them(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    (root / ".gitignore").write_text("vercheck.toml\n.vercheck-baseline.json\n*.pack.toml\n")
    assert run(capfd, "check", root).status == 1
    (root / "vercheck.toml").write_text('[severity]\ncompanion-mismatch = "off"\n')
    assert run(capfd, "check", root).status == 0
    (root / "vercheck.toml").unlink()
    assert run(capfd, "check", root).status == 1
    run(capfd, "baseline", root)
    assert run(capfd, "check", root).status == 0


def test_a_pack_that_git_ignores_counts_as_it_is_now(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    (root / ".gitignore").write_text("own.toml\n")
    (root / "vercheck.toml").write_text('packs = ["own.toml"]\n')
    for severity in ("error", "warning", "error"):
        (root / "own.toml").write_text(
            "[[companion]]\nid = 'own'\nfirst = 'bin:wasm-tools'\nsecond = 'cargo:wit-bindgen'\n"
            f"relation = 'exact'\nseverity = '{severity}'\nreason = 'r'\nevidence = ['e']\ngrade = 'D'\n"
        )
        assert run(capfd, "check", root) == run(capfd, "check", root, "--no-cache")


def test_a_report_within_the_tree_is_no_part_of_it(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    for _ in range(3):
        assert run(capfd, "check", root, "--output", f"sarif:{root}/report.sarif").status == 1
        assert (root / "report.sarif").read_text().startswith("{")


def test_a_damaged_store_changes_no_answer(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    expected = run(capfd, "check", root)
    (store,) = folder.iterdir()
    for place in range(0, store.stat().st_size, 997):
        content = bytearray(store.read_bytes())
        content[place] ^= 0xFF
        store.write_bytes(content)
        assert run(capfd, "check", root) == expected
        if not store.exists():
            run(capfd, "check", root)


def test_a_tree_outside_of_git_is_read_as_ever(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = mismatched(tmp_path / "tree")
    expected = run(capfd, "check", root, "--no-cache")
    assert [run(capfd, "check", root) for _ in range(2)] == [expected] * 2


def test_what_git_is_told_to_ignore_outside_of_the_tree_counts(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = Repository.new(tmp_path / "tree", {BZL: VERSIONS})
    (tree.root / "tools/updater").mkdir(parents=True)
    (tree.root / CARGO).write_text(MANIFEST)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    assert [run(capfd, "check", tree.root).status for _ in range(2)] == [1, 1]
    (tree.root / ".git/info/exclude").write_text("Cargo.toml\n")
    assert run(capfd, "check", tree.root).status == 0
    (tree.root / ".git/info/exclude").unlink()
    assert run(capfd, "check", tree.root).status == 1
    (tmp_path / "home/git").mkdir(parents=True)
    (tmp_path / "home/git/ignore").write_text("Cargo.toml\n")
    assert run(capfd, "check", tree.root).status == 0


def test_configurations_that_say_the_same_are_called_by_their_own_names(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    for name in ("one.toml", "two.toml", "one.toml"):
        file = tmp_path / name
        file.write_text(
            '[severity]\nno-such-tool = "off"\n\n[[hold]]\nartifact = "bin:x"\nversion = "1"\nreason = "r"\n'
        )
        cached = run(capfd, "check", root, "--config", file)
        assert cached == run(capfd, "check", root, "--config", file, "--no-cache")


def test_a_relative_baseline_is_the_one_that_is_meant_from_here(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "tree").root
    run(capfd, "baseline", root, "--baseline", tmp_path / "full.json")
    for name, content in (("a", (tmp_path / "full.json").read_text()), ("b", "{}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.json").write_text(content)
    for name in "abab":
        monkeypatch.chdir(tmp_path / name)
        arguments: list[str | Path] = ["check", root, "--baseline", "own.json"]
        assert run(capfd, *arguments) == run(capfd, *arguments, "--no-cache")


def test_a_pack_that_is_a_link_counts_as_what_it_leads_to_is_now(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    tree = Repository.new(tmp_path / "tree", {BZL: VERSIONS, CARGO: MANIFEST})
    (tree.root / "own.toml").symlink_to(tmp_path / "pack.toml")
    (tree.root / "vercheck.toml").write_text('packs = ["own.toml"]\n')
    for severity in ("error", "warning", "error"):
        (tmp_path / "pack.toml").write_text(
            "[[companion]]\nid = 'own'\nfirst = 'bin:wasm-tools'\nsecond = 'cargo:wit-bindgen'\n"
            f"relation = 'exact'\nseverity = '{severity}'\nreason = 'r'\nevidence = ['e']\ngrade = 'D'\n"
        )
        assert run(capfd, "check", tree.root) == run(capfd, "check", tree.root, "--no-cache")


def test_a_hold_ends_at_midnight_though_nothing_changed(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "tree").root
    (root / "vercheck.toml").write_text(
        '[[hold]]\nartifact = "cargo:wit-bindgen"\nversion = "0.47.0"\nreason = "r"\nuntil = 2031-01-31\n'
    )
    statuses = []
    for day in (date(2031, 1, 31), date(2031, 2, 1), date(2031, 1, 31)):
        monkeypatch.setattr("vercheck.tree.today", lambda day=day: day)
        monkeypatch.setattr("vercheck.cli._answers.today", lambda day=day: day)
        monkeypatch.setattr("vercheck.cli._checking.today", lambda day=day: day)
        cached = [run(capfd, "check", root) for _ in range(2)]
        assert cached == [run(capfd, "check", root, "--no-cache")] * 2
        statuses.append((cached[0].status, "expired-hold" in cached[0].out))
    assert statuses[0] == statuses[2] != statuses[1]


def test_a_root_that_is_reached_through_a_link_is_called_as_it_was_named(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    root = repository(tmp_path / "tree").root
    (tmp_path / "link").symlink_to(root)
    for place in (root, tmp_path / "link", root):
        arguments: list[str | Path] = ["check", place, "--format", "json"]
        assert run(capfd, *arguments) == run(capfd, *arguments, "--no-cache")


def test_sparse_checkouts_and_nested_repositories_are_answered_alike(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    tree = repository(tmp_path / "tree")
    Repository.new(tree.root / "inner", {CARGO: MANIFEST})
    for step in ((), ("sparse-checkout", "set", "toolchains"), ("sparse-checkout", "disable")):
        if step:
            tree.git(*step)
        assert [run(capfd, "check", tree.root) for _ in range(2)] == [
            run(capfd, "check", tree.root, "--no-cache")
        ] * 2


@pytest.mark.parametrize("home", [None, "", "/nonexistent", "relative", "/dev/null"])
def test_a_run_without_a_home_is_a_run(home: str | None, tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    environment = {"PATH": os.environ["PATH"]} | ({"HOME": home} if home is not None else {})
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache") if home is None else ""
    done = [
        subprocess.run(
            [sys.executable, "-m", "vercheck", "check", str(root)], env=environment, cwd=Path.cwd(),
            capture_output=True, text=True, check=False,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [(run.returncode, run.stderr) for run in done] == [(1, "")] * 2
    assert done[0].stdout == done[1].stdout != ""


def test_a_pipe_in_the_place_of_a_configuration_is_not_waited_for(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    os.mkfifo(root / "vercheck.toml")
    environment = {**os.environ, "VERCHECK_CACHE_DIR": str(tmp_path / "kept")}
    environment.pop("VERCHECK_NO_CACHE", None)
    done = subprocess.run(
        [sys.executable, "-m", "vercheck", "check", str(root)], env=environment, timeout=60,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_no_cache_keeps_nothing(capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path) -> None:
    run(capfd, "check", repository(tmp_path / "tree").root, "--no-cache")
    assert not folder.exists()


@pytest.mark.parametrize("seed", range(int(os.environ.get("VERCHECK_HISTORIES", "2"))))
def test_cached_runs_equal_uncached_ones_over_any_history(
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    folder: Path,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Edits, renames, deletions, commits, branches, ignored files and configuration, in any order; in every
    other history, no file is too fresh to be known by its stamp."""
    if seed % 2:
        monkeypatch.setattr(contents, "_FRESH", 0)
    dice = random.Random(seed)
    fixture = Path(__file__).parents[2] / "fixtures/repos/wasm-rules/tree"
    root = tmp_path / "tree"
    shutil.copytree(fixture, root)
    tree = Repository.new(root)
    tree.commit({})
    for step in range(25):
        _change(tree, dice, step)
        commands: list[list[str | Path]] = [
            ["check", root, "--format", dice.choice(["json", "text", "rdjson"])],
            ["list", root, "--format", "json"],
        ]
        for command in commands[: 1 + (step % 5 == 0)]:
            plain = run(capfd, *command, "--no-cache")
            assert [run(capfd, *command) for _ in range(2)] == [plain] * 2, step


def _change(tree: Repository, dice: random.Random, step: int) -> None:
    files = sorted(path for path in tree.git("ls-files").splitlines() if (tree.root / path).is_file())
    path = tree.root / dice.choice(files)
    match dice.randrange(10):
        case 8 | 9:  # what most files say is the same then
            with path.open("a") as file:
                file.write(dice.choice(["# a word\n", "\n", " "]))
        case 0 | 1 | 2:
            text = path.read_text()
            place = dice.randrange(len(text) + 1)
            path.write_text(
                text[:place] + dice.choice(["1", "\n", '"', "0.46.0"]) + text[place + dice.randrange(2) :]
            )
        case 3:
            path.rename(path.with_name(f"moved-{step}-{path.name}"))
        case 4:
            path.unlink()
        case 5:
            tree.commit({})
            tree.git("checkout", "-q", "-B", f"branch-{dice.randrange(3)}")
        case 6:
            tree.commit({})
            tree.git(
                "checkout", "-q", dice.choice(tree.git("branch", "--format=%(refname:short)").splitlines())
            )
        case _:
            (tree.root / ".gitignore").write_text(dice.choice(["", "*.json\n", "tools/\n"]))
