"""Links whose text names another version than their target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._claims import Claim, claims, same
from vercheck.graph import Facts
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Label, Member, Severity
from vercheck.printable import without_credentials
from vercheck.versions import restate


def misleading_links(facts: Facts) -> Iterator[Diagnostic]:
    """Links whose text names another version than their target; those to one target are one finding."""
    wrong: dict[str, list[tuple[Member, str]]] = defaultdict(list)
    edits: dict[str, list[Edit]] = defaultdict(list)
    for statement in facts.graph.statements:
        if statement.kind != "link":
            continue
        said = [claim for member in statement.members for claim in claims(facts.graph, statement, member)]
        texts = [claim for claim in said if claim.part == "text"]
        targets = [claim for claim in said if claim.part == "URL"]
        if texts and targets and not same(texts[0], targets[0]):
            target = statement.all("url")[0]
            wrong[target.text].append((target, texts[0].version))
            edits[target.text] += _pointed(target, targets[0], texts[0].version)
    for url, found in wrong.items():
        (first, text), *others = found
        yield Diagnostic(
            message=f"this link says `{text}` but leads to {without_credentials(url)}",
            location=first.location,
            version=text,
            related=tuple(
                Label(other.location, f"says `{named}` and leads there too", named) for other, named in others
            ),
            help="point the link at the version that its text names",
            severity=Severity.WARNING,
            fix=_fix(edits[url]),
        )


def _pointed(target: Member, said: Claim, version: str) -> Iterator[Edit]:
    """The target with another version, where its characters stand in the file as they are."""
    place = target.location
    if place.line == place.end_line and len(target.text.encode()) == place.span.end - place.span.start:
        yield Edit(place, target.text, target.text.replace(said.version, restate(version, said.version)))


def _fix(edits: list[Edit]) -> Fix | None:
    """Unsafe: it may be the text that is wrong."""
    if not edits:
        return None
    return Fix("point the link at the version that its text names", tuple(edits), Applicability.UNSAFE)
