"""Two lists of platforms that should agree do not.

What it does: compares lists of full platform names (`x86_64-unknown-linux-gnu`, `linux_amd64`,
`linux/arm64`), however they are spelled, where something ties them: the tables of one declaration, or of
one toolchain's file; constants of the same name; packages of one name for several platforms; jobs of one
workflow that deliver, and the files that it publishes; the lists that are called no more than "targets"
or "supported platforms" in one build root, and the workflow that delivers for them; a comment that
promises it.

Why it matters: a platform was added in one place and forgotten in the other, and the build, or the
download, fails only for the people on that platform.

What is quiet: lists that differ by more than a few names, or on both sides, unless a comment ties them;
tests, examples and fixtures; matrices that try things out; lists of lone systems; what rustup installs.

How to fix: add the platform to the list that lacks it, or take it off the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._contracts import Contracts
from vercheck.checks._platform_ties import Tie, ties
from vercheck.checks._platforms import listings
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Label, Location, Severity

MAX_LABELS = 3


def run(facts: Facts) -> Iterator[Diagnostic]:
    known = tuple(listings(facts))
    if len(known) < 2:
        return
    found: dict[Location, list[Tie]] = defaultdict(list)
    for tie in ties(Contracts.of(facts), known):
        found[tie.lacking.listed.location].append(tie)
    for place in sorted(found):
        yield _finding(found[place])


def _finding(reasons: list[Tie]) -> Diagnostic:
    """One finding for a list, whichever lists it lacks something of: the one with the most comes first."""
    first = max(reasons, key=lambda tie: len(tie.missing))
    lacking, full = first.lacking, first.full
    missing = ", ".join(f"`{text}`" for text in first.missing)
    where = full.path if full.path != lacking.path else f"line {full.listed.location.line}"
    others = sorted({tie.full.listed.location: tie for tie in reasons if tie is not first}.items())
    promise = (Label(first.promise.location, "the comment"),) if first.promise is not None else ()
    return Diagnostic(
        message=f"`{lacking.name}` lacks {missing}, which `{full.name}` in {where} has, and {first.why}",
        location=lacking.listed.location,
        related=(
            *promise,
            *(
                Label(entry.location, "it is here")
                for entry in full.listed.entries
                if entry.text in first.missing
            ),
            *(
                Label(place, f"`{tie.full.name}` has it, too")
                for place, tie in others
                if place != full.listed.location
            ),
        )[:MAX_LABELS],
        help="add what is missing, or take it off the other list",
    )


CHECK = Check("two lists of platforms that should agree do not", Severity.WARNING, run)
