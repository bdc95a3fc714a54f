"""Patches that name a version in their file name: `./patches/rules_rust-0.60.0.patch`.

A patch is made for one version of what it changes; the name is a claim, which may have become stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors._nix.book import Book
from vercheck.model import Artifact, Exact, Pin, Role, Span
from vercheck.shapes.pins import pin_at
from vercheck.syntax.nix import Place
from vercheck.versions import looks_like_version, parse

MAX_LENGTH = 300

_VERSION = re.compile(r"(?<![\d.])v?(?P<version>\d+\.\d+(?:\.\d+){0,3}(?:-(?:rc|alpha|beta)\.?\d+)?)(?![\d])")
_WORD = re.compile(r"[A-Za-z][\w+]*")
_NO_NAMES = frozenset({
    "to", "for", "from", "in", "of", "on", "at", "with", "and", "the", "a", "an", "v", "ver", "version",
    "bump", "bumps", "update", "upgrade", "downgrade", "pin", "use", "fix", "fixes", "add", "remove",
    "drop", "revert", "backport", "support", "build", "compile", "patch", "patches", "nixpkgs", "nix",
    "git", "diff", "cve", "gcc",
})  # fmt: skip
_ECOSYSTEMS = ("bazel_", "python_", "com_github_", "org_", "io_bazel_")


def read_patches(book: Book, places: list[Place]) -> Iterator[Pin]:
    seen: set[int] = set()
    for place in places:
        leaf = place.leaf
        if leaf.type not in ("path_fragment", "string_fragment") or leaf.start_byte in seen:
            continue
        seen.add(leaf.start_byte)
        text = book.tree.text(leaf)
        if len(text) > MAX_LENGTH or "://" in text or not text.endswith((".patch", ".diff")):
            continue
        start = text.rfind("/") + 1
        pin = _pin(book, leaf.start_byte + len(text[:start].encode()), text[start:])
        if pin is not None:
            yield pin


def _pin(book: Book, offset: int, name: str) -> Pin | None:
    stem = name.rpartition(".")[0]
    found = next((match for match in _VERSION.finditer(stem) if match.start() > 0), None)
    if found is None or not looks_like_version(found["version"]):
        return None
    names = _subjects(stem[: found.start()])
    if not names:
        return None
    start = offset + len(stem[: found.start("version")].encode())
    return pin_at(
        book.source,
        Span(start, start + len(found["version"])),
        Artifact("nix", names[0]),
        Exact(parse(found["version"])),
        role=Role.MENTIONS,
        trail=f"patch:{name}",
        names=names[1:],
        note="the name of a patch",
    )


def _subjects(before: str) -> tuple[str, ...]:
    """What the words in front of a version name, best first: `0004-nixpkgs-bump-rules_rust-to-` is about
    `rules_rust`."""
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
