"""Edits that add to a Starlark file: an entry to a table, a table, a name to a `load`, a `load`.

New lines take the file's own line ending, indentation and order, as buildifier would have them; a comment
stays with the line that it stands beside or above.
"""

from __future__ import annotations

from bisect import bisect_right

from vercheck.hoist.lines import indent, inserted, line_end, newline, opens_line, replaced, with_comments
from vercheck.hoist.outline import Item, Load, Outline, Table
from vercheck.model import Edit, Source, Span

_INDENT = "    "


def new_table(symbol: str, key: str, version: str) -> str:
    """The whole file, where there is none yet."""
    docstring = '"""Versions of the tools that are used here, each in one place."""'
    return f"{docstring}\n\n{_table(symbol, key, version)}\n"


def table_edit(source: Source, seen: Outline, symbol: str, key: str, version: str) -> Edit:
    """Adds a table behind the loads of a file."""
    ending = newline(source)
    text = _table(symbol, key, version).replace("\n", ending)
    if seen.leading:
        end = line_end(source, seen.leading[-1].span.end)
        return inserted(source, end, f"{ending}{ending}{text}")
    return _at_top(source, seen, text)


def entry_edit(source: Source, table: Table, key: str, version: str) -> Edit:
    """Adds an entry to a table: where the order of its keys says, else at its end."""
    ending = newline(source)
    entry = f'"{key}": "{version}"'
    if not table.items:
        inside = Span(table.span.start, table.span.end)
        return replaced(source, inside, f"{{{ending}{_INDENT}{entry},{ending}}}")
    following = _following(table.items, key)
    if following is not None:
        start = following.span.start
        if not opens_line(source, start):
            return inserted(source, start, f"{entry}, ")
        return inserted(source, with_comments(source, start), f"{indent(source, start)}{entry},{ending}")
    last = table.items[-1].span
    comma = _comma(source, last.end)
    if not opens_line(source, last.start) or line_end(source, last.end) >= table.span.end:
        separator = f",{ending}{indent(source, last.start)}" if opens_line(source, last.start) else ", "
        return inserted(source, last.end, f"{separator}{entry}")
    line = f"{ending}{indent(source, last.start)}{entry},"
    if comma is None:
        # One edit, so that a comment behind the entry stays behind it.
        tail = Span(last.end, line_end(source, last.end))
        return replaced(source, tail, f",{source.text(tail)}{line}")
    return inserted(source, line_end(source, comma), line)


def name_edit(source: Source, load: Load, name: str) -> Edit:
    """Adds a name to a load, in order among those that are not renamed."""
    ending = newline(source)
    plain = [item for item in load.names if item.local == item.original]
    following = next((item for item in plain if item.original > name), None)
    if following is None and len(plain) < len(load.names):
        following = min((item for item in load.names if item not in plain), key=lambda item: item.span)
    if following is not None:
        start = following.span.start
        separator = f",{ending}{indent(source, start)}" if opens_line(source, start) else ", "
        return inserted(source, start, f'"{name}"{separator}')
    last = load.names[-1].span if load.names else load.label_span
    if not opens_line(source, last.start) or _comma(source, last.end) is None:
        separator = f",{ending}{indent(source, last.start)}" if opens_line(source, last.start) else ", "
        return inserted(source, last.end, f'{separator}"{name}"')
    end = line_end(source, last.end)
    return inserted(source, end, f'{ending}{indent(source, last.start)}"{name}",')


def load_edit(source: Source, seen: Outline, label: str, name: str) -> Edit:
    """Adds a load, in order among those that stand at the top of the file."""
    ending = newline(source)
    text = f'load("{label}", "{name}")'
    following = next((load for load in seen.leading if _order(load.label) > _order(label)), None)
    if following is not None:
        return inserted(source, with_comments(source, following.span.start), f"{text}{ending}")
    if seen.leading:
        return inserted(source, line_end(source, seen.leading[-1].span.end), f"{ending}{text}")
    return _at_top(source, seen, text)


def _at_top(source: Source, seen: Outline, text: str) -> Edit:
    """A paragraph before the first statement, behind what must stand before it."""
    ending = newline(source)
    before = seen.first if seen.opens_workspace else seen.docstring
    if before is not None:
        end = line_end(source, before.end)
        return inserted(source, end, f"{ending}{ending}{text}" + ("" if source.content[end:] else ending))
    if seen.first is None:
        content = source.content
        gap = "" if not content or content.endswith(b"\n") else ending
        return inserted(source, len(content), f"{gap}{text}{ending}")
    return inserted(source, with_comments(source, seen.first.start), f"{text}{ending}{ending}")


def _table(symbol: str, key: str, version: str) -> str:
    return f'{symbol} = {{\n{_INDENT}"{key}": "{version}",\n}}'


def _following(items: tuple[Item, ...], key: str) -> Item | None:
    """The entry before which a key belongs; `None` where the table is in no order, or it belongs last."""
    keys = [item.key for item in items]
    if len(keys) < 2 or keys != sorted(keys):
        return None
    index = bisect_right(keys, key)
    return items[index] if index < len(items) else None


def _order(label: str) -> tuple[bool, bool, str, str]:
    """As buildifier sorts loads: other repositories, then packages of this one, then files beside."""
    package, _, name = label.rpartition(":")
    return not label.startswith("@"), not package, package, name


def _comma(source: Source, offset: int) -> int | None:
    """Behind the comma that follows an entry on its own line."""
    end = line_end(source, offset)
    rest = source.content[offset:end]
    return offset + rest.index(b",") + 1 if rest.lstrip().startswith(b",") else None
