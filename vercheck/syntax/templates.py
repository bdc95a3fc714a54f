"""Templates: files that a generator fills in before anybody reads them (cargo-generate, cookiecutter, Helm).

Until then they need not be of the format that their name says. What is of it is read; that the rest is not
is no mistake of the file, and one word about the whole says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vercheck.model import Note, Source, Span

TEMPLATE = "template"
"""What such a note is about: no check reports it, `vercheck coverage` lists it."""
_ABOUT_FORMAT = frozenset({"parse-error", "not-understood"})
_MARK = re.compile(
    rb"\{%[-+]?[ \t]*\w[^%\n]{0,200}%\}"  # Liquid, Jinja
    rb"|(?<!\$)\{\{[-~#/^>!&]{0,2}[ \t]*[A-Za-z_.$@(][^{}\n]{0,200}\}\}"  # Handlebars, Go, cookiecutter
    rb"|<%[-=#]?[ \t]*\w[^%\n]{0,200}%>"  # EJS, ERB
)
_ENDINGS = (
    ".tpl", ".tmpl", ".j2", ".jinja", ".jinja2", ".hbs", ".handlebars", ".mustache", ".liquid", ".template",
    ".erb", ".ejs", ".mako",
)  # fmt: skip


def noted_as_template(source: Source, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes about a file; where it is a template, one in place of those about its format."""
    if not any(note.check in _ABOUT_FORMAT for note in notes):
        return tuple(notes)
    mark = _mark(source)
    if mark is None:
        return tuple(notes)
    kept = tuple(note for note in notes if note.check not in _ABOUT_FORMAT)
    what = "a template that is filled in first: only what is of the format already was read"
    return (*kept, Note(TEMPLATE, what, source.locate(mark)))


def _mark(source: Source) -> Span | None:
    """Where something is to be filled in; the beginning, where only the name says so."""
    found = _MARK.search(source.content)
    if found is not None:
        return Span(*found.span())
    return Span(0, 0) if source.name.lower().endswith(_ENDINGS) else None
