"""Findings as editors show them: by the address of their file, with the other places of a difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata

from lsprotocol.types import (
    CodeDescription,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
)
from lsprotocol.types import Diagnostic as Shown

from vercheck.editor.view import View
from vercheck.model import Diagnostic, Label, Severity
from vercheck.printable import without_surrogates

SOURCE = "vercheck"
_UNNEEDED = frozenset({"unused-ignore", "unused-setting"})


def shown(view: View, pages: str | None) -> dict[str, list[Shown]]:
    """What is shown in each file, by its address. `pages` is where the documentation is, if anywhere.

    Who changes the other side of a difference looks at that file: where it is open, it says so, too.
    """
    by_address: dict[str, list[Shown]] = defaultdict(list)
    for finding in view.findings:
        by_address[view.uri(finding.location.path)].append(shown_one(finding, view, pages))
        for label in other_sides(finding, view):
            by_address[view.uri(label.location.path)].append(shown_beside(label, finding, view, pages))
    return dict(by_address)


def other_sides(finding: Diagnostic, view: View) -> Iterator[Label]:
    """The first related place in each open file that the finding itself is not in."""
    told = {finding.location.path}
    for label in finding.related:
        path = label.location.path
        if path in view.documents and path not in told:
            told.add(path)
            yield label


def shown_beside(label: Label, finding: Diagnostic, view: View, pages: str | None) -> Shown:
    """A finding as its other side sees it: no error of its own, and it leads to the place of the finding."""
    place = f"{finding.location.path}:{finding.location.line}"
    message = f"{_about(label)}, and this disagrees with it: {place}: {finding.message}"
    one = shown_one(finding, view, pages)
    one.range = view.range(label.location)
    one.message = without_surrogates(message)
    one.severity = DiagnosticSeverity.Information
    one.tags = None
    one.related_information = [
        DiagnosticRelatedInformation(view.place(finding.location), without_surrogates(finding.message))
    ]
    return one


def shown_one(finding: Diagnostic, view: View, pages: str | None) -> Shown:
    is_error = finding.severity is Severity.ERROR
    href = f"{pages.rstrip('/')}/checks/{finding.check}/" if pages is not None else None
    return Shown(
        range=view.range(finding.location),
        message=without_surrogates(finding.message),
        severity=DiagnosticSeverity.Error if is_error else DiagnosticSeverity.Warning,
        code=finding.check,
        code_description=CodeDescription(href) if href is not None else None,
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if finding.check in _UNNEEDED else None,
        related_information=[
            DiagnosticRelatedInformation(view.place(label.location), _about(label))
            for label in finding.related
        ],
    )


def _about(label: Label) -> str:
    said = f"`{label.artifact}` is `{label.version}` here" if label.artifact and label.version else ""
    words = "; ".join(dict.fromkeys(part for part in (said, label.text) if part))
    return without_surrogates(words) or "here"


@cache
def pages() -> str | None:
    """The address of the documentation, as the installed package names it."""
    try:
        urls = metadata("vercheck").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = dict(url.split(", ", 1) for url in urls if ", " in url)
    return named.get("Documentation")
