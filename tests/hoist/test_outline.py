from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.hoist.outline import outline
from vercheck.model import Span

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\"'\\\r\n\0\f"), max_size=8)
QUOTES = st.sampled_from(['"', "'", '"""', "'''"])


def strings(text: str) -> dict[str, str]:
    """What stands between the quotes of each whole string, and with them."""
    content = text.encode()

    def said(span: Span) -> str:
        return content[span.start : span.end].decode()

    return {said(inner): said(whole) for inner, whole in outline(content).strings.items()}


def test_a_whole_string_is_told_with_its_quotes_and_its_letter() -> None:
    assert strings("x = ['a', r\"b\", '''c''']\n") == {"a": "'a'", "b": 'r"b"', "c": "'''c'''"}


def test_parts_of_a_longer_text_are_no_whole_strings() -> None:
    assert strings('x = "1" "2"\ny = ("3")\n') == {"3": '"3"'}


def test_bytes_are_no_text() -> None:
    assert strings('x = b"1"\n') == {}


def test_a_mark_in_front_moves_every_place() -> None:
    assert strings('\ufeffx = "1"\n') == {"1": '"1"'}


@given(TEXTS, QUOTES, TEXTS)
def test_places_are_bytes_whatever_stands_before_them(before: str, quote: str, text: str) -> None:
    found = strings(f"# {before}\nx = {quote}{text}{quote}\n")
    assert found == {text: f"{quote}{text}{quote}"}


def test_names_are_all_that_a_file_binds() -> None:
    seen = outline(
        b'load("//a:a.bzl", "a", b = "c")\nD = 1\n'
        b"def e(f, g = 1):\n    h = [i for i in []]\n    for j, k in []:\n        pass\n"
    )
    assert seen.names == set("abDefghijk")


def test_only_tables_of_plain_values_at_the_top_are_tables() -> None:
    seen = outline(b'A = {"x": "1", "y": A}\nB = {"x": ["1"]}\ndef f():\n    C = {"x": "1"}\n')
    assert [(table.symbol, table.is_plain) for table in seen.tables] == [("A", True), ("B", False)]


def test_loads_lead_until_something_could_use_them() -> None:
    seen = outline(b'package(x = 1)\nload("//a:a.bzl", "a")\nX = 1\nload("//b:b.bzl", "b")\n')
    assert [load.label for load in seen.leading] == ["//a:a.bzl"]
    assert len(seen.loads) == 2
