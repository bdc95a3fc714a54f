from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.printable import columns, printable, shortened, without_credentials, without_surrogates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("two\nlines", "two\\nlines"),
        ("caf\udce9", "caf\\xe9"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u061cgnp.exe", "\\u061cgnp.exe"),
        ("\x9b0m", "\\x9b0m"),
    ],
)
def test_what_would_command_a_terminal_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://me:pw@host/a@b.", "see https://*****@host/a@b."),
        ("HTTPS://token@host", "HTTPS://*****@host"),
        ("http://a:p@ss@host:80/x", "http://******@host:80/x"),
        ("postgres://me:pw@host", "postgres://me:**@host"),
        ("https://a:b@one https://c:d@two", "https://***@one https://***@two"),
        ("https://host/a?token=s3cret&b=c", "https://host/a?token=******&b=c"),
        ("https://h/a?X-Amz-Signature=abc#d", "https://h/a?X-Amz-Signature=***#d"),
        ("https://h/a?b=c&access_token=abc", "https://h/a?b=c&access_token=***"),
    ],
)
def test_who_and_what_password_an_address_names_is_not_shown(text: str, shown: str) -> None:
    assert without_credentials(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://host/a?keyword=b&monkey=c&tokens=d",
        "https://host/@scope/name",
        "https://host?mail=me@host",
        "git@host:path",
        "ssh://git@host/path",
        "a@b",
    ],
)
def test_an_at_sign_elsewhere_stays(text: str) -> None:
    assert without_credentials(text) == text


@given(st.text(st.sampled_from("htps:/@?# ab"), max_size=60))
def test_a_text_without_credentials_is_as_long_as_it_was(text: str) -> None:
    assert len(without_credentials(text)) == len(text)


@pytest.mark.parametrize("text", ["plain", "größe → 1.0", "版本", "back\\slash"])
def test_ordinary_text_stays(text: str) -> None:
    assert printable(text) == text


@given(st.text(st.characters(codec=None)))
def test_printable_text_is_one_line_that_utf8_holds(text: str) -> None:
    shown = printable(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1


@given(st.text(st.characters(codec=None)))
def test_a_name_for_programs_loses_nothing_but_what_utf8_cannot_hold(text: str) -> None:
    named = without_surrogates(text)
    named.encode()
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert named == text


def test_wide_and_combining_characters_are_counted_as_a_terminal_shows_them() -> None:
    assert [columns("ab"), columns("版本"), columns("e\u0301")] == [2, 4, 1]


def test_of_an_endless_word_the_beginning_and_the_end_are_kept() -> None:
    text = f"`{'9' * 1_000}` is long, `1.2.3` is not"
    assert shortened(text) == f"`{'9' * 99}…{'9' * 99}` is long, `1.2.3` is not"
    assert shortened("a text of many words " * 100) == "a text of many words " * 100
