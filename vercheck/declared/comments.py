"""`vercheck: pin bin:wasmtime` in a comment: the version on the next line is a pin, in any text file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.declared.values import declared_pin
from vercheck.did_you_mean import did_you_mean
from vercheck.model import Artifact, Extraction, Note, Pin, Source, Span
from vercheck.versions import looks_like_version

_CALLED = b"vercheck:"
_COMMENT = re.compile(
    rb"""(?:^|(?<=[ \t;,)}\]]))
    (?P<mark>[#/*\-<!;%{(:.@|>]{1,5}|REM|rem|dnl)[ \t]{0,8}
    vercheck:[ \t]{0,8}(?P<word>[a-z]{1,20})\b(?P<rest>[^\r\n]{0,300})""",
    re.MULTILINE | re.VERBOSE,
)
_ARTIFACT = re.compile(
    r"\s{1,8}([a-z][a-z0-9-]{0,40}:[^\s\"'`\\]{0,200}?[\w/+])[:;,.]?(?:\*/|-->|\*\)|[#%}-]\}|%>)?(?:\s.*)?"
)
_PROSE = (".md", ".markdown", ".mdx", ".rst", ".adoc")
_WORDS = ("ignore", "pin")

_MAX_LINE = 20_000
_MAX_STACK = 20
"""Lines of comments of ours that may stand above one version."""
_QUOTED = re.compile(rb"\"([^\"\r\n]{1,120})\"|'([^'\r\n]{1,120})'|`([^`\r\n]{1,120})`")
_TOKEN = re.compile(rb"[A-Za-z0-9][\w.+~-]*")
_NAME = re.compile(rb"[A-Za-z@][^\s]{0,100}?[@:/=-](?=v?\d)")
_EMBEDDED = re.compile(rb"(?<![A-Za-z0-9.])v?\d+(?:\.\d+)+(?![A-Za-z0-9]|\.\d)")
_HELP = "such as `vercheck: pin bin:wasmtime`"


def may_hold_comment(content: bytes) -> bool:
    """Whether a comment of ours may be there: most files hold none, and need no second look."""
    return _CALLED in content


def holds_comment(content: bytes) -> bool:
    """Whether there is such a comment: asked of every file that nothing else reads."""
    return may_hold_comment(content) and any(match["word"] == b"pin" for match in _comments(content))


def read_comments(source: Source) -> Extraction:
    """The pins that comments of a file declare, and a note for each comment that declares none."""
    if not may_hold_comment(source.content):
        return Extraction()
    pins: list[Pin] = []
    notes: list[Note] = []
    is_prose = source.path.lower().endswith(_PROSE)
    for match in _comments(source.content):
        # Prose shows comments as examples; only a comment of the markup itself is one.
        if is_prose and match["mark"] not in (b"<!--", b".."):
            continue
        found = _read(source, match)
        if isinstance(found, Pin):
            pins.append(found)
        elif found:
            span = Span(match.start("mark"), match.start("rest") + len(match["rest"].rstrip()))
            notes.append(Note("unused-setting", found, source.locate(span)))
    return Extraction(pins=tuple(pins), notes=tuple(notes))


def _comments(content: bytes) -> Iterator[re.Match[bytes]]:
    """What looks like a comment of ours, and does not stand inside a string of a program."""
    for match in _COMMENT.finditer(content):
        earliest = max(0, match.start() - _MAX_LINE)
        line = max(content.rfind(b"\n", earliest, match.start()) + 1, earliest)
        if content.count(b'"', line, match.start()) % 2 == 0:
            yield match


def _read(source: Source, match: re.Match[bytes]) -> Pin | str | None:
    """The pin, or what is wrong with the comment; `None` for one of another kind."""
    word = match["word"].decode()
    named = _ARTIFACT.fullmatch(match["rest"].decode("utf-8", "replace"))
    if word != "pin":
        meant = did_you_mean(word, _WORDS) if named and word not in _WORDS else ""
        return f"`vercheck: {word}` says nothing{meant}" if meant else None
    if named is None:
        return f"this comment names no artifact: expected `ecosystem:name`, {_HELP}"
    span = _version_below(source, match.end())
    if span is None:
        return f"this comment declares `{named[1]}`, but on the next line there is no version"
    return declared_pin(source, span, Artifact.parse(named[1]), trail="", note="declared by a comment")


def _version_below(source: Source, offset: int) -> Span | None:
    """The version on the next line, below further comments of ours: the first that is quoted, else the
    first word that is one, else the first inside a word (`tool-v1.2.3.tar.gz`)."""
    line = source.locate(Span(offset, offset)).line
    for below in range(line, line + _MAX_STACK):
        start, *following = (*source.line_starts[below : below + 2], len(source.content))
        text = source.content[start : min((start + _MAX_LINE, *following))]
        if not _COMMENT.search(text):
            found = _version_in(text)
            return Span(start + found.start, start + found.end) if found is not None else None
    return None


def _version_in(text: bytes) -> Span | None:
    quoted = (_span(match, match.lastindex or 0) for match in _QUOTED.finditer(text))
    tokens = (_span(match, 0, b".-+~_") for match in _TOKEN.finditer(text))
    whole = (_bare(text, span) for spans in (quoted, tokens) for span in spans if _is_version(text, span))
    inside = (_span(match, 0) for match in _EMBEDDED.finditer(text))
    return next(whole, None) or next(inside, None)


def _bare(text: bytes, span: Span) -> Span:
    """A version without the name in front of it (`jco@1.4.0`), which stays when the version moves."""
    name = _NAME.match(text, span.start, span.end)
    inner = Span(name.end(), span.end) if name is not None else span
    return inner if _is_version(text, inner) else span


def _span(match: re.Match[bytes], group: int, trailing: bytes = b"") -> Span:
    start, end = match.span(group)
    return Span(start, start + len(match[group].rstrip(trailing)) if trailing else end)


def _is_version(text: bytes, span: Span) -> bool:
    return looks_like_version(text[span.start : span.end].decode("utf-8", "replace"))
