"""Whether a flake.lock was made for the inputs that the flake.nix beside it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Floating, Label, Pin, Severity

_FLAKE, _LOCK = "flake.nix", "flake.lock"
_INPUT, _MADE_FOR, _LOCKED = "flake input", "what the lock was made for", "locked input"
_TRANSITIVE = "transitive"
_FORGES = frozenset({"github", "gitlab", "sourcehut"})

_Inputs = dict[tuple[str, str], list[Pin]]
"""Pins by the folder of the flake and the name of the input."""


def flake_drift(facts: Facts) -> Iterator[Diagnostic]:
    """Inputs that ask for another repository or ref than the one that was locked: Nix locks those anew
    at the next command, so that nobody builds what is committed."""
    asked, made_for, locked = (
        _by_input(facts, _FLAKE, _INPUT),
        *(_by_input(facts, _LOCK, note) for note in (_MADE_FOR, _LOCKED)),
    )
    for key in sorted(asked.keys() & (made_for.keys() | locked.keys())):
        standing = facts.graph.standing(asked[key][0].location.path)
        if standing in (Standing.FIXTURE, Standing.VENDORED):
            continue
        severity = None if standing in (Standing.PRODUCT, Standing.DOCS) else Severity.WARNING
        yield from _input(key[1], asked[key], made_for.get(key, []), locked.get(key, []), severity)


def _by_input(facts: Facts, file: str, note: str) -> _Inputs:
    found: _Inputs = defaultdict(list)
    for pin in facts.graph.pins:
        folder, _, name = pin.location.path.rpartition("/")
        if name == file and pin.note == note and pin.track != _TRANSITIVE and pin.names:
            found[folder, pin.names[0]].append(pin)
    return found


def _input(
    name: str, asked: list[Pin], made_for: list[Pin], locked: list[Pin], severity: Severity | None
) -> Iterator[Diagnostic]:
    pin = asked[0]
    entries = [*made_for, *locked]
    other = entries[0].artifact
    if {pin.artifact.ecosystem, other.ecosystem} <= _FORGES and not _is_one(pin, entries):
        yield _finding(name, pin, str(pin.artifact), entries, str(other), severity)
        return
    wanted = [one for one in asked if not _is_whatever(one)]
    known = {one.raw for one in made_for}
    missing = [one for one in wanted if one.raw not in known]
    if missing:
        said = made_for[0].raw if made_for else "no ref"
        yield _finding(name, missing[0], missing[0].raw, entries, said, severity)
    elif not wanted and made_for:
        yield _finding(name, pin, "no ref", entries, made_for[0].raw, severity)


def _is_one(pin: Pin, entries: list[Pin]) -> bool:
    return any(pin.artifact.name.lower() == one.artifact.name.lower() for one in entries)


def _is_whatever(pin: Pin) -> bool:
    """An address without a ref, which is the branch that the repository has for its main one."""
    return isinstance(pin.value, Floating) and pin.value.text == "HEAD" and pin.raw != "HEAD"


def _finding(
    name: str, pin: Pin, wanted: str, entries: list[Pin], said: str, severity: Severity | None
) -> Diagnostic:
    first = entries[0].location
    return Diagnostic(
        message=(
            f"the input `{name}` asks for `{wanted}` here but {first.path}:{first.line} was made for `{said}`"
        ),
        location=pin.location,
        tool=pin.artifact.name.rpartition("/")[2].lower(),
        artifact=pin.artifact,
        version=pin.raw,
        related=(Label.of(entries[0], "the lock file's entry"),),
        help="run `nix flake lock` and commit the lock file",
        severity=severity,
    )
