"""HCL as strings that are given to names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.syntax.hcl import MAX_DEPTH, comments, strings


def shown(text: str) -> list[tuple[str, str, str]]:
    return [("/".join(item.path), item.name, item.text) for item in strings(text)]


def test_strings_stand_in_blocks_with_labels() -> None:
    assert shown('module "vpc" {\n  source = "a"\n  x = { version = "b" }\n}\ny = "c"\n') == [
        ("module.vpc", "source", "a"),
        ("module.vpc/x", "version", "b"),
        ("", "y", "c"),
    ]


def test_the_strings_of_a_list_belong_to_its_name() -> None:
    assert shown('a = [\n  "b",\n  "c",\n]\nd = "e"\n') == [("", "a", "b"), ("", "a", "c"), ("", "d", "e")]


def test_comments_and_texts_to_a_mark_are_passed_over() -> None:
    text = '# a = "1"\n/* b = "2"\n*/ c = <<EOT\nd = "3" }}}\nEOT\ne = "4"\n'
    assert shown(text) == [("", "e", "4")]
    assert [text[slice(*span)] for span in comments(text)] == ['# a = "1"', '/* b = "2"\n*/']


def test_what_nests_deeper_than_people_write_is_not_told_and_spoils_nothing() -> None:
    deep = "a {" * (MAX_DEPTH + 5) + 'x = "1"' + "}" * (MAX_DEPTH + 5)
    assert shown(f'{deep}\ny = "2"\n') == [("", "y", "2")]


@given(st.text(max_size=300))
def test_every_string_stands_where_it_says(text: str) -> None:
    for item in strings('a = "' + text):
        assert ('a = "' + text)[item.start : item.end] == item.text
