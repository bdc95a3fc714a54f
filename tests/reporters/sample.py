"""One report with everything in it, and the files that it points to."""

from __future__ import annotations

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

MANIFEST = Source("tools/Cargo.toml", b'[dependencies]\n\twit-bindgen = "0.47.0"  # \xe7\x89\x88\n')
TABLE = Source("versions.bzl", b'TOOLS = {\n    "wit-bindgen": "0.46.0",\n}\n')
SOURCES = {source.path: source for source in (MANIFEST, TABLE)}

CRATE = Artifact("cargo", "wit-bindgen")
TOOL = Artifact("bin", "wit-bindgen")


def place(source: Source, text: str) -> Location:
    start = source.content.index(text.encode())
    return source.locate(Span(start, start + len(text.encode())))


MISMATCH = Diagnostic(
    "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`",
    place(MANIFEST, "0.47.0"),
    tool="wit-bindgen",
    artifact=CRATE,
    version="0.47.0",
    expected="0.46.0",
    related=(Label(place(TABLE, "0.46.0"), "the tool is selected here", "0.46.0", TOOL, Role.SELECTS),),
    help="run `vercheck fix --tool wit-bindgen --to 0.46.0`",
    rule="wasm/wit-cli",
    fix=Fix(
        "change `cargo:wit-bindgen` to `0.46.0`",
        (Edit(place(MANIFEST, "0.47.0"), "0.47.0", "0.46.0"),),
        Applicability.SAFE,
    ),
    severity=Severity.ERROR,
    check="companion-mismatch",
    evidence=("bytecodealliance/wit-bindgen: the tags",),
)
UNREADABLE = Diagnostic(
    "`locked\n.toml` cannot be read",
    Location("locked\n.toml", Span(0, 0), 1, 1, 1, 1),
    severity=Severity.WARNING,
    check="unreadable-file",
)
RAN = (
    Ran("companion-mismatch", "two things that belong together do not fit"),
    Ran("unreadable-file", "a file could not be read"),
    Ran("version-drift", "pins of one tool that must agree do not"),
)
REPORT = Report(".", "0.1.0", (MISMATCH, UNREADABLE), files=12, pins=1080, ran=RAN)
CLEAN = Report(".", "0.1.0", (), files=1, pins=2, ran=RAN)
EMPTY = Report(".", "0.1.0", (), files=0, pins=0, ran=RAN)
