"""TOML as data: what it means, where it stands, and how little one bad line hides."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.toml import MAX_NOTES, Document, notes_of, parse_toml

OTHER = "(no string)"
"""Stands for numbers, dates and booleans, which a reader of versions takes as written."""


def plain(datum: Datum) -> Any:
    match datum:
        case Text():
            return datum.value
        case Mapping():
            return {key: plain(entry.value) for key, entry in datum.items()}
        case Sequence():
            return [plain(item) for item in datum.items]
        case Scalar():
            return OTHER
        case Unknown():
            return None


def expected(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: expected(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [expected(inner) for inner in value]
    return value if isinstance(value, str) else OTHER


def texts(datum: Datum) -> list[Text]:
    match datum:
        case Text():
            return [datum]
        case Mapping():
            return [text for entry in datum.entries for text in (entry.key, *texts(entry.value))]
        case Sequence():
            return [text for item in datum.items for text in texts(item)]
        case _:
            return []


def read(text: str) -> Any:
    document = parse_toml(text.encode())
    assert document.damage == ()
    return plain(document.root)


def damaged(document: Document, content: bytes) -> list[bytes]:
    return [content[item.span.start : item.span.end] for item in document.damage]


def written(content: bytes, name: str) -> bytes:
    """The bytes at the span of the value of a key at the root."""
    value = parse_toml(content).root.get(name)
    assert value is not None
    return content[value.span.start : value.span.end]


# what it means


@pytest.mark.parametrize(
    "text",
    [
        '[a]\nb = { c = "1" }\n',
        '[a.b]\nc = "1"\n',
        'a.b.c = "1"\n',
        'a = { b.c = "1" }\n',
        '[a]\n"b".\'c\' = "1"\n',
    ],
)
def test_every_spelling_of_a_nested_key_reads_the_same(text: str) -> None:
    assert read(text) == {"a": {"b": {"c": "1"}}}


def test_a_table_may_be_filled_from_several_places() -> None:
    assert read('[a.x]\nv = "1"\n[b]\n[a.y]\nv = "2"\n[a]\nw = "3"\n') == {
        "a": {"x": {"v": "1"}, "y": {"v": "2"}, "w": "3"},
        "b": {},
    }


def test_a_header_below_an_array_of_tables_belongs_to_its_last_table() -> None:
    assert read('[[p]]\nn = "1"\n[[p]]\nn = "2"\n[p.q]\nr = "3"\n') == {
        "p": [{"n": "1"}, {"n": "2", "q": {"r": "3"}}]
    }


def test_inline_tables_may_span_lines_as_toml_1_1_allows() -> None:
    content = b'a = { # why\n  b = "1",\n  c = ["2",\n "3"],\n}\n[d]\ne = "4"\n'
    document = parse_toml(content)
    assert document.damage == ()
    assert plain(document.root) == {"a": {"b": "1", "c": ["2", "3"]}, "d": {"e": "4"}}
    assert [content[span.start : span.end] for span in document.comments] == [b"# why"]


json_like = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.integers(-5, 5) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.-é '\"\\", max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc-_. é\"'\\\n", max_size=5), json_like, max_size=5))
def test_reads_what_tomllib_reads(tree: dict[str, Any]) -> None:
    text = tomlkit.dumps(tree)
    document = parse_toml(text.encode())
    assert document.damage == ()
    assert plain(document.root) == expected(tomllib.loads(text))


# where it stands


@pytest.mark.parametrize(
    ("content", "bytes_at_span"),
    [
        (b'v = "1.2.3" # c\n', b"1.2.3"),
        (b"v = '1.2.3'\n", b"1.2.3"),
        (b'v = """1.2.3"""\n', b"1.2.3"),
        (b'v = """\n1.2.3"""\n', b"1.2.3"),
        (b"v = '''\r\n1.2.3'''\r\n", b"1.2.3"),
        (b'v = ""\n', b""),
        (b'\xef\xbb\xbfv = "1"\r\n', b"1"),
        (b'"\xc3\xa9" = "x"\nv = "\xc3\xa9 1"\n', b"\xc3\xa9 1"),
        (b"v = 1979-05-27\n", b"1979-05-27"),
        (b"v = [1, 2]\n", b"[1, 2]"),
    ],
)
def test_a_span_holds_the_value_without_its_quotes(content: bytes, bytes_at_span: bytes) -> None:
    assert written(content, "v") == bytes_at_span


def test_escapes_are_decoded_and_the_span_keeps_them() -> None:
    content = rb'v = "1\u002e2\t\"\U0001F600"' + b'\nw = """a\\\n   b"""\n'
    root = parse_toml(content).root
    assert plain(root) == {"v": '1.2\t"\U0001f600', "w": "ab"}
    assert written(content, "v") == rb"1\u002e2\t\"\U0001F600"


def test_keys_have_the_span_inside_their_quotes() -> None:
    content = b'[a."b c"]\nd.\'e\' = "1"\n'
    spans = [content[text.span.start : text.span.end] for text in texts(parse_toml(content).root)]
    assert spans == [b"a", b"b c", b"d", b"e", b"1"]


def test_comments_are_listed_wherever_they_stand() -> None:
    content = b"# 1\na = 1 # 2\n[t] # 3\nb = [ # 4\n 1, # 5\n]\n# 6"
    comments = parse_toml(content).comments
    assert [content[span.start : span.end] for span in comments] == [b"# %d" % n for n in range(1, 7)]


# damage


def test_a_string_over_several_lines_in_an_inline_table_is_told() -> None:
    assert parse_toml(b'a = {b = "x\n"}\n').damage
    assert not parse_toml(b'a = {b = """x\n"""}\n').damage
    assert not parse_toml(b'a = {b = "", c = "x"}\n').damage


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (b'bad = "unclosed', {}),
        (b"bad = = 1", {}),
        (b"bad = nope", {}),
        (b"bad =", {}),
        (b'bad = ["a",', {}),
        (b'bad = """unclosed', {}),
        (b"<<<<<<< ours", {}),
        (b'bad = "a\x00b"', {}),
        (b'bad = { a = "1", b = oops }', {"bad": {"a": "1"}}),
    ],
)
def test_one_bad_line_hides_nothing_else(line: bytes, kept: dict[str, Any]) -> None:
    content = b'before = "1"\n' + line + b'\nafter = "2"\n\n[table]\nkey = "3"\n'
    document = parse_toml(content)
    assert plain(document.root) == {"before": "1", **kept, "after": "2", "table": {"key": "3"}}
    assert len(document.damage) == 1
    assert damaged(document, content)[0] in line


def test_a_damaged_value_is_never_replaced_by_the_next_ones() -> None:
    assert parse_toml(b'version = "1.0\nname = "x"\n').root.get("version") is None


def test_keys_below_a_damaged_header_belong_to_nobody() -> None:
    content = b'[package]\nname = "a"\n[dependencies\nserde = "1"\n[features]\nx = []\n'
    assert plain(parse_toml(content).root) == {"package": {"name": "a"}, "features": {"x": []}}


def test_a_key_that_is_written_twice_is_reported_and_the_first_one_counts() -> None:
    content = b'a = "1"\na = "2"\n[t]\nx = 1\n[t]\ny = 1\n'
    document = parse_toml(content)
    assert plain(document.root)["a"] == "1"
    assert damaged(document, content) == [b"a", b"t"]


def test_bytes_that_are_not_utf_8_are_reported_and_the_rest_is_read() -> None:
    document = parse_toml(b'a = "\xff1"\nb = "2"\n')
    assert plain(document.root) == {"a": "\ufffd1", "b": "2"}
    assert "UTF-8" in document.damage[0].message


def test_both_sides_of_a_merge_conflict_are_reported_not_read_as_one() -> None:
    content = b'<<<<<<< a\nv = "1"\n=======\nv = "2"\n>>>>>>> b\nw = "3"\n'
    document = parse_toml(content)
    assert plain(document.root) == {"v": "1", "w": "3"}
    assert damaged(document, content) == [b"<<<<<<< a", b"=======", b"v", b">>>>>>> b"]


def test_much_damage_is_told_in_few_notes_that_count_the_rest() -> None:
    source = Source("x.toml", b"a = 1\n" * 1000)
    notes = notes_of(source, parse_toml(source.content))
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1].message == f"{999 - MAX_NOTES} more places like these"


@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 100_000 + b"]" * 100_000 + b'\nb = "1"\n',
        b'a = "1"\n' + b".".join([b"k"] * 100_000) + b' = 1\nb = "1"\n',
        b"[" + b".".join([b"k"] * 100_000) + b']\nx = 1\n[t]\nb = "1"\n',
    ],
)
def test_nesting_without_end_is_damage_and_no_crash(content: bytes) -> None:
    document = parse_toml(content)
    assert b"b" in {content[text.span.start : text.span.end] for text in texts(document.root)}
    assert document.damage


def test_brackets_that_never_close_do_not_crash() -> None:
    assert parse_toml(b"a = " + b"[" * 100_000).damage
    assert parse_toml(b"{,[" * 20_000).damage


@given(st.binary(max_size=200) | st.text("ab=[]{}\"'\\.,# \n\r1\ufeffé", max_size=80).map(str.encode))
def test_any_bytes_are_read_and_every_string_says_what_stands_at_its_span(content: bytes) -> None:
    document = parse_toml(content)
    for text in texts(document.root):
        bytes_there = content[text.span.start : text.span.end]
        assert 0 <= text.span.start <= text.span.end <= len(content)
        shown = bytes_there.decode("utf-8", "replace").replace("\r\n", "\n")
        assert "\\" in shown or text.value == shown
    for item in document.damage:
        assert 0 <= item.span.start <= item.span.end <= len(content)


@given(st.text("ab=[]{}\"'\\.,# \n1", max_size=60))
def test_what_tomllib_accepts_is_read_the_same_without_damage(text: str) -> None:
    try:
        accepted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    document = parse_toml(text.encode())
    assert plain(document.root) == expected(accepted)
    assert document.damage == ()


def test_damage_behind_a_heap_of_spaces_is_found_in_one_look() -> None:
    document = parse_toml(b"[a\n" + b" " * 500_000 + b'b = = 1\n[c]\nd = "1"\n')
    assert document.damage
    assert plain(document.root)["c"] == {"d": "1"}
