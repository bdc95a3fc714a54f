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
        """The next pin of a chain, where the reference leads to a pin."""
        if not isinstance(pin.value, Reference):
            return None
        address = self.resolved(pin.value.target, pin.location.path)
        return self._pins.get(address) if address is not None else None

    def resolved(self, target: Address, origin: str) -> Address | None:
        """An address with its label turned into a path and a call turned into a look-up."""
        path = self._labels.path(target.path, origin)
        if path is None:
            return None
        called = _CALL.match(target.trail)
        accessor = self._accessors.get((path, called.group(1))) if called else None
        if called and accessor is not None:
            inner = Address(accessor.table.path, f"{accessor.table.trail}[{called.group(2)}]")
            return self.resolved(inner, path)
        keyed = _KEY.match(target.trail)
        if keyed:
            entries = self._keys.get(Address(path, keyed.group(1)), [])
            index = int(keyed.group(2))
            return entries[index] if -len(entries) <= index < len(entries) else None
        return plain(Address(path, target.trail))


def plain(address: Address) -> Address:
    """One spelling of a trail: `T[a].b` is `T[a][b]`."""
    head, bracket, rest = address.trail.partition("[")
    return Address(address.path, head + _STEP.sub(lambda step: step[1] or f"[{step[2]}]", bracket + rest))
