from __future__ import annotations

import pytest

from tests.trees import tree
from vercheck.model import Source
from vercheck.syntax.conflicts import unfinished_merge

CONFLICT = """\
TOOLS = {
<<<<<<< HEAD
    "gizmo": "1.0.0",
=======
    "gizmo": "2.0.0",
>>>>>>> topic
}
"""


@pytest.mark.parametrize("text", [CONFLICT, CONFLICT.replace("\n", "\r\n")])
def test_a_merge_that_was_not_finished_is_told_at_its_first_mark(text: str) -> None:
    note = unfinished_merge(Source("versions.bzl", text.encode()))
    assert note is not None
    assert (note.check, note.location.line, note.location.column) == ("parse-error", 2, 1)


def test_neither_side_of_it_is_a_pin() -> None:
    facts = tree({"versions.bzl": CONFLICT, "go.mod": CONFLICT})
    assert facts.graph.pins == ()
    assert [note.location.path for note in facts.graph.notes] == ["go.mod", "versions.bzl"]


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n=======\n",
        "cat <<<<<<< x\n",
        "<<<<<<< HEAD\n>>>>>>> topic\n",
        ">>>>>>> topic\n=======\n<<<<<<< HEAD\n",
        "",
    ],
)
def test_marks_that_are_no_merge_are_quiet(text: str) -> None:
    assert unfinished_merge(Source("README.md", text.encode())) is None
