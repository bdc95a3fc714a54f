"""Our evaluation of Nix against Nix's own.

Where our evaluation gives a value it must be the one that `nix-instantiate --eval` gives; on expressions
made only of what is supported it must give one. All expressions of a test are judged in one call.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.nix import Definition, Evaluation, parse_nix, strict
from vercheck.syntax.nix.scopes import ROOT

NIX = shutil.which("nix-instantiate")

if NIX is None and not os.environ.get("CI"):
    pytest.skip(
        "nix-instantiate is not installed: nothing to judge the evaluation by", allow_module_level=True
    )

LIBRARY = """{
  removePrefix = p: s: let n = builtins.stringLength p; in
    if builtins.substring 0 n s == p then builtins.substring n (builtins.stringLength s) s else s;
  removeSuffix = p: s: let n = builtins.stringLength s - builtins.stringLength p; in
    if n >= 0 && builtins.substring n (-1) s == p then builtins.substring 0 n s else s;
  replaceStrings = builtins.replaceStrings;
  concatStrings = builtins.concatStringsSep "";
  optionalString = c: s: if c then s else "";
  versions = rec {
    splitVersion = builtins.splitVersion;
    major = v: builtins.elemAt (splitVersion v) 0;
    minor = v: builtins.elemAt (splitVersion v) 1;
    patch = v: builtins.elemAt (splitVersion v) 2;
    majorMinor = v: builtins.concatStringsSep "." [ (major v) (minor v) ];
  };
}"""
"""What the package library's functions do, for a judge that has no package library."""

EXPRESSIONS = [
    '"plain"',
    '"a\\nb\\t\\"q\\" \\${x} $$ $x $${y} \\\\"',
    '"line\r\nend\rlone"',
    "''\n  one\n    two ${\"x\"}\n\n  three\n  ''",
    "''one\n  two''",
    "''   ''",
    "''\n    deep ''${not} ''$ '''quoted''' ''\\t''\\n end\n  ''",
    "''\n    ${\"a\"}\n      b\n''",
    "''\n\n  after an empty line\n''",
    "''\n\ttab\n  spaces\n''",
    "''\n  trailing spaces   ''",
    "''${\"x\"}''",
    "''\n  ''${\"x\"}\n  ''",
    "https://example.org/a?b=c",
    '"a" + "b" + "c"',
    'let v = "1.2"; in "x-${v}.tar.gz"',
    'let v = "1.2"; w = v; in { inherit v; u = "${w}/${v}"; }',
    'rec { pname = "p"; version = "3"; name = "${pname}-${version}"; }',
    'let v = "outer"; in rec { w = v; v = "inner"; }',
    'let v = "outer"; in { w = v; v = "inner"; }',
    'let v = "outer"; in rec { inherit v; w = v; }',
    'let s = { version = "1"; rev = "abc"; }; in { inherit (s) version rev; }',
    'rec { a.b = "1"; a.c = "${a.b}-x"; }',
    'let a = { b = "1"; }; in a.b',
    'let a.b.c = "1"; in a.b.c',
    '{ a = { b = "1"; }; a.c = "2"; }',
    '{ "quoted name" = "1"; ${"computed"} = "2"; }',
    'let s = { a = "1"; }; in s.b or "default"',
    'let s = { a = "1"; }; in s.a or "default"',
    'let s = { a = "1"; } // { b = "2"; }; in { inherit (s) a b; }',
    '({ a = "1"; b = "x"; } // { b = "2"; }).b',
    'if true then "yes" else "no"',
    'let c = false; in if c then "yes" else "no"',
    'lib.removePrefix "v" "v1.2.3"',
    'lib.removePrefix "v" "1.2.3"',
    'lib.removeSuffix "-rc1" "1.2-rc1"',
    'builtins.replaceStrings ["."] ["_"] "1.2.3"',
    'lib.replaceStrings ["." "-"] ["_" "+"] "1.2-3"',
    'builtins.replaceStrings ["a" "ab"] ["1" "2"] "ab"',
    'lib.versions.major "1.2.3-rc4"',
    'lib.versions.majorMinor "1.2.3"',
    'lib.versions.minor "2023a.04.1"',
    'lib.versions.patch "1.2.3"',
    'lib.concatStrings ["a" "b" "c"]',
    'builtins.concatStringsSep "-" ["a" "b"]',
    'toString 012',
    'toString true',
    'toString null',
    'toString "x"',
    'lib.optionalString true "x"',
    'lib.optionalString false "x"',
    'builtins.substring 0 7 "0123456789"',
    'let f = { version ? "1.2" }: version; in { x = "y"; }.x',
    '(rec { finalAttrs = "not a function"; }).finalAttrs',
    '(let mk = f: let r = f r; in r; in mk (finalAttrs: { v = "1"; u = "x-${finalAttrs.v}"; })).u',
    'with { v = "1"; }; "2"',
    'let v = "lexical"; in with { v = "with"; }; v',
    'assert true; "asserted"',
    '[ "a" { b = "c"; } 3 true null ]',
    'let version = "1"; in let version = "2"; v = version; in v',
    'builtins.toString 3 + "x"',
]  # fmt: skip

UNKNOWN_TO_US = {
    'let f = { version ? "1.2" }: version; in f { }',
    '(x: "${x}!") "hello"',
    'with { v = "1"; }; v',
    "builtins.length [ 1 2 ]",
    '"${toString (1 + 2)}"',
    'builtins.concatStringsSep "," (map (x: x) [ "a" ])',
    'if 1 < 2 then "a" else "b"',
}
"""What Nix evaluates and we do not: no guess may come out."""


def evaluate(expression: str) -> Datum:
    tree = parse_nix(Source("e.nix", expression.encode()))
    node = tree.root.child_by_field_name("expression")
    assert node is not None
    evaluation = Evaluation(tree)
    return strict(evaluation.of(Definition(node, ROOT)), evaluation.of_binding)


def judge(expressions: list[str], folder: Path) -> list[object]:
    """What Nix says about each, in one run."""
    assert NIX is not None, "CI must have nix-instantiate: install nix-bin"
    listing = "".join(f"({expression})\n" for expression in expressions)
    program = folder / "judge.nix"
    program.write_bytes(f"let lib = {LIBRARY}; in [\n{listing}]".encode())
    environment = {**os.environ, "NIX_STATE_DIR": str(folder), "NIX_STORE_DIR": str(folder / "store")}
    run = subprocess.run(
        [NIX, "--eval", "--strict", "--json", "--readonly-mode", str(program)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert run.returncode == 0, run.stderr
    answers = json.loads(run.stdout)
    assert isinstance(answers, list)
    return answers


def agrees(ours: Datum, nix: object) -> bool:
    """Whether our value is Nix's, or nothing."""
    match ours:
        case Unknown():
            return True
        case Text():
            return ours.value is None or ours.value == nix
        case Scalar(text):
            return bool(json.loads(text) == nix)
        case Sequence(items):
            return isinstance(nix, list) and all(map(agrees, items, nix)) and len(items) == len(nix)
        case Mapping():
            return (
                isinstance(nix, dict)
                and {key for key, _ in ours.items()} == set(nix)
                and all(agrees(entry.value, nix[key]) for key, entry in ours.items())
            )


def is_whole(ours: Datum) -> bool:
    """Whether nothing in a value is unknown."""
    match ours:
        case Unknown():
            return False
        case Text():
            return ours.value is not None
        case Scalar():
            return True
        case Sequence(items):
            return all(map(is_whole, items))
        case Mapping(entries):
            return all(is_whole(entry.value) for entry in entries)


def test_nix_gives_the_same_value_for_every_supported_form(tmp_path: Path) -> None:
    answers = judge(EXPRESSIONS, tmp_path)
    for expression, answer in zip(EXPRESSIONS, answers, strict=True):
        if "mk (finalAttrs" in expression:
            continue  # a function of this file: judged below
        ours = evaluate(expression)
        assert is_whole(ours), f"not evaluated: {expression}: {ours}"
        assert agrees(ours, answer), f"{expression}: {ours} is not {answer!r}"


def test_what_needs_a_call_is_unknown_and_never_a_guess(tmp_path: Path) -> None:
    expressions = sorted(UNKNOWN_TO_US)
    for expression, answer in zip(expressions, judge(expressions, tmp_path), strict=True):
        assert answer is not None
        assert not is_whole(evaluate(expression)), expression


def test_fixed_attributes_are_what_a_fixpoint_makes_of_them(tmp_path: Path) -> None:
    body = '(finalAttrs: { version = "1.2"; url = "x/v${finalAttrs.version}"; })'
    (answer,) = judge([f"(let mk = f: let r = f r; in r; in mk {body}).url"], tmp_path)
    tree = parse_nix(Source("e.nix", f"mkDerivation {body}".encode()))
    place = tree.place(tree.source.content.index(b'"x/v'))
    assert place is not None
    string = place.nearest("string_expression")
    assert string is not None
    evaluation = Evaluation(tree)
    value = evaluation.of(evaluation.at(string))
    assert isinstance(value, Text)
    assert value.value == answer == "x/v1.2"


NAMES = st.sampled_from(["a", "b", "version", "pname", "rev"])
WORDS = st.text("ab1.-_ $'\"\\\n", max_size=8)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("${", "\\${").replace("\n", "\\n")
    return f'"{escaped.replace("$", chr(92) + "$")}"'


def indented(text: str) -> str:
    return "''\n" + text.replace("''", "").replace("$", "").replace("'", "").replace("\\", "") + "''"


LITERALS = WORDS.map(quoted) | st.text("ab \n", max_size=20).map(indented)


@st.composite
def bound(draw: st.DrawFn) -> str:
    """A `let` or a `rec` whose later bindings use the earlier ones."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    bindings = []
    for index, name in enumerate(names):
        literal = draw(LITERALS)
        if index and draw(st.booleans()):
            earlier = draw(st.sampled_from(names[:index]))
            form = draw(st.sampled_from(['"{p}-${{{e}}}"', "{e}", '{e} + "x"', "''\n  ${{{e}}}\n    y\n''"]))
            literal = form.format(e=earlier, p=index)
        bindings.append(f"{name} = {literal};")
    body = " ".join(draw(st.permutations(bindings)))
    last = names[-1]
    return draw(
        st.sampled_from(
            [
                f"let {body} in {last}",
                f"rec {{ {body} }}",
                f"(rec {{ {body} }}).{last}",
                f"let {body} in {{ inherit {last}; }}",
                f"let s = rec {{ {body} }}; in {{ inherit (s) {last}; w = s.{last}; }}",
                f'let {last} = "outer"; in {{ x = {last}; }} // rec {{ {body} }}',
            ]
        )
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(bound() | LITERALS, min_size=20, max_size=40))
def test_generated_expressions_have_the_value_that_nix_gives(tmp_path: Path, expressions: list[str]) -> None:
    for expression, answer in zip(expressions, judge(expressions, tmp_path), strict=True):
        ours = evaluate(expression)
        assert is_whole(ours), f"not evaluated: {expression}: {ours}"
        assert agrees(ours, answer), f"{expression}: {ours} is not {answer!r}"
