"""What a thing without a name of its own is called: by the binding it is in, or by its file."""

from __future__ import annotations

import re

from vercheck.model import Source

_NO_NAMES = frozenset({
    "default", "package", "packages", "pkgs", "src", "source", "sources", "srcs", "passthru", "attrs",
    "args", "common", "let", "in", "out", "outputs", "shell", "devShell", "devShells", "flake", "env",
    "meta", "config", "options", "release", "overlay", "overlays", "final", "prev", "self", "super",
    "old", "info", "nix", "lib", "drv", "unwrapped", "bin", "deps", "versions", "version", "pkg",
    "derivation", "program", "linux", "darwin", "compiler", "toolchain",
})  # fmt: skip
_STEP = re.compile(r"\"([^\"]*)\"|([^.\[\]\"]+)|\[\d+\]")
_VER = re.compile(
    r"(?:[_-]?[vV]er(?:sion)?s?|[_-]?[iI]nfo|[_-]?[sS]rc|[_-]?[sS]ources?|[_-]?[aA]ttrs|[_-]?[sS]pec|(?<!')'++)$"
)


def place_name(source: Source, trail: str) -> str | None:
    """The nearest name of a trail, else of the path, that is a name of something."""
    for quoted, plain in reversed(_STEP.findall(trail)):
        name = _VER.sub("", quoted or plain)
        if name and name not in _NO_NAMES and "$" not in name and not name.endswith(("-linux", "-darwin")):
            return name
    for part in reversed(source.path.removesuffix(".nix").split("/")):
        if part and part not in _NO_NAMES and re.fullmatch(r"[A-Za-z0-9][\w.+-]*", part):
            return part
    return None
