"""The ecosystems that an artifact of a pack may be in: those that some reader gives to what it finds.

A row about any other one would tie nothing to anything, and say nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vercheck.did_you_mean import did_you_mean

ECOSYSTEMS = frozenset({
    "action", "apk", "apple", "apt", "autoconf", "bazel", "bin", "bitbucket", "brew", "buf", "cargo",
    "choco", "cmake", "composer", "conda", "deno", "devcontainer", "docker", "gem", "git", "github",
    "gitlab", "go", "golangci", "gradle", "helm", "jsr", "maven", "meson", "nix", "npm", "nuget", "orb",
    "project", "protobuf", "pub", "pypi", "rpm", "runner", "rust", "snap", "source", "target", "tauri",
    "terraform", "toolchain", "vscode",
})  # fmt: skip
_CALLED = {
    "crate": "cargo", "crates": "cargo", "crates.io": "cargo", "pip": "pypi", "golang": "go", "node": "npm",
    "yarn": "npm", "pnpm": "npm", "image": "docker", "oci": "docker", "container": "docker",
    "binary": "bin", "tool": "bin", "cli": "bin", "gh": "github", "actions": "action", "gha": "action",
    "rubygems": "gem", "ruby": "gem", "dotnet": "nuget", "nixpkgs": "nix", "mvn": "maven", "bzl": "bazel",
    "homebrew": "brew", "deb": "apt", "packagist": "composer", "compiler": "toolchain",
    "lang": "toolchain", "language": "toolchain",
}  # fmt: skip
"""What somebody may call an ecosystem, too."""
_ARTIFACTS = ("artifacts", "leads", "leader", "follower", "members", "anchor", "subject", "artifact")
"""Keys of rows under which artifacts stand."""


def unknown_ecosystem(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first artifact of a row in no known ecosystem, and what is wrong with it."""
    for artifact in _artifacts(row):
        ecosystem = artifact.partition(":")[0]
        if ecosystem not in ECOSYSTEMS:
            known = ", ".join(sorted(ECOSYSTEMS))
            meant = _CALLED.get(ecosystem)
            near = f"; did you mean `{meant}`?" if meant else did_you_mean(ecosystem, ECOSYSTEMS)
            return artifact, f"`{artifact}`: there is no ecosystem `{ecosystem}`{near or ';'} known: {known}"
    return None


def _artifacts(row: Mapping[str, Any]) -> Iterator[str]:
    for key in _ARTIFACTS:
        found = row.get(key, ())
        for one in (found,) if isinstance(found, str) else found:
            if isinstance(one, str) and ":" in one:
                yield one
