"""The picks that a solver (clingo) finds best: one option for each tool, none that excludes another.

Errors exclude. Then, in this order: few tools move that nobody asked for; few entries of registries are
missing, which are errors until they are there, and few tools go below what most places say; few warnings
remain, few files change, little is lacking, and what is preferred among equals comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Fact = tuple[str, tuple[str | int, ...]]
"""A name and its arguments, as the rules below know them."""
Pick = dict[str, int]
"""The option of each tool."""

STAYS = 0
"""The option of a tool that was not asked for: every place keeps what it says."""

_RULES = """
1 { pick(T, V) : option(T, V) } 1 :- option(T, _).
:- forbidden(T, V), pick(T, V).
:- excludes(A, V, B, W), pick(A, V), pick(B, W).
#minimize { 1@6, T : pick(T, V), V > 0, option(T, 0) }.
#minimize { E@5, T : pick(T, V), worse(T, V, E) }.
#minimize { N@4, T : pick(T, V), warned(T, V, N) }.
#minimize { N@4, A, B : pick(A, V), pick(B, W), warned(A, V, B, W, N) }.
#minimize { C@3, T : pick(T, V), cost(T, V, C) }.
#minimize { L@2, T : pick(T, V), lacks(T, V, L) }.
#minimize { V@1, T : pick(T, V) }.
#show pick/2.
"""


def picks(stated: Sequence[Fact], asked: Sequence[str], limit: int) -> Iterator[Pick]:
    """The best picks in order, each found as the optimum of what the ones before leave; two of them differ
    in a tool that was asked for."""
    import clingo

    control = clingo.Control(["--warn=none", "--opt-mode=opt"])
    control.add("rules", [], _RULES)
    with control.backend() as backend:
        for name, arguments in stated:
            symbols = [
                clingo.String(one) if isinstance(one, str) else clingo.Number(one) for one in arguments
            ]
            backend.add_rule([backend.add_atom(clingo.Function(name, symbols))])
    control.ground([("rules", [])])
    for _ in range(limit):
        best: list[clingo.Symbol] = []
        with control.solve(yield_=True) as handle:
            for model in handle:
                best = list(model.symbols(shown=True))
        if not best:
            return
        yield {symbol.arguments[0].string: symbol.arguments[1].number for symbol in best}
        with control.backend() as backend:
            told = [symbol for symbol in best if symbol.arguments[0].string in asked]
            backend.add_rule([], [backend.add_atom(symbol) for symbol in told])
