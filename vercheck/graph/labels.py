"""Where a label or a relative path leads: `//toolchains:versions.bzl` from a file → a path."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection

from vercheck.model import Constant, Extraction, Pin, Role

WORKSPACE = "<workspace>"
"""Stands for the manifest of the Cargo workspace that a member belongs to."""


class Labels:
    """Resolves labels against the files that were read."""

    def __init__(
        self,
        paths: Collection[str],
        root_of: Callable[[str], str],
        modules: dict[str, str],
        workspaces: Collection[str],
        packages: dict[str, str] | None = None,
    ) -> None:
        """`modules` maps a Bazel module's name to its folder; `workspaces` are the manifests with a
        `[workspace]` table; `packages` maps `npm:NAME` to the manifest of a package of that name."""
        self._paths = frozenset(paths)
        self._root_of = root_of
        self._modules = modules
        self._workspaces = frozenset(workspaces)
        self._packages = packages or {}

    def path(self, label: str, origin: str) -> str | None:
        """The path that `label` means when written in the file `origin`; `None` outside of what was read."""
        if label == WORKSPACE:
            return self._workspace(origin)
        if label in self._paths:
            return label
        if label.startswith("npm:"):
            return self._packages.get(label)
        if "//" in label or label.startswith(":"):
            return self._bazel(label, origin)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(origin), label))
        return joined if joined in self._paths else None

    def _workspace(self, origin: str) -> str | None:
        folder = origin.rpartition("/")[0]
        while True:
            candidate = posixpath.join(folder, "Cargo.toml")
            if candidate in self._workspaces:
                return candidate
            if not folder:
                return None
            folder = folder.rpartition("/")[0]

    def _bazel(self, label: str, origin: str) -> str | None:
        repository, separator, rest = label.partition("//")
        if not separator:
            return self._beside(label.lstrip(":"), origin)
        package, _, name = rest.partition(":")
        name = name or posixpath.basename(package)
        inside = posixpath.normpath(posixpath.join(package, name)) if package else name
        for root in self._repository_roots(repository.strip("@"), origin):
            candidate = posixpath.normpath(posixpath.join(root, inside)) if root else inside
            if candidate in self._paths:
                return candidate
        return None

    def _repository_roots(self, repository: str, origin: str) -> tuple[str, ...]:
        if not repository or repository == "root":
            return (self._root_of(origin), "")
        if repository in self._modules:
            return (self._modules[repository],)
        return (repository,)  # a Buck cell is most often a folder of the same name

    def _beside(self, name: str, origin: str) -> str | None:
        folder = origin.rpartition("/")[0]
        while True:
            candidate = posixpath.join(folder, name) if folder else name
            if candidate in self._paths:
                return candidate
            if not folder:
                return None
            folder = folder.rpartition("/")[0]


def labels_of(every: Extraction, paths: Collection[str], root_of: Callable[[str], str]) -> Labels:
    """The labels of a repository: its modules are those that a `module(…)` names."""
    modules = {
        pin.artifact.name: posixpath.dirname(pin.location.path)
        for pin in every.pins
        if pin.artifact.ecosystem == "bazel" and pin.role is Role.PROVIDES and pin.trail == "module.version"
    }
    facts: tuple[Pin | Constant, ...] = (*every.pins, *every.constants)
    workspaces = {fact.location.path for fact in facts if fact.trail.startswith("workspace.")}
    return Labels(paths, root_of, modules, workspaces, _npm_packages(every))


def _npm_packages(every: Extraction) -> dict[str, str]:
    """The manifests of npm packages by name; a name that two packages have means neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for statement in every.statements:
        if statement.kind == "npm-package":
            label = f"npm:{statement.name}"
            shared.update({label} if label in found else ())
            found[label] = statement.location.path
    return {label: path for label, path in found.items() if label not in shared}
