"""YAML is read with the bytes that each value is written at, however it is quoted, folded or aliased."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.passage import Passage
from vercheck.syntax.yaml import Yaml, read_yaml
from vercheck.syntax.yaml_limits import MAX_BRACKETS, MAX_DEPTH, MAX_LINES


def parse(text: str | bytes) -> tuple[Source, Yaml]:
    source = Source("a.yml", text.encode() if isinstance(text, str) else text)
    return source, read_yaml(source)


def plain(datum: Datum) -> Any:
    match datum:
        case Text():
            return datum.value
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {entry.key.value: plain(entry.value) for entry in entries}
        case _:
            return None


def value(text: str) -> Any:
    _, read = parse(text)
    assert read.notes == ()
    return plain(read.documents[0])


def test_values_of_every_style_are_the_characters_that_they_stand_for() -> None:
    assert value("a: 1.20\nb: 'it''s'\nc: \"q\\n\\x41\"\nd: [x, {y: z}]\ne:\n- 1\n- k: v\n") == {
        "a": "1.20",
        "b": "it's",
        "c": "q\nA",
        "d": ["x", {"y": "z"}],
        "e": ["1", {"k": "v"}],
    }


def test_a_number_keeps_the_spelling_that_yaml_would_drop() -> None:
    _, read = parse("go: 1.20\nrust: 1.88.0\n")
    document = read.documents[0]
    assert isinstance(document, Mapping)
    assert document.get("go") == Scalar("1.20", document.entries[0].value.span)
    assert isinstance(document.get("rust"), Text)


def test_the_span_of_a_quoted_string_is_inside_its_quotes() -> None:
    source, read = parse("# é\nkey: \"1.2.3\" # v1\nother: '4.5'\n")
    document = read.documents[0]
    assert isinstance(document, Mapping)
    spans = [entry.value.span for entry in document.entries]
    assert [source.text(span) for span in spans] == ["1.2.3", "4.5"]
    assert [source.text(span) for span in read.comments] == ["# é", "# v1"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_version_in_a_block_scalar_is_found_at_its_very_bytes(newline: str) -> None:
    source, read = parse(newline.join(["run: |", "  é: set -e", "  X=1.2.3", "", "    Y=4", "z: 1", ""]))
    document = read.documents[0]
    assert isinstance(document, Mapping)
    run = document.text("run")
    assert run is not None
    assert (run.value or "").startswith("é: set -e\nX=1.2.3\n\n  Y=4\n")
    passage = Passage.of_text(run)
    start = passage.text.index("1.2.3")
    span = passage.span(start, start + 5)
    assert span is not None
    assert source.text(span) == "1.2.3"
    assert source.locate(span).line == 3
    assert passage.span(start, start + 9) is None  # two lines are not one place


def test_a_folded_scalar_joins_its_lines_with_spaces() -> None:
    assert value("a: >-\n  curl\n  -L x\n\n  next\nb: 1\n")["a"].startswith("curl -L x\n")


def test_an_alias_is_the_value_that_it_names_and_a_merge_adds_what_is_missing() -> None:
    assert value("a: &x {k: '1', l: '2'}\nb: *x\nc:\n  <<: *x\n  k: '3'\n") == {
        "a": {"k": "1", "l": "2"},
        "b": {"k": "1", "l": "2"},
        "c": {"k": "3", "l": "2"},
    }


def test_every_document_of_a_stream_is_read_and_anchors_end_with_theirs() -> None:
    _, read = parse("a: &x 1\n---\nb: *x\n")
    assert [plain(document) for document in read.documents] == [{"a": "1"}, {"b": None}]


def test_a_byte_order_mark_moves_no_span() -> None:
    source, read = parse(b"\xef\xbb\xbfa: 'v1'\n")
    document = read.documents[0]
    assert isinstance(document, Mapping)
    assert source.text(document.entries[0].value.span) == "v1"


def test_what_is_broken_is_noted_at_its_place_and_the_rest_is_still_there() -> None:
    _, read = parse("a: 1\nb: [1, 2\nc: 3\n")
    assert [note.check for note in read.notes] == ["parse-error"]
    assert plain(read.documents[0])["a"] == "1"


@pytest.mark.parametrize(
    "text",
    [
        "- " * 50_000,
        "? " * 5_000,
        "".join(" " * depth + "a:\n" for depth in range(1_000)),
        "[" * 100_000,
        "{a: " * 50_000,
        "[" * 500 + "]" * 500,
    ],
)
def test_nesting_beyond_measure_is_noted_and_nothing_crashes(text: str) -> None:
    _, read = parse(text)
    assert read.notes


def test_nesting_that_people_write_is_read_to_the_bottom() -> None:
    depth = MAX_DEPTH // 2
    text = "".join("  " * level + "a:\n" for level in range(depth)) + "  " * depth + "1.2.3\n"
    _, read = parse(text)
    assert read.notes == ()
    assert "1.2.3" in str(plain(read.documents[0]))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [\n" * (MAX_BRACKETS + 1), "open brackets"),
        ("run: |\n" + "  [ {\n" * MAX_BRACKETS, "open brackets"),
        ("#\n" * (MAX_LINES + 1), "lines"),
        ("'" * 5_000_000, "no YAML"),
    ],
)
def test_what_would_fill_the_memory_is_told_and_not_parsed(text: str, why: str) -> None:
    _, read = parse(text)
    assert read.documents == ()
    assert [why in note.message for note in read.notes] == [True]


def test_any_number_of_brackets_that_are_closed_is_read() -> None:
    text = "a: [" + ", ".join(["{b: [x]}"] * MAX_BRACKETS) + "]\nrun: |\n" + "  case ] } x\n" * MAX_BRACKETS
    _, read = parse(text)
    assert read.notes == ()
    assert read.documents


def test_aliases_of_aliases_do_not_fill_the_memory() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        before, here = chr(96 + level), chr(97 + level)
        lines.append(f"{here}: &{here} [{', '.join([f'*{before}'] * 10)}]")
    _, read = parse("\n".join(lines))
    assert [note.check for note in read.notes] == ["not-understood"]


_SNIPPETS = st.sampled_from(
    ["- ", "? ", ": ", "a: ", "a:\n", "\n", "\n  ", "\t", "[", "]", "{", "}", ", ", "'", '"', "|\n", ">-\n",
     "&a ", "*a", "!t ", "# c\n", "1.2", "\\", "---\n", "...\n", "é", "\r", "<<: *a\n"]
)  # fmt: skip


def _texts(datum: Datum) -> list[Text]:
    match datum:
        case Text():
            return [datum]
        case Mapping(entries):
            return [text for entry in entries for text in (entry.key, *_texts(entry.value))]
        case Sequence(items):
            return [text for item in items for text in _texts(item)]
        case _:
            return []


@given(st.lists(_SNIPPETS, max_size=60).map("".join))
def test_each_character_of_a_text_stands_where_it_says(text: str) -> None:
    source, read = parse(text)
    for document in read.documents:
        for found in _texts(document):
            passage = Passage.of_text(found)
            for index, character in enumerate(passage.text[:50]):
                span = passage.span(index, index + 1)
                assert span is None or source.text(span) == character


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    parse(content)
