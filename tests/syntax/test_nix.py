"""Nix trees and evaluation: places, provenance, limits. Values themselves are judged by Nix elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vercheck.model import Address, Source
from vercheck.syntax.data import Text, Unknown
from vercheck.syntax.nix import Definition, Evaluation, Imported, Value, parse_nix, strict
from vercheck.syntax.nix.scopes import ROOT


def evaluation_of(text: str, path: str = "pkgs/default.nix") -> Evaluation:
    return Evaluation(parse_nix(Source(path, text.encode())))


def at(evaluation: Evaluation, words: str, *kinds: str) -> Definition:
    """The innermost node of a kind that holds the last occurrence of some words."""
    place = evaluation.tree.place(evaluation.tree.source.content.rindex(words.encode()))
    assert place is not None
    found = place.nearest(*kinds)
    assert found is not None
    return evaluation.at(found)


def value_of(text: str, words: str, *kinds: str) -> Value:
    evaluation = evaluation_of(text)
    return evaluation.of(at(evaluation, words, *(kinds or ("string_expression",))))


def text_of(text: str, words: str, *kinds: str) -> Text:
    value = value_of(text, words, *kinds)
    assert isinstance(value, Text)
    return value


def messages(text: str) -> list[str]:
    return [note.message for note in parse_nix(Source("x.nix", text.encode())).notes]


# where things come from


def test_each_stretch_of_a_string_knows_the_binding_that_it_comes_from() -> None:
    text = text_of('let v = "1.2"; in { u = "a/${v}/b"; }', "a/")
    assert text.value == "a/1.2/b"
    assert [piece.origin for piece in text.pieces] == [None, Address("pkgs/default.nix", "v"), None]
    assert text.derived() == ((2, 5, Address("pkgs/default.nix", "v")),)


def test_an_origin_is_the_literal_at_the_end_of_the_chain() -> None:
    text = text_of('let s = { version = "1.2"; }; version = s.version; in { u = "v${version}"; }', "v${")
    assert text.derived() == ((1, 4, Address("pkgs/default.nix", "s.version")),)


def test_a_plain_literal_spans_its_characters_and_not_its_quotes() -> None:
    source = 'x: { version = "1.2"; }'
    text = text_of(source, "1.2")
    assert text.is_literal
    assert source[text.span.start : text.span.end] == "1.2"


def test_an_indented_string_gives_each_line_the_bytes_that_it_is_written_at() -> None:
    source = "''\n  one\n    two\n  ''"
    evaluation = evaluation_of(source)
    value = evaluation.of(at(evaluation, "one", "indented_string_expression"))
    assert isinstance(value, Text)
    assert value.value == "one\n  two\n"
    assert all(source[p.span.start : p.span.end] == p.text for p in value.pieces)


def test_a_trail_names_the_bindings_around_a_place() -> None:
    text = '{ packages.foo = f (finalAttrs: { versions = [ "a" { "x.y" = "1.2"; } ]; }); }'
    evaluation = evaluation_of(text)
    assert at(evaluation, "1.2", "string_expression").scope.trail == 'packages.foo.versions[1]."x.y"'


def test_final_attributes_are_those_of_the_set_that_the_function_gives() -> None:
    text = text_of('mk (finalAttrs: { version = "1.2"; src = f { tag = "v${finalAttrs.version}"; }; })', "v$")
    assert text.value == "v1.2"


def test_the_attributes_before_an_override_are_not_those_after_it() -> None:
    text = text_of('p.overrideAttrs (old: { version = "2"; name = "x-${old.version}"; })', "x-$")
    assert text.value is None


def test_a_fetcher_passes_its_arguments_on() -> None:
    text = text_of('let src = fetchgit { rev = "v1.2"; }; in { u = "x/${src.rev}"; }', "x/")
    assert text.value == "x/v1.2"


def test_the_default_of_a_parameter_is_its_value_until_someone_overrides_it() -> None:
    assert text_of('{ version ? "1.2", ... }: { u = "x-${version}"; }', "x-").value == "x-1.2"


def test_a_parameter_without_a_default_is_unknown() -> None:
    assert text_of('{ version }: { u = "x-${version}"; }', "x-").pattern == "x-\0"


def test_what_a_with_brings_is_unknown() -> None:
    assert text_of('with import ./v.nix; { u = "x-${version}"; }', "x-").value is None


def test_a_condition_that_is_not_known_leaves_both_branches_out() -> None:
    assert text_of('{ c }: { u = "x-${if c then "1" else "2"}"; }', "x-").value is None


def test_a_value_of_another_file_is_an_address_in_it() -> None:
    text = "let c = builtins.fromTOML (builtins.readFile ../Cargo.toml); in { v = c.package.version; }"
    value = value_of(text, "version", "select_expression")
    assert isinstance(value, Imported)
    assert value.address == Address("Cargo.toml", "package.version")


def test_a_value_inherited_from_another_file_is_an_address_in_it() -> None:
    evaluation = evaluation_of("let v = importTOML ./v.toml; in { inherit (v.tools) wasmtime; }")
    found = at(evaluation, "inherit", "attrset_expression")
    value = evaluation.of_binding(evaluation.attributes(found)["wasmtime"])
    assert isinstance(value, Imported)
    assert value.address == Address("pkgs/v.toml", "tools.wasmtime")


def test_a_file_outside_of_the_tree_has_no_address() -> None:
    assert isinstance(
        value_of("let c = importTOML ../../c.toml; in c.v", "c.v", "select_expression"), Unknown
    )


def test_a_function_of_the_library_that_the_file_defines_itself_is_not_run() -> None:
    source = 'let removePrefix = p: s: "other"; in { v = removePrefix "v" "v1"; }'
    assert isinstance(value_of(source, "removePrefix", "apply_expression"), Unknown)


# limits


def test_bindings_that_go_in_a_circle_are_unknown_and_noted() -> None:
    evaluation = evaluation_of("rec { a = b; b = a; }")
    value = evaluation.of(at(evaluation, "a; }", "variable_expression"))
    assert isinstance(value, Unknown)
    assert [note.check for note in evaluation.notes] == ["not-understood"]
    assert "defined by itself" in evaluation.notes[0].message


def test_fetchers_that_name_each_other_in_a_circle_end() -> None:
    text = "let a = fetchgit { rev = b.rev; }; b = fetchgit { rev = a.rev; }; in a.rev"
    assert isinstance(value_of(text, "a.rev", "select_expression"), Unknown)
    long = "".join(f"s{i} = s{i + 1}.rev; " for i in range(2_000))
    assert isinstance(value_of(f"let {long} in s0.rev", "s0.rev", "select_expression"), Unknown)


def test_a_chain_of_bindings_that_is_too_long_is_noted() -> None:
    chain = "".join(f'v{i} = "${{v{i + 1}}}x"; ' for i in range(500))
    evaluation = evaluation_of(f'let {chain} in "${{v0}}"')
    evaluation.of(at(evaluation, "${v0}", "string_expression"))
    assert any("too deeply" in note.message for note in evaluation.notes)


def test_a_string_that_doubles_at_each_step_does_not_fill_the_memory() -> None:
    chain = "".join(f'v{i} = "${{v{i + 1}}}${{v{i + 1}}}"; ' for i in range(50))
    text = f'let {chain} v50 = "0123456789"; in "${{v0}}"'
    assert text_of(text, "${v0}").value is None


@pytest.mark.parametrize(
    "opening", ["(", "[ ", "{ a = ", "x: ", "let a = ", "f (", '"${', "a.b or (", "!", "if a then "]
)
def test_nesting_without_end_is_no_crash(opening: str) -> None:
    tree = parse_nix(Source("x.nix", opening.encode() * 30_000 + b'{ version = "1.2"; }'))
    offset = tree.source.content.index(b"1.2")
    place = tree.place(offset)
    evaluation = Evaluation(tree)
    if place is not None:
        evaluation.of(evaluation.at(place))
    root = tree.root.child_by_field_name("expression")
    if root is not None:
        strict(evaluation.of(Definition(root, ROOT)), evaluation.of_binding)


def test_a_sum_of_many_operands_is_evaluated_without_recursion() -> None:
    text = " + ".join(['"a"'] * 1_500)
    evaluation = evaluation_of(text)
    root = evaluation.tree.root.child_by_field_name("expression")
    assert root is not None
    value = evaluation.of(Definition(root, ROOT))
    assert isinstance(value, Text)
    assert value.value == "a" * 1_500


# what is no Nix


def test_a_trailing_comma_in_parameters_is_valid() -> None:
    assert messages("{ a, b, }: a") == []
    assert messages("{\n  lib,\n  stdenv,\n}:\nstdenv") == []
    assert messages("{ a, b ? 1, }@args: a") == []


@pytest.mark.parametrize(
    "text", ["{ a = 1 }", "{ a = ; }", "[ 1 2", "{ a = 1; } }", 'let v = "1; in v', "{ , }: 1 2 ="]
)
def test_what_is_no_nix_is_noted_once_with_its_place(text: str) -> None:
    assert len(messages(text)) == 1
    assert messages(text)[0].startswith("not valid Nix")


def test_what_stands_before_and_after_an_error_is_still_read() -> None:
    source = '{ a = { version = "1.2"; }; b = = 3; c = { version = "2.3"; }; }'
    assert text_of(source, "1.2").value == "1.2"
    assert text_of(source, "2.3").value == "2.3"


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text("{}[]()\"'$;=.:,?@ ab12\nrec let in inherit with", max_size=200).map(str.encode)
)
def test_no_bytes_raise(content: bytes) -> None:
    tree = parse_nix(Source("x.nix", content))
    evaluation = Evaluation(tree)
    for offset in range(0, len(content), 7):
        place = tree.place(offset)
        if place is not None:
            evaluation.of(evaluation.at(place))
            text = evaluation.of(evaluation.at(place))
            if isinstance(text, Text) and text.is_literal and b"\\" not in content:
                assert 0 <= text.span.start <= text.span.end <= len(content)


@pytest.mark.parametrize("step", ["a.", "--", "-a.", "a.1.", "_.", "a.or."])
def test_a_word_without_end_is_noted_and_the_rest_is_read(step: str) -> None:
    tree = parse_nix(Source("a.nix", f'{{ x = {step * 100_000}a; version = "1.2.3"; }}'.encode()))
    assert tree.notes[0].check == "not-understood"
    place = tree.place(tree.source.content.index(b"1.2.3"))
    assert place is not None
    assert place.leaf.type == "string_fragment"


@pytest.mark.parametrize("text", ["a.b.c.d", '"' + "1.2.3 " * 2000 + '"', "# " + "-" * 400, "[ 1 2 ] -- x"])
def test_words_that_people_write_are_not_too_long(text: str) -> None:
    assert all(note.check != "not-understood" for note in parse_nix(Source("a.nix", text.encode())).notes)
