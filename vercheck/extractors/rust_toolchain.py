"""rust-toolchain.toml, and the older rust-toolchain of one line: the compiler that rustup selects."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._cargo import RUST, Harvest, toolchain
from vercheck.model import Extraction, Note, Role, Source, Span
from vercheck.shapes.compile_targets import target_pins
from vercheck.shapes.pins import pin_at
from vercheck.shapes.platform_lists import read_platform_lists
from vercheck.syntax.data import Text

TRAIL = "toolchain.channel"

_ONE_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*([A-Za-z0-9][\w.+-]{0,100})\s*")
_NOTE = "rustup toolchain"


def extract(source: Source) -> Extraction:
    if source.name == "rust-toolchain":
        line = _ONE_LINE.fullmatch(source.content)
        if line is not None:
            return _one_line(source, Span(*line.span(1)))
    harvest = Harvest.of(source)
    table = harvest.table("toolchain")
    channel = table.get("channel") if table is not None else None
    if isinstance(channel, Text) and channel.value:
        value, length = toolchain(channel.value)
        span = Span(channel.span.start, channel.span.start + length)
        harvest.pin(span if _is_plain(channel) else channel.span, RUST, value, Role.SELECTS, TRAIL, _NOTE)
    elif channel is not None:
        harvest.puzzle(channel.span, "expected a toolchain in quotes, such as `1.75.0` or `stable`")
    elif table is None and not harvest.document.damage and source.content.strip():
        end = min(len(source.content), 80)
        message = "expected a toolchain's name or a `[toolchain]` table"
        harvest.notes.append(Note("not-understood", message, source.locate(Span(0, end))))
    if table is not None:
        harvest.pins.extend(target_pins(source, table.get("targets"), "toolchain.targets"))
    lists = read_platform_lists(harvest.root, source)
    return Extraction.join((harvest.extraction(), lists))


def _one_line(source: Source, span: Span) -> Extraction:
    value, length = toolchain(source.text(span))
    place = Span(span.start, span.start + length)
    pin = pin_at(source, place, RUST, value, role=Role.SELECTS, trail=TRAIL, note=_NOTE)
    return Extraction(pins=(pin,))


def _is_plain(text: Text) -> bool:
    """Whether bytes and characters are the same, so that a part of the text has a span."""
    value = text.value or ""
    return value.isascii() and len(value) == text.span.end - text.span.start


EXTRACTOR = Extractor(patterns=("rust-toolchain.toml", "rust-toolchain"), extract=extract)
