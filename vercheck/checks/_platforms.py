"""Lists of platforms as a check compares them: what each is for, which platforms it holds, and what one
lacks of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.graph import Facts, Standing
from vercheck.model import Label, PlatformList
from vercheck.shapes.names import words
from vercheck.shapes.targets import Target, read_target

_MANIFESTS = frozenset({"package.json", "Cargo.toml", "pyproject.toml", "go.mod", "deno.json"})
_NAME = re.compile(r"[\w.@/-]+")
_SEVERAL = frozenset(
    {
        "targets", "triples", "platforms", "architectures", "arches", "map", "mapping", "mappings", "table",
        "by", "to",
    }
)  # fmt: skip
"""Words of a name that stands for all platforms, not for one."""
_NOUNS = frozenset(
    {"targets", "triples", "platforms", "architectures", "arches", "target", "triple", "platform"}
)
_PLAIN = _NOUNS | _SEVERAL | {
    "supported", "support", "all", "build", "release", "rust", "cargo", "extra", "valid", "known", "cross",
    "list", "matrix", "include", "settings", "config", "configs", "env", "name", "names", "info",
}  # fmt: skip
"""Words that do not narrow down what a list is for."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the product, with its platforms. `root` is the folder of its build root, `package` that
    of the nearest manifest of a package."""

    listed: PlatformList
    targets: tuple[Target, ...]
    root: str
    package: str

    @property
    def path(self) -> str:
        return self.listed.location.path

    @property
    def name(self) -> str:
        """What people call the list."""
        return f"{self.listed.name}-*" if self.is_of_packages else self.listed.trail

    @property
    def is_workflow(self) -> bool:
        return self.path.endswith((".yml", ".yaml"))

    @property
    def is_bazel(self) -> bool:
        return self.path.endswith((".bzl", ".bazel", "BUILD", "BUCK", "WORKSPACE"))

    @property
    def owner(self) -> str:
        """The function, the call or the table that the list is a part of."""
        return self.listed.trail.removesuffix(f".{self.listed.name}")

    @property
    def subject(self) -> tuple[str, ...]:
        """What the name says beyond "platforms"."""
        return tuple(word for word in words(self.listed.name) if word not in _PLAIN)

    @property
    def is_whole(self) -> bool:
        """Whether the name says no more than "the platforms", of the project itself."""
        said = set(words(self.listed.name))
        is_several = self.is_workflow or "." in self.listed.name or not _SEVERAL.isdisjoint(said)
        return is_several and not _NOUNS.isdisjoint(said) and not self.subject

    @property
    def kind(self) -> tuple[str, ...]:
        """What the name says without its subject: `go_platform_map` and `platform_map` are of one kind."""
        return tuple(word for word in words(self.listed.name) if word in _PLAIN)

    @property
    def is_constant(self) -> bool:
        """Whether the list itself has a name in its file."""
        return self.listed.trail == self.listed.name and not self.is_workflow

    @property
    def speaks_of_platforms(self) -> bool:
        return not _NOUNS.isdisjoint(words(self.listed.name))

    @property
    def is_of_packages(self) -> bool:
        """Whether the platforms are ends of packages' names."""
        return self.listed.trail.endswith(f"[{self.listed.name}-*]")

    def label(self, text: str) -> Label:
        return Label(self.listed.location, text)

    def without(self, other: Listing) -> tuple[str, ...]:
        """The platforms of the other list, as written there, that are not in this one. An ABI counts
        only where every name of both lists speaks of it."""
        is_exact = all(target.says_abi for target in (*self.targets, *other.targets))
        own = {_key(target, is_exact) for target in self.targets}
        for system, processor in [target.pair for target in self.targets]:
            if processor == "universal":
                own |= {(system, "x86_64", ""), (system, "aarch64", "")}
        return tuple(
            dict.fromkeys(
                entry.text
                for entry, target in zip(other.listed.entries, other.targets, strict=True)
                if _key(target, is_exact) not in own and target.processor != "universal"
            )
        )

    def hosts(self) -> Listing:
        """The same list without what no tool runs on: WebAssembly, and bare machines."""
        kept = [
            (entry, target)
            for entry, target in zip(self.listed.entries, self.targets, strict=True)
            if not target.processor.startswith("wasm") and target.system not in ("none", "emscripten")
        ]
        listed = replace(self.listed, entries=tuple(entry for entry, _ in kept))
        return replace(self, listed=listed, targets=tuple(target for _, target in kept))


def listings(facts: Facts) -> Iterator[Listing]:
    """The lists that must agree with others without being asked to."""
    packages = {
        path.rpartition("/")[0] for path in facts.graph.paths if path.rpartition("/")[2] in _MANIFESTS
    }
    for listed in facts.graph.platform_lists:
        path = listed.location.path
        if facts.graph.standing(path) is not Standing.PRODUCT or not _NAME.fullmatch(listed.name):
            continue
        targets = [_target(facts, entry.text) for entry in listed.entries]
        known = tuple(target for target in targets if target is not None)
        if len(known) == len(targets):
            yield Listing(listed, known, facts.graph.root(path), _nearest(path, packages))


def _nearest(path: str, folders: set[str]) -> str:
    folder = path.rpartition("/")[0]
    while folder and folder not in folders:
        folder = folder.rpartition("/")[0]
    return folder


def _target(facts: Facts, text: str) -> Target | None:
    """What a name stands for: what the packs say of it, else what it says itself."""
    written, named = read_target(text), facts.knowledge.platform(text)
    known = read_target(named) if named is not None else None
    if known is None or written is None:
        return known or written
    return replace(known, says_abi=written.says_abi)


def _key(target: Target, is_exact: bool) -> tuple[str, str, str]:
    return (target.system, target.processor, target.abi if is_exact else "")
