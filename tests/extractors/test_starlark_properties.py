"""What holds for every build file: exact places, no exception, the values that Starlark says, an end."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import starlark
from hypothesis import example, given
from hypothesis import strategies as st

from tests.extractors import reading
from vercheck.extractors.bazel_module import EXTRACTOR as MODULE
from vercheck.extractors.starlark import EXTRACTOR
from vercheck.model import Source

DEEP = 100_000
DIGEST = "0123456789abcdef" * 4

versions = st.from_regex(r"v?[0-9]{1,3}(\.[0-9]{1,3}){1,3}(-rc\.[0-9])?", fullmatch=True)
releases = st.from_regex(r"v?[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(-rc\.[0-9])?", fullmatch=True)
names = st.sampled_from(["wasm-tools", "wac", "wit_bindgen", "gizmo", "Überwerk", "node"])
symbols = st.sampled_from(["GIZMO", "WIT_BINDGEN", "_DEFAULT_WAC", "MIN_NODE", "rust"])
quotes = st.sampled_from(['"', "'", '"""'])
newlines = st.sampled_from(["\n", "\r\n"])


@st.composite
def statements(draw: st.DrawFn) -> str:
    version, name, symbol, quote = draw(versions), draw(names), draw(symbols), draw(quotes)
    text = f"{quote}{version}{quote}"
    return draw(
        st.sampled_from(
            [
                f"{symbol}_VERSION = {text}  # {name} {version}, früher {version}",
                f'TOOL_VERSIONS = {{"{name}": {text}, "größe": {text}}}',
                f'TOOLS = [("{name}", {text}, True)]',
                f'CHECKSUMS = {{{text}: {{"linux": {{"x86_64": "{DIGEST}"}}}}}}',
                f'bazel_dep(name = "{name}", version = {text})',
                f'{name.replace("-", "_")}.toolchain(name = "{name}", version = {text})',
                f'http_archive(name = "{name}", url = "https://github.com/a/b/archive/v{version}.zip")',
                f'http_archive(name = "ü", url = "https://x.org/{{}}/ü-{{}}.zip".format({text}, {text}))',
                f'git_repository(name = "{name}", remote = "https://github.com/a/b", tag = {text})',
                f'A = {{"{name}_version": attr.string(default = {text}, doc = "ü")}}',
                f'def f(gizmo_version = {text}):\n    wac_version = {text}\n    g("ü", "{name}", {text})',
                f'# ü must match {name} {version}\ndef g():\n    """ü\n    {name} {version}\n    """',
                f'cargo.rust_library(name = "syn-{version}", deps = [":b-1.0.0"])',
                f'"ü", {text}, )]}}',
            ]
        )
    )


@given(st.lists(statements(), max_size=6), newlines)
def test_a_pin_is_exactly_the_bytes_at_its_place(lines: list[str], newline: str) -> None:
    text = newline.join(line.replace("\n", newline) for line in lines)
    for path in ("a.bzl", "third-party/BUCK"):
        source = Source(path, text.encode())
        found = reading.read(EXTRACTOR, path, text)
        assert all(source.text(remark.location.span) == remark.text for remark in found.remarks)
        assert all(
            source.text(asset.location.span) == asset.raw
            for registry in found.registries
            for release in registry.releases
            for asset in release.assets
        )
    reading.read(MODULE, "MODULE.bazel", text)


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbfX_VERSION = '1.2.3'")
@example(b"X_VERSION = '1.2.3\xff'")
@example(b"X_VERSION = '1.2.3'\x00")
def test_no_bytes_are_too_strange(content: bytes) -> None:
    reading.read(EXTRACTOR, "a.bzl", content)
    reading.read(EXTRACTOR, "BUCK", content)
    reading.read(MODULE, "MODULE.bazel", content)


WORDS = (
    "load def if else for in return None X_VERSION TOOL_VERSIONS f attr.string http_archive maybe struct "
    "( ) [ ] { } , : = + % . # \\ ** | 12 version= url= tag= default= name= .format( .get( "
    '"1.2.3" "a" \'x\' """'
)


@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "\n    ", " "]), max_size=60))
def test_no_arrangement_of_words_is_too_strange(tokens: list[str]) -> None:
    reading.read(EXTRACTOR, "a.bzl", " ".join(tokens))


@given(st.dictionaries(st.from_regex(r"gizmo[a-z]{1,5}", fullmatch=True), releases, min_size=2, max_size=5))
def test_a_table_says_what_starlark_says(table: dict[str, str]) -> None:
    text = f"TOOL_VERSIONS = {table!r}\n"
    pins = reading.read(EXTRACTOR, "a.bzl", text).pins
    assert {pin.trail.partition("[")[2][:-1]: pin.raw for pin in pins} == evaluated(text, "TOOL_VERSIONS")


def evaluated(text: str, symbol: str) -> Mapping[str, str]:
    """What starlark-pyo3 says that a symbol is."""
    module = starlark.Module()
    syntax = starlark.parse("a.bzl", f"{text}\n{symbol}", starlark.Dialect.extended())
    value = starlark.eval(module, syntax, starlark.Globals.standard())
    assert isinstance(value, dict)
    return value


# what nobody writes


NESTED = {
    "lists": ("[", '"1.2.3"', "]"),
    "tuples": ("(", '"1.2.3"', ")"),
    "tables": ('{"a": ', '"1.2.3"', "}"),
    "calls": ("f(", '"1.2.3"', ")"),
    "open brackets": ("[", "", ""),
    "closed brackets": ("", "", ")"),
    "attributes": ("", "a", ".b"),
    "methods": ("", "a", ".b()"),
    "subscripts": ("", "a", "[0]"),
    "sums": ("", '"1"', ' + "1"'),
    "negations": ("not ", "x", ""),
    "conditions": ("a if b else ", "1", ""),
}


@pytest.mark.parametrize("kind", NESTED)
def test_nesting_has_no_end_but_reading_does(kind: str) -> None:
    opening, inner, closing = NESTED[kind]
    nested = f"DEEP = {opening * DEEP}{inner}{closing * DEEP}\n"
    found = reading.read(EXTRACTOR, "a.bzl", f'BEFORE_VERSION = "1.0.0"\n{nested}AFTER_VERSION = "2.0.0"\n')
    assert "1.0.0" in [pin.raw for pin in found.pins]
    if kind not in ("open brackets", "closed brackets"):
        assert "2.0.0" in [pin.raw for pin in found.pins]


@pytest.mark.parametrize("kind", ["lists", "tuples", "tables", "calls", "open brackets"])
def test_what_lies_too_deep_is_said(kind: str) -> None:
    opening, inner, closing = NESTED[kind]
    found = reading.read(EXTRACTOR, "a.bzl", f"X1 = {opening * 300}{inner}{closing * 300}\n")
    assert "not-understood" in {note.check for note in found.notes}


def test_brackets_in_strings_and_comments_are_not_deep() -> None:
    text = f'A = "{"[" * 300}"\n# {"(" * 300}\nB = """{"{" * 300}"""\nGIZMO_VERSION = "1.2.3"\n'
    found = reading.read(EXTRACTOR, "a.bzl", text)
    assert ([pin.raw for pin in found.pins], found.notes) == (["1.2.3"], ())


@pytest.mark.parametrize(
    ("first", "step"),
    [
        ('["1.2.3"]', "A{0} + A{0}"),
        ('["1.2.3"]', "[A{0}, A{0}]"),
        ('{"a": "1.2.3"}', '{{"a": A{0}, "b": A{0}}}'),
        ('"1.2.3"', "A{0} + A{0}"),
        ('"1.2.3" + f()', "A{0} + A{0}"),
        ('"ab"', 'A{0}.replace("a", A{0})'),
        ('["1.2.3"]', "struct(a = A{0}, b = A{0})"),
        ('["1.2.3"]', "A{0} if x else A{0}"),
    ],
)
def test_a_few_lines_that_stand_for_very_much_do_not(first: str, step: str) -> None:
    lines = [f"A{index + 1} = {step.format(index)}" for index in range(60)]
    text = "\n".join([f"A0 = {first}", *lines, "TOOL_VERSIONS = A60", 'GIZMO_VERSION = "1.2.3"', ""])
    assert "GIZMO_VERSION" in [pin.trail for pin in reading.read(EXTRACTOR, "a.bzl", text).pins]


def test_functions_that_call_each_other_end_and_it_is_said_that_they_were_not_followed() -> None:
    lines = [f"def f{index}(x):\n    return f{index + 1}(x) + f{index + 1}(x)" for index in range(60)]
    text = "\n".join([*lines, 'A_VERSION = f0("1")', 'GIZMO_VERSION = "1.2.3"', ""])
    found = reading.read(EXTRACTOR, "a.bzl", text)
    assert [pin.raw for pin in found.pins] == ["1.2.3"]
    assert [note.check for note in found.notes] == ["not-understood"]


def test_a_function_that_calls_itself_ends() -> None:
    text = 'def f(x):\n    return f(x)\nA_VERSION = f("1.2.3")\nGIZMO_VERSION = "1.2.3"\n'
    assert [pin.trail for pin in reading.read(EXTRACTOR, "a.bzl", text).pins] == ["GIZMO_VERSION"]


def test_a_large_file_is_read_whole() -> None:
    text = "".join(f'gizmo_{index}.toolchain(version = "1.2.{index}")\n' for index in range(5000))
    assert len(reading.read(MODULE, "MODULE.bazel", text).pins) == 5000
    assert len(reading.read(MODULE, "MODULE.bazel", text.replace("\n", "; ")).pins) == 5000
