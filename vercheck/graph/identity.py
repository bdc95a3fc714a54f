"""Which tool a pin belongs to: packs first, then the names that the repository itself uses.

An extractor sees one file and offers several names (`wasm_toolchain.register(name = "wasm_tools")`);
here the whole repository is known, so the name that a registry, a table or a pack uses wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from vercheck.graph.knowledge import Knowledge
from vercheck.model import Artifact, Exact, Pin, Range, Registry, Role
from vercheck.shapes.names import artifact_named, normal

_OWN_NAMESPACE = frozenset(
    {
        "cargo", "npm", "pypi", "go", "action", "docker", "apt", "apk", "brew", "choco", "gem", "nuget",
        "orb", "conda", "helm", "terraform", "devcontainer", "jsr", "deno", "maven", "gradle", "buf", "pub",
        "composer", "snap", "rpm",
        "vscode", "meson", "autoconf", "tauri", "apple", "source", "project", "runner",
    }
)  # fmt: skip
"""Ecosystems whose names say nothing about a tool of the same name elsewhere, unless a pack says so."""

_CARRIERS = frozenset({"docker", "go", "brew"})
"""Ecosystems that number what they carry as its makers do, where a pack says what that is."""


_IMPLEMENTATIONS = re.compile(
    r"(?P<name>pypy|graalpy|jython|ironpython|micropython|jruby|truffleruby|mruby)(?![a-z])", re.IGNORECASE
)
"""Other programs for a language than the one that it is called after, as they are named in front of a
version: each has releases of its own."""


class Identity:
    """Names to tools, for one repository."""

    def __init__(self, knowledge: Knowledge, pins: Iterable[Pin], registries: Iterable[Registry]) -> None:
        self._tool_of: dict[Artifact, str] = {}
        self._carried = frozenset(
            _folded(artifact)
            for tool in knowledge.tools
            if tool.leads is not None and family(tool.leads) == "release"
            for artifact in tool.artifacts
            if artifact.ecosystem in _CARRIERS
        )
        self._known: dict[str, str] = {}
        self._declared_names = frozenset(
            _repository(artifact)
            for tool in knowledge.tools
            for artifact in tool.artifacts
            if _is_github(artifact)
        )
        self._modules = _prefixed_modules(pin.artifact for pin in pins if pin.artifact.ecosystem == "bazel")
        self._shared = _shared_names(pin.artifact for pin in pins if _is_github(pin.artifact))
        for tool in knowledge.tools:
            for artifact in tool.artifacts:
                self._tool_of[_folded(artifact)] = tool.name
            for name in (tool.name, *tool.names):
                self._known[normal(name)] = tool.name
        for registry in registries:
            if registry.kind == "json" or registry.repository:
                self._learn(registry.artifact)
        for pin in pins:
            if pin.role is Role.SELECTS and not pin.names and "[" in pin.trail:
                self._learn(pin.artifact)  # a key of a version table is a name that people chose

    def _learn(self, artifact: Artifact) -> None:
        self._known.setdefault(normal(artifact.name), self._named(artifact))

    def of(self, pin: Pin) -> Artifact:
        """What a pin pins, as `artifact`; `pypy-3.11` is no release of Python's own interpreter."""
        value = pin.value
        text = value.version.text if isinstance(value, Exact) else ""
        text = value.requirement.text if isinstance(value, Range) else text
        other = _IMPLEMENTATIONS.match(text) if pin.artifact.ecosystem == "toolchain" else None
        if other is not None:
            return Artifact("toolchain", other["name"].lower())
        return self.artifact(pin.artifact, pin.names)

    def artifact(self, artifact: Artifact, names: tuple[str, ...]) -> Artifact:
        """The first of the artifact's own name and `names` that the repository or a pack knows."""
        if not names or _folded(artifact) in self._tool_of:
            return artifact
        for name in (artifact.name, *names):
            if ":" in name and _folded(Artifact.parse(name)) in self._tool_of:
                return Artifact.parse(name)
            if normal(name) in self._known:
                return artifact if normal(name) == normal(artifact.name) else artifact_named(name)
        return artifact

    def tool(self, artifact: Artifact) -> str:
        """The tool of an artifact; artifacts of package indexes are tools of their own unless a pack
        ties them to one."""
        declared = self._tool_of.get(_folded(artifact))
        if declared is not None:
            return declared
        if artifact.ecosystem in _OWN_NAMESPACE:
            return artifact.name
        return self._named(artifact)

    def named(self, name: str) -> str | None:
        """The tool that goes by a name or by an artifact, if it is known."""
        if ":" in name:
            return self.tool(Artifact.parse(name))
        return self._known.get(normal(name))

    def family(self, artifact: Artifact) -> str:
        """As the function of that name; an image of a tool that a pack knows is a release of it."""
        return "release" if _folded(artifact) in self._carried else family(artifact)

    def is_declared(self, artifact: Artifact) -> bool:
        """Whether a pack names this artifact."""
        return _folded(artifact) in self._tool_of

    def _named(self, artifact: Artifact) -> str:
        """The tool of the artifact's own name. A repository goes by its last part, unless it only
        shares that part with the one that is meant (`golang/protobuf`, `protocolbuffers/protobuf`)."""
        if not _is_github(artifact):
            return self._known.get(normal(artifact.name), normal(artifact.name))
        name = _repository(artifact)
        is_ambiguous = name in self._declared_names or name in self._shared
        if is_ambiguous and "bazel" not in artifact.name.partition("/")[0].lower():
            return artifact.name.lower()
        owner = normal(artifact.name.partition("/")[0])
        name = next(
            (module for prefix, module in self._modules.get(name, ()) if owner.startswith(prefix)), name
        )
        return self._known.get(name, name)


def _is_github(artifact: Artifact) -> bool:
    return artifact.ecosystem == "github"


def _repository(artifact: Artifact) -> str:
    return normal(artifact.name.rpartition("/")[2])


def _prefixed_modules(artifacts: Iterable[Artifact]) -> dict[str, list[tuple[str, str]]]:
    """Bazel modules whose names begin with who makes them, by the rest of the name: `aspect_rules_js` is
    the repository `rules_js` of `aspect-build`."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted({normal(artifact.name) for artifact in artifacts}):
        prefix, dash, rest = name.partition("-")
        if dash and rest:
            found[rest].append((prefix, name))
    return found


def _shared_names(artifacts: Iterable[Artifact]) -> frozenset[str]:
    """Repository names that occur with more than one owner."""
    owners: dict[str, set[str]] = defaultdict(set)
    for artifact in artifacts:
        owners[_repository(artifact)].add(artifact.name.partition("/")[0].lower())
    return frozenset(name for name, found in owners.items() if len(found) > 1)


def family(artifact: Artifact) -> str:
    """Pins of one tool are compared within a family: what a package index serves is numbered and
    released apart from the program of the same name."""
    return artifact.ecosystem if artifact.ecosystem in _OWN_NAMESPACE else "release"


def _folded(artifact: Artifact) -> Artifact:
    return Artifact(artifact.ecosystem, artifact.name.lower().replace("_", "-"))
