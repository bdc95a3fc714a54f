"""What another process writes down of a file is what it says, and what many files say is one value."""

from __future__ import annotations

from pathlib import Path

import pytest

from vercheck import pipeline
from vercheck.cache.kept import Kept
from vercheck.cache.notation import Known
from vercheck.config import Config
from vercheck.declared import Declared
from vercheck.memory import recall, remembering
from vercheck.model import Source
from vercheck.told import Told, hear
from vercheck.written import Written, read, write

REPOSITORIES = Path(__file__).parent.parent / "fixtures" / "repos"
NAMES = sorted(path.name for path in REPOSITORIES.iterdir() if (path / "tree").is_dir())


def said(path: str, content: str) -> Told:
    return hear(Source(path, content.encode()), ("dockerfile",), Declared())


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_a_tree_is_read_as_it_was_written_beside_the_others(name: str) -> None:
    told = pipeline.read(REPOSITORIES / name / "tree", Config()).told.values()
    known = Known()
    assert [read(write(one), known) for one in told] == list(told)


def test_what_several_files_say_alike_is_held_once() -> None:
    known = Known()
    one, other = (read(write(said(path, "FROM alpine:3.19\n")), known) for path in ("a", "b"))
    (pin,), (twin,) = one.extraction.pins, other.extraction.pins
    assert (pin.location.path, twin.location.path) == ("a", "b")
    assert pin.artifact is twin.artifact
    assert pin.value is twin.value


def test_versions_that_are_equal_and_spelled_otherwise_stay_two() -> None:
    known = Known()
    texts = ("FROM golang:1.21.0\n", "FROM golang:v1.21.0\n", "FROM golang:1.21\n")
    assert [read(write(said("a", text)), known).extraction.pins[0].value for text in texts] == [
        said("a", text).extraction.pins[0].value for text in texts
    ]
    assert len({repr(read(write(said("a", text)), known)) for text in texts}) == len(texts)


def test_what_came_in_writing_is_kept_as_it_came(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    written = write(said("a", "FROM alpine:3.19\n"))
    assert dict(remembering([("a", written)], kept, {"a"})) == {"a": read(written, Known())}
    assert recall(kept, {"a": written.content}) == {"a": read(written, Known())}


def test_what_more_than_the_content_says_is_passed_on_and_not_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    told = {"a": said("a", "FROM alpine:3.19\n"), "b": said("b", "FROM alpine:3.19\n")}
    assert dict(remembering(told.items(), kept, {"b"})) == told
    assert recall(kept, {path: one.content for path, one in told.items()}) == {"b": told["b"]}


def test_a_file_that_says_nothing_is_a_name_and_no_more() -> None:
    assert write(Told(content="abc")) == Written("abc", b"")
    assert read(Written("abc", b""), Known()) == Told(content="abc")
