"""What is remembered of a file is what it said, and of no other content, path or program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reachable import kinds_within
from vercheck import pipeline
from vercheck.cache.kept import Kept
from vercheck.config import Config, load
from vercheck.memory import recall, remembering
from vercheck.reading import read_tree
from vercheck.rules_in_force import rules_in_force
from vercheck.told import Told
from vercheck.written import NOTATION

REPOSITORIES = Path(__file__).parent.parent / "fixtures" / "repos"
NAMES = sorted(path.name for path in REPOSITORIES.iterdir() if (path / "tree").is_dir())


def remember(kept: Kept, told: dict[str, Told]) -> None:
    for _ in remembering(told.items(), kept, told.keys()):
        pass


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_every_fixture_says_the_same_when_it_is_recalled(name: str, tmp_path: Path) -> None:
    reading = pipeline.read(REPOSITORIES / name / "tree", Config())
    told = {path: one for path, one in reading.told.items() if one.content}
    assert any(one.counts for one in told.values())
    remember(Kept(tmp_path), told)
    assert recall(Kept(tmp_path), {path: one.content for path, one in told.items()}) == told


def test_whatever_a_file_may_say_can_be_written_down() -> None:
    assert kinds_within(Told) - {Told} <= set(NOTATION.kinds)


def test_another_content_or_path_is_not_remembered(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    remember(kept, {"a": Told(("npm",), content="1"), "b": Told()})
    assert recall(kept, {"a": "2", "b": "1", "c": "1", "d": ""}) == {}
    assert recall(kept, {"a": "1"}) == {"a": Told(content="1")}


def test_another_program_remembers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(Kept(tmp_path), {"a": Told(content="1")})
    monkeypatch.setattr("vercheck.cache.kept.fingerprint", lambda: "another")
    assert recall(Kept(tmp_path), {"a": "1"}) == {}


def test_what_the_configuration_says_of_a_file_is_heard_anew(tmp_path: Path) -> None:
    root, kept = tmp_path / "tree", Kept(tmp_path / "kept")
    root.mkdir()
    (root / "versions.txt").write_text("gizmo 1.2.3\n")
    knowledge = rules_in_force(root, Config())
    assert not read_tree(root, Config(), knowledge, kept=kept).heard
    (root / "vercheck.toml").write_text(
        "[[extract]]\nfiles = ['versions.txt']\nartifact = 'bin:gizmo'\n"
        "pattern = 'gizmo (?P<version>[0-9.]+)'\n"
    )
    for _ in range(2):
        reading = read_tree(root, load(root), knowledge, kept=kept)
        assert [pin.raw for pin in reading.extractions["versions.txt"].pins] == ["1.2.3"]
