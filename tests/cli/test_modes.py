"""Trees and caches that may not be read or written: told where it matters, and no answer is another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import mismatched
from tests.repositories import Repository
from tests.unprivileged import needs_modes, unprivileged

pytestmark = needs_modes
ANY_CACHE: dict[str, str | None] = {"VERCHECK_NO_CACHE": None}


@contextmanager
def locked(*places: Path, mode: int = 0) -> Iterator[None]:
    """Places that may not be entered or, with another mode, not be written, until the block ends."""
    before = [place.stat().st_mode for place in places]
    for place in places:
        place.chmod(mode)
    try:
        yield
    finally:
        for place, old in zip(places, before, strict=True):
            place.chmod(old)


def repository(root: Path) -> Path:
    mismatched(root)
    Repository.new(root).commit({})
    return root


def test_what_lies_deep_in_a_folder_that_cannot_be_entered_is_told(tmp_path: Path) -> None:
    """Two folders down, too, where even what the next one is cannot be seen."""
    root = repository(tmp_path / "tree")
    kept = ANY_CACHE | {"VERCHECK_CACHE_DIR": str(tmp_path / "kept")}
    open_ = unprivileged("check", root, "--format", "concise", env=kept)
    with locked(root / "tools"):
        for env in ({}, kept, kept):
            done = unprivileged("check", root, "--format", "concise", env=env)
            assert "`tools/updater/Cargo.toml` cannot be read: Permission denied" in done.stdout
            assert done.returncode == 0
    again = unprivileged("check", root, "--format", "concise", env=kept)
    assert (again.returncode, again.stdout) == (open_.returncode, open_.stdout) != (0, done.stdout)


def test_a_folder_that_cannot_be_entered_is_not_taken_for_a_link(tmp_path: Path) -> None:
    """A link is no part of the tree and leaves nothing to tell; the one answer is not kept for the other."""
    root = repository(tmp_path / "tree")
    kept = ANY_CACHE | {"VERCHECK_CACHE_DIR": str(tmp_path / "kept")}
    (root / "tools").rename(tmp_path / "tools")
    (root / "tools").symlink_to(tmp_path / "tools")
    assert "unreadable-file" not in unprivileged("check", root, env=kept).stdout
    (root / "tools").unlink()
    (tmp_path / "tools").rename(root / "tools")
    with locked(root / "tools"):
        assert "unreadable-file" in unprivileged("check", root, env=kept).stdout


@pytest.mark.parametrize("mode", [0, 0o444, 0o111])
def test_a_root_that_cannot_be_listed_and_entered_is_wrong_usage(mode: int, tmp_path: Path) -> None:
    root = repository(tmp_path / "tree")
    (root / "folder").mkdir()
    with locked(root, mode=mode):
        for command in ("check", "list", "fix", "baseline", "init", "coverage", "fleet"):
            done = unprivileged(command, root)
            assert (done.returncode, "vercheck: " in done.stderr) == (2, False), done
        assert "permission denied" in unprivileged("fleet", root).stdout


@pytest.mark.parametrize("name", ["locked", "read-only", "file", "below-a-file", "absent", "none", "full"])
def test_where_nothing_can_be_kept_the_answer_is_that_of_a_run_without_a_cache(
    name: str, tmp_path: Path
) -> None:
    root = repository(tmp_path / "tree")
    places = {"locked": tmp_path / "locked", "read-only": tmp_path / "read-only"}
    for place in places.values():
        place.mkdir()
    (tmp_path / "file").write_text("")
    env: dict[str, str | None] = ANY_CACHE | {
        "VERCHECK_CACHE_DIR": None,
        "XDG_CACHE_HOME": str(
            {"below-a-file": tmp_path / "file/below", "full": Path("/dev/full")}.get(name, tmp_path / name)
        ),
    }
    if name == "none":
        env |= {"XDG_CACHE_HOME": None, "HOME": None}
    plain = unprivileged("check", root, "--no-cache")
    with locked(places["locked"]), locked(places["read-only"], mode=0o555):
        for _ in range(2):
            done = unprivileged("check", root, env=env)
            assert (done.returncode, done.stdout, done.stderr) == (1, plain.stdout, "")


def test_a_cache_that_became_read_only_is_used_and_stays_as_it_is(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree")
    kept = ANY_CACHE | {"VERCHECK_CACHE_DIR": str(tmp_path / "kept")}
    plain = unprivileged("check", root, env=kept)
    (store,) = (tmp_path / "kept").iterdir()
    content = store.read_bytes()
    with locked(store, mode=0o444), locked(tmp_path / "kept", mode=0o555):
        for text in ("", "# a word\n"):
            with (root / "MODULE.bazel").open("a") as file:
                file.write(text)
            done = unprivileged("check", root, env=kept)
            assert (done.returncode, done.stdout, done.stderr) == (1, plain.stdout, "")
    with locked(store):
        done = unprivileged("check", root, env=kept)
        assert (done.returncode, done.stdout, done.stderr) == (1, plain.stdout, "")
    assert store.read_bytes() == content
    assert list((tmp_path / "kept").iterdir()) == [store]


def test_a_tree_that_takes_no_writing_is_read_as_ever_and_left_as_it_is(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree")
    plain = unprivileged("check", root)
    folders = [place for place in (root, *root.rglob("*")) if place.is_dir()]
    with locked(*folders, mode=0o555):
        assert unprivileged("check", root).stdout == plain.stdout
        wanted: list[tuple[int, str, list[str | Path]]] = [
            (1, "is read-only", ["fix", root, "--write", "--tool", "wit-bindgen", "--to", "0.50.0"]),
            (2, "cannot be written: Permission denied", ["baseline", root]),
            (2, "cannot be written: Permission denied", ["init", root, "--write"]),
            (2, "cannot be written: Permission denied", ["check", root, "--output", root / "report"]),
        ]
        for status, word, arguments in wanted:
            done = unprivileged(*arguments)
            assert (done.returncode, word in done.stderr) == (status, True), done
    assert "0.47.0" in (root / "tools/updater/Cargo.toml").read_text()
    assert not (root / "report").exists()
