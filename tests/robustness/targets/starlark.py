"""Every expression of a Starlark file, evaluated: what an extractor asks for is a few of them."""

# ruff: noqa: E501 - lines of files that are given as they are

from __future__ import annotations

from tests.robustness.sound import SOUND
from tests.robustness.targets import Target
from vercheck.model import Source, Span
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.starlark import Evaluator, parse_starlark

_SEEDS = (
    'A = "1.2.3"\nB = A + "-" + "x"\nC = "%s/{}".format(A) % B\nD = {"a": A, "b": [A, B]}\nE = D["b"][1]\n'
    'F = "v{v}.{w}".format(v = A, w = D.get("a", "z"))\nG = A.replace(".", "_").lstrip("1").split("_")[0]\n',
    'def f(x, y = "1"):\n    z = "%s.%s" % (x, y)\n    return struct(a = z, b = [x] * 3)\n\nA = f("2").a\nB = f(A, y = A)\n',
    'load(":v.bzl", "V", W = "X")\nA = V["a"]["b"]\nB = dict(a = "1", **W)\nC = A if B else V\nD = [x for x in V]\nE = not A\n',
    'A = """a\n\\x41\\u00e9\\n"""\nB = r"\\d" + \'\' "x"\nC = A[1:2]\nD = A.join(["1", "2"]).upper()\nE = -1 + 2 * 3\n',
)


def attempt(content: bytes) -> None:
    module = parse_starlark(Source("a/versions.bzl", content))
    evaluator = Evaluator(module)
    for assignment in module.assignments:
        _is_in_place(evaluator.value(assignment.value, assignment.function), content)
    for call in module.calls:
        for node in (call.node, *call.positional, *call.keywords.values()):
            _is_in_place(evaluator.value(node, call.function), content)
    for node in module.strings:
        _is_in_place(evaluator.value(node), content)
    assert all(isinstance(label, str) for label, _ in module.loads.values())


def _is_in_place(datum: Datum, content: bytes) -> None:
    """Told once of each, however often it stands in another one."""
    waiting, known = [datum], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in known:
            continue
        known.add(id(one))
        _lies_in(one.span, content)
        match one:
            case Text(pieces):
                for piece in pieces:
                    _lies_in(piece.span, content)
            case Sequence(items):
                waiting.extend(items)
            case Mapping(entries):
                waiting.extend(part for entry in entries for part in (entry.key, entry.value))
            case _:
                pass


def _lies_in(span: Span, content: bytes) -> None:
    assert 0 <= span.start <= span.end <= len(content)


TARGET = Target(
    tuple(text.encode() for text in (*_SEEDS, SOUND["WORKSPACE"], SOUND["MODULE.bazel"])), attempt
)
