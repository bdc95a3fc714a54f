"""XML: bytes → elements with the exact bytes of their text.

The parser is the standard library's. Document type definitions are refused, and with them every entity that a
file could declare: none of the files that are read here has one, and they are how XML attacks its readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from vercheck.model import Note, Source, Span
from vercheck.syntax.data import Text
from vercheck.syntax.passage import whole

MAX_DEPTH = 60
"""Elements deeper than this are passed over."""


@dataclass(slots=True)
class Element:
    """`name` is without its namespace. `text` is what stands in an element that has no others in it,
    without surrounding blanks; `None` where there is none, or where it is written with escapes."""

    name: str
    span: Span
    children: list[Element] = field(default_factory=list)
    text: Text | None = None

    def all(self, name: str) -> Iterator[Element]:
        return (child for child in self.children if child.name == name)

    def get(self, *path: str) -> Element | None:
        """The first element at a path of names."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found is not None else None
        return found

    def value(self, *path: str) -> str:
        """The text at a path of names; empty where there is none."""
        found = self.get(*path)
        return (found.text.value or "") if found is not None and found.text is not None else ""


@dataclass(frozen=True, slots=True)
class Xml:
    """What could be read. `root` is `None` where not even one element begins."""

    root: Element | None
    comments: tuple[Span, ...]
    notes: tuple[Note, ...]


class _RefusedError(Exception):
    """The file declares a document type."""


def parse_xml(source: Source) -> Xml:
    """Never raises. What stands before a place that is broken is read, and a note says where it is."""
    builder = _Builder(source)
    parser = expat.ParserCreate()
    parser.buffer_text = False
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.CommentHandler = builder.comment
    parser.StartDoctypeDeclHandler = _refuse
    builder.parser = parser
    notes: list[Note] = []
    try:
        parser.Parse(source.content, True)
    except _RefusedError:
        notes.append(builder.note("not-understood", "a document type declaration is not read"))
    except expat.ExpatError as error:
        notes.append(builder.note("parse-error", f"not XML: {expat.ErrorString(error.code)}"))
    except (ValueError, LookupError):
        notes.append(builder.note("parse-error", "the encoding that the file declares is not read"))
    return Xml(builder.root, tuple(builder.comments), tuple(notes))


def _refuse(*_: object) -> None:
    raise _RefusedError


class _Builder:
    """Puts the parser's events together."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parser: expat.XMLParserType = expat.ParserCreate()
        self.root: Element | None = None
        self.comments: list[Span] = []
        self._open: list[Element] = []
        self._depth = 0
        self._first: int | None = None
        self._said: list[str] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            return
        place = self.parser.CurrentByteIndex
        element = Element(name.rpartition(":")[2], Span(place, place))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._first = None

    def end(self, _: str) -> None:
        self._depth -= 1
        if self._depth >= MAX_DEPTH:
            return
        element = self._open.pop()
        place = self.parser.CurrentByteIndex
        element.span = Span(element.span.start, max(place, element.span.start))
        if not element.children and self._first is not None:
            element.text = self._text(self._first, place)
        self._first = None

    def characters(self, text: str) -> None:
        if self._first is None:
            self._first = self.parser.CurrentByteIndex
            self._said = []
        self._said.append(text)

    def comment(self, _: str) -> None:
        place = self.parser.CurrentByteIndex
        end = self.source.content.find(b"-->", place)
        self.comments.append(Span(place, end if end != -1 else place))

    def note(self, check: str, message: str) -> Note:
        place = max(0, min(self.parser.ErrorByteIndex, len(self.source.content) - 1))
        end = min(place + 1, len(self.source.content))
        return Note(check, message, self.source.locate(Span(place, end)))

    def _text(self, start: int, end: int) -> Text | None:
        content = self.source.content[start:end]
        body = content.strip()
        # With a comment, an entity or CDATA in it, what is read is not what is written.
        if not body or not body.isascii() or "".join(self._said).strip() != body.decode("ascii"):
            return None
        first = start + content.index(body)
        return whole(body.decode("ascii"), Span(first, first + len(body)))
