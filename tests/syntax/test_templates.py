"""Templates: what a generator fills in first is no damaged file."""

from __future__ import annotations

import pytest

from tests.trees import said, tree
from vercheck.model import Note, Source, Span
from vercheck.syntax.templates import TEMPLATE, noted_as_template

LIQUID = '[package]\nname = "x"\nversion = "0.1.4"\n[dependencies]\n'
LIQUID += 'quux = { version = "0.8"{% if nightly %}, features = ["nightly"]{% endif %} }\nquuz = "0.3"\n'


def noted(path: str, text: str, check: str = "parse-error") -> list[tuple[str, int]]:
    source = Source(path, text.encode())
    note = Note(check, "not valid here", source.locate(Span(0, 1)))
    return [(one.check, one.location.line) for one in noted_as_template(source, [note, note])]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Cargo.toml", LIQUID),
        ("a.yml", "a: 1\nb: 2\nc: 3\nd: 4\n{{#if manager}}\n"),
        ("package.json", '{\n\n\n\n"name": {{cookiecutter.name}}\n}\n'),
        ("deployment.yaml", "\n\n\n\n{{- with .Values.extra }}\n"),
        ("pom.xml", "\n\n\n\n<%= version %>\n"),
    ],
)
def test_a_file_with_something_to_fill_in_is_noted_once_where_that_stands(path: str, text: str) -> None:
    assert noted(path, text) == [(TEMPLATE, 5)]
    assert noted(path, text, "not-understood") == [(TEMPLATE, 5)]


def test_a_file_that_is_called_a_template_is_one() -> None:
    assert noted("BUILD.tpl", "x = ${y}\n") == [(TEMPLATE, 1)]
    assert noted("Dockerfile.j2", "FROM\n") == [(TEMPLATE, 1)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ci.yml", "run: ${{ matrix.go }}\n"),
        ("a.bzl", 'a = "{{}}".format(b)\n'),
        ("a.nix", "{ a = {{ }}; }\n"),
        ("a.toml", "a = {{ 1 }}\n"),
        ("a.json", "{,}\n"),
    ],
)
def test_a_damaged_file_without_any_is_none(path: str, text: str) -> None:
    assert noted(path, text) == [("parse-error", 1)] * 2


def test_other_notes_about_a_template_stay() -> None:
    assert noted("Cargo.toml", LIQUID, "unreadable-file") == [("unreadable-file", 1)] * 2


def test_the_rest_of_a_template_is_read_and_nothing_is_reported() -> None:
    facts = tree({"templates/x/Cargo.toml": LIQUID})
    assert not said("parse-error", facts)
    assert [note.check for note in facts.graph.notes] == [TEMPLATE]
    assert "quuz" in {pin.artifact.name for pin in facts.graph.pins}
