"""Projects of their own inside a repository, and the files that choose a version for such a folder alone.

A folder with a manifest that is no member of the one above is built by itself. Its `.nvmrc` or its
Makefile says what is used there, and may differ from the one next door.
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

_LOCKS = {
    "Cargo.toml": frozenset({"Cargo.lock"}),
    "package.json": frozenset({
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb",
        "deno.lock",
    }),
    "pyproject.toml": frozenset({"uv.lock", "poetry.lock", "pdm.lock", "pixi.lock", "pylock.toml"}),
    "go.mod": frozenset({"go.sum"}),
    "Gemfile": frozenset({"Gemfile.lock"}),
    "composer.json": frozenset({"composer.lock"}),
    "pom.xml": frozenset[str](),
}  # fmt: skip
"""Manifests, and what lies beside one only where it is resolved by itself."""
_MANAGED = frozenset({
    "rust-toolchain", "rust-toolchain.toml", ".nvmrc", ".node-version", ".python-version", ".go-version",
    ".ruby-version", ".java-version", ".terraform-version", ".tool-versions", "mise.toml", ".mise.toml",
})  # fmt: skip
"""Files of version managers, of which the nearest one counts."""
_CHOOSING = _MANAGED | {"Makefile", "makefile", "GNUmakefile", "justfile", ".envrc"}
"""Files that say something about their own folder (and what is below it), and about nothing else."""


def chooses_for_project(path: str) -> bool:
    """Whether a file only chooses for the folder that it lies in; a configuration of Terraform does."""
    name = path.rpartition("/")[2]
    return name in _CHOOSING or name.endswith(".tf") or name == ".env" or name.startswith(".env.")


def project(paths: Set[str], path: str) -> str:
    """The folder of the nearest project that is built by itself (`""`: the repository's own). All files
    of a folder are one configuration to Terraform, and a version manager asks for no manifest."""
    folder, _, name = path.rpartition("/")
    is_bare = name in _MANAGED and not any(f"{folder}/{manifest}" in paths for manifest in _LOCKS)
    return folder if is_bare or path.endswith(".tf") else _nearest(frozenset(paths), folder)


@lru_cache(maxsize=4096)
def _nearest(paths: frozenset[str], folder: str) -> str:
    while folder and not _is_alone(paths, folder):
        folder = folder.rpartition("/")[0]
    return folder


def _is_alone(paths: frozenset[str], folder: str) -> bool:
    """Whether a folder has a manifest that belongs to no other: nothing of its kind lies above, or it is
    locked by itself. A Go module belongs to none but where a workspace says so."""
    for manifest, locks in _LOCKS.items():
        if f"{folder}/{manifest}" not in paths:
            continue
        owner = "go.work" if manifest == "go.mod" else manifest
        if any(f"{folder}/{lock}" in paths for lock in locks) or not _lies_above(paths, folder, owner):
            return True
    return False


def _lies_above(paths: frozenset[str], folder: str, name: str) -> bool:
    while folder:
        folder = folder.rpartition("/")[0]
        if (f"{folder}/{name}" if folder else name) in paths:
            return True
    return False
