"""What tells vercheck what to do is TOML, and no more of it than somebody wrote by hand."""

from __future__ import annotations

import pytest

from vercheck.own_toml import MAX_DEPTH, OwnTomlError, parse


def test_toml_is_read_as_it_is() -> None:
    assert parse('[a.b]\nc = ["1.2.3"]\n') == {"a": {"b": {"c": ["1.2.3"]}}}


def test_an_integer_of_64_bits_is_read() -> None:
    assert parse("a = [-9223372036854775808, 0x7fffffffffffffff]") == {"a": [-(2**63), 2**63 - 1]}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse('\ufeffa = "1.2.3"\n') == {"a": "1.2.3"}


def test_a_key_of_as_many_names_as_there_may_be_is_read() -> None:
    assert parse("a." * (MAX_DEPTH - 1) + "a = 1\n")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a = 1\nb = [\n", "not TOML: ", 3),
        ("a = 1\nb = = 1\n", "not TOML: ", 2),
        ("a = " + "[" * 20_000, "nested too deeply", None),
        ("a = " + "{b=" * 20_000, "nested too deeply", None),
        ("a = " + "9" * 5_000, "a value is none: ", None),
        ("a = 0x" + "f" * 5_000, "an integer has more than 64 bits", None),
        ("a = [{b = -9223372036854775809}]", "an integer has more than 64 bits", None),
        ("\n[" + "a." * 50_000 + "a]\n", f"a key has more than {MAX_DEPTH} names", 2),
        ("a" + '."b c"' * 50_000 + " = 1\n", f"a key has more than {MAX_DEPTH} names", 1),
        ("x = {" + "a . " * 50_000 + "a = 1}\n", f"a key has more than {MAX_DEPTH} names", 1),
    ],
)
def test_what_no_hand_writes_is_refused_in_words(text: str, message: str, line: int | None) -> None:
    with pytest.raises(OwnTomlError) as refused:
        parse(text)
    assert str(refused.value).startswith(message)
    assert refused.value.line == line
