"""What people read about a project's own version: its changelog, and what the README tells them to ask for.

Between two releases both may be behind or ahead: only a manifest that stayed at a release which the
changelog has left behind, and a README that no longer admits what the project is, were forgotten.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._documented_versions import is_of_today
from vercheck.checks._own_statements import Own, own_versions
from vercheck.graph import Facts
from vercheck.graph.relations import admitted
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Role, Severity, Statement, Version
from vercheck.versions import IncomparableError, compare, equal_at_precision, is_prerelease, parse

_README = re.compile(r"(?:^|/)readme[^/]*$", re.IGNORECASE)
_INSTALL_PAGE = re.compile(
    r"(?:^|/)docs?/(?:(?:src|source|content|docs|guides?|en)/)*"
    r"(?:install(?:ation|ing)?|getting[-_]?started|quick[-_]?start|setup|usage|index)\.\w+$",
    re.IGNORECASE,
)
"""A page below `docs/` itself: a folder of a release (`docs/v1/install.md`) keeps what was right then."""
_SAME = 8
"""Examples that are named besides the first one."""


def notes_drift(facts: Facts) -> Iterator[Diagnostic]:
    private = {s.location.path for s in facts.graph.statements if s.kind == "npm-private"}
    every = [own for own in own_versions(facts.graph) if own.pin.location.path not in private]
    changelogs = {
        s.location.path.rpartition("/")[0]: s for s in facts.graph.statements if s.kind == "changelog"
    }
    by_folder: dict[str, list[Own]] = defaultdict(list)
    for own in every:
        by_folder[own.folder].append(own)
    for folder, changelog in sorted(changelogs.items()):
        yield from _behind(by_folder[folder], changelog)
    mentions: dict[tuple[str, object], list[Pin]] = defaultdict(list)
    others: dict[object, list[Pin]] = defaultdict(list)
    for pin in facts.graph.pins:
        if pin.role is not Role.MENTIONS:
            continue
        if _tells_how_to_install(pin.location.path):
            mentions[pin.location.path, pin.artifact].append(pin)
        elif is_of_today(facts.graph, pin):
            others[pin.artifact].append(pin)
    for (path, artifact), pins in sorted(mentions.items(), key=lambda item: item[1][0].location):
        owners = [own for own in every if own.pin.artifact == artifact]
        if len(owners) == 1 and _folder_that_it_is_about(path) in ("", owners[0].folder):
            yield from _stale(pins, owners[0], changelogs.get(owners[0].folder), others[artifact])


def _tells_how_to_install(path: str) -> bool:
    """A README, or a page of the documentation that stands for it. Others tell of old releases, too."""
    return bool(_README.search(path) or _INSTALL_PAGE.search(path))


def _folder_that_it_is_about(path: str) -> str:
    page = _INSTALL_PAGE.search(path)
    return path[: page.start()] if page is not None else path.rpartition("/")[0]


def _released(changelog: Statement | None) -> list[Version]:
    """The releases that a changelog has, newest first."""
    if changelog is None:
        return []
    versions = (parse(member.text) for member in changelog.members if member.name != "pending")
    return [version for version in versions if not is_prerelease(version)]


def _behind(owners: list[Own], changelog: Statement) -> Iterator[Diagnostic]:
    released = _released(changelog)
    if not released or any(equal_at_precision(own.version, released[0]) for own in owners):
        return
    member = next(one for one in changelog.members if parse(one.text) == released[0])
    if member.name != "dated":
        return
    for own in owners:
        if own.is_under_way or not any(equal_at_precision(own.version, one) for one in released[1:]):
            continue
        if _is_older(own.version, released[0]):
            place = f"{member.location.path}:{member.location.line}"
            yield Diagnostic(
                message=(
                    f"`{own.pin.artifact.name}` states its own version as `{own.text}`, but {place} has "
                    f"the release `{member.text}`"
                ),
                location=own.place,
                tool=own.pin.artifact.name,
                artifact=own.pin.artifact,
                version=own.text,
                expected=member.text,
                related=(Label(member.location, "the newest release", member.text),),
                help=f"state `{member.text}`, or mark what the changelog says as unreleased",
                severity=Severity.WARNING,
            )


def _is_older(version: Version, other: Version) -> bool:
    try:
        return compare(version, other) < 0
    except IncomparableError:
        return False


def _stale(pins: list[Pin], own: Own, changelog: Statement | None, others: list[Pin]) -> Iterator[Diagnostic]:
    """The README asks for the project at versions none of which is the project's, nor its last release's;
    `others` are examples in further documents, of which those that say what the README says go with it."""
    current = [own.version, *_released(changelog)[:1]]
    if own.is_under_way or any(_agrees(pin, version) for pin in pins for version in current):
        return
    pin = pins[0]
    same = [one for one in (*pins[1:], *others) if one.raw == pin.raw]
    yield Diagnostic(
        message=(
            f"this asks for `{pin.artifact.name}` as `{pin.raw}`, but it is `{own.text}` in "
            f"{own.place.path}:{own.place.line}"
        ),
        location=pin.location,
        tool=pin.artifact.name,
        artifact=pin.artifact,
        version=pin.raw,
        expected=own.text,
        related=(
            Label(own.place, "own version", own.text, own.pin.artifact, Role.PROVIDES),
            *(Label.of(one, "says so, too") for one in same[:_SAME]),
        ),
        help=f"say `{own.text}`",
        severity=Severity.WARNING,
    )


def _agrees(pin: Pin, version: Version) -> bool:
    match pin.value:
        case Exact(said):
            return equal_at_precision(said, version)
        case Range(requirement):
            return admitted(requirement, version) is not False
        case _:
            return True
