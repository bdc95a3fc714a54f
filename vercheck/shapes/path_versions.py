"""Versions in the names of files and folders: `third_party/foo-1.2.3/`, `foo/1.2.3.nix`, `foo-1.2.3.patch`.

A name is a claim about what lies there, and nothing moves it when a version moves. Here names are read
by themselves; what the file says of the same thing is for a check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.versions import looks_like_version

MAX_LENGTH = 300

_TEXT = r"v?\d+\.\d+(?:\.\d+){0,3}(?:[-+.]?(?:rc|alpha|beta|bcr)[.-]?\d*)?"
_WHOLE = re.compile(_TEXT)
_NAMED = re.compile(rf"(?P<name>[A-Za-z@][\w.+@-]*?)[-_](?P<version>{_TEXT})")
_IN_PATCH = re.compile(
    r"(?<![\d.])v?(?P<version>\d+\.\d+(?:\.\d+){0,3}(?:-(?:rc|alpha|beta)\.?\d+)?)(?![\d])"
)
_ENDING = re.compile(r"(?:\.(?!\d)[A-Za-z][\w]{0,11}){1,3}$")
_BETWEEN = frozenset({"version", "versions", "release", "releases", "tags", "v"})
"""Folders that only say that versions follow: the name stands in front of them."""
_WORD = re.compile(r"[A-Za-z][\w+]*")
_NO_NAMES = frozenset({
    "to", "for", "from", "in", "of", "on", "at", "with", "and", "the", "a", "an", "v", "ver", "version",
    "bump", "bumps", "update", "upgrade", "downgrade", "pin", "use", "fix", "fixes", "add", "remove",
    "drop", "revert", "backport", "support", "build", "compile", "patch", "patches", "nixpkgs", "nix",
    "git", "diff", "cve", "gcc",
})  # fmt: skip
_ECOSYSTEMS = ("bazel_", "python_", "com_github_", "org_", "io_bazel_")


@dataclass(frozen=True, slots=True)
class PathVersion:
    """`text` is the part of the path that says it. `is_exact` says that the version is written in full
    and without a mark: `foo-1.2` and `foo-v1.2.3` may name a generation of an interface."""

    name: str
    version: str
    text: str
    is_folder: bool

    @property
    def is_exact(self) -> bool:
        return self.version[0].isdigit() and self.version.count(".") >= 2


def path_versions(path: str) -> tuple[PathVersion, ...]:
    """What the folders and the file name of a path say, nearest to the file first."""
    if len(path) > MAX_LENGTH:
        return ()
    *folders, file = path.split("/")
    stem = _ENDING.sub("", file).removeprefix("BUILD.")
    parts = [*folders, stem]
    found = (_version_of(parts, index) for index in reversed(range(len(parts))))
    return tuple(one for one in found if one is not None)


def _version_of(parts: list[str], index: int) -> PathVersion | None:
    part, is_folder = parts[index], index < len(parts) - 1
    if _WHOLE.fullmatch(part):
        before = index - 1
        while before > 0 and parts[before].lower() in _BETWEEN:
            before -= 1
        if before < 0 or _WHOLE.fullmatch(parts[before]):
            return None
        return PathVersion(parts[before], part, "/".join(parts[before : index + 1]), is_folder)
    found = _NAMED.fullmatch(part)
    return PathVersion(found["name"], found["version"], part, is_folder) if found else None


@dataclass(frozen=True, slots=True)
class PatchName:
    """What the file name of a patch says: whom it is about, best name first, and which version, which
    stands in characters `[start, end)` of the name."""

    names: tuple[str, ...]
    version: str
    start: int
    end: int


def read_patch_name(name: str) -> PatchName | None:
    """`0004-nixpkgs-bump-rules_rust-to-0.60.0.patch` is about `rules_rust` `0.60.0`."""
    stem = name.rpartition(".")[0]
    if len(name) > MAX_LENGTH or not name.endswith((".patch", ".diff")):
        return None
    found = next((match for match in _IN_PATCH.finditer(stem) if match.start() > 0), None)
    if found is None or not looks_like_version(found["version"]):
        return None
    names = _subjects(stem[: found.start()])
    return PatchName(names, found["version"], *found.span("version")) if names else None


def _subjects(before: str) -> tuple[str, ...]:
    """What the words in front of a version name, best first."""
    words = [word for word in re.split(r"[-\s.]+", before) if word]
    while words and words[-1].lower() in _NO_NAMES:
        words.pop()
    run: list[str] = []
    while words and words[-1].lower() not in _NO_NAMES and _WORD.fullmatch(words[-1]):
        run.insert(0, words.pop())
    name = "-".join(run).strip("_-")
    if not name:
        return ()
    plain = next((name.removeprefix(prefix) for prefix in _ECOSYSTEMS if name.startswith(prefix)), "")
    return (name, plain) if plain else (name,)
