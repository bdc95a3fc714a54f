"""What a comment says of a file, whatever stands beside it: which version is there, and that it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.checks._agreement import agrees
from vercheck.checks._contracts import Contracts, Passage
from vercheck.graph.mentions import part
from vercheck.model import Diagnostic, Label, Remark, Severity
from vercheck.shapes.names import normal
from vercheck.shapes.promises import promises
from vercheck.versions import parse

_ORIGIN = re.compile(
    r"\b(?P<name>[A-Za-z][\w-]{2,40})(?: crate| module| package| dependency)?(?: is| comes)?"
    r"(?: available| defined| pinned| declared| taken| set)? (?:from|in) (?P<path>[\w./-]+\.\w+) ?"
    r"\(?(?:at )?(?:version )?v?(?P<version>\d+(?:\.\d+)+(?:-[\w.]*\w)?)"
)


def stale_origin(contracts: Contracts, remark: Remark) -> Iterator[Diagnostic]:
    """`NAME is available from FILE (version V)`."""
    found = _ORIGIN.search(remark.text)
    if found is None:
        return
    named = contracts.files.named(remark.text, remark.location.path)
    paths = [path for name in named for path in name.paths if path.endswith(found["path"])]
    there = contracts.in_file(paths[0]) if paths else []
    if not there:
        return
    claimed = parse(found["version"])
    same = [pin for pin in there if normal(pin.artifact.name) == normal(found["name"])]
    if any(agrees(pin, claimed) for pin in same):
        return
    says = f"which says `{same[0].raw}`" if same else "which does not name it"
    yield Diagnostic(
        message=f"the comment takes `{found['name']}` `{found['version']}` from {paths[0]}, {says}",
        location=part(remark, *found.span("version")),
        tool=found["name"],
        version=found["version"],
        related=tuple(Label.of(pin, "what the file says") for pin in same[:3]),
        help="correct the comment",
        severity=Severity.WARNING,
    )


def missing_files(contracts: Contracts, passage: Passage) -> Iterator[Diagnostic]:
    """A promise about a version names a file that is not there."""
    files = contracts.files
    for promise in promises(passage.text):
        if not (promise.speaks_of_versions or contracts.governed(passage, promise)):
            continue
        names = files.named(promise.text, passage.path)
        if any(name.paths for name in names):
            continue
        for name in names:
            if not files.lacks(name, passage.path):
                continue
            near = files.near(name.text)
            remark = next((one for one in passage.remarks if name.text in one.text), None)
            if remark is None:
                continue
            start = remark.text.index(name.text)
            yield Diagnostic(
                message=f"the comment ties this to `{name.text}`, which is not there",
                location=part(remark, start, start + len(name.text)),
                help=f"did you mean `{near}`?" if near else "name the file that is meant",
                severity=Severity.WARNING,
            )
            return
