"""Comments and sentences worth keeping: those that name a version, and those that promise agreement.

What a remark is about is for the graph, which knows the tools; here only the lines are picked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vercheck.model import Remark, Source, Span

MAX_LINE = 400

VERSION = re.compile(r"(?<![\w./])v?\d+\.\d+(?:\.\d+)*(?:-[0-9A-Za-z][0-9A-Za-z.]*)?(?![\w/])")
CONTRACT = re.compile(
    r"\b(?:must (?:match|be (?:the same|kept|in sync|updated|equal)|agree|stay|equal)"
    r"|should match|needs? to match"
    r"|keep (?:this |these |it |them )?(?:\w+ ){0,3}?in sync|kept in sync|in[ -]sync with"
    r"|same (?:version )?as|match(?:es|ing)? (?:the )?(?:version|existing)"
    r"|also update|update also|bump (?:both|together)|sync(?:ed|hronized)? with)\b",
    re.IGNORECASE,
)
_WORTH = re.compile(rb"\d\.\d|match|sync|same|update|together|agree|equal|bump|stay", re.IGNORECASE)


def remarks_of(source: Source, spans: Iterable[Span], kind: str = "comment") -> tuple[Remark, ...]:
    """The lines within `spans` (comments, docstrings, sentences) that hold a version or a contract.

    A span of several lines gives one remark for each line; leading comment marks are left out of
    the text, and `location` covers the text. Of embedded text (kind `text`) only its own comment
    lines are kept: the others are code in another language.
    """
    found = []
    for span in spans:
        content = source.content[span.start : span.end]
        if not _WORTH.search(content):
            continue
        offset = span.start
        for line in content.splitlines(keepends=True):
            body = line.strip().lstrip(b"#/*;- \t").rstrip(b"*/ \t")
            is_code = kind == "text" and not line.lstrip().startswith((b"//", b"#", b"*", b"--", b"/*"))
            if body and len(line) <= MAX_LINE and not is_code:
                text = body.decode("utf-8", "replace")
                if VERSION.search(text) or CONTRACT.search(text):
                    start = offset + line.index(body)
                    found.append(Remark(text, source.locate(Span(start, start + len(body))), kind))
            offset += len(line)
    return tuple(found)
