"""Versions in the names of attributes: `nodejs_22`, `python313`, `go_1_23`, `nodejs-18_x`, `jdk21`.

A table of names alone: most packages put a separator before the digits, and those that do not are
listed with where their dots belong, because `313` may be 3.13 or 313.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Spelled:
    """`name` is the package, `start` and `end` the digits in the attribute (characters), `version` what
    they mean."""

    name: str
    start: int
    end: int
    version: str


def _whole(digits: str) -> str:
    return digits


def _first(digits: str) -> str:
    """`313` → `3.13`."""
    return f"{digits[0]}.{digits[1:]}"


def _second(digits: str) -> str:
    """`1011` → `10.11`."""
    return f"{digits[:2]}.{digits[2:]}" if len(digits) > 2 else digits


def _glasgow(digits: str) -> str:
    """`984` → `9.8.4`, `8107` → `8.10.7`, `910` → `9.10`."""
    major, rest = digits[0], digits[1:]
    width = 2 if rest.startswith("1") and len(rest) > 1 else 1
    minor, patch = rest[:width], rest[width:]
    return ".".join(part for part in (major, minor, patch) if part)


FAMILIES: dict[str, Callable[[str], str]] = {
    "boost": _first,
    "emacs": _whole,
    "gcc": _whole,
    "ghc": _glasgow,
    "jdk": _whole,
    "jre": _whole,
    "mariadb_": _second,
    "nextcloud": _whole,
    "perl": _first,
    "php": _first,
    "postgresql": _whole,
    "python": _first,
    "zulu": _whole,
    "Go": _first,
}
"""Names whose digits follow without a separator, at least two of them; `python3` is no version."""

_COMPACT = re.compile(
    rf"(?P<before>build|open)?(?P<family>{'|'.join(FAMILIES)})(?P<digits>\d\d+)"
    r"(?P<after>Packages|Full|Minimal|FreeThreading|Extensions|Stdenv|Module|[_-]headless|[_-]jit|[_-]slim)?"
)
_SEPARATED = re.compile(
    r"(?P<name>[A-Za-z][\w+'-]*?)(?P<packages>Packages|PackagesFor)?[_-]"
    r"(?P<digits>\d+(?:_\d+)*)(?P<after>_x|_headless|_jit|_slim|_full|_minimal)?"
)
_NUMBERED = re.compile(r"(?P<name>[A-Za-z][A-Za-z+'-]*?)(?P<digits>\d+(?:_\d+)+)(?P<after>Packages)?")

_NO_PACKAGES = frozenset({
    "gst_all", "x", "i", "aarch", "arm", "amd", "utf", "iso", "sha", "md", "base", "ipv", "http", "ssl", "h",
    "v", "version", "rev", "r", "step", "test", "tests", "case", "part", "arg", "tmp", "user", "node",
    "nodes", "machine", "server", "client", "host", "vm", "peer", "router", "worker", "master", "example",
    "foo", "bar", "item", "line", "col", "layer", "stage", "phase", "level", "id", "idx", "index", "key",
    "val", "value", "var", "out", "output", "input", "patch", "patches",
})  # fmt: skip
_ALIASES = {
    "Go": "go",
    "clang-tools": "clang",
    "openjdk": "jdk",
    "mariadb_": "mariadb",
    "linuxKernel": "linux",
}
_OTHER_NAMES = {"nodejs": ("node",), "nodejs-slim": ("nodejs", "node"), "jdk": ("java", "openjdk")}


def spelled(attribute: str) -> Spelled | None:
    """The package and version that an attribute's name spells; `None` where it spells none."""
    if len(attribute) > MAX_LENGTH:
        return None
    found = _COMPACT.fullmatch(attribute)
    if found is not None:
        if (found["before"] == "build") != (found["family"] == "Go"):
            return None
        family = found["family"]
        return _spelled(found, _ALIASES.get(family, family), FAMILIES[family](found["digits"]))
    found = _NUMBERED.fullmatch(attribute) or _SEPARATED.fullmatch(attribute)
    if found is None:
        return None
    name = found["name"].rstrip("_-")
    # One letter is a variable; a single digit behind `-` is part of a name (`foo-2`).
    if len(name) < 2 or name.lower() in _NO_PACKAGES or attribute.endswith(("86_64", "86_32")):
        return None
    return _spelled(found, _ALIASES.get(name, name), found["digits"].replace("_", "."))


def other_names(name: str) -> tuple[str, ...]:
    """Further names that a package goes by outside of Nix."""
    return _OTHER_NAMES.get(name, ())


def _spelled(found: re.Match[str], name: str, version: str) -> Spelled:
    return Spelled(name, found.start("digits"), found.end("digits"), version)
