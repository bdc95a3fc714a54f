"""Comments and sentences worth keeping: those that name a version, and those that promise agreement.

What a remark is about is for the graph, which knows the tools; here only the lines are picked. A
promise often runs over several lines, so where a paragraph of a comment makes one, all its lines are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vercheck.model import Remark, Source, Span
from vercheck.shapes.governed import governed_lines, opens_line

MAX_LINE = 400
MAX_PARAGRAPH = 30
"""Lines; a longer text is no remark about what follows it."""

VERSION = re.compile(r"(?<![\w./])v?\d+\.\d+(?:\.\d+)*(?:-[0-9A-Za-z][0-9A-Za-z.]*)?(?![\w/])")
BADGE = "/badge/"
"""In the address of a picture that says something about the project, perhaps which version it needs."""
_ALSO = r"(?:also |always |exactly |ideally |roughly |probably |then ){0,2}"
_MOVE = r"(?:update|bump|upgrade|change|edit|modify|adjust|sync)"
CONTRACT = re.compile(
    rf"\b(?:must {_ALSO}(?:match|be (?:the same|kept|in[ -]sync|updated|equal|identical|bumped)"
    r"|agree|stay|equal)"
    rf"|(?:should|has to|have to|needs? to|ought to) {_ALSO}"
    r"(?:match|be (?:the same|kept|in[ -]sync|identical|equal)|agree|stay in[ -]sync)"
    r"|keep (?:this |these |it |them )?(?:[\w-]+ ){0,5}?"
    r"(?:in[ -]sync|aligned|consistent with|identical|the same)"
    r"|kept in[ -]sync|in[ -]sync with|in lock-?step with|align(?:ed|s)? with|identical to"
    r"|(?:update|pinned) [^.]{0,60}?to match"
    r"|same (?:\w+ )?as|ha(?:ve|s) the same version|match(?:es|ing)? (?:the )?(?:version|existing)"
    rf"|also {_MOVE}|{_MOVE} also|(?:(?:do not |don't )?forget|remember|sure|please) to (?:also )?{_MOVE}"
    r"|when(?:ever)? (?:updating|bumping|upgrading|changing|you (?:update|bump|upgrade|change))"
    rf"|(?:do not|don't) {_MOVE} (?:\w+ ){{0,4}}without"
    r"|bump (?:both|together)|sync(?:ed|hroni[sz]ed)? with)\b",
    re.IGNORECASE,
)
_NUMBER, _NUMBERED = re.compile(rb"\d\.\d"), re.compile(r"\d\.\d")
_WORTH = (
    b"/badge/", b"match", b"sync", b"same", b"updat", b"together", b"agree", b"equal", b"bump", b"stay",
    b"align", b"lock-step", b"lockstep", b"consistent", b"identical", b"upgrad", b"chang", b"edit", b"modify",
    b"adjust",
)  # fmt: skip
_WORDS = ("kept", *(word.decode() for word in _WORTH[1:]))
"""A contract has at least one of them."""
_COMMENT_MARKS = (b"//", b"#", b"*", b"--", b"/*")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span


def worth_a_remark(content: bytes, start: int, end: int) -> bool:
    """Whether what stands between two bytes may hold a version or a contract."""
    if _NUMBER.search(content, start, end):
        return True
    text = content[start:end].lower()
    return any(word in text for word in _WORTH)


def remarks_of(source: Source, spans: Iterable[Span], kind: str = "comment") -> tuple[Remark, ...]:
    """The lines within `spans` (comments, docstrings, sentences) that hold a version or a contract, and
    the other lines of a paragraph that states one.

    Leading comment marks are left out of the text, and `location` covers the text. Of embedded text (kind
    `text`) only its own comment lines are kept: the others are code in another language.
    """
    return tuple(
        remark
        for block in _blocks(source, sorted(spans))
        for lines in _paragraphs(source, block, kind)
        for remark in _remarks(source, block, lines, kind)
    )


def _remarks(source: Source, block: list[Span], lines: list[_Line], kind: str) -> Iterator[Remark]:
    if not _promises(" ".join(line.text for line in lines)):
        for line in lines:
            if (_NUMBERED.search(line.text) and VERSION.search(line.text)) or BADGE in line.text:
                yield Remark(line.text, source.locate(line.span), kind)
        return
    last = block[-1] if kind in ("comment", "docstring") else lines[-1].span
    governed = governed_lines(source, block[0] if kind in ("comment", "docstring") else lines[0].span, last)
    first = source.locate(lines[0].span).line
    for line in lines:
        yield Remark(line.text, source.locate(line.span), kind, first, governed)


def _promises(text: str) -> bool:
    """Whether a text states a contract: looked for only where a word of one stands."""
    lowered = text.lower()
    return any(word in lowered for word in _WORDS) and CONTRACT.search(text) is not None


def _blocks(source: Source, spans: list[Span]) -> Iterator[list[Span]]:
    """Comments on successive lines are one; one behind code only goes on in a column of its own."""
    block: list[Span] = []
    for span in spans:
        if block and not _continues(source, block[-1], span):
            if worth_a_remark(source.content, block[0].start, block[-1].end):
                yield block
            block = []
        block.append(span)
    if block and worth_a_remark(source.content, block[0].start, block[-1].end):
        yield block


def _continues(source: Source, before: Span, span: Span) -> bool:
    between = source.content[before.end : span.start]
    if between.strip() or between.count(b"\n") > 1:
        return False
    if opens_line(source, before):
        return True
    columns = {source.locate(Span(start, start)).column for start in (before.start, span.start)}
    return len(columns) == 1


def _paragraphs(source: Source, block: list[Span], kind: str) -> Iterator[list[_Line]]:
    """The lines of a comment up to an empty one."""
    lines: list[_Line] = []
    for span in block:
        offset = span.start
        for line in source.content[span.start : span.end].splitlines(keepends=True):
            body = line.strip().lstrip(b"#/*;- \t").rstrip(b"*/ \t")
            is_code = kind == "text" and not line.lstrip().startswith(_COMMENT_MARKS)
            if body and len(line) <= MAX_LINE and not is_code:
                start = offset + line.index(body)
                lines.append(_Line(body.decode("utf-8", "replace"), Span(start, start + len(body))))
            if lines and (not body or is_code or len(lines) == MAX_PARAGRAPH):
                yield lines
                lines = []
            offset += len(line)
    if lines:
        yield lines
