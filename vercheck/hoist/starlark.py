"""Hoists a tool's version into a table of a `.bzl` file: an entry there, a look-up and a `load` elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from vercheck.fix.apply import edited
from vercheck.hoist.candidates import Candidates
from vercheck.hoist.files import Files
from vercheck.hoist.home import Home
from vercheck.hoist.insertions import entry_edit, load_edit, name_edit, new_table, table_edit
from vercheck.hoist.lines import replaced
from vercheck.hoist.outline import Outline
from vercheck.hoist.result import Hoist, Left
from vercheck.model import Edit, Exact, Pin
from vercheck.pipeline import Outcome
from vercheck.versions import equal, parse

Pins = tuple[Pin, ...]


def hoist_starlark(
    outcome: Outcome, tool: str, home: str, symbol: str | None = None, version: str | None = None
) -> Hoist:
    """Every literal version of `tool` that can be looked up, in the table `symbol` of the file `home`.

    Literals that differ are refused, unless `version` says which it is to be.

    Raises:
        HoistError: no such table can be, or be loaded.
    """
    return _Hoisting(Home(Files(outcome, home), tool, symbol), version).hoist()


@dataclass(frozen=True)
class _Hoisting:
    home: Home
    wanted: str | None

    def hoist(self) -> Hoist:
        whole, left = self._literals()
        version = self._version(whole)
        movable, respelled = _by_spelling(whole, version)
        base = Hoist(self.home.address, version, left=_ordered((*left, *respelled)))
        if self.wanted is None and (truths := self._truths(movable)):
            return replace(base, refused=(*truths, "`--to VERSION` says which it is to be"))
        if not movable and self.home.says in (None, version):
            return base
        if lacks := tuple(dict.fromkeys(self._lacks(movable, version))):
            return replace(base, refused=lacks)
        spelled_out = (item for pin in movable for item in self._candidates.spelled_out(pin))
        before, after = self._contents(movable, version)
        return replace(
            base,
            sites=movable,
            entry=self.home.literal,
            left=_ordered((*base.left, *spelled_out)),
            before=before,
            after=after,
        )

    @property
    def _files(self) -> Files:
        return self.home.files

    @cached_property
    def _candidates(self) -> Candidates:
        facts = self._files.outcome.facts
        return Candidates(facts, self.home.tool, self.home.path, self._files.is_starlark, self.home.literal)

    # which literals

    def _literals(self) -> tuple[Pins, tuple[Left, ...]]:
        """Literals that can be looked up, and those that cannot."""
        whole: list[Pin] = []
        left: list[Left] = []
        for pin in self._candidates.pins():
            words = self._hindrance(pin) or self._candidates.obstacle(pin)
            if words is None:
                whole.append(pin)
            else:
                left.append(Left(pin.location, pin.raw, words))
        return tuple(whole), tuple(left)

    def _hindrance(self, pin: Pin) -> str | None:
        """Why a literal has to stay, as far as its file can tell."""
        path, span = pin.location.path, pin.location.span
        if (words := self._files.refused(path)) is not None:
            return words
        seen = self._files.outline(path)
        if span not in seen.strings:
            is_part = any(inner.covers(span) for inner in seen.strings)
            return "it is a part of a longer text" if is_part else "it is no plain string"
        if path == self.home.path:
            return self._above(pin, seen)
        if self._files.local(path, self.home.symbol) is not None:
            return None
        if self.home.symbol in seen.names:
            return f"`{self.home.symbol}` is something else in this file"
        return self._files.cannot_begin(path)

    def _above(self, pin: Pin, seen: Outline) -> str | None:
        """Why a literal of the table's own file has to stay."""
        span, table = pin.location.span, self.home.table
        if table is None or table.span.end <= span.start:
            return None
        if table.span.covers(span):
            return f"it is an entry of `{self.home.symbol}` itself"
        runs_later = any(body.covers(span) for body in seen.bodies)
        return None if runs_later else f"it stands above `{self.home.symbol}`"

    # which version

    def _version(self, pins: Pins) -> str:
        """What was asked for, else what the table says, else what a literal says without a `v`."""
        said = [text for text in (self.wanted, self.home.says) if text is not None]
        bare = [pin.raw for pin in pins if not parse(pin.raw).prefix]
        return next(iter((*said, *bare, *(pin.raw for pin in pins))), "")

    def _truths(self, movable: Pins) -> tuple[str, ...]:
        """What each place says, where they do not agree; empty where they do."""
        said = [(f"{pin.location.path}:{pin.location.line}", pin.raw) for pin in movable]
        if self.home.says is not None:
            said.insert(0, (str(self.home.address), self.home.says))
        if len({text for _, text in said}) < 2:
            return ()
        return tuple(f"{place} says `{text}`" for place, text in said)

    def _lacks(self, movable: Pins, version: str) -> Iterator[str]:
        """What a change of version needs that nobody gave; a change of place needs nothing."""
        changed = [pin for pin in movable if pin.raw != version]
        entry = self.home.entry
        if entry is not None and self.home.says != version:
            changed.append(entry)
            if not isinstance(entry.value, Exact):
                yield f"{self.home.path}:{entry.location.line} takes its version from elsewhere"
        for pin in changed:
            yield from self._candidates.lacks(pin)

    # the edits

    def _contents(self, movable: Pins, version: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
        edits: dict[str, list[Edit]] = defaultdict(list)
        for pin in movable:
            edits[pin.location.path].append(self._look_up(pin))
        for path, items in edits.items():
            items.extend(self._load(path))
        if self._files.has_home:
            edits[self.home.path].extend(self._at_home(version))
        before = {path: self._files.source(path).content for path, items in edits.items() if items}
        after = {path: edited(content, edits[path]) for path, content in before.items()}
        if not self._files.has_home:
            after[self.home.path] = new_table(self.home.symbol, self.home.key, version).encode()
        return before, after

    def _look_up(self, pin: Pin) -> Edit:
        path = pin.location.path
        name = self._files.local(path, self.home.symbol) or self.home.symbol
        whole = self._files.outline(path).strings[pin.location.span]
        return replaced(self._files.source(path), whole, f'{name}["{self.home.key}"]')

    def _load(self, path: str) -> Iterator[Edit]:
        """What makes the table known in a file."""
        if self._files.local(path, self.home.symbol) is not None:
            return
        source, known = self._files.source(path), self._files.load(path)
        if known is not None:
            yield name_edit(source, known, self.home.symbol)
        else:
            yield load_edit(source, self._files.outline(path), self._files.label(path), self.home.symbol)

    def _at_home(self, version: str) -> Iterator[Edit]:
        """What makes the table say the version."""
        source, symbol, key = self._files.source(self.home.path), self.home.symbol, self.home.key
        entry, table = self.home.entry, self.home.table
        if table is None:
            yield table_edit(source, self._files.outline(self.home.path), symbol, key, version)
        elif entry is None:
            yield entry_edit(source, table, key, version)
        elif self.home.says != version:
            yield replaced(source, entry.location.span, version)


def _by_spelling(pins: Pins, version: str) -> tuple[Pins, tuple[Left, ...]]:
    """Literals that a look-up can stand for, and those that say it in other characters (`v1.2.0`, `1.2`)."""
    movable, left = [], []
    for pin in pins:
        said, meant = parse(pin.raw), parse(version)
        is_respelled = said.prefix != meant.prefix or (pin.raw != version and equal(said, meant))
        if is_respelled:
            left.append(Left(pin.location, pin.raw, f"it is spelled otherwise than `{version}`"))
        else:
            movable.append(pin)
    return tuple(movable), tuple(left)


def _ordered(left: Iterable[Left]) -> tuple[Left, ...]:
    return tuple(sorted(dict.fromkeys(left), key=lambda item: item.location))
