"""One Starlark file: outline, then assignments, calls, attributes and remarks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from vercheck.extractors._starlark.assignments import read_assignments
from vercheck.extractors._starlark.attributes import read_attributes
from vercheck.extractors._starlark.calls import read_calls
from vercheck.extractors._starlark.labels import read_labels
from vercheck.extractors._starlark.platforms import read_listed_platforms
from vercheck.extractors._starlark.telling import Telling
from vercheck.model import Constant, Extraction, Note, Pin, Reference, Remark, Source, Span
from vercheck.shapes.messages import may_name_version, names_version
from vercheck.shapes.remarks import remarks_of, worth_a_remark
from vercheck.syntax.starlark import Evaluator, Module, parse_starlark
from vercheck.syntax.starlark.parse import string_span

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_ADDRESS = 500
MAX_SHOWN = 80

_HOST = re.compile(rb"(?<![a-z0-9-])(?:[a-z0-9-]++\.){2,12}[a-z]{2,10}")
_ADDRESS = re.compile(rb"://|[a-z0-9-]\.[a-z0-9-]+\.[a-z]")


def read_starlark(source: Source) -> Extraction:
    """All facts of a Starlark file (`.bzl`, `BUILD`, `WORKSPACE`, `MODULE.bazel`, `BUCK`)."""
    module = parse_starlark(source)
    evaluator = Evaluator(module)
    telling = Telling(module)
    whole = Extraction.join(
        (
            read_assignments(module, evaluator, telling),
            read_calls(module, evaluator, telling),
            read_attributes(module, evaluator),
            read_labels(module),
            read_listed_platforms(module, evaluator),
            Extraction(remarks=_remarks(module), constants=_addresses(module)),
        )
    )
    return replace(
        whole,
        pins=_leading_somewhere(whole, source.path),
        notes=(*module.notes, *_stopped(module, evaluator)),
    )


def _stopped(module: Module, evaluator: Evaluator) -> tuple[Note, ...]:
    """What to say of a file whose names and calls stand for more than anyone would write."""
    span = evaluator.budget.stopped
    if span is None:
        return ()
    place = module.source.locate(Span(span.start, min(span.end, span.start + MAX_SHOWN)))
    return (
        Note(
            "not-understood",
            "names and calls stand for too many values here; from this one on only literals were read",
            place,
        ),
    )


def _leading_somewhere(whole: Extraction, path: str) -> tuple[Pin, ...]:
    """The pins without those that refer to a local of this file that only a run decides."""
    trails = {pin.trail for pin in whole.pins} | {constant.trail for constant in whole.constants}
    return tuple(
        pin
        for pin in whole.pins
        if not isinstance(pin.value, Reference)
        or pin.value.target.path != path
        or pin.value.target.trail in trails
        or "[" in pin.value.target.trail
    )


def _addresses(module: Module) -> tuple[Constant, ...]:
    """Download addresses and bare host names, wherever a string holds one: places without a trail."""
    content = module.source.content
    if b"://" not in content and not _HOST.search(content):
        return ()
    found = []
    for node in module.strings:
        if not _ADDRESS.search(content, node.start_byte, node.end_byte):
            continue
        span = string_span(node, content)
        text = content[span.start : span.end]
        if len(text) <= MAX_ADDRESS and (b"://" in text or _HOST.fullmatch(text)):
            found.append(Constant("", text.decode("utf-8", "replace"), module.source.locate(span)))
    return tuple(found)


def _remarks(module: Module) -> tuple[Remark, ...]:
    """Comments, and strings of several lines: docstrings, and text that the file writes elsewhere."""
    content = module.source.content
    several: list[Node] = []
    messages: list[Span] = []
    for node in module.strings:
        start, end = node.start_byte, node.end_byte
        if content.find(b"\n", start, end) != -1:
            if worth_a_remark(content, start, end):
                several.append(node)
        elif may_name_version(content, start, end):
            span = string_span(node, content)
            if names_version(content[span.start : span.end]):
                messages.append(span)
    documented = _documented(module) if several else frozenset()
    embedded = [string_span(node, content) for node in several if node.start_byte not in documented]
    docstrings = [string_span(node, content) for node in several if node.start_byte in documented]
    return (
        *remarks_of(module.source, module.comments),
        *remarks_of(module.source, embedded, "text"),
        *remarks_of(module.source, docstrings, "docstring"),
        *remarks_of(module.source, messages, "message"),
    )


def _documented(module: Module) -> frozenset[int]:
    """The bytes at which docstrings begin: of the file, and of its functions."""
    blocks = [module.root, *(function.node.child_by_field_name("body") for function in module.functions)]
    found = (_opening_string(block) for block in blocks if block is not None)
    return frozenset(first for first in found if first is not None)


def _opening_string(block: Node) -> int | None:
    """The byte at which a block's docstring begins."""
    for child in block.named_children:
        if child.type == "comment":
            continue
        is_string = (
            child.type == "expression_statement"
            and child.named_children[:1]
            and child.named_children[0].type == "string"
        )
        return child.start_byte if is_string else None
    return None
