"""What libcst sees in a Starlark file: whole strings, loads, tables and names, each with its bytes.

A second reader beside the one that found the pins: a version is only replaced where both agree that it is
one whole string. libcst overflows on input that nests without end, so a file must be judged before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from vercheck.model import Span

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Loaded:
    """One name of a `load`: what it is called here, and there. `span` is the whole argument."""

    local: str
    original: str
    span: Span


@dataclass(frozen=True, slots=True)
class Load:
    """A `load(…)` outside of functions; `span` is the statement, `label_span` its label with the quotes.
    `is_leading`: nothing stands before it that could use what it brings."""

    label: str
    label_span: Span
    names: tuple[Loaded, ...]
    span: Span
    is_leading: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a table; `text` is `None` where the value is no plain string."""

    key: str
    text: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """`symbol = {…}` at the top of a file: `span` is the dict with its braces. `is_plain` says that every
    key is a plain string and no value is a structure of its own."""

    symbol: str
    span: Span
    items: tuple[Item, ...]
    is_plain: bool


@dataclass(slots=True)
class Outline:
    """One file. `strings` maps the bytes between a whole string's quotes to the bytes with them;
    `bodies` are those of functions, which run later than what stands around them."""

    content: bytes
    strings: dict[Span, Span] = field(default_factory=dict)
    loads: list[Load] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    bodies: list[Span] = field(default_factory=list)
    docstring: Span | None = None
    first: Span | None = None
    """The first statement that is no docstring."""
    opens_workspace: bool = False
    """Whether that statement is `workspace(…)`, which nothing may stand before."""
    is_restricted: bool = False
    """Whether the file says who may load it."""

    @property
    def leading(self) -> tuple[Load, ...]:
        return tuple(load for load in self.loads if load.is_leading)

    def table(self, symbol: str) -> Table | None:
        return next((table for table in self.tables if table.symbol == symbol), None)


def outline(content: bytes) -> Outline:
    """Read a file that the judge of its language accepts."""
    bare = content.removeprefix(_BOM)
    wrapper = MetadataWrapper(cst.parse_module(bare), unsafe_skip_copy=True)
    positions = wrapper.resolve(ByteSpanPositionProvider)
    shift = len(content) - len(bare)

    def span(node: cst.CSTNode) -> Span:
        place = positions[node]
        return Span(place.start + shift, place.start + shift + place.length)

    reader = _Reader(Outline(content), span)
    wrapper.module.visit(reader)
    for number, statement in enumerate(wrapper.module.body):
        reader.top(statement, is_first=number == 0)
    return reader.found


class _Reader(cst.CSTVisitor):
    def __init__(self, found: Outline, span: Callable[[cst.CSTNode], Span]) -> None:
        super().__init__()
        self.found = found
        self.span = span
        self.is_leading = True

    # everywhere

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> bool:  # noqa: ARG002, N802
        return False  # its parts are no whole strings

    def visit_SimpleString(self, node: cst.SimpleString) -> None:  # noqa: N802
        if node.prefix not in ("", "r"):
            return
        whole = self.span(node)
        quote = len(node.quote)
        inner = Span(whole.start + len(node.prefix) + quote, whole.end - quote)
        self.found.strings[inner] = whole

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:  # noqa: N802
        self.found.names.add(node.name.value)
        self.found.bodies.append(self.span(node.body))

    def visit_Param(self, node: cst.Param) -> None:  # noqa: N802
        self.found.names.add(node.name.value)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:  # noqa: N802
        self._bind(node.target)

    def visit_For(self, node: cst.For) -> None:  # noqa: N802
        self._bind(node.target)

    def visit_CompFor(self, node: cst.CompFor) -> None:  # noqa: N802
        self._bind(node.target)

    def _bind(self, target: cst.BaseExpression) -> None:
        waiting = [target]
        while waiting:
            node = waiting.pop()
            if isinstance(node, cst.Name):
                self.found.names.add(node.value)
            elif isinstance(node, cst.Tuple | cst.List):
                waiting.extend(element.value for element in node.elements)

    # at the top

    def top(self, statement: cst.CSTNode, *, is_first: bool) -> None:
        small = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
        if is_first and isinstance(small, cst.Expr) and isinstance(small.value, cst.SimpleString):
            self.found.docstring = self.span(statement)
            return
        is_opening = self.found.first is None
        if is_opening:
            self.found.first = self.span(statement)
        match small:
            case cst.Expr(value=cst.Call(func=cst.Name(value="load")) as call):
                self._load(statement, call)
            case cst.Expr(value=cst.Call(func=cst.Name(value="workspace"))) if is_opening:
                self.found.opens_workspace = True
            case cst.Expr(value=cst.Call(func=cst.Name(value="visibility"))):
                self.found.is_restricted = True
            case cst.Expr(value=cst.Call(func=cst.Name(value="package"))):
                pass  # people write it before the loads, too
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value=symbol))], value=cst.Dict() as node
            ):
                self.is_leading = False
                self._table(symbol, node)
            case _:
                self.is_leading = False

    def _load(self, statement: cst.CSTNode, call: cst.Call) -> None:
        if not call.args:
            return
        label = _plain(call.args[0].value)
        names = []
        for argument in call.args[1:]:
            original = _plain(argument.value)
            if original is not None:
                local = argument.keyword.value if argument.keyword is not None else original
                names.append(Loaded(local, original, self._argument(argument)))
                self.found.names.add(local)
        if label is not None:
            place = self.span(call.args[0].value)
            self.found.loads.append(Load(label, place, tuple(names), self.span(statement), self.is_leading))

    def _argument(self, argument: cst.Arg) -> Span:
        value = self.span(argument.value)
        start = value if argument.keyword is None else self.span(argument.keyword)
        return Span(start.start, value.end)

    def _table(self, symbol: str, node: cst.Dict) -> None:
        items = []
        is_plain = True
        for element in node.elements:
            key = _plain(element.key) if isinstance(element, cst.DictElement) else None
            if key is None or isinstance(element.value, cst.Dict | cst.List | cst.Tuple | cst.Call):
                is_plain = False
                continue
            items.append(Item(key, _plain(element.value), self.span(element)))
        self.found.tables.append(Table(symbol, self.span(node), tuple(items), is_plain))


def _plain(node: cst.BaseExpression) -> str | None:
    """The characters of a string without escapes, else `None`."""
    if not isinstance(node, cst.SimpleString) or node.prefix not in ("", "r") or "\\" in node.value:
        return None
    return str(node.raw_value)
