"""The stages in order: discover → extract → link → check → suppress → report.

The program's table of contents. Stages do not know each other; they meet here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import vercheck.checks
import vercheck.extractors
from vercheck import __version__
from vercheck.checks import Check
from vercheck.claims import Claims
from vercheck.config import Config
from vercheck.declared import Declared, Heard, holds_comment
from vercheck.discover import LOCKFILE_LIMIT, SIZE_LIMIT, Discovery, discover
from vercheck.extractors import Extractor
from vercheck.graph import Facts, Knowledge, PinGraph
from vercheck.model import Artifact, Diagnostic, Extraction, Note, Report, Severity, Source
from vercheck.plugs import scan
from vercheck.rules_in_force import rules_in_force
from vercheck.settings_in_use import unused_rows, unused_settings
from vercheck.suppress import Ignore, ignores_in, suppress

UNCLAIMED_LIMIT = 200_000
"""Bytes of a file that is read only to see whether a comment declares a pin in it."""


@dataclass(frozen=True)
class Reading:
    """All that was read: the rules, which extractors claimed which file, what they said, and what was
    declared about it.

    `sources` holds the files that people write; a lock file is read again where it is to be shown.
    """

    knowledge: Knowledge
    declared: Declared
    discovery: Discovery
    owners: Mapping[str, tuple[str, ...]]
    extractions: Mapping[str, Extraction]
    ignores: tuple[Ignore, ...]
    heard: Mapping[str, Heard] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.heard)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that should have been read and could not be."""
        return tuple(path for path in self.owners if path not in self.heard)

    def source(self, path: str) -> Source | None:
        """A file of the tree, or `None` where it cannot be read."""
        if path not in self.sources:
            source = self.discovery.read(path, LOCKFILE_LIMIT)
            if not isinstance(source, Source):
                return None
            self.sources[path] = source
        return self.sources[path]

    def extract(self, source: Source) -> Extraction:
        """What a file of this reading says with other contents, as it would be after a fix."""
        return self.declared.read(source).over(extract(source, self.owners[source.path]))


@dataclass(frozen=True)
class Outcome:
    """A report, and what it was made from."""

    report: Report
    reading: Reading
    facts: Facts
    hidden: tuple[Diagnostic, ...] = ()

    def sources(self) -> dict[str, Source]:
        """The files that the report points to, by path."""
        places = {item.location.path for item in self.report.diagnostics}
        places |= {label.location.path for item in self.report.diagnostics for label in item.related}
        found = ((path, self.reading.source(path)) for path in sorted(places))
        return {path: source for path, source in found if source is not None}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which checks a run is asked for; no `select` means all that are not off."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()


@cache
def extractors() -> dict[str, Extractor]:
    return scan(vercheck.extractors, "EXTRACTOR", Extractor)


@cache
def checks() -> dict[str, Check]:
    return scan(vercheck.checks, "CHECK", Check)


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


def examine(
    reading: Reading,
    config: Config,
    *,
    today: date,
    selection: Selection | None = None,
    shown_root: str = ".",
) -> Outcome:
    """Link, check, suppress and report what was read."""
    facts = link(reading, config, today)
    ran = _in_force(config, selection or Selection())
    suppression = suppress(
        [
            *judge(facts, ran),
            *unused_settings(config, reading.discovery),
            *unused_rows(config, reading.discovery, reading.heard.values(), facts),
        ],
        reading.ignores,
        [(hold.value, hold.location) for hold in config.holds],
        ran=ran,
        known=checks(),
        pinned=_pinned(facts) if config.holds else (),
        today=today,
    )
    made = report(suppression.kept, config, ran, reading, facts, shown_root)
    return Outcome(made, reading, facts, suppression.hidden)


def reread(reading: Reading, contents: Mapping[str, bytes]) -> Reading:
    """The same reading with some files' contents replaced, as they would be after a fix."""
    sources = {path: Source(path, content) for path, content in contents.items() if path in reading.owners}
    ignores = [ignore for ignore in reading.ignores if ignore.location.path not in sources]
    heard = {path: reading.declared.read(source) for path, source in sources.items()}
    return replace(
        reading,
        extractions={
            **reading.extractions,
            **{
                path: heard[path].over(extract(source, reading.owners[path]))
                for path, source in sources.items()
            },
        },
        ignores=(*ignores, *(ignore for source in sources.values() for ignore in ignores_in(source))),
        heard={**reading.heard, **heard},
        sources={**reading.sources, **sources},
    )


def read(root: Path, config: Config, exclude: Sequence[str] = ()) -> Reading:
    """Discover and extract: every file that an extractor claims or a person points at, read once."""
    knowledge = rules_in_force(root, config, checks())
    declared = Declared.of(config)
    discovery = discover(root, [*(item.value for item in config.exclude), *exclude])
    claims = Claims(extractors())
    owners: dict[str, tuple[str, ...]] = {}
    extractions: dict[str, Extraction] = {}
    ignores: list[Ignore] = []
    heard: dict[str, Heard] = {}
    sources: dict[str, Source] = {}
    if discovery.notes:
        extractions[""] = Extraction(notes=discovery.notes)
    for path in discovery.paths:
        ids = claims.owners(path)
        is_lockfile = bool(ids) and all(extractors()[id_].lockfile for id_ in ids)
        match _opened(discovery, path, declared, is_claimed=bool(ids), is_lockfile=is_lockfile):
            case None:
                continue
            case Note() as note:
                extractions[path] = Extraction(notes=(note,))
            case Source() as source:
                heard[path] = declared.read(source)
                extractions[path] = heard[path].over(extract(source, ids))
                ignores.extend(ignores_in(source))
                if not is_lockfile:
                    sources[path] = source
        owners[path] = ids
    return Reading(knowledge, declared, discovery, owners, extractions, tuple(ignores), heard, sources)


def _opened(
    discovery: Discovery, path: str, declared: Declared, *, is_claimed: bool, is_lockfile: bool
) -> Source | Note | None:
    """A file; `None` for one that nobody claims, names in the configuration or points into."""
    if is_claimed or declared.names(path):
        return discovery.read(path, LOCKFILE_LIMIT if is_lockfile else SIZE_LIMIT)
    found = discovery.read(path, UNCLAIMED_LIMIT)
    return found if isinstance(found, Source) and holds_comment(found.content) else None


def extract(source: Source, ids: Sequence[str]) -> Extraction:
    """What the extractors with these ids say about a file."""
    parts = []
    for id_ in ids:
        try:
            parts.append(extractors()[id_].extract(source))
        except Exception as error:
            error.add_note(f"while the extractor `{id_}` read `{source.path}`")
            raise
    return parts[0] if len(parts) == 1 else Extraction.join(parts)


def link(reading: Reading, config: Config, today: date) -> Facts:
    """One graph of all pins, beside what is known and what was decided, as far as it counts today."""
    decided = config.policy
    policy = replace(decided, holds=tuple(hold for hold in decided.holds if not hold.has_expired(today)))
    graph = PinGraph(reading.extractions, reading.knowledge, policy.scopes)
    return Facts(graph, reading.knowledge, policy)


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
    judged = (replace(item, severity=_severity(item, config)) for item in diagnostics if item.check in ran)
    shown = sorted((item for item in judged if item.severity), key=_order)
    return Report(root, __version__, tuple(dict.fromkeys(shown)), reading.files, len(facts.graph.pins))


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
