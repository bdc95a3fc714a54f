"""The parts of one declaration tell different stories.

What it does: in each declaration that fetches something — an `http_archive`, a `git_repository`, a
derivation's `src`, a spec in a table, a snippet in a README — compares version, tag, URL, file name
and prefix to strip. Parts that are computed from the same constant agree by construction. It also
reports an attribute whose default is not among its allowed `values`, and a link whose text names
another version than its target, and a file or folder whose name tells another version than the file.

Why it matters: half of the declaration was updated. The build fails, or fetches the old file.

What is quiet: mirrors of one URL; versions of platforms inside file names (`ubuntu-18.04`); other
spellings (`v1.2.3`, `1_2_3`).

Fix safety: safe for a prefix to strip that follows from a version or a tag; unsafe where only an address says
otherwise, which may be what is wrong, and for the target of a link. Otherwise none is offered; `vercheck fix
--tool TOOL --to VERSION` moves all parts together.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._claims import Claim, claims, same
from vercheck.checks._endings import kept_endings
from vercheck.checks._links import misleading_links
from vercheck.checks._path_stories import misnamed_files, misnamed_patches, miswritten_patches
from vercheck.graph import Facts, Standing
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Label, Severity, Statement
from vercheck.versions import restate


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
            yield from _story(facts, statement)


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


def _story(facts: Facts, statement: Statement) -> Iterator[Diagnostic]:
    said = [claim for member in statement.members for claim in claims(facts.graph, statement, member)]
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
                severity=_in_prose(facts, statement),
                fix=_stripped(facts, statement, said),
            )
            return


def _in_prose(facts: Facts, statement: Statement) -> Severity | None:
    """A bare address in a text may show what was typed once; nobody fetches anything because of it."""
    is_text = facts.graph.standing(statement.location.path) is Standing.DOCS
    return Severity.WARNING if is_text and statement.kind == "download" else None


def _stripped(facts: Facts, statement: Statement, said: list[Claim]) -> Fix | None:
    """The prefix to strip as all other parts have it: the archive's folder, which follows from its version.
    An address alone does not decide, since a digest beside it may belong to either; least of all where the
    configuration says who does."""
    prefixes = [claim for claim in said if claim.part == "strip_prefix"]
    others = [claim for claim in said if claim.part != "strip_prefix"]
    if len(prefixes) != 1 or not others or not all(same(one, others[0]) for one in others):
        return None
    (wrong,) = prefixes
    member = next(one for one in statement.all("strip_prefix") if one.location == wrong.location)
    place = member.location
    if member.derived or len(member.text.encode()) != place.span.end - place.span.start:
        return None
    new = member.text.replace(wrong.version, restate(others[0].version, wrong.version))
    follows = any(claim.part in ("version", "tag", "rev") for claim in others)
    if facts.policy.authorities and not follows:
        return None
    title = f"strip the prefix of `{others[0].version}`"
    kind = Applicability.SAFE if follows else Applicability.UNSAFE
    return Fix(title, (Edit(place, member.text, new),), kind)


CHECK = Check("the parts of one declaration tell different stories", Severity.ERROR, run)
