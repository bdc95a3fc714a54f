"""The table that holds a tool's version, or is to: which one, under which key, and what it says now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from vercheck.graph import PinGraph
from vercheck.hoist.files import Files
from vercheck.hoist.outline import Table
from vercheck.hoist.result import HoistError
from vercheck.model import Address, Location, Pin, Role
from vercheck.shapes.names import normal

DEFAULT_SYMBOL = "TOOL_VERSIONS"


@dataclass(frozen=True)
class Home:
    """`named` is the table that somebody asked for."""

    files: Files
    tool: str
    named: str | None = None

    @property
    def path(self) -> str:
        return self.files.home

    @property
    def address(self) -> Address:
        return Address(self.path, f"{self.symbol}[{self.key}]")

    @cached_property
    def symbol(self) -> str:
        """The table that was asked for; else the usual one, or the only one that holds versions.

        Raises:
            HoistError: it cannot be loaded, is no such table, or there are several.
        """
        tables = self.files.outline(self.path).tables if self.files.has_home else ()
        public = [table.symbol for table in tables if table.is_plain and not table.symbol.startswith("_")]
        if self.named is not None:
            self._check(self.named, public)
            return self.named
        if DEFAULT_SYMBOL in public:
            return DEFAULT_SYMBOL
        held = [symbol for symbol in public if self._holds_versions(symbol)]
        if len(held) > 1:
            names = ", ".join(f"`{name}`" for name in held)
            raise HoistError(f"`{self.path}` has several tables ({names}): say which with `--symbol`")
        chosen = held[0] if held else DEFAULT_SYMBOL
        self._check(chosen, public)
        return chosen

    def _check(self, symbol: str, public: list[str]) -> None:
        if not symbol.isidentifier() or symbol.startswith("_"):
            raise HoistError(f"`{symbol}` is no name that another file can load")
        is_taken = self.files.has_home and symbol in self.files.outline(self.path).names
        if is_taken and symbol not in public:
            raise HoistError(f"`{symbol}` in `{self.path}` is no table of plain strings")

    def _holds_versions(self, symbol: str) -> bool:
        return any(
            pin.location.path == self.path and pin.trail.startswith(f"{symbol}[") for pin in self._graph.pins
        )

    @cached_property
    def table(self) -> Table | None:
        return self.files.outline(self.path).table(self.symbol) if self.files.has_home else None

    @cached_property
    def entry(self) -> Pin | None:
        """The pin that the table has for the tool."""
        items = self.table.items if self.table is not None else ()
        trails = {f"{self.symbol}[{item.key}]" for item in items}
        found = [
            pin
            for pin in self._graph.pins_of(self.tool, Role.SELECTS)
            if pin.location.path == self.path and pin.trail in trails
        ]
        return min(
            found, key=lambda pin: (normal(pin.artifact.name) != self.tool, pin.location), default=None
        )

    @cached_property
    def key(self) -> str:
        """What the table calls the tool: as its entry does, else in the style of the others."""
        if self.entry is not None:
            return self.entry.trail.removeprefix(f"{self.symbol}[").removesuffix("]")
        keys = [item.key for item in self.table.items] if self.table is not None else []
        is_snake = any("_" in key for key in keys) and not any("-" in key for key in keys)
        return self.tool.replace("-", "_") if is_snake else self.tool

    @cached_property
    def literal(self) -> Location | None:
        """Where the entry's version is written, which may be elsewhere."""
        found = self._graph.literal_behind(self.entry) if self.entry is not None else None
        return None if found is None else found.location

    @cached_property
    def says(self) -> str | None:
        """The version that the entry stands for."""
        version = self._graph.version(self.entry) if self.entry is not None else None
        return None if version is None else version.text

    @property
    def _graph(self) -> PinGraph:
        return self.files.outcome.facts.graph
