"""Links whose text names another version than their target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._claims import claims, same
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Label, Member, Severity


def misleading_links(facts: Facts) -> Iterator[Diagnostic]:
    """Links whose text names another version than their target; those to one target are one finding."""
    wrong: dict[str, list[tuple[Member, str]]] = defaultdict(list)
    for statement in facts.graph.statements:
        if statement.kind != "link":
            continue
        said = [claim for member in statement.members for claim in claims(facts.graph, statement, member)]
        texts = [claim for claim in said if claim.part == "text"]
        targets = [claim for claim in said if claim.part == "URL"]
        if texts and targets and not same(texts[0], targets[0]):
            target = statement.all("url")[0]
            wrong[target.text].append((target, texts[0].version))
    for url, found in wrong.items():
        (first, text), *others = found
        yield Diagnostic(
            message=f"this link says `{text}` but leads to {url}",
            location=first.location,
            version=text,
            related=tuple(
                Label(other.location, f"says `{named}` and leads there too", named) for other, named in others
            ),
            help="point the link at the version that its text names",
            severity=Severity.WARNING,
        )
