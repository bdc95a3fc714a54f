"""Labels, forwards and back: what a file of this repository is called in a `load`, and what a `load` means.

The graph follows labels leniently, since it only reads. A `load` that is written must be one that Bazel
takes, so here a label needs a package, and a file that cannot load says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from vercheck.graph.scopes import Roots

_BUILD_FILES = ("BUILD.bazel", "BUILD", "BUCK", "BUCK.v2", "TARGETS", "TARGETS.v2")
_WORKSPACES = frozenset({"WORKSPACE", "WORKSPACE.bazel"})
_SEGMENT = re.compile(r"(.+\.)?MODULE\.bazel|MODULE\..+\.bazel")
_LOAD = re.compile(r"(?P<repository>@{0,2}[^/:]*)//(?P<package>[^:]*):(?P<name>.+)")


def cannot_load(path: str) -> str | None:
    """Why a Starlark file can load nothing from this repository; `None` where it can."""
    name = path.rpartition("/")[2]
    if _SEGMENT.fullmatch(name) or name in ("REPO.bazel", "VENDOR.bazel"):
        return f"`{name}` can load nothing"
    if name in _BUILD_FILES or is_workspace(path) or name.endswith((".bzl", ".star")):
        return None
    return f"`{name}` is for another repository, where this one's labels lead elsewhere"


def is_workspace(path: str) -> bool:
    """Whether a file defines the repositories that later loads come from."""
    return path.rpartition("/")[2] in _WORKSPACES


@dataclass(frozen=True)
class Packages:
    """The packages of a tree, by the paths of all of its files; `module` is the name of its root module."""

    paths: Collection[str]
    module: str = ""

    def label(self, path: str, origin: str, written: Collection[str]) -> str | None:
        """The label of `path` in a load of `origin`, short where that file writes its
        own package's labels so; `None` where no package holds the file."""
        package = self.package(path)
        if package is None:
            return None
        folder, name = package
        if folder == self._folder(origin) and any(label.startswith(":") for label in written):
            return f":{name}"
        return f"//{self._inside(folder, path)}:{name}"

    def package(self, path: str) -> tuple[str, str] | None:
        """The folder of the package that holds a file, and the file's name in it."""
        folder = self._folder(path)
        if folder is None:
            return None
        return folder, path.removeprefix(f"{folder}/" if folder else "")

    def path(self, label: str, origin: str) -> str | None:
        """The file of this repository that a label means in `origin`."""
        if label.startswith(":"):
            folder = self._folder(origin)
            return None if folder is None else _joined(folder, label[1:])
        found = _LOAD.fullmatch(label)
        if found is None or found["repository"].strip("@") not in ("", self.module):
            return None
        return _joined(self.root(origin), found["package"], found["name"])

    def root(self, path: str) -> str:
        """The folder of the Bazel repository that a file belongs to."""
        return self._roots.folder(path)

    def reached(self, start: str, loads: Callable[[str], Collection[str]]) -> frozenset[str]:
        """The files that a file loads, and those that they load, and so on."""
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            origin = waiting.pop()
            for label in loads(origin):
                path = self.path(label, origin)
                if path is not None and path not in seen:
                    seen.add(path)
                    waiting.append(path)
        return frozenset(seen)

    @cached_property
    def _roots(self) -> Roots:
        return Roots(self.paths)

    def _inside(self, folder: str, path: str) -> str:
        root = self.root(path)
        return folder.removeprefix(root).lstrip("/")

    def _folder(self, path: str) -> str | None:
        root = self.root(path)
        for folder in _upwards(path.rpartition("/")[0]):
            if any(_joined(folder, name) in self.paths for name in _BUILD_FILES):
                return folder
            if folder == root:
                return None
        return None


def _upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _joined(*parts: str) -> str:
    return "/".join(part for part in parts if part)
