"""Comments that are meant for vercheck, in any file; a case begins with the path."""

# ruff: noqa: E501 - lines of files that are given as they are

from __future__ import annotations

from datetime import date

from tests.robustness.cases import opened
from tests.robustness.targets import Target
from vercheck.declared.comments import holds_comment, read_comments
from vercheck.ignores import ignores_in
from vercheck.model import Diagnostic, Source, Span
from vercheck.suppress import suppress

_SEEDS = (
    b"a.sh\n# vercheck: ignore[version-drift, stale-mention] until 2027-01-31 why\nA=1.2.3 # vercheck: ignore[x]\n",
    b"a.c\n/* vercheck: pin bin:wasmtime */\n/* vercheck: ignore[version-drift]: why */\nx = 'v1.2.3';\n",
    b"a.md\n<!-- vercheck: pin npm:@a/b -->\n<!-- vercheck: ignore[stale-mention] why -->\ntool-v1.2.3.tar.gz\n",
    b"a.txt\n; vercheck:pin cargo:a\nurl https://e.org/a@1.2.3/`2.0.0`\n% vercheck: pins cargo:a\n",
)


def attempt(case: bytes) -> None:
    path, content = opened(case)
    source = Source(path, content)
    read, ignores = read_comments(source), ignores_in(source)
    assert not read.pins or holds_comment(content)
    for pin in read.pins:
        assert pin.raw == source.text(pin.location.span)
    for place in (*(note.location for note in read.notes), *(one.location for one in ignores)):
        assert 0 <= place.span.start <= place.span.end <= len(content)
    findings = [
        Diagnostic("a", source.locate(Span(start, start)), check="version-drift")
        for start in source.line_starts
    ]
    checks = frozenset({"version-drift", "stale-mention"})
    made = suppress(findings, ignores, (), ran=checks, known=checks, pinned=(), today=date(2026, 6, 1))
    assert len(made.kept) + len(made.hidden) >= len(findings)


TARGET = Target(_SEEDS, attempt)
