"""The parts of one declaration tell different stories.

What it does: in each declaration that fetches something — an `http_archive`, a `git_repository`, a
derivation's `src`, a spec in a table, a snippet in a README — compares version, tag, URL, file name
and prefix to strip. Parts that are computed from the same constant agree by construction. It also
reports an attribute whose default is not among its allowed `values`, and a link whose text names
another version than its target, and a file or folder whose name tells another version than the file.

Why it matters: half of the declaration was updated. The build fails, or fetches the old file.

What is quiet: mirrors of one URL; versions of platforms inside file names (`ubuntu-18.04`); other
spellings (`v1.2.3`, `1_2_3`).

Fix safety: none is offered; `vercheck fix --tool TOOL --to VERSION` moves all parts together.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._claims import claims, same
from vercheck.checks._endings import kept_endings
from vercheck.checks._links import misleading_links
from vercheck.checks._path_stories import misnamed_files, misnamed_patches, miswritten_patches
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Diagnostic, Label, Severity, Statement


def run(facts: Facts) -> Iterator[Diagnostic]:
    yield from misleading_links(facts)
    yield from misnamed_files(facts.graph)
    yield from misnamed_patches(facts.graph)
    yield from miswritten_patches(facts.graph)
    for statement in facts.graph.statements:
        if facts.graph.standing(statement.location.path) in (Standing.VENDORED, Standing.FIXTURE):
            continue
        if statement.kind == "attribute":
            yield from _choice(statement)
            continue
        yield from kept_endings(facts.graph, statement)
        if statement.kind != "link":
            yield from _story(facts.graph, statement)


def _choice(statement: Statement) -> Iterator[Diagnostic]:
    default, allowed = statement.all("default")[0], statement.all("allowed")
    if not default.text or default.text in {member.text for member in allowed}:
        return
    listed = ", ".join(f"`{member.text}`" for member in allowed)
    yield Diagnostic(
        message=f"the default `{default.text}` of `{statement.name}` is not among its values: {listed}",
        location=default.location,
        version=default.text,
        related=(Label(allowed[-1].location, "the last allowed value", allowed[-1].text),),
        help="add the default to `values`, or choose one of them",
    )


def _story(graph: PinGraph, statement: Statement) -> Iterator[Diagnostic]:
    said = [claim for member in statement.members for claim in claims(graph, statement, member)]
    for index, claim in enumerate(said):
        for other in said[:index]:
            if same(claim, other):
                continue
            yield Diagnostic(
                message=(
                    f"the {claim.part} of `{statement.name or statement.kind}` says `{claim.version}` "
                    f"but its {other.part} says `{other.version}`"
                ),
                location=claim.location,
                artifact=statement.artifact,
                tool=statement.artifact.name.rpartition("/")[2] if statement.artifact else None,
                version=claim.version,
                expected=other.version if other.part in ("version", "tag") else None,
                related=(Label(other.location, f"the {other.part}", other.version, statement.artifact),),
                help="make the parts of the declaration name one version",
            )
            return


CHECK = Check("the parts of one declaration tell different stories", Severity.ERROR, run)
