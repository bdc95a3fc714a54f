"""JSON is read with exact places, and what is broken in one place is lost in that place only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Note, Source
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.json import LARGE, MAX_DEPTH, MAX_NOTES, MAX_TROUBLES, parse_json


def parse(text: str | bytes) -> tuple[Datum | None, tuple[Note, ...]]:
    return parse_json(Source("a.json", text.encode() if isinstance(text, str) else text))


def plain(datum: Datum | None) -> Any:
    match datum:
        case Text():
            return datum.value
        case Scalar(text=text):
            return json.loads(text)
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.value: plain(entry.value) for entry in entries}
        case Unknown() | None:
            return None


def messages(text: str | bytes) -> list[str]:
    return [note.message for note in parse(text)[1]]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_reads_what_any_json_writer_wrote(value: Any, ascii_only: bool, indent: int | None) -> None:
    written = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass")
    datum, notes = parse(written)
    # Half a surrogate pair is no character: it is replaced, so that every text can be shown.
    assert plain(datum) == _replaced(value)
    assert not notes


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_replaced(item) for item in value]
    if isinstance(value, dict):
        return {_replaced(key): _replaced(item) for key, item in value.items()}
    return value


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception_and_places_lie_inside_them(content: bytes) -> None:
    _, notes = parse(content)
    for note in notes:
        assert 0 <= note.location.span.start <= note.location.span.end <= len(content)


@given(st.text(alphabet='{}[]",: ab1\\\n/*', max_size=80))
def test_any_heap_of_marks_is_read_without_an_exception(text: str) -> None:
    parse(text)


def test_a_string_stands_at_the_bytes_between_its_quotes() -> None:
    source = Source("a.json", b'{"k\xc3\xa9y": "1.2.3"}')
    datum, _ = parse_json(source)
    assert isinstance(datum, Mapping)
    (entry,) = datum.entries
    assert source.text(entry.key.span) == "kéy"
    assert isinstance(entry.value, Text)
    assert source.text(entry.value.span) == "1.2.3"
    assert source.locate(entry.value.span).column == 10


def test_escapes_are_decoded_and_the_place_keeps_them() -> None:
    source = Source("a.json", rb'"a\n\u00e9\ud83d\ude00\/\"\\"')
    datum, notes = parse_json(source)
    assert isinstance(datum, Text)
    assert datum.value == 'a\né😀/"\\'
    assert source.text(datum.span) == r"a\n\u00e9\ud83d\ude00\/\"\\"
    assert not notes


def test_comments_trailing_commas_and_a_byte_order_mark_are_accepted() -> None:
    datum, notes = parse(b'\xef\xbb\xbf// first\n{"a": [1, 2,], /* second */ "b": "x",}\n')
    assert plain(datum) == {"a": [1, 2], "b": "x"}
    assert not notes


@pytest.mark.parametrize("text", ["", "  \n", "// only a comment"])
def test_a_file_without_a_value_has_none(text: str) -> None:
    assert parse(text) == (None, ())


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ('{"a": tru, "b": "1"}', {"b": "1"}, "expected JSON, not `tru`"),
        ('{"a": 1.21., "b": "1"}', {"b": "1"}, "expected JSON, not `1.21.`"),
        ('{"a": 01, "b": "1"}', {"b": "1"}, "expected JSON, not `01`"),
        ('{"a" "x", "b": "1"}', {"a": "x", "b": "1"}, "expected `:` between a name and its value"),
        ('{"a": "x" "b": "1"}', {"a": "x", "b": "1"}, "expected `,` before this name"),
        ('{"a": , "b": "1"}', {"b": "1"}, "`a` has no value"),
        ('{"a": [1, 2}', {"a": [1, 2]}, "this `[` is never closed"),
        ('{"a": {"b": "1"', {"a": {"b": "1"}}, "this `{` is never closed"),
        ("{'a': 'x', \"b\": \"1\"}", {"b": "1"}, "expected JSON, not `'a'`"),
        ('[1 2, "b"]', [1, 2, "b"], "expected `,` before this value"),
        ('["a"]]', ["a"], "`]` closes nothing"),
        ('{} {"b": "1"}', [{}, {"b": "1"}], "expected the end of the file after the first value"),
    ],
)
def test_what_is_broken_is_told_and_the_rest_is_read(text: str, value: Any, message: str) -> None:
    datum, notes = parse(text)
    assert plain(datum) == value
    assert message in [note.message for note in notes]
    assert {note.check for note in notes} == {"parse-error"}


def test_a_merge_conflict_leaves_both_sides_and_a_note_for_each_mark() -> None:
    text = '{\n<<<<<<< ours\n"a": "1",\n=======\n"b": "2"\n>>>>>>> theirs\n}'
    datum, notes = parse(text)
    assert plain(datum) == {"a": "1", "b": "2"}
    assert [note.location.line for note in notes] == [2, 4, 6]


def test_of_a_name_given_twice_the_last_value_counts_and_a_note_tells() -> None:
    datum, (note,) = parse('{"a": "1",\n "b": "x",\n "a": "2"}')
    assert plain(datum) == {"b": "x", "a": "2"}
    assert (note.check, note.location.line) == ("not-understood", 1)
    assert note.message == "`a` is given again on line 3; this value does not count"


def test_a_lost_quote_spoils_its_own_line_only() -> None:
    datum, (note,) = parse('{"a": "1",\n "b": "2,\n "c": "3",\n "d": "4"}')
    assert plain(datum) == {"a": "1", "c": "3", "d": "4"}
    assert note.location.line == 2


def test_utf_16_is_named_as_what_it_is() -> None:
    assert messages('{"a": "1.2.3"}'.encode("utf-16")) == ["JSON must be UTF-8, this is UTF-16"]


def test_a_hundred_thousand_levels_are_one_note_and_what_stands_beside_them_is_read() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    datum, (note,) = parse(f'{{"z": {deep}, "b": "1.0"}}')
    assert isinstance(datum, Mapping)
    assert [key for key, _ in datum.items()] == ["z", "b"]
    assert note.message.startswith("nested too deeply")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '[{"a":[' * 50_000, "]" * 100_000, "/* " * 100_000, '"' * 100_001],
)
def test_a_hundred_thousand_unbalanced_marks_do_no_harm(text: str) -> None:
    assert 0 < len(messages(text)) <= MAX_NOTES


def test_what_is_just_deep_enough_is_read_whole() -> None:
    datum, notes = parse("[" * MAX_DEPTH + '"x"' + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH):
        assert isinstance(datum, Sequence)
        (datum,) = datum.items
    assert plain(datum) == "x"
    assert not notes


def test_only_the_wanted_members_of_the_outermost_object_are_read() -> None:
    text = '{"a": "1", "big": {"a": "2", "c": [1, 2]}, "c": {"big": "3"}}'
    datum, notes = parse_json(Source("a.json", text.encode()), only=("a", "c"))
    assert plain(datum) == {"a": "1", "c": {"big": "3"}}
    assert not notes


def test_a_long_file_says_the_same_as_a_short_one() -> None:
    text = '{"a": ["1", 2.5, -3e2, true, null, {}, []], "b": {"c": "\\u0041\\n"}} // said\n'
    assert parse(text + " " * LARGE) == parse(text)


def test_of_a_long_file_that_breaks_off_all_before_it_is_read() -> None:
    text = json.dumps({f"key {number}": "1.2.3" for number in range(LARGE // 15)})[:-20]
    datum, (note, *_) = parse(text)
    assert isinstance(datum, Mapping)
    assert len(datum.entries) > LARGE // 15 - 4
    assert note.check == "parse-error"


@pytest.mark.parametrize("heap", ["word ", '"a" ', "1 1, ", ", "])
def test_what_is_no_json_at_all_is_not_looked_at_to_its_end_and_a_note_says_from_where(heap: str) -> None:
    text = "{" + heap * (3 * MAX_TROUBLES)
    note = next(note for note in parse(text)[1] if "from here on nothing is read" in note.message)
    assert note.location.span.start < len(text)


def test_many_troubles_that_are_not_too_many_hide_nothing_behind_them() -> None:
    datum, notes = parse("[" + "what, " * (MAX_TROUBLES // 4) + '"1.2.3"]')
    assert isinstance(datum, Sequence)
    assert plain(datum.items[-1]) == "1.2.3"
    assert not any("nothing is read" in note.message for note in notes)
