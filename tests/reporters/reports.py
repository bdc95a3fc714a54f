"""Reports with anything in them: control characters, half characters, right-to-left text, very long text."""

from __future__ import annotations

from hypothesis import strategies as st

from vercheck.model import (
    Applicability,
    Artifact,
    Diagnostic,
    Edit,
    Fix,
    Label,
    Location,
    Ran,
    Report,
    Role,
    Severity,
    Source,
    Span,
)

_CHARACTERS = st.one_of(
    st.characters(exclude_categories=()),
    st.sampled_from("\x00\x07\x1b\r\n\t|`\\<>&%:,]([\ud800\udc80\u202e\u2028\ufffe\uffff\U0001f600א"),
)
_TEXTS = st.one_of(
    st.text(_CHARACTERS, max_size=30),
    st.builds(lambda text, times: text * times, st.text(_CHARACTERS, max_size=5), st.integers(500, 3000)),
)
_NAMES = st.sampled_from(["version-drift", "companion-mismatch", "unreadable-file"])
_PATHS = st.text(_CHARACTERS, min_size=1, max_size=20)


@st.composite
def _locations(draw: st.DrawFn) -> Location:
    """Places that need not be in any file: it may have changed, or be gone."""
    start, line, column = (draw(st.integers(0, 50)) for _ in range(3))
    length, lines = draw(st.integers(0, 50)), draw(st.integers(0, 3))
    end_column = column + length if not lines else draw(st.integers(0, 50))
    return Location(
        draw(_PATHS), Span(start, start + length), line + 1, column + 1, line + lines + 1, end_column + 1
    )


_ARTIFACTS = st.none() | st.builds(Artifact, st.just("cargo"), st.text(_CHARACTERS, min_size=1, max_size=8))
_LABELS = st.builds(
    Label, _locations(), _TEXTS, st.none() | _TEXTS, _ARTIFACTS, st.none() | st.sampled_from(Role)
)
_FIXES = st.builds(
    Fix,
    _TEXTS,
    st.lists(st.builds(Edit, _locations(), _TEXTS, _TEXTS), max_size=3).map(tuple),
    st.sampled_from(Applicability),
    st.lists(_TEXTS, max_size=2).map(tuple),
)
_DIAGNOSTICS = st.builds(
    Diagnostic,
    message=_TEXTS,
    location=_locations(),
    tool=st.none() | _TEXTS,
    artifact=_ARTIFACTS,
    version=st.none() | _TEXTS,
    expected=st.none() | _TEXTS,
    related=st.lists(_LABELS, max_size=3).map(tuple),
    help=st.none() | _TEXTS,
    rule=st.none() | _TEXTS,
    fix=st.none() | _FIXES,
    severity=st.sampled_from([Severity.ERROR, Severity.WARNING]),
    check=_NAMES,
)
_REPORTS = st.builds(
    Report,
    root=st.sampled_from([".", "sub", "../other", "/somewhere"]) | _PATHS,
    version=st.just("0.1.0"),
    diagnostics=st.lists(_DIAGNOSTICS, max_size=4).map(tuple),
    files=st.integers(1, 9),
    pins=st.integers(0, 9),
    ran=st.just((Ran("version-drift", "pins that must agree do not"),)),
)


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, dict[str, Source]]:
    """A report, and files at some of its places, which need not say what it takes them to say."""
    report = draw(_REPORTS)
    paths = {item.location.path for item in report.diagnostics}
    return report, {
        path: Source(path, draw(st.binary(max_size=80))) for path in sorted(paths) if draw(st.booleans())
    }
