"""Findings without the credentials of the addresses that they speak of, and without endless words.

In one place for all of them, so that neither a check nor a report has to think of it. The edits of a fix stay
as they are, because they have to apply.
"""

from __future__ import annotations

from dataclasses import replace

from vercheck.model import Diagnostic, Label
from vercheck.printable import shortened, without_credentials


def discreet(found: Diagnostic) -> Diagnostic:
    """The finding, with every word of it that people read."""
    return replace(
        found,
        message=_discreet(found.message),
        help=_without(found.help),
        version=_without(found.version),
        expected=_without(found.expected),
        related=tuple(map(_label, found.related)),
    )


def _label(label: Label) -> Label:
    return replace(label, text=_discreet(label.text), version=_without(label.version))


def _without(text: str | None) -> str | None:
    return text and _discreet(text)


def _discreet(text: str) -> str:
    return shortened(without_credentials(text))
