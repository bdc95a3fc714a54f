"""Quick fixes: offered cheaply while a cursor moves, verified when somebody picks one.

An offer names its finding; the edit is made from what the tree says at the moment it is asked for, by the
engine that `vercheck fix` uses, and holds for the versions of the texts that it was made from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol.types import (
    CodeAction,
    CodeActionDisabled,
    CodeActionKind,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from vercheck.discover import LOCKFILE_LIMIT
from vercheck.editor.findings import other_sides, shown_one
from vercheck.editor.view import Seen, View
from vercheck.model import Applicability, Diagnostic, Fix, Source
from vercheck.pipeline import Outcome, Reading
from vercheck.repair import Examine, Repair, answer, guard, guarded, move, repair

_PICKS = " (unsafe: picks a side)"
_CHOICE = re.compile(
    r"`vercheck fix --tool (?P<tool>[^` ]+) --to (?P<first>[^` ]+)`(?P<others>(?: or `--to [^` ]+`)*)"
)
_OTHER = re.compile(r"`--to ([^` ]+)`")

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.vercheck"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the editor can do with an action: ask for its edit later, show one that cannot be taken, and
    hold an edit to the version of a text."""

    resolves: bool = False
    shows_disabled: bool = False
    checks_versions: bool = False


class RefusedError(Exception):
    """An action cannot be taken any more, or must not be; the message says why."""


def offered(
    view: View, path: str, range_: Range, only: Sequence[str], abilities: Abilities, pages: str | None
) -> list[CodeAction]:
    """The quick fixes of findings in a range, and where it is asked for, all safe fixes at once. Where the
    editor cannot ask for an edit later, each is verified now, and left out where that fails."""
    if view.seen is None:
        return []
    offers: list[CodeAction] = []
    if _wanted(CodeActionKind.QuickFix.value, only):
        offers += _quick_fixes(view, view.seen, path, range_, abilities, pages)
    if only and _wanted(FIX_ALL, only):
        data = {"root": str(view.root), "all": True}
        offers.append(CodeAction("Apply all safe fixes of vercheck", kind=FIX_ALL, data=data))
    if abilities.resolves:
        return offers
    return list(_with_edits(offers, view, abilities))


def _wanted(kind: str, only: Sequence[str]) -> bool:
    return not only or any(kind == asked or kind.startswith(f"{asked}.") for asked in only)


def _quick_fixes(
    view: View, seen: Seen, path: str, range_: Range, abilities: Abilities, pages: str | None
) -> Iterator[CodeAction]:
    standing = guard(seen.outcome)
    known: set[tuple[object, ...]] = set()
    for raw in seen.outcome.report.diagnostics:
        if not _is_here(raw, view, path, range_):
            continue
        if raw.fix is None:
            yield from _choices(raw, view, pages)
            continue
        finding = standing.over(raw)
        fix = finding.fix
        if fix is None or fix.applicability is Applicability.MANUAL or (fix.edits, fix.lacks) in known:
            continue
        if fix.lacks and not abilities.shows_disabled:
            continue
        known.add((fix.edits, fix.lacks))
        is_safe = fix.applicability is Applicability.SAFE
        yield CodeAction(
            title=_title(fix),
            kind=CodeActionKind.QuickFix,
            diagnostics=[shown_one(raw, view, pages)],
            is_preferred=is_safe and not fix.lacks,
            disabled=CodeActionDisabled("; ".join(fix.lacks)) if fix.lacks else None,
            data={"root": str(view.root), "finding": _key(raw)},
        )


def _is_here(finding: Diagnostic, view: View, path: str, range_: Range) -> bool:
    """Whether a finding is shown in a range, at its own place or at its other side."""
    if finding.location.path == path:
        return _meet(view.range(finding.location), range_)
    sides = (label.location for label in other_sides(finding, view))
    return any(place.path == path and _meet(view.range(place), range_) for place in sides)


def _choices(finding: Diagnostic, view: View, pages: str | None) -> Iterator[CodeAction]:
    """What the help leaves to somebody's choice: the whole tool at one of the versions that it names."""
    choice = _CHOICE.search(finding.help or "")
    if choice is None:
        return
    tool = choice["tool"]
    for version in (choice["first"], *_OTHER.findall(choice["others"])):
        yield CodeAction(
            title=f"move `{tool}` to `{version}`{_PICKS}",
            kind=CodeActionKind.QuickFix,
            diagnostics=[shown_one(finding, view, pages)],
            data={"root": str(view.root), "tool": tool, "to": version},
        )


def _title(fix: Fix) -> str:
    files = {edit.location.path for edit in fix.edits}
    where = f" in {len(files)} files" if len(files) > 1 else ""
    return f"{fix.title}{where}{'' if fix.applicability is Applicability.SAFE else _PICKS}"


def _meet(first: Range, second: Range) -> bool:
    starts = [(place.start.line, place.start.character) for place in (first, second)]
    ends = [(place.end.line, place.end.character) for place in (first, second)]
    return max(starts) <= min(ends)


def _key(finding: Diagnostic) -> list[str | int]:
    """What tells a finding from the others of a view. It has to go through JSON and come back."""
    span = finding.location.span
    return [finding.check, finding.location.path, span.start, span.end, finding.message]


def _with_edits(offers: Sequence[CodeAction], view: View, abilities: Abilities) -> Iterator[CodeAction]:
    for offer in offers:
        if offer.disabled is None:
            try:
                offer.edit = edit_of(offer.data, view, abilities)
            except RefusedError:
                continue
        yield offer


def edit_of(data: Any, view: View, abilities: Abilities) -> WorkspaceEdit:
    """The edit of an action that was offered.

    Raises:
        RefusedError: its finding is gone, or the fix does not stand up to verification.
    """
    if view.seen is None:
        raise RefusedError("the configuration is wrong")
    outcome, examine = view.seen.outcome, _examining(view.seen)
    tool = data.get("tool")
    if tool:
        made = move(outcome, examine, str(tool), str(data.get("to")))
    elif data.get("all"):
        made = repair(outcome, examine)
    else:
        made = _made(data.get("finding"), outcome, examine)
    # A tool that moves in part of its places is no answer to the question where it should be.
    if not made.plan.applied or (tool and not made.is_complete):
        reasons = [held.reason for held in made.plan.held] + [failure.reason for failure in made.failures]
        raise RefusedError("; ".join(reasons) or "there is nothing to fix")
    return _edit(made, view, abilities)


def _made(key: object, outcome: Outcome, examine: Examine) -> Repair:
    findings = guarded(outcome)
    finding = next((item for item in findings if _key(item) == key), None)
    if finding is None:
        raise RefusedError("the finding is gone")
    return answer(finding, findings, outcome.reading, examine, unsafe=True)


def _examining(seen: Seen) -> Callable[[Reading], Outcome]:
    """The examination of this tree, which knows what came of the reading that was seen."""
    whole: list[Outcome] = []

    def examine(reading: Reading) -> Outcome:
        if reading is not seen.outcome.reading:
            return seen.tree.examine(reading)
        if not whole:
            whole.append(seen.tree.examine(reading))
        return whole[0]

    return examine


def _edit(made: Repair, view: View, abilities: Abilities) -> WorkspaceEdit:
    by_path: dict[str, list[TextEdit]] = defaultdict(list)
    for path, before in made.before.items():
        text = view.text(path)
        if text is None or text.source.content != before or _now(view, path) != before:
            raise RefusedError(f"{path} changed since it was read")
    for edit in made.plan.edits:
        by_path[edit.location.path].append(TextEdit(view.range(edit.location), edit.new))
    if not abilities.checks_versions:
        return WorkspaceEdit(changes={view.uri(path): edits for path, edits in by_path.items()})
    return WorkspaceEdit(
        document_changes=[
            TextDocumentEdit(
                OptionalVersionedTextDocumentIdentifier(view.uri(path), _version(view, path)), list(edits)
            )
            for path, edits in by_path.items()
        ]
    )


def _now(view: View, path: str) -> bytes | None:
    """What a file says in the editor, or else on disk at this moment."""
    document = view.documents.get(path)
    if document is not None:
        return document.content
    found = view.seen.outcome.reading.discovery.read(path, LOCKFILE_LIMIT) if view.seen else None
    return found.content if isinstance(found, Source) else None


def _version(view: View, path: str) -> int | None:
    document = view.documents.get(path)
    return document.version if document is not None else None
