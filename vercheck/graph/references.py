"""Follows references: from a pin that says `TOOL_VERSIONS["x"]` to the literal that it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from vercheck.graph.labels import Labels
from vercheck.model import Accessor, Address, Constant, Extraction, Pin, Reference

MAX_STEPS = 50

_STEP = re.compile(r"(\[[^\]]*\])|\.(\w[\w-]*)")
_KEY = re.compile(r"^(.+)\.keys\(\)\[(-?\d{1,4})\]$")
_CALL = re.compile(r"^(\w+)\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class _File:
    """What stands in one file, by trail; `keys` are the trails of a table's entries, in order."""

    pins: Mapping[str, Pin]
    constants: Mapping[str, Constant]
    keys: Mapping[str, list[str]]
    accessors: Mapping[str, Accessor]

    @classmethod
    def of(cls, extraction: Extraction) -> _File:
        pins: dict[str, Pin] = {}
        keys: dict[str, list[str]] = defaultdict(list)
        for pin in sorted(extraction.pins, key=lambda pin: (pin.location, pin.trail)):
            trail = plain(pin.trail)
            pins.setdefault(trail, pin)
            table, bracket, key = trail.partition("[")
            if bracket and "[" not in key:
                keys[table].append(trail)
        constants: dict[str, Constant] = {}
        for constant in extraction.constants:
            if constant.trail:
                constants.setdefault(plain(constant.trail), constant)
        return cls(pins, constants, keys, {accessor.name: accessor for accessor in extraction.accessors})


_NOTHING = _File({}, {}, {}, {})


class References:
    """What stands at the addresses of a repository. Most files are never referred to, and nothing is noted of
    those."""

    def __init__(self, extractions: Mapping[str, Extraction], labels: Labels) -> None:
        self._labels = labels
        self._extractions = extractions
        self._files: dict[str, _File] = {}

    def _file(self, path: str) -> _File:
        if path not in self._files:
            extraction = self._extractions.get(path)
            self._files[path] = _File.of(extraction) if extraction is not None else _NOTHING
        return self._files[path]

    def behind(self, target: Address, origin: str) -> Pin | Constant | None:
        """The literal at the end of the chain that starts at `target`, as written in file `origin`."""
        seen: set[Address] = set()
        for _ in range(MAX_STEPS):
            address = self.resolved(target, origin)
            if address is None or address in seen:
                return None
            seen.add(address)
            file = self._file(address.path)
            found: Pin | Constant | None = file.pins.get(address.trail) or file.constants.get(address.trail)
            match found:
                case Pin(value=Reference(target=further)):
                    target, origin = further, address.path
                case Constant(target=Address() as further):
                    target, origin = further, address.path
                case _:
                    return found
        return None

    def step(self, pin: Pin) -> Pin | None:
        """The next pin of a chain, where the reference leads to a pin, be it through constants."""
        if not isinstance(pin.value, Reference):
            return None
        target, origin = pin.value.target, pin.location.path
        for _ in range(MAX_STEPS):
            address = self.resolved(target, origin)
            if address is None:
                return None
            file = self._file(address.path)
            if address.trail in file.pins:
                return file.pins[address.trail]
            constant = file.constants.get(address.trail)
            if constant is None or constant.target is None:
                return None
            target, origin = constant.target, address.path
        return None

    def resolved(self, target: Address, origin: str, hops: int = MAX_STEPS) -> Address | None:
        """An address with its label turned into a path, a call turned into a look-up, and a table or
        a function that only passes another one on replaced by that."""
        path = self._labels.path(target.path, origin)
        if path is None or hops == 0:
            return None
        file = self._file(path)
        called = _CALL.match(target.trail)
        if called:
            name, key = called.groups()
            accessor = file.accessors.get(name)
            table = accessor.table if accessor is not None else None
            if table is not None:
                return self.resolved(Address(table.path, f"{table.trail}[{key}]"), path, hops - 1)
            passed_on = self._passed_on(path, name)
            if passed_on is not None:
                return self.resolved(Address(passed_on.path, f"{passed_on.trail}({key})"), path, hops - 1)
        keyed = _KEY.match(target.trail)
        if keyed:
            entries = file.keys.get(keyed.group(1), [])
            index = int(keyed.group(2))
            return Address(path, entries[index]) if -len(entries) <= index < len(entries) else None
        trail = plain(target.trail)
        symbol, bracket, rest = trail.partition("[")
        passed_on = self._passed_on(path, symbol) if bracket and trail not in file.pins else None
        if passed_on is not None:
            return self.resolved(Address(passed_on.path, f"{passed_on.trail}[{rest}"), path, hops - 1)
        return Address(path, trail)

    def _passed_on(self, path: str, symbol: str) -> Address | None:
        """What a symbol stands for that another file's symbol is assigned to (`VERSIONS = _VERSIONS`)."""
        constant = self._file(path).constants.get(symbol)
        return constant.target if constant is not None else None


def plain(trail: str) -> str:
    """One spelling of a trail: `T[a].b` is `T[a][b]`."""
    head, bracket, rest = trail.partition("[")
    return head + _STEP.sub(lambda step: step[1] or f"[{step[2]}]", bracket + rest)
