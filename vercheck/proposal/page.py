"""The proposed configuration as a text: every part says what was seen, what it means, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from vercheck.model import Severity
from vercheck.pipeline import Outcome
from vercheck.proposal.authorities import Authority
from vercheck.proposal.holds import holds
from vercheck.proposal.scopes import build_roots, scopes
from vercheck.proposal.settings import Section, Setting, counted, prose
from vercheck.proposal.syncs import syncs

_ROOTS = 12
"""Build roots that are listed."""


def page(outcome: Outcome, authorities: Sequence[Authority], on: Collection[str]) -> str:
    """The file; the authorities `on` are those whose subjects are named."""
    parts = [
        _beginning(outcome),
        _authority(authorities, on).written(),
        _severity(outcome).written(),
        _scope(outcome).written(),
        _hold(outcome).written(),
        _sync(outcome, authorities).written(),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _beginning(outcome: Outcome) -> list[str]:
    report, graph = outcome.report, outcome.facts.graph
    errors = sum(item.severity is Severity.ERROR for item in report.diagnostics)
    warnings = len(report.diagnostics) - errors
    seen = (
        f"Proposed by `vercheck init`, which read {counted(report.files, 'file')} with "
        f"{counted(report.pins, 'pin')} of {counted(len(graph.tools()), 'tool')}. `vercheck check` finds "
        f"{counted(errors, 'error')} and {counted(warnings, 'warning')} today."
    )
    off = (
        "A line that begins with `#` and no space is a setting that is off: take the `#` away to turn it on. "
        "`vercheck schema config` describes every key."
    )
    return [*prose(seen), "#", *prose(off), "#", "# Next:", *_next(errors + warnings, _fixable(outcome))]


def _fixable(outcome: Outcome) -> int:
    return sum(item.fix is not None and not item.fix.lacks for item in outcome.report.diagnostics)


def _next(findings: int, fixable: int) -> Iterator[str]:
    yield "#   vercheck check       what is found, with this file"
    if fixable:
        yield f"#   vercheck fix         a diff for {fixable:,} of the findings; `--write` applies it"
    if findings:
        yield "#   vercheck plan        which versions fit together, where somebody has to choose"
        yield "#   vercheck baseline    write down what is left: from then on only new findings fail"
    yield "#   vercheck coverage    what was read, and what was not"


def _authority(authorities: Sequence[Authority], on: Collection[str]) -> Section:
    about = (
        "Who is right when sites disagree: a tool, an artifact or `*` (all others) to PATH#TRAIL. "
        "`vercheck fix` restates what stands there."
    )
    if not authorities:
        about += " Nothing here leads by itself."
    elif len(on) < len(authorities):
        about += " What is off would change today's findings."
    settings = [one.setting(is_on=one.subject in on) for one in authorities]
    return Section(about, settings, "[authority]")


def _severity(outcome: Outcome) -> Section:
    found = Counter((item.check, item.severity) for item in outcome.report.diagnostics)
    failing = sorted(check for check, severity in found if severity is Severity.ERROR)
    about = "How grave the findings of a check are: `error`, `warning` or `off`."
    about += " These fail today:" if failing else " None fails today."
    width = max((len(check) for check in failing), default=0)
    return Section(
        about,
        [
            Setting(
                "", (f'{check.ljust(width)} = "warning"  # {counted(found[check, Severity.ERROR], "error")}',)
            )
            for check in failing
        ],
        "[severity]",
    )


def _scope(outcome: Outcome) -> Section:
    roots = build_roots(outcome.facts.graph)
    listed = ", ".join(
        f"{folder or '.'} ({counted(number, 'pin')})" for folder, number in list(roots.items())[:_ROOTS]
    )
    more = f" and {len(roots) - _ROOTS:,} more" if len(roots) > _ROOTS else ""
    about = (
        "Parts of the tree that version on their own: differences between them and the rest are warnings. "
        f"Build roots are such parts without being named; here: {listed or 'none'}{more}."
    )
    return Section(about, list(scopes(outcome)))


def _hold(outcome: Outcome) -> Section:
    about = (
        "Differences that are meant: a hold hides them, with a reason and, perhaps, a last day in `until`."
    )
    found = list(holds(outcome))
    return Section(about + (" These look meant:" if found else ""), found)


def _sync(outcome: Outcome, authorities: Sequence[Authority]) -> Section:
    about = (
        "Values that are derived from another: they are reported as soon as they differ, and move with it."
    )
    found = list(syncs(outcome.facts.graph, authorities))
    return Section(about + (" These repeat an authority today:" if found else ""), found)
