"""Which pins a comment's promise ties together: the ones it stands over, and the ones it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from vercheck.checks._named_files import Files, Named
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Artifact, Pin, Remark, Role
from vercheck.shapes.names import normal, words
from vercheck.shapes.promises import Promise, promises

_CONSTANT = re.compile(r"(?<![\w./-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w/-]|\.\w)")
_TOOL = re.compile(
    r"(?:match(?:es|ing)?|in[ -]sync with|same (?:version )?as|align(?:ed|s)? with|lock-?step with"
    r"|identical to)"
    r" (?:exactly )?(?:the )?(?:version (?:of|used (?:by|for|in|with)) )?(?:the )?(?:(?:rust )?crate )?"
    r"(?P<quote>[`'\"]?)(?P<name>[A-Za-z@][\w.@/+-]{1,60}\w)(?P=quote)"
    r"(?:'s)?(?P<version> versions?| pin| crate)?"
    r"(?=\s*(?:[.,;:)]|$| (?:in|above|below|from|used|pinned|dependency|of)\b))",
    re.IGNORECASE,
)
_OWN = "own version"


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines of one paragraph of a comment."""

    remarks: tuple[Remark, ...]

    @property
    def path(self) -> str:
        return self.remarks[0].location.path

    @property
    def text(self) -> str:
        return " ".join(remark.text for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Tie:
    """A promise that `pin` agrees with one of `others`, which stand in `place` (a file, or what the
    comment calls them). `is_sure` says that nothing else can be meant."""

    pin: Pin
    others: tuple[Pin, ...]
    place: str
    remark: Remark
    promise: Promise
    is_sure: bool


@dataclass(frozen=True)
class Contracts:
    """Reads the promises of all comments of the product."""

    graph: PinGraph
    files: Files
    _on_line: dict[tuple[str, int], list[Pin]] = field(default_factory=lambda: defaultdict(list))
    _in_file: dict[str, list[Pin]] = field(default_factory=lambda: defaultdict(list))
    _of_tool: dict[str, defaultdict[str, list[Pin]]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> Contracts:
        made = cls(facts.graph, Files.of(facts.files or facts.graph.paths))
        for pin in facts.graph.pins:
            if pin.role is not Role.MENTIONS:
                made._on_line[pin.location.path, pin.location.line].append(pin)
                made._in_file[pin.location.path].append(pin)
        return made

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs in the product's own files, in order."""
        found: dict[tuple[str, str, int], list[Remark]] = defaultdict(list)
        for remark in self.graph.remarks:
            place = remark.location
            if remark.kind in ("comment", "docstring", "text"):
                found[place.path, remark.kind, remark.block or place.line].append(remark)
        return tuple(
            Passage(tuple(remarks))
            for (path, _, _), remarks in found.items()
            if self.graph.standing(path) is Standing.PRODUCT
        )

    def in_file(self, path: str) -> list[Pin]:
        """The pins of a file, without mentions."""
        return self._in_file[path]

    def ties(self, passage: Passage) -> Iterator[Tie]:
        for promise in promises(passage.text):
            governed = self.governed(passage, promise)
            if not governed:
                continue
            named = self.named(passage, promise)
            for pin in governed:
                for name in named:
                    yield from self._to_file(pin, name, passage, promise, is_alone=len(governed) == 1)
                if passage.remarks[0].kind != "docstring":
                    yield from self._to_name(pin, passage, promise, has_files=any(n.paths for n in named))
            if promise.is_among and not named and passage.remarks[0].kind == "comment":
                yield from self._among(governed, passage, promise)

    def named(self, passage: Passage, promise: Promise) -> list[Named]:
        """Files that the promise names; its context is asked where it names none itself."""
        for text in (promise.text, promise.context):
            found = [name for name in self.files.named(text, passage.path) if name.paths != (passage.path,)]
            if any(name.paths for name in found):
                return found
        return found

    def governed(self, passage: Passage, promise: Promise) -> list[Pin]:
        """The pins that a promise is about: those of its statement, or of its block where it speaks of
        several; only those that it names, where it names some."""
        remark = passage.remarks[-1]
        path, line = passage.path, remark.location.line
        first, statement, block = remark.governs
        if not first:
            return self._on_line[path, line] or ([] if remark.block else self._on_line[path, line + 1])
        last = block if promise.is_plural or promise.is_among else statement
        pins = [pin for number in range(first, last + 1) for pin in self._on_line[path, number]]
        spoken = [pin for pin in pins if _speaks_of(promise.text, self._names(pin))]
        return spoken or pins

    def _to_file(
        self, pin: Pin, name: Named, passage: Passage, promise: Promise, *, is_alone: bool
    ) -> Iterator[Tie]:
        for path in name.paths:
            found = self._same(pin, path)
            if not found and not promise.follows and name.is_sure and is_alone:
                found = self._meant(pin, path, promise)
            if found:
                is_sure = name.is_sure and len(name.paths) == 1
                yield Tie(pin, tuple(found), path, passage.remarks[0], promise, is_sure)

    def _same(self, pin: Pin, path: str) -> list[Pin]:
        """What a file says of the same tool."""
        if path not in self._of_tool:
            by_tool = self._of_tool[path] = defaultdict(list)
            for other in self._in_file[path]:
                by_tool[self.graph.tool(other)].append(other)
        return [other for other in self._of_tool[path][self.graph.tool(pin)] if other is not pin]

    def _meant(self, pin: Pin, path: str, promise: Promise) -> list[Pin]:
        """What a file says of what can only be meant, though it goes by another name."""
        there = [other for other in self._in_file[path] if other is not pin]
        constants = set(_CONSTANT.findall(promise.text))
        same_key = [other for other in there if _key(other) in constants]
        if not same_key and _OWN in pin.note:
            same_key = [other for other in there if _OWN in other.note]
        if not same_key and "version" in words(_key(pin)) and len(words(_key(pin))) > 1:
            same_key = [other for other in there if words(_key(other)) == words(_key(pin))]
        text = promise.text.replace(path, "").replace(path.rpartition("/")[2], "")
        spoken = [other for other in there if _speaks_of(text, self._names(other))]
        if same_key or spoken:
            return same_key or spoken
        stem = normal(path.rpartition("/")[2].strip(".").partition(".")[0])
        artifacts = {self.graph.artifact(other) for other in there}
        is_about_another = any(normal(artifact.name) == stem for artifact in artifacts)
        only = promise.speaks_of_versions and len(there) == 1 and not is_about_another
        return there if only else []

    def _to_name(self, pin: Pin, passage: Passage, promise: Promise, *, has_files: bool) -> Iterator[Tie]:
        """Constants and tools that the promise names: they may go by other names than the pin."""
        if has_files or promise.follows:
            return
        for constant in dict.fromkeys(_CONSTANT.findall(promise.text)):
            found = [other for other in self._keys.get(constant, ()) if other is not pin]
            here = [other for other in found if other.location.path == passage.path]
            if found and _key(pin) != constant:
                is_sure = len({other.raw for other in here or found}) == 1
                yield Tie(pin, tuple(here or found), f"`{constant}`", passage.remarks[0], promise, is_sure)
        for match in _TOOL.finditer(promise.text):
            tool = self.graph.tool_named(match["name"])
            if tool is None or tool == self.graph.tool(pin):
                continue
            others = self._places(tool, pin)
            is_kin = _are_kin(tool, self.graph.tool(pin))
            if others and (is_kin or match["quote"] or match["version"]):
                yield Tie(pin, others, f"`{tool}`", passage.remarks[0], promise, is_kin)

    def _places(self, tool: str, pin: Pin) -> tuple[Pin, ...]:
        found = [
            other
            for other in self.graph.pins_of(tool, Role.SELECTS, Role.REQUIRES)
            if self.graph.standing_of(other) is Standing.PRODUCT
            and self.graph.root(other.location.path) == self.graph.root(pin.location.path)
        ]
        here = [other for other in found if other.location.path == pin.location.path]
        return tuple(here or found)

    def _among(self, pins: list[Pin], passage: Passage, promise: Promise) -> Iterator[Tie]:
        """`keep these versions aligned`, over a block."""
        first = pins[0]
        for pin in pins[1:]:
            if self.graph.tool(pin) != self.graph.tool(first):
                yield Tie(pin, (first,), "its neighbour", passage.remarks[0], promise, is_sure=False)

    @cached_property
    def _keys(self) -> dict[str, list[Pin]]:
        found: dict[str, list[Pin]] = defaultdict(list)
        for pin in self.graph.pins:
            if _key(pin).isupper() and self.graph.standing_of(pin) is Standing.PRODUCT:
                found[_key(pin)].append(pin)
        return found

    def _names(self, pin: Pin) -> tuple[str, ...]:
        artifact: Artifact = self.graph.artifact(pin)
        return (self.graph.tool(pin), artifact.name.rpartition("/")[2], _key(pin))


def _key(pin: Pin) -> str:
    """The last name on a pin's trail: `env.FOO_VERSION` → `FOO_VERSION`."""
    return re.split(r"[.\[]", pin.trail.rstrip("]"))[-1].strip("\"'")


def _speaks_of(text: str, names: tuple[str, ...]) -> bool:
    folded = f" {re.sub(r'[^a-z0-9+]+', ' ', text.lower())} "
    wanted = {" ".join(re.split(r"[^a-z0-9+]+", name.lower())).strip() for name in names}
    return any(f" {name} " in folded for name in wanted if len(name) > 1 and name not in _COMMON)


_COMMON = frozenset(
    {"version", "tag", "rev", "ref", "image", "rust", "from", "channel", "default", "name", "uses"}
)
"""Names of pins that are words of any sentence: they tell nothing."""


def _are_kin(first: str, second: str) -> bool:
    """Whether one name is a part of the other: `wasm-bindgen` and `wasm-bindgen-cli`."""
    one, two = set(words(first)), set(words(second))
    return one <= two or two <= one
