"""CMake lists as commands with places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.syntax.cmake import commands, comments


def test_arguments_are_words_quotes_and_brackets() -> None:
    (command,) = commands('Set( A "b c\\"" [=[ d ]] ]=] (e) ${f} ) ')
    assert command.name == "set"
    assert [argument.text for argument in command.arguments] == ["A", 'b c\\"', " d ]] ", "e", "${f}"]


def test_comments_are_no_commands() -> None:
    assert [command.name for command in commands("# a(b)\n#[[ c(d)\n]] e(f # g)\n)\n")] == ["e"]
    assert list(comments('a("#") # b\n')) == [(7, 11)]


def test_a_command_that_is_not_closed_ends_with_the_file() -> None:
    (command,) = commands("set(A 1.2\nset(B 3.4)\n")
    assert [argument.text for argument in command.arguments] == ["A", "1.2", "set", "B", "3.4"]


@given(st.text(max_size=300))
def test_every_argument_stands_where_it_says(text: str) -> None:
    for command in commands("x(" + text):
        for argument in command.arguments:
            assert ("x(" + text)[argument.start : argument.end] == argument.text
