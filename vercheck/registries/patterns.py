"""Address patterns that build files spell out: what a registry without addresses is read with.

Two forms are understood: a table with a row for each tool (`{"go": {"base": "https://go.dev/dl", "filename":
"go{version}.{suffix}"}}`), and a format string with what is put into it (`"https://…/v{}/x-{}-{}".format(version,
version, info["url_suffix"])`). Nothing is executed: what a hole stands for is told by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vercheck.model import Location, Source, Span
from vercheck.syntax.data import Entry, Mapping, Text
from vercheck.syntax.starlark import Call, Evaluator, Function, Module, parse_starlark
from vercheck.syntax.starlark.parse import string_span

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 8
MAX_NESTED = 3
_FILE_NAMES = ("filename", "file_name", "file", "asset", "asset_name", "archive", "name", "path")
_HOLE = re.compile(r"\{(\w*)\}")
_TAIL = re.compile(r"""(?:\[\s*["'](\w+)["']\s*\]|\.get\(\s*["'](\w+)["'][^()]*\)|(?:^|\.)(\w+))\Z""")
_PLAIN = re.compile(r"[\w.]+\Z")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template, where it stands, and the name of its row where it stands in a table."""

    template: str
    location: Location
    row: str = ""


def patterns_in(source: Source) -> tuple[Pattern, ...]:
    """The address patterns of a build file, in its order."""
    if b"https://" not in source.content or b"{" not in source.content:
        return ()
    module = parse_starlark(source)
    found = [*_rows(source, module), *_formatted(source, module)]
    return tuple(sorted(set(found), key=lambda pattern: (pattern.location, pattern.template)))


def _rows(source: Source, module: Module) -> Iterator[Pattern]:
    evaluator = Evaluator(module)
    for assignment in module.assignments:
        if assignment.value.type != "dictionary" or assignment.function is not None:
            continue
        table = evaluator.value(assignment.value)
        for name, entry in table.items() if isinstance(table, Mapping) else ():
            yield from _row(source, name, entry)


def _row(source: Source, name: str, entry: Entry) -> Iterator[Pattern]:
    """The address of one row: one text, or a base and a file name."""
    if isinstance(entry.value, Text):
        texts = {"url": entry.value}
    elif isinstance(entry.value, Mapping):
        texts = {key: item.value for key, item in entry.value.items() if isinstance(item.value, Text)}
    else:
        return
    files = [texts[key].value or "" for key in _FILE_NAMES if key in texts and texts[key].value]
    for key, text in texts.items():
        address = text.value or ""
        if not address.startswith("https://"):
            continue
        if key not in _FILE_NAMES and files and not _is_file(address):
            address = f"{address.rstrip('/')}/{files[0]}"
        if "{version}" in address:
            yield Pattern(address, source.locate(text.span), name)


def _is_file(address: str) -> bool:
    return re.search(r"\.(?:tar\.\w+|tgz|txz|zip|exe|gz)\Z|suffix\}\Z", address) is not None


def _formatted(source: Source, module: Module) -> Iterator[Pattern]:
    for call in module.calls:
        string = _formatted_string(module, call)
        if string is None:
            continue
        inner = string_span(string)
        if source.content[inner.start : inner.start + 8] == b"https://":
            template = _template(source, module, call, MAX_NESTED)
            if template is not None:
                yield Pattern(template, source.locate(inner))


def _formatted_string(module: Module, call: Call) -> Node | None:
    """`"…"` of `"…".format(…)`."""
    callee = call.node.child_by_field_name("function")
    if callee is None or callee.type != "attribute":
        return None
    of, name = callee.child_by_field_name("object"), callee.child_by_field_name("attribute")
    is_format = name is not None and module.text(name) == "format"
    return of if is_format and of is not None and of.type == "string" else None


def _template(source: Source, module: Module, call: Call, depth: int) -> str | None:
    """The format string with every hole named; `None` where one is filled with what has no name."""
    string = _formatted_string(module, call)
    if string is None or depth == 0:
        return None
    positional = iter(call.positional)
    parts: list[str] = []
    position = 0
    text = source.text(string_span(string))
    for hole in _HOLE.finditer(text):
        key = hole.group(1)
        node = call.keywords.get(key) if key and not key.isdigit() else None
        if key.isdigit():
            node = call.positional[int(key)] if len(key) < 3 and int(key) < len(call.positional) else None
        elif not key:
            node = next(positional, None)
        filled = None if node is None else _filled(source, module, node, key, call.function, depth)
        if filled is None:
            return None
        parts += (text[position : hole.start()], filled)
        position = hole.end()
    return "".join((*parts, text[position:]))


def _filled(
    source: Source, module: Module, node: Node, key: str, function: Function | None, depth: int
) -> str | None:
    """What stands in a hole, as text with holes: the name of the value, or another format string."""
    written = source.text(Span(node.start_byte, node.end_byte))
    if node.type == "string":
        return source.text(string_span(node))
    nested = _nested(module, node, function)
    if nested is not None and (inner := _template(source, module, nested, depth - 1)) is not None:
        return inner
    if node.type == "call" and ".get(" not in written:
        return None
    found = _TAIL.search(written)
    name = next((group for group in found.groups() if group), "") if found else ""
    if node.type == "identifier" and key and not key.isdigit() and not _says_more(name):
        name = key
    return f"{{{name}}}" if name else None


def _says_more(name: str) -> bool:
    return name.endswith("version") or "_" in name


def _nested(module: Module, node: Node, function: Function | None) -> Call | None:
    """The one format string that a local name stands for."""
    if node.type == "identifier":
        name = (node.text or b"").decode()
        values = [
            assignment.value
            for assignment in module.assignments
            if assignment.target == name and assignment.function == function
        ]
        if len(values) != 1:
            return None
        node = values[0]
    return next(
        (call for call in module.calls if call.node == node and _formatted_string(module, call)), None
    )
