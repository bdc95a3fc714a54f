"""The evaluator reads what Starlark means, and remembers where each stretch of text is written."""

from __future__ import annotations

import pytest
import starlark
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Address, Source
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.starlark import Evaluator, parse_starlark


def evaluated(code: str, name: str = "X") -> Datum:
    module = parse_starlark(Source("a.bzl", code.encode()))
    evaluator = Evaluator(module)
    found = [a for a in module.assignments if a.target == name and a.function is None]
    return evaluator.value(found[-1].value)


def plain(datum: Datum) -> object:
    """The Python value of a datum, as starlark-pyo3 gives it."""
    match datum:
        case Text():
            return datum.value
        case Scalar(text, _):
            words = {"True": True, "False": False, "None": None}
            return words.get(text, int(text) if text.isdigit() else text)
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in datum.items()}
        case Unknown():
            return None


def judged(code: str) -> object:
    """What starlark-pyo3 says that X is."""
    module = starlark.Module()
    dialect = starlark.Dialect.extended()
    ast = starlark.parse("a.bzl", f"{code}\nX", dialect)
    value = starlark.eval(module, ast, starlark.Globals.standard())
    return list(value) if isinstance(value, tuple) else value


EXPRESSIONS = [
    'X = "1.2.3"',
    "X = 'single'",
    'X = r"raw\\d"',
    'X = "tab\\tnewline\\n"',
    'V = "1.2"\nX = "https://host/v{}/a-{}.tar.gz".format(V, V)',
    'X = "{1}-{0}".format("a", "b")',
    'X = "{name}-{version}".format(name = "a", version = "1")',
    'X = "{{literal}} {}".format("x")',
    'X = "%s-%s" % ("a", "1.0")',
    'X = "100%%-%s" % "b"',
    'A = "x"\nX = A + "-" + "y"',
    'X = "1.89.0".replace(".", "_")',
    'X = "v1.2".removeprefix("v")',
    'X = "a.tar.gz".removesuffix(".gz").upper()',
    'X = "-".join(["a", "b", "c"])',
    'T = {"a": "1.0", "b": "2.0"}\nX = T["b"]',
    'T = {"a": {"b": "2.0"}}\nX = T["a"]["b"]',
    'T = {"a": "1.0"}\nX = T.get("a")',
    'T = {"a": "1.0"}\nX = T.get("z", "none")',
    'T = {"v2": 1, "v1": 2}\nX = T.keys()[0]',
    'L = ["a", "b"]\nX = L[-1]',
    'X = ["a"] + ["b"]',
    'X = {"a": [1, 2], "b": ("c", "d")}["a"]',
    'X = "1.2.3".split(".")[1]',
    'def f(k):\n    return "v" + k\nX = f("1")',
    'T = {"a": "9"}\ndef f(k, d = "x"):\n    return T[k] + d\nX = f("a")',
    'X = ("a")',
    'X = "" or "fallback"',
]


@pytest.mark.parametrize("code", EXPRESSIONS)
def test_an_expression_means_what_starlark_says(code: str) -> None:
    assert plain(evaluated(code)) == judged(code)


words = st.text(alphabet="abcdefgh0123456789.-_", min_size=1, max_size=12)


@given(first=words, second=words)
def test_formatting_agrees_with_starlark_on_any_words(first: str, second: str) -> None:
    code = f'A = "{first}"\nX = "x{{}}/{{b}}-%s".format(A, b = A.upper()) % "{second}"'
    assert plain(evaluated(code)) == judged(code)


@given(keys=st.lists(words, min_size=1, max_size=5, unique=True), data=st.data())
def test_a_look_up_agrees_with_starlark_on_any_table(keys: list[str], data: st.DataObject) -> None:
    table = ", ".join(f'"{key}": "{index}.0"' for index, key in enumerate(keys))
    wanted = data.draw(st.sampled_from(keys))
    code = f'T = {{{table}}}\nX = T["{wanted}"]'
    assert plain(evaluated(code)) == judged(code)


def test_a_literal_knows_its_bytes() -> None:
    source = Source("a.bzl", 'V = "1.2.3"  # ü\nX = V\n'.encode())
    module = parse_starlark(source)
    literal = Evaluator(module).value(module.assignments[0].value)
    assert isinstance(literal, Text)
    assert source.text(literal.span) == "1.2.3"


def test_a_stretch_that_comes_from_a_constant_keeps_its_address() -> None:
    url = evaluated('V = "1.2"\nX = "https://host/v{}.zip".format(V)')
    assert isinstance(url, Text)
    assert [(piece.text, piece.origin) for piece in url.pieces] == [
        ("https://host/v", None),
        ("1.2", Address("a.bzl", "V")),
        (".zip", None),
    ]


def test_what_another_file_defines_is_a_hole_with_its_address() -> None:
    url = evaluated('load("//x:v.bzl", T = "TOOLS")\nX = "v" + T["a"]')
    assert isinstance(url, Text)
    assert url.pattern == "v\0"
    assert url.derived() == ((1, 2, Address("//x:v.bzl", "TOOLS[a]")),)


def test_a_call_of_a_loaded_function_with_a_known_key_is_an_address() -> None:
    value = evaluated('load("//x:v.bzl", "get_tool_version")\nX = get_tool_version("wac")')
    assert isinstance(value, Unknown)
    assert value.origin == Address("//x:v.bzl", "get_tool_version(wac)")


def test_a_name_that_defines_itself_is_unknown() -> None:
    assert isinstance(evaluated("X = X"), Unknown)
    assert isinstance(evaluated("A = X\nX = A"), Unknown)


def test_a_function_that_calls_itself_ends() -> None:
    assert isinstance(evaluated("def f(a):\n    return f(a)\nX = f(1)"), Unknown)


def test_a_local_assigned_in_two_branches_is_not_guessed() -> None:
    module = parse_starlark(
        Source("a.bzl", b'def f(a):\n    if a:\n        v = "1"\n    else:\n        v = "2"\n    w = v\n')
    )
    last = module.assignments[-1]
    assert isinstance(Evaluator(module).value(last.value, last.function), Unknown)


def test_deep_nesting_ends_without_an_error() -> None:
    assert isinstance(evaluated("X = " + "[" * 100_000 + "]" * 100_000), Sequence)


def test_a_damaged_statement_is_noted_and_the_rest_is_read() -> None:
    module = parse_starlark(Source("a.bzl", b'A = "1"\nB = = = )\nC = "3"\n'))
    assert [note.check for note in module.notes] == ["parse-error"]
    assert {"A", "C"} <= {assignment.target for assignment in module.assignments}


def test_an_entry_that_lacks_its_comma_gives_no_value_to_the_wrong_key() -> None:
    table = evaluated('X = {\n    "a": "1.0"\n    "b": "2.0",\n    "c": "3.0",\n}')
    assert isinstance(table, Mapping)
    assert [key for key, _ in table.items()] == ["c"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(content: bytes) -> None:
    module = parse_starlark(Source("a.bzl", content))
    evaluator = Evaluator(module)
    for assignment in module.assignments:
        evaluator.value(assignment.value, assignment.function)


def test_a_damaged_file_says_the_same_every_time_it_is_read() -> None:
    template = "% for name in names:\ncc_library(\n    name = ${name},\n" * 20 + "% endfor\n"
    first, *others = [parse_starlark(Source("BUILD.tpl", template.encode())).notes for _ in range(8)]
    assert first
    assert all(notes == first for notes in others)


def test_a_heap_of_stars_is_noted_and_the_rest_is_read() -> None:
    code = f'A = "1"\nB = {"* " * 100_000}\nX = "2"\n'
    assert plain(evaluated(code)) == "2"
    notes = parse_starlark(Source("a.bzl", code.encode())).notes
    assert "this is a heap of signs and was not read; the rest of the file was" in [
        note.message for note in notes
    ]


def test_stars_in_comments_and_strings_are_no_heap() -> None:
    code = f'# {"*" * 2000}\nA = "{"*" * 2000}"\nX = A\n'
    assert parse_starlark(Source("a.bzl", code.encode())).notes == ()
    assert plain(evaluated(code)) == "*" * 2000


def test_a_text_of_very_many_stretches_is_not_put_together() -> None:
    lines = [f"A{index + 1} = A{index} + f() + A{index}" for index in range(60)]
    assert plain(evaluated("\n".join(['A0 = "x"', *lines, "X = A60"]))) is None
