"""`vercheck plan`: which versions of some tools fit together, and what each choice would take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from vercheck.cli._fixing import say
from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named, tools_and_path
from vercheck.cli._tree import open_tree, output_option, tree_options
from vercheck.cli._unplanned import ABOUT_VERSIONS, tools_of, unplanned
from vercheck.printable import printable

if TYPE_CHECKING:
    from vercheck.assignments import Answer, Assignment, Move
    from vercheck.graph.satisfying import Objection
    from vercheck.model import Pin
    from vercheck.pipeline import Outcome


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

    Without TOOL: of every tool whose versions are reported. Tools that have to do with each other are moved
    together, and so are those that have to follow; the first choices of all groups add up to a total. The
    choice with the fewest warnings, and changes in the fewest files, comes first. A PATH is written with a
    slash, or is `.`.
    """
    tools, path = tools_and_path(names)
    tree = open_tree(path, config_file, exclude)
    outcome = tree.check()
    graph = outcome.facts.graph
    named = [tool_named(graph, tool) for tool in tools] or _reported(outcome)
    found = list(_answers(outcome, named, limit, is_asked=bool(tools)))
    commands = [_commands(outcome, answer, tree.shown) for answer in found]
    left = unplanned(outcome, found, named if tools else ())
    if format_ == "json":
        document = {
            "schema": "vercheck-plan-1",
            "plans": [_document(*plan) for plan in zip(found, commands, strict=True)],
            "total": _sum(found, commands),
            "unplanned": [one.document() for one in left],
        }
        emit(json.dumps(document, indent=2) + "\n", output, tree.root)
    else:
        lines = [line for plan in zip(found, commands, strict=True) for line in _lines(*plan)]
        lines += _total_lines(found, commands)
        empty = [f"no exact version of {tool} is written or on offer here" for tool in named if tools]
        lines += [line for one in left for line in one.lines()]
        said = lines or empty or ["nothing to move"]
        emit("".join(printable(line) + "\n" for line in said), output, tree.root)
    say(*_others(outcome, named if tools else []), *_unread(outcome))
    return int(any(not answer.assignments for answer in found) or any(one.is_grave for one in left))


def _unread(outcome: Outcome) -> list[str]:
    """What a plan cannot know."""
    failed = {item.location.path for item in outcome.report.diagnostics if item.check == "parse-error"}
    return [
        f"vercheck: {path} could not be read whole, the plan may lack its versions" for path in sorted(failed)
    ]


def _others(outcome: Outcome, asked: Sequence[str]) -> Iterator[str]:
    """Where a finding about another tool names one that was asked for: that one has to be planned, too."""
    graph = outcome.facts.graph
    for item in outcome.report.diagnostics:
        tool = graph.tool_named(item.tool or "") if item.check in ABOUT_VERSIONS else None
        if tool is not None and tool not in asked and not tools_of(outcome.facts, item).isdisjoint(asked):
            yield f"vercheck: see `vercheck plan {tool}`, too: {item.message}"


def _reported(outcome: Outcome) -> list[str]:
    """Tools with a finding that another version can end, sorted."""
    found = (item for item in outcome.report.diagnostics if item.check in ABOUT_VERSIONS and item.tool)
    return sorted({tool for item in found if (tool := outcome.facts.graph.tool_named(item.tool or ""))})


def _quiet(outcome: Outcome) -> frozenset[str]:
    """Tools that no finding about versions names, on either side."""
    items = (item for item in outcome.report.diagnostics if item.check in ABOUT_VERSIONS)
    return frozenset(outcome.facts.graph.tools()).difference(*(tools_of(outcome.facts, one) for one in items))


def _answers(outcome: Outcome, tools: list[str], limit: int, *, is_asked: bool) -> Iterator[Answer]:
    from vercheck.assignments import answers, groups

    quiet = _quiet(outcome)
    for group in groups(outcome.facts, tools, quiet):
        for answer in answers(outcome.facts, group, limit, quiet):
            first = next(iter(answer.assignments), None)
            if is_asked or first is None or first.cost or first.warnings:
                yield answer


def _commands(outcome: Outcome, answer: Answer, shown: str) -> dict[int, list[str]]:
    """For each assignment, the commands of its moves that edit, in the order in which they go through."""
    return {
        id(assignment): [
            _command(outcome, answer.root, shown, move, forced=move.tool in assignment.together)
            for move in assignment.moves
            if len(move.edits) > move.manual
        ]
        for assignment in answer.assignments
    }


def _command(outcome: Outcome, root: str, shown: str, move: Move, *, forced: bool) -> str:
    """`vercheck fix` for one move. A build root below another one is a tree of its own."""
    from vercheck.fix.sites import Sites

    own = root if Sites(outcome.facts, move.tool).root != root else ""
    path = Path(shown) / own
    words = ["vercheck", "fix", "--tool", quote(move.tool), "--to", quote(str(move.version))]
    return " ".join([*words, *(["--unsafe"] if forced else []), *([quote(str(path))] if path.parts else [])])


def _sum(found: Sequence[Answer], commands: Sequence[dict[int, list[str]]]) -> dict[str, Any]:
    """The first choices of all plans, which do not touch each other, as one."""
    from vercheck.assignments import total

    all_of = total(found)
    return {
        "edits": all_of.edits,
        "commands": [
            command
            for answer, said in zip(found, commands, strict=True)
            for command in (said[id(answer.assignments[0])] if answer.assignments else ())
        ],
        "moves": [
            {"root": answer.root or ".", "tool": move.tool, "version": str(move.version)}
            for answer, move in all_of.moves
        ],
        "unsolved": [{"root": answer.root or ".", "tools": list(answer.asked)} for answer in all_of.unsolved],
    }


def _total_lines(found: Sequence[Answer], commands: Sequence[dict[int, list[str]]]) -> Iterator[str]:
    """What the plans add up to, where there are several."""
    if len(found) < 2:
        return
    document = _sum(found, commands)
    count = document["edits"]
    yield f"in total: {count} edit{'s' * (count != 1)}, with the first choice of each; no rule ties them"
    for move in document["moves"]:
        where = f" in {move['root']}" if move["root"] != "." else ""
        yield f"  {move['tool']} {move['version']}{where}"
    for one in document["unsolved"]:
        where = f" in {one['root']}" if one["root"] != "." else ""
        yield f"  nothing for {', '.join(one['tools'])}{where}"
    yield from (f"  {command}" for command in document["commands"])


def _lines(answer: Answer, commands: dict[int, list[str]]) -> Iterator[str]:
    tools = ", ".join(answer.asked)
    yield f"{tools}{f' in {answer.root}' if answer.root else ''}"
    for number, assignment in enumerate(answer.assignments, 1):
        yield from _choice(number, assignment, commands[id(assignment)])
    if not answer.assignments:
        yield "  no version that is written or on offer here satisfies all rules"
    for refusal in answer.refusals:
        yield f"  not {refusal.tool} {refusal.version}: {_reason(refusal.objection)}"


def _choice(number: int, assignment: Assignment, commands: list[str]) -> Iterator[str]:
    versions = ", ".join(f"{move.tool} {move.version}" for move in assignment.moves) or "as it is"
    yield f"  {number}. {versions}: {_count(assignment)}"
    several = len(assignment.moves) > 1
    for move in assignment.moves:
        if several:
            yield f"     {move.tool} {move.version}: {_count(move)}"
        if move.down_from is not None:
            yield f"       a downgrade: from {move.down_from}"
        for pin in move.edits:
            yield f"       {pin.location.path}:{pin.location.line}  {pin.raw}  {pin.artifact}"
        for lack in move.needs:
            yield f"       needs {lack}"
    for warning in assignment.warnings:
        yield f"       warning: {_reason(warning)}"
    if len(commands) > 1:
        yield "     together, for none goes through alone:" if assignment.together else "     in this order:"
    yield from (f"       {command}" for command in commands)


def _count(moved: Assignment | Move) -> str:
    edits = moved.edits if isinstance(moved.edits, int) else len(moved.edits)
    if not edits:
        return "nothing to move" if moved.is_done else "a lock to refresh"
    return f"{edits} edit{'s' * (edits > 1)}"


def _reason(objection: Objection) -> str:
    place = objection.location
    stated = f"{place.path}:{place.line}" if place is not None else ""
    where = f" ({stated})" if stated and stated not in objection.text else ""
    rule = f" [{objection.rule}]" if objection.rule else ""
    return f"{objection.text}{where}{rule}"


def _document(answer: Answer, commands: dict[int, list[str]]) -> dict[str, Any]:
    return {
        "root": answer.root or ".",
        "tools": list(answer.asked),
        "assignments": [
            {
                "edits": assignment.edits,
                "commands": commands[id(assignment)],
                "together": sorted(assignment.together),
                "errors": [entry for move in assignment.moves for entry in move.missing],
                "warnings": [_reason(warning) for warning in assignment.warnings],
                "moves": [
                    {
                        "tool": move.tool,
                        "version": str(move.version),
                        "downgrade_from": None if move.down_from is None else str(move.down_from),
                        "edits": [_site(pin) for pin in move.edits],
                        "lacks": list(move.needs),
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
                "reason": _reason(refusal.objection),
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
