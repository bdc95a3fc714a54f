"""Documents for people: the snippets they copy, the links they follow, the sentences that name versions.

Everything here is a mention: a document selects nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Member, Pin, Range, Role, Source, Span, Statement
from vercheck.shapes.commands import read_commands
from vercheck.shapes.documented import outside, read_documented
from vercheck.shapes.downloads import downloads, read_download
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import read_url
from vercheck.syntax.passage import Passage
from vercheck.versions import RequirementError, looks_like_version, parse_requirement

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*([\w+-]*)")
_DIRECTIVE = re.compile(r"([ \t]*)\.\.[ \t]+(?:code|code-block|sourcecode)::[ \t]*([\w+-]*)")
_LITERAL = re.compile(r"([ \t]*)\S.*::[ \t]*$|([ \t]*)::[ \t]*$")
_SHELL = frozenset(
    {"", "sh", "bash", "shell", "console", "zsh", "shell-session", "powershell", "text", "terminal"}
)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{1,80})\]\((https?://[^\s()]{1,500})\)")
_RST_LINK = re.compile(r"`([^`<>\n]{1,80}?)[ \t]{0,8}<(https?://[^<>\s]{1,500})>`__?")
_LINK_TEXT = re.compile(r"(?:[A-Za-z][\w.-]{0,40}[ ])?(v?\d+\.\d[\w.+-]{0,40})")
_SECTION = re.compile(r"[ \t]*\[(?:.{0,80}\.)?(?:dev-|build-)?dependencies\][ \t]*\r?$")
_DEPENDENCY = re.compile(
    r"[ \t]*([\w-]{1,80})[ \t]*=[ \t]*(?:\{[^\n]{0,80}?\bversion[ \t]*=[ \t]*)?\"([^\"\n]{1,60})\""
)
_ACTION = re.compile(
    r"\buses:[ \t]*[\"']?([\w.-]{1,80}/[\w.-]{1,80})[\w./-]{0,120}@(v?\d[\w.]{0,40})(?=[\"'\s]|$)"
)


@dataclass(frozen=True, slots=True)
class _Block:
    """Characters `[start, end)`: code in a language (`""`: not said), or text for people (`None`)."""

    start: int
    end: int
    language: str | None


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    script = Script(source, passage, role=Role.MENTIONS)
    is_markdown = source.name.endswith((".md", ".mdx"))
    parts = [_read(script, block) for block in _blocks(passage.text, directives=not is_markdown)]
    return Extraction.join(parts)


def _blocks(text: str, *, directives: bool) -> Iterator[_Block]:
    """Code is what is fenced, or, in reStructuredText, what is indented behind a directive."""
    kind: str | None = None
    fence = ""
    indent = -1
    start = position = 0
    for line in text.splitlines(keepends=True):
        begin, position = position, position + len(line)
        fenced = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            if fenced is not None and fenced.group(1).startswith(fence) and not fenced.group(2):
                yield _Block(start, begin, kind)
                kind, fence, start = None, "", position
            continue
        if indent >= 0 and line.strip():
            if len(line) - len(line.lstrip(" \t")) > indent:
                continue
            yield _Block(start, begin, kind)
            kind, indent, start = None, -1, begin
        elif indent >= 0:
            continue
        opened = fenced
        if opened is None and directives:
            opened = _DIRECTIVE.match(line) or _LITERAL.match(line)
        if opened is None:
            continue
        yield _Block(start, position, None)
        start = position
        if fenced is not None:
            kind, fence = fenced.group(2).lower(), fenced.group(1)
        else:
            language = opened.group(2) if opened.re is _DIRECTIVE else ""
            kind, indent = (language or "").lower(), len(line) - len(line.lstrip(" \t"))
    if start < position:
        yield _Block(start, position, kind)


def _read(script: Script, block: _Block) -> Extraction:
    if block.language is None:
        return _sentences(script, block)
    documented, spans = read_documented(script, block.start, block.end)
    parts = [documented, Extraction(pins=tuple(_actions(script, block)))]
    if block.language in _SHELL:
        parts.append(outside(read_commands(script, block.start, block.end), spans))
    if block.language in ("toml", ""):
        parts.append(Extraction(pins=tuple(_dependencies(script, block))))
    return Extraction.join(parts)


def _sentences(script: Script, block: _Block) -> Extraction:
    first = script.passage.span(block.start, block.start + 1)
    last = script.passage.span(block.end - 1, block.end)
    remarks = remarks_of(script.source, [Span(first.start, last.end)], kind="prose") if first and last else ()
    parts = [Extraction(remarks=remarks, statements=tuple(_links(script, block)))]
    for download in downloads(script, block.start, block.end):
        if re.search(r"/(?:releases/download|archive)/", download.text):
            parts.append(read_download(script, download, "link", fetches=False))
    return Extraction.join(parts)


def _links(script: Script, block: _Block) -> Iterator[Statement]:
    """Links whose text is a version and whose target names one."""
    text = script.passage.text
    for pattern in (_MARKDOWN_LINK, _RST_LINK):
        for found in pattern.finditer(text, block.start, block.end):
            url = read_url(found.group(2))
            said = _LINK_TEXT.fullmatch(found.group(1).strip("` "))
            if url is None or url.in_tag is None or said is None or not looks_like_version(said.group(1)):
                continue
            places = (script.passage.span(*found.span(1)), script.passage.span(*found.span(2)))
            if places[0] is None or places[1] is None:
                continue
            shown, target = (script.source.locate(place) for place in places if place is not None)
            members = (Member("text", found.group(1), shown), Member("url", found.group(2), target))
            yield Statement("link", found.group(1), shown, f"link({found.group(1)})", members, url.artifact)


def _dependencies(script: Script, block: _Block) -> Iterator[Pin]:
    """`[dependencies]` of a Cargo manifest, as people copy it."""
    text = script.passage.text
    position = block.start
    inside = False
    for line in text[block.start : block.end].splitlines(keepends=True):
        start, position = position, position + len(line)
        if line.lstrip().startswith("["):
            inside = _SECTION.match(line.rstrip("\n")) is not None
            continue
        found = _DEPENDENCY.match(line) if inside else None
        if found is None:
            continue
        word = Word(found.group(2), start + found.start(2), start + found.end(2))
        try:
            value = Range(parse_requirement(word.text, "cargo"))
        except RequirementError:
            continue
        trail = f"dependencies.{found.group(1)}"
        pin = script.pin(word, Artifact("cargo", found.group(1)), trail, value=value, note="an example")
        yield from (pin,) if pin else ()


def _actions(script: Script, block: _Block) -> Iterator[Pin]:
    """`uses: owner/action@v1` in an example workflow."""
    for found in _ACTION.finditer(script.passage.text, block.start, block.end):
        word = Word(found.group(2), *found.span(2))
        pin = script.pin(
            word, Artifact("action", found.group(1)), f"uses({found.group(1)})", note="an example"
        )
        yield from (pin,) if pin else ()


EXTRACTOR = Extractor(
    patterns=("*.md", "*.rst", "*.mdx", "README", "README.txt", "INSTALL", "INSTALL.txt"),
    extract=extract,
    unless=(
        "CHANGELOG*", "CHANGES*", "HISTORY*", "NEWS*", "RELEASES*", "RELEASE_NOTES*", "ChangeLog*",
        "changelog*", "changes*", "history*", "releases*", "release-notes*", "*CHANGELOG.md",
    ),
)  # fmt: skip
