"""Which tool a pin belongs to: packs first, then the names that the repository itself uses.

An extractor sees one file and offers several names (`wasm_toolchain.register(name = "wasm_tools")`);
here the whole repository is known, so the name that a registry, a table or a pack uses wins.
"""

from __future__ import annotations

from collections.abc import Iterable

from vercheck.graph.knowledge import Knowledge
from vercheck.model import Artifact, Pin, Registry, Role
from vercheck.shapes.names import artifact_named, normal

_OWN_NAMESPACE = frozenset(
    {"cargo", "npm", "pypi", "go", "action", "docker", "apt", "apk", "brew", "choco", "gem", "nuget", "orb"}
)
"""Ecosystems whose names say nothing about a tool of the same name elsewhere, unless a pack says so."""


class Identity:
    """Names to tools, for one repository."""

    def __init__(self, knowledge: Knowledge, pins: Iterable[Pin], registries: Iterable[Registry]) -> None:
        self._tool_of: dict[Artifact, str] = {}
        self._known: dict[str, str] = {}
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

    def is_declared(self, artifact: Artifact) -> bool:
        """Whether a pack names this artifact."""
        return _folded(artifact) in self._tool_of

    def _named(self, artifact: Artifact) -> str:
        name = artifact.name.rpartition("/")[2] if artifact.ecosystem == "github" else artifact.name
        return self._known.get(normal(name), normal(name))


def family(artifact: Artifact) -> str:
    """Pins of one tool are compared within a family: what a package index serves is numbered and
    released apart from the program of the same name."""
    return artifact.ecosystem if artifact.ecosystem in _OWN_NAMESPACE else "release"


def _folded(artifact: Artifact) -> Artifact:
    return Artifact(artifact.ecosystem, artifact.name.lower().replace("_", "-"))
