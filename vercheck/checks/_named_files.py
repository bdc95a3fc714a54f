"""The files of the repository that a text names, in any of the ways in which people write them."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase

_PATH = re.compile(
    r"(?<![\w:/.@<>*-])("
    r"(?:@?//|:|\.{1,2}/|/)?(?:[\w.@+*-]+/)*[\w@+*-][\w.@+*-]*\.[A-Za-z]\w{0,15}"  # any/name.ext
    r"|(?:@?//|\.{1,2}/|/)?(?:[\w.@+-]+/)+[\w.@+-]+"  # any/name
    r"|//[\w./+-]*:[\w./+-]+"  # a label
    r"|\.[a-z][\w-]+"  # .bazelversion
    r")(?::[\w.+-]+)?"
)
_URL = re.compile(r"https?://[^/\s]+/[^/\s]+/[^/\s]+/(?:-/)?(?:blob|tree|raw)/[^/\s]+/([^\s)\"'#?>]+)")
_WELL_KNOWN = re.compile(
    r"(?<![\w/.-])(?:Dockerfile|Containerfile|Makefile|GNUmakefile|[Jj]ustfile|WORKSPACE|BUCK|BUILD|rust-toolchain"
    r"|Brewfile|Earthfile|Tiltfile|Pipfile|Gemfile|flake|Vagrantfile)(?![\w/.-])"
)
_WORKFLOW = re.compile(r"\b(?:workflows?|GitHub Actions?|CI (?:config\w*|workflows?))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written, its stretch in the text, and the files that it may mean. `is_sure` says
    that it leads to one file by its words."""

    text: str
    start: int
    paths: tuple[str, ...]
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Files:
    """All files that a name can mean."""

    paths: frozenset[str]
    _by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, paths: Collection[str]) -> Files:
        files = cls(frozenset(paths))
        for path in sorted(files.paths):
            files._by_name[path.rpartition("/")[2]].append(path)
        return files

    def named(self, text: str, origin: str) -> list[Named]:
        """What a text in the file `origin` names; a name without a file is kept, with no paths."""
        return sorted(self._found(text, origin), key=lambda named: named.start)

    def _found(self, text: str, origin: str) -> Iterator[Named]:
        folder = posixpath.dirname(origin)
        for match in _PATH.finditer(text):
            name = match.group(1).rstrip(".")
            if "*" in name:
                paths = tuple(path for path in sorted(self.paths) if fnmatchcase(path, name.lstrip("/")))
                yield Named(name, match.start(1), paths, is_sure=False)
            else:
                yield Named(name, match.start(1), self.reached(name, folder))
        for match in _URL.finditer(text):
            path = match.group(1).rstrip(".,;:")
            if path.count("/") and not path.startswith(".") and path in self.paths:
                yield Named(path, match.start(1), (path,), is_sure=False)
        for match in _WELL_KNOWN.finditer(text):
            name = "flake.nix" if match.group() == "flake" else match.group()
            paths = self.reached(name, folder)
            if paths:
                yield Named(name, match.start(), paths)
        for match in _WORKFLOW.finditer(text):
            paths = tuple(path for path in sorted(self.paths) if path.startswith(".github/workflows/"))
            yield Named(match.group(), match.start(), paths, is_sure=len(paths) == 1)

    def reached(self, name: str, folder: str) -> tuple[str, ...]:
        """The file of that name: from the root, from `folder`, as a label, or by a tail that one file has."""
        plain = name.lstrip("@")
        if plain.startswith("//"):
            plain = plain[2:].replace(":", "/").lstrip("/")
        elif plain.startswith(":"):
            plain = posixpath.join(folder, plain[1:])
        beside = posixpath.normpath(posixpath.join(folder, plain.lstrip("/")))
        from_root = posixpath.normpath(plain.lstrip("/"))
        # `Cargo.toml` without a folder is the neighbour; `tools/x.json` is told from the root first.
        for candidate in (from_root, beside) if "/" in plain else (beside, from_root):
            if candidate in self.paths:
                return (candidate,)
        same = self._by_name.get(from_root.rpartition("/")[2], [])
        tails = [path for path in same if path == from_root or path.endswith(f"/{from_root}")]
        return tuple(tails) if len(tails) == 1 else ()

    def lacks(self, named: Named, origin: str) -> bool:
        """Whether a name is clearly meant as a file of this repository, in a folder that is there, or
        as one whose name is nearly right."""
        if named.paths or any(sign in named.text for sign in "*@:<$") or named.text.startswith(("/", ".")):
            return False
        head, slash, last = named.text.rpartition("/")
        if any(path.endswith(f"/{named.text}") for path in self._by_name.get(last, ())):
            return False
        if not slash:
            return self.near(named.text) is not None
        folders = (head, posixpath.normpath(posixpath.join(posixpath.dirname(origin), head)))
        return any(path.startswith(f"{folder}/") for folder in folders for path in self.paths)

    def near(self, text: str) -> str | None:
        """The file that may have been meant."""
        folder, _, name = text.rpartition("/")
        if not folder:
            found = get_close_matches(name, sorted(self._by_name), n=1, cutoff=0.8)
            return found[0] if found and found[0].rpartition(".")[2] == name.rpartition(".")[2] else None
        beside = {path for path in self.paths if path.rpartition("/")[0].endswith(folder)}
        found = get_close_matches(text, sorted(beside), n=1, cutoff=0.6)
        return found[0] if found else None
