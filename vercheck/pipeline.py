"""The stages in order: discover → extract → link → check → suppress → report.

The program's table of contents. Stages do not know each other; they meet here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import vercheck.checks
from vercheck import __version__
from vercheck.cache.kept import Kept
from vercheck.checks import Check
from vercheck.config import Config
from vercheck.declared.syncs import resolved
from vercheck.discreet import discreet
from vercheck.graph import Facts, PinGraph
from vercheck.model import Artifact, Diagnostic, Ran, Report, Severity, Source
from vercheck.plugs import Plugs
from vercheck.reading import Reading, read_tree, reread
from vercheck.rules_in_force import rules_in_force
from vercheck.settings_in_use import unused_rows, unused_settings
from vercheck.stages import stage
from vercheck.suppress import suppress
from vercheck.told import extract, extractors

__all__ = [
    "Outcome", "Reading", "Selection", "check", "checks", "examine", "extract", "extractors", "judge", "link",
    "read", "report", "reread",
]  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """A report, and what it was made from. `unnarrowed` are all the findings where the report has those alone
    that a change touches."""

    report: Report
    reading: Reading
    facts: Facts
    hidden: tuple[Diagnostic, ...] = ()
    unnarrowed: tuple[Diagnostic, ...] = ()

    def shown(self) -> frozenset[str]:
        """The paths that the report points to."""
        items = self.report.diagnostics
        places = (
            place for item in items for place in (item.location, *(one.location for one in item.related))
        )
        return frozenset(place.path for place in places)

    def sources(self) -> dict[str, Source]:
        """The files that the report points to, by path."""
        found = ((path, self.reading.source(path)) for path in sorted(self.shown()))
        return {path: source for path, source in found if source is not None}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which checks a run is asked for; no `select` means all that are not off."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()


@cache
def checks() -> Plugs[Check]:
    return Plugs(vercheck.checks, "CHECK", Check)


def check(
    root: Path,
    config: Config,
    *,
    today: date,
    exclude: Sequence[str] = (),
    selection: Selection | None = None,
    shown_root: str = ".",
) -> Outcome:
    """The whole flow over the tree at `root`.

    Raises:
        ConfigError: the configuration names a check, a rule or a pack that does not exist.
        PackError: a pack of the configuration cannot be loaded.
    """
    reading = read(root, config, exclude)
    return examine(reading, config, today=today, selection=selection, shown_root=shown_root)


@stage("check")
def examine(
    reading: Reading,
    config: Config,
    *,
    today: date,
    selection: Selection | None = None,
    shown_root: str = ".",
    before: Facts | None = None,
) -> Outcome:
    """Link, check, suppress and report what was read; `before` is what it is compared with."""
    facts = replace(link(reading, config, today), before=before)
    comparing = {id_ for id_, plug in checks().items() if plug.compares}
    ran = _in_force(config, selection or Selection()) - (comparing if before is None else set())
    suppression = suppress(
        [
            *judge(facts, ran),
            *unused_settings(config, reading.discovery),
            *unused_rows(config, reading.discovery, reading.heard.values(), facts),
        ],
        reading.ignores,
        [(hold.value, hold.location) for hold in config.holds],
        ran=ran - comparing,  # what changed lately is not there for long, and an ignore of it may stay
        known=checks(),
        pinned=_pinned(facts) if config.holds else (),
        today=today,
    )
    made = report(suppression.kept, config, ran, reading, facts, shown_root)
    return Outcome(made, reading, facts, suppression.hidden)


def read(root: Path, config: Config, exclude: Sequence[str] = (), kept: Kept | None = None) -> Reading:
    """Discover and extract, under the rules that are in force here; `kept` is what earlier runs found out."""
    return read_tree(root, config, rules_in_force(root, config, checks(), kept), exclude, kept)


@stage("link")
def link(reading: Reading, config: Config, today: date) -> Facts:
    """One graph of all pins, beside what is known and what was decided, as far as it counts today."""
    decided = config.policy
    policy = replace(decided, holds=tuple(hold for hold in decided.holds if not hold.has_expired(today)))
    graph = PinGraph(reading.extractions, reading.knowledge, policy.scopes)
    found = [one for heard in reading.heard.values() for one in heard.synced] if config.syncs else ()
    synced = resolved(config.syncs, found, graph)
    return Facts(graph, reading.knowledge, policy, reading.discovery.listed, synced=synced)


def judge(facts: Facts, ran: Collection[str]) -> Iterator[Diagnostic]:
    """The findings of every check that runs, each with its check's name and a severity."""
    for id_, plug in checks().items():
        if id_ not in ran:
            continue
        default = plug.severity or Severity.WARNING
        try:
            for item in plug.run(facts):
                yield replace(item, check=id_, severity=default if item.severity is None else item.severity)
        except Exception as error:
            error.add_note(f"in the check `{id_}`")
            raise


def report(
    diagnostics: Sequence[Diagnostic],
    config: Config,
    ran: Collection[str],
    reading: Reading,
    facts: Facts,
    root: str,
) -> Report:
    """The findings that count, in the order of their places."""
    grounds = {row.id: row.evidence for row in facts.knowledge.grounded}
    judged = (
        replace(
            discreet(item),
            severity=_severity(item, config),
            evidence=item.evidence or grounds.get(item.rule or "", ()),
        )
        for item in diagnostics
        if item.check in ran
    )
    shown = sorted((item for item in judged if item.severity), key=_order)
    asked = tuple(Ran(id_, plug.summary) for id_, plug in checks().items() if id_ in ran)
    return Report(root, __version__, tuple(dict.fromkeys(shown)), reading.files, len(facts.graph.pins), asked)


def _pinned(facts: Facts) -> frozenset[tuple[Artifact, str]]:
    return frozenset((facts.graph.artifact(pin), pin.raw) for pin in facts.graph.pins)


def _order(item: Diagnostic) -> tuple[object, ...]:
    related = tuple((label.location, label.text) for label in item.related)
    return (item.location, item.check, item.message, related)


def _severity(item: Diagnostic, config: Config) -> Severity:
    """The configuration's word, the most particular first: about the rule before the check, about a tool
    before a path before everything; else what the check said."""
    for name in (item.rule, item.check):
        rules = [rule.value for rule in config.severities if rule.value.check == name]
        by_tool = (rule for rule in rules if rule.tool is not None and rule.tool == item.tool)
        by_path = (rule for rule in rules if rule.path and fnmatchcase(item.location.path, rule.path))
        general = (rule for rule in rules if rule.is_general)
        for rule in (*by_tool, *by_path, *general):
            return rule.severity
    return item.severity if item.severity is not None else Severity.WARNING


def _in_force(config: Config, selection: Selection) -> frozenset[str]:
    """The checks that run: those asked for, or all that neither default nor configuration turns off."""
    if selection.select:
        return selection.select - selection.ignore
    raised = {rule.value.check for rule in config.severities if rule.value.severity}
    default = {id_ for id_, plug in checks().items() if plug.severity}
    lowered = {id_ for id_, severity in config.policy.severities if not severity} - raised
    return frozenset((default | raised) - lowered - selection.ignore)
