"""Findings as editors show them: by the address of their file, with the other places of a difference."""

from __future__ import annotations

from collections import defaultdict
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
    """What is shown in each file, by its address. `pages` is where the documentation is, if anywhere."""
    by_address: dict[str, list[Shown]] = defaultdict(list)
    for finding in view.findings:
        by_address[view.uri(finding.location.path)].append(shown_one(finding, view, pages))
    return dict(by_address)


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
    words = "; ".join(part for part in (said, label.text) if part)
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
