"""Parsing has an end, whatever the engine could still try."""

from __future__ import annotations

import pytest
import tree_sitter_nix
import tree_sitter_starlark
from tree_sitter import Language, Parser

from vercheck.model import Source
from vercheck.syntax.bounded import MAX_HEAP, heaps, parse
from vercheck.syntax.nix.tree import parse_nix
from vercheck.syntax.starlark import parse_starlark

SOUND = b'TOOL_VERSIONS = {"gizmo": "1.2.3"}\n'


@pytest.fixture
def parser() -> Parser:
    return Parser(Language(tree_sitter_starlark.language()))


def test_sound_and_slightly_damaged_text_is_read_to_its_end(parser: Parser) -> None:
    for content in (b"", SOUND * 3_000, SOUND * 100 + b"~ / ]\n" + SOUND * 100):
        tree = parse(parser, content)
        assert tree is not None
        assert tree.root_node.end_byte == len(content)


def test_text_of_several_bytes_for_each_sign_is_parsed_by_bytes(parser: Parser) -> None:
    content = "# größe\nX = 'é'\n".encode() * 50
    again = parser.parse(content)
    assert str(parse(parser, content).root_node) == str(again.root_node)  # type: ignore[union-attr]


def test_a_search_without_end_is_left_and_the_parser_is_as_before(parser: Parser) -> None:
    assert parse(parser, b"~/" * 10_000) is None
    after = parse(parser, SOUND)
    assert after is not None
    assert str(after.root_node) == str(parser.parse(SOUND).root_node)


def test_a_heap_is_a_damaged_stretch_of_many_parts(parser: Parser) -> None:
    heap = parse(parser, b"-" * (2 * MAX_HEAP) + b"\n")
    few = parse(parser, b"-" * 20 + b"\n" + SOUND)
    assert heap is not None
    assert few is not None
    assert heaps(heap.root_node)
    assert not heaps(few.root_node)


@pytest.mark.parametrize("heap", ["~/", "-", "---\n", "+", "\\\n", "a\\\n", "not ", "lambda: ", "if x:"])
def test_a_heap_of_signs_is_noted(heap: str) -> None:
    notes = parse_starlark(Source("a.bzl", SOUND + (heap * 8_000).encode())).notes
    assert any("heap of signs" in note.message or "not valid Starlark" in note.message for note in notes)


def test_what_stands_beside_a_heap_of_signs_is_read() -> None:
    content = SOUND + b"x = (" + b"- " * 5_000 + b")\n" + SOUND
    assert parse_starlark(Source("a.bzl", content)).assignments


def test_comments_of_nix_that_never_end_are_noted_and_those_before_them_are_none_of_it() -> None:
    sound = b'{ version = "1.2.3"; /* a */ urls = [ "a/*" "b/*" ]; }\n'
    assert not parse_nix(Source("a.nix", sound)).notes
    (note,) = parse_nix(Source("a.nix", sound + b"/* " * 10_000)).notes
    assert "not valid Nix" in note.message


def test_texts_of_nix_with_the_sign_of_a_comment_stay_sound_in_any_number() -> None:
    content = b"[" + b' "a/*"' * 5_000 + b" ]\n"
    tree = parse_nix(Source("a.nix", content))
    assert not tree.notes
    assert tree.source.content == content


@pytest.mark.parametrize("grammar", [tree_sitter_starlark, tree_sitter_nix], ids=["starlark", "nix"])
def test_the_same_bytes_end_in_the_same_way(grammar: object) -> None:
    own = Parser(Language(grammar.language()))  # type: ignore[attr-defined]
    for content in (b"~/" * 4_000, b"[" * 500, SOUND):
        first, second = parse(own, content), parse(own, content)
        assert (first is None) == (second is None)
