"""`vercheck plan`: which versions of some tools fit together, and what each choice would take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import open_tree, output_option, tree_options
from vercheck.printable import printable

if TYPE_CHECKING:
    from vercheck.assignments import Answer, Assignment, Refusal
    from vercheck.model import Pin
    from vercheck.pipeline import Outcome

ABOUT_VERSIONS = frozenset({
    "version-drift", "companion-mismatch", "lockstep-broken", "incompatible-versions", "range-excludes-pin",
    "toolchain-below-minimum", "unregistered-version",
})  # fmt: skip
"""Checks whose findings another version of the tool can end."""


@click.command("plan")
@click.argument("names", nargs=-1, metavar="[TOOL]... [PATH]")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="Show at most so many choices."
)
@output_option
@tree_options
def command(
    names: tuple[str, ...],
    format_: str,
    limit: int,
    output: Path | None,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """List the versions of TOOL, out of those written or on offer here, that satisfy all rules.

    Without TOOL: of every tool whose versions are reported. Several tools are moved together, and so are
    those that have to follow. The choice with the fewest edits comes first. A PATH is written with a
    slash, or is `.`.
    """
    tools, path = _split(names)
    outcome = open_tree(path, config_file, exclude).check()
    graph = outcome.facts.graph
    named = [tool_named(graph, tool) for tool in tools] or _reported(outcome)
    found = list(_answers(outcome, named, limit, together=bool(tools)))
    if format_ == "json":
        document = {"schema": "vercheck-plan-1", "plans": [_document(answer) for answer in found]}
        emit(json.dumps(document, indent=2) + "\n", output)
    else:
        lines = [line for answer in found for line in _lines(answer)] or ["nothing to move"]
        emit("".join(printable(line) + "\n" for line in lines), output)
    return int(any(not answer.assignments for answer in found))


def _split(names: Sequence[str]) -> tuple[tuple[str, ...], Path | None]:
    """The tools, and the path where the last name is one."""
    *tools, last = names or ("",)
    if last in (".", "..") or ("/" in last and Path(last).is_dir()):
        return tuple(tools), Path(last)
    return tuple(names), None


def _reported(outcome: Outcome) -> list[str]:
    """Tools with a finding that another version can end, sorted."""
    found = (item for item in outcome.report.diagnostics if item.check in ABOUT_VERSIONS and item.tool)
    return sorted({tool for item in found if (tool := outcome.facts.graph.tool_named(item.tool or ""))})


def _answers(outcome: Outcome, tools: list[str], limit: int, *, together: bool) -> Iterator[Answer]:
    from vercheck.assignments import answers

    groups = [tools] if together else [[tool] for tool in tools]
    for group in groups:
        for answer in answers(outcome.facts, group, limit):
            if together or not answer.assignments or answer.assignments[0].edits:
                yield answer


def _lines(answer: Answer) -> Iterator[str]:
    tools = ", ".join(answer.asked)
    yield f"{tools}{f' in {answer.root}' if answer.root else ''}"
    for number, assignment in enumerate(answer.assignments, 1):
        yield from _choice(number, assignment)
    if not answer.assignments:
        yield "  no version that is written or on offer here satisfies all rules"
    for refusal in answer.refusals:
        yield f"  not {refusal.tool} {refusal.version}: {_reason(refusal)}"


def _choice(number: int, assignment: Assignment) -> Iterator[str]:
    versions = ", ".join(f"{move.tool} {move.version}" for move in assignment.moves)
    yield f"  {number}. {versions}: {_count(assignment.edits)}"
    for move in assignment.moves:
        for pin in move.edits:
            yield f"       {pin.location.path}:{pin.location.line}  {pin.raw}  {pin.artifact}"
        for lack in move.lacks:
            yield f"       needs {lack}"
        if move.edits:
            yield f"       vercheck fix --tool {move.tool} --to {move.version}"


def _count(edits: int) -> str:
    return "nothing to move" if not edits else f"{edits} edit{'s' * (edits > 1)}"


def _reason(refusal: Refusal) -> str:
    place = refusal.objection.location
    where = f" ({place.path}:{place.line})" if place is not None else ""
    rule = f" [{refusal.objection.rule}]" if refusal.objection.rule else ""
    return f"{refusal.objection.text}{where}{rule}"


def _document(answer: Answer) -> dict[str, Any]:
    return {
        "root": answer.root or ".",
        "tools": list(answer.asked),
        "assignments": [
            {
                "edits": assignment.edits,
                "moves": [
                    {
                        "tool": move.tool,
                        "version": str(move.version),
                        "edits": [_site(pin) for pin in move.edits],
                        "lacks": list(move.lacks),
                    }
                    for move in assignment.moves
                ],
            }
            for assignment in answer.assignments
        ],
        "refused": [
            {
                "tool": refusal.tool,
                "version": str(refusal.version),
                "rule": refusal.objection.rule or None,
                "reason": _reason(refusal),
            }
            for refusal in answer.refusals
        ],
    }


def _site(pin: Pin) -> dict[str, Any]:
    return {
        "path": pin.location.path,
        "line": pin.location.line,
        "column": pin.location.column,
        "artifact": str(pin.artifact),
        "version": pin.raw,
    }
