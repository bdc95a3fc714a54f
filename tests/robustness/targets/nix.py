"""Every expression of a Nix file, evaluated: what an extractor asks for is a few of them."""

# ruff: noqa: E501 - lines of files that are given as they are

from __future__ import annotations

from collections.abc import Iterator

from tests.robustness.sound import SOUND
from tests.robustness.targets import Target
from vercheck.model import Source, Span
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.nix import Evaluation, parse_nix, strict
from vercheck.syntax.nix.evaluation import MAX_LENGTH, MAX_NOTES

_STEPS = 200
"""Places of one file that are asked about."""

_SEEDS = (
    'let v = "1.2"; s = { a.b = v; "c d" = "x"; inherit v; }; in rec { u = "a/${v}/${s.a.b}"; w = s."c d"; x = u; }',
    "{ a ? \"1.2\", ... }@args: with builtins; ''\n  one ${a}\n    two ''${b} ''' ''\\n\n''",
    'let f = x: x + "1"; in { a = f "2"; b = if true then "1" else "2"; c = [ "a" "b" ] ++ [ "c" ]; d = a // b; }',
    'rec { a = b; b = a; c = "${c}"; d = (import ./x.nix).y or "z"; e = builtins.replaceStrings ["."] ["_"] "1.2"; }',
    "let a.b = \"1\"; inherit (a) b; in { v = lib.removePrefix \"v\" ''v1.2''; w = assert true; b; p = ./a/${b}.nix; }",
)


def attempt(content: bytes) -> None:
    tree = parse_nix(Source("a/default.nix", content))
    evaluation = Evaluation(tree)
    place = None
    for offset in range(0, len(content), len(content) // _STEPS + 1):
        place = tree.place(offset, place)
        if place is None:
            continue
        definition = evaluation.at(place)
        value = evaluation.of(definition)
        evaluation.literal(definition)
        assert isinstance(definition.scope.trail, str)
        for span, text in _told(strict(value, evaluation.of_binding)):
            assert 0 <= span.start <= span.end <= len(content)
            assert len(text) <= 2 * MAX_LENGTH
    assert len(evaluation.notes) <= MAX_NOTES


def _told(datum: Datum) -> Iterator[tuple[Span, str]]:
    waiting = [datum]
    while waiting:
        one = waiting.pop()
        yield one.span, ""
        match one:
            case Text(pieces):
                yield from ((piece.span, piece.text or "") for piece in pieces)
            case Sequence(items):
                waiting.extend(items)
            case Mapping(entries):
                waiting.extend(entry.value for entry in entries)
            case _:
                pass


TARGET = Target(tuple(text.encode() for text in (*_SEEDS, SOUND["default.nix"], SOUND["flake.nix"])), attempt)
