"""Follows references: from a pin that says `TOOL_VERSIONS["x"]` to the literal that it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from vercheck.graph.labels import Labels
from vercheck.model import Accessor, Address, Constant, Extraction, Pin, Reference

MAX_STEPS = 50

_STEP = re.compile(r"(\[[^\]]*\])|\.(\w[\w-]*)")
_KEY = re.compile(r"^(.+)\.keys\(\)\[(-?\d{1,4})\]$")
_CALL = re.compile(r"^(\w+)\(([^()]*)\)$")


class References:
    """All addresses of a repository and what stands there."""

    def __init__(self, extractions: Mapping[str, Extraction], pins: Iterable[Pin], labels: Labels) -> None:
        self._labels = labels
        self._pins: dict[Address, Pin] = {}
        self._constants: dict[Address, Constant] = {}
        self._accessors: dict[tuple[str, str], Accessor] = {}
        self._keys: dict[Address, list[Address]] = defaultdict(list)
        for pin in pins:
            address = plain(pin.address)
            self._pins.setdefault(address, pin)
            table, bracket, key = address.trail.partition("[")
            if bracket and "[" not in key:
                self._keys[Address(address.path, table)].append(address)
        for path, extraction in extractions.items():
            for constant in extraction.constants:
                if not constant.trail:
                    continue
                self._constants.setdefault(plain(Address(path, constant.trail)), constant)
            for accessor in extraction.accessors:
                self._accessors[path, accessor.name] = accessor

    def behind(self, target: Address, origin: str) -> Pin | Constant | None:
        """The literal at the end of the chain that starts at `target`, as written in file `origin`."""
        seen: set[Address] = set()
        for _ in range(MAX_STEPS):
            address = self.resolved(target, origin)
            if address is None or address in seen:
                return None
            seen.add(address)
            found: Pin | Constant | None = self._pins.get(address) or self._constants.get(address)
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
            if address is None or address in self._pins:
                return self._pins[address] if address is not None else None
            constant = self._constants.get(address)
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
        called = _CALL.match(target.trail)
        if called:
            name, key = called.groups()
            accessor = self._accessors.get((path, name))
            table = accessor.table if accessor is not None else None
            if table is not None:
                return self.resolved(Address(table.path, f"{table.trail}[{key}]"), path, hops - 1)
            passed_on = self._passed_on(path, name)
            if passed_on is not None:
                return self.resolved(Address(passed_on.path, f"{passed_on.trail}({key})"), path, hops - 1)
        keyed = _KEY.match(target.trail)
        if keyed:
            entries = self._keys.get(Address(path, keyed.group(1)), [])
            index = int(keyed.group(2))
            return entries[index] if -len(entries) <= index < len(entries) else None
        address = plain(Address(path, target.trail))
        symbol, bracket, rest = address.trail.partition("[")
        passed_on = self._passed_on(path, symbol) if bracket and address not in self._pins else None
        if passed_on is not None:
            return self.resolved(Address(passed_on.path, f"{passed_on.trail}[{rest}"), path, hops - 1)
        return address

    def _passed_on(self, path: str, symbol: str) -> Address | None:
        """What a symbol stands for that another file's symbol is assigned to (`VERSIONS = _VERSIONS`)."""
        constant = self._constants.get(Address(path, symbol))
        return constant.target if constant is not None else None


def plain(address: Address) -> Address:
    """One spelling of a trail: `T[a].b` is `T[a][b]`."""
    head, bracket, rest = address.trail.partition("[")
    return Address(address.path, head + _STEP.sub(lambda step: step[1] or f"[{step[2]}]", bracket + rest))
