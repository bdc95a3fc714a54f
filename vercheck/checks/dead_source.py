"""A download comes from a host that no longer serves.

What it does: compares the host of every download address with those that a rule pack or the
configuration lists as gone.

Why it matters: the build works only for those who still have the file in a cache.

How to fix: move to the address that the reason names, or to a mirror of your own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._hosts import covers, host_of
from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Label, Location, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    gone = {host.lower(): reason for host, reason in facts.knowledge.gone}
    gone.update({host.lower(): "the configuration lists it as gone" for host in facts.policy.gone_hosts})
    if not gone:
        return
    places: dict[tuple[str, str], list[Location]] = defaultdict(list)
    for text, location in sorted(_addresses(facts), key=lambda address: address[1]):
        host = host_of(text)
        listed = next((name for name in gone if covers(name, host)), None)
        found = places[location.path, listed] if listed is not None else None
        if found is not None and not (found and _overlap(found[-1], location)):
            found.append(location)  # a template is read twice where it stands inside the call that fills it
    for (path, name), (first, *others) in sorted(places.items()):
        is_page = facts.graph.standing(path) is Standing.DOCS
        yield Diagnostic(
            message=f"`{name}` no longer serves: {gone[name]}",
            location=first,
            related=tuple(Label(other, "and here") for other in others),
            help="move the download to an address that still serves it",
            severity=Severity.WARNING if is_page else Severity.ERROR,
        )


def _addresses(facts: Facts) -> Iterator[tuple[str, Location]]:
    for address in facts.graph.addresses:
        if facts.graph.standing(address[1].path) not in (Standing.VENDORED, Standing.FIXTURE):
            yield address


def _overlap(earlier: Location, later: Location) -> bool:
    return earlier.path == later.path and later.span.start < earlier.span.end


CHECK = Check("a download comes from a host that no longer serves", Severity.ERROR, run)
