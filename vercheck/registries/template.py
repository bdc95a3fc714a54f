"""Texts with holes, `https://example.org/v{version}/{url_suffix}`, and how an example becomes one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vercheck.registries.error import RegistryError

_HOLE = re.compile(r"\{(\w*)\}")
_DOUBLED = re.compile(r"(\.(?:tar\.\w+|tgz|txz|zip|exe|gz|xz|wasm))\1$", re.IGNORECASE)


def holes(template: str) -> tuple[str, ...]:
    return tuple(_HOLE.findall(template))


def rendered(template: str, values: Mapping[str, str]) -> str:
    """The text with every hole filled.

    Raises:
        RegistryError: nothing is known for a hole.
    """
    for name in holes(template):
        if not values.get(name):
            known = ", ".join(f"`{{{key}}}`" for key in sorted(values) if values[key])
            raise RegistryError(f"nothing is known for `{{{name}}}`; known are {known}")
    return _HOLE.sub(lambda found: values[found.group(1)], template)


def is_likely_address(text: str) -> bool:
    """Whether a filled template may be a file's address: whole, and without an ending that stands twice."""
    tail = text.rpartition("/")[2]
    return text.startswith("https://") and bool(tail) and tail[-1].isalnum() and _DOUBLED.search(tail) is None


def moved(text: str, old: str, new: str) -> str:
    """A text about one version, said about another: `wizer-v9.0.0-linux` with `9.0.1`.

    The version is replaced wherever it stands by itself, written with dots, dashes or underscores; in
    addresses its first two numbers too, where they are a folder (`/v3.27/cmake-3.27.4`).
    """
    if _plain(old) == _plain(new):
        return text
    before, after = _plain(old), _plain(new)
    result = text
    for separator in "._-" if "." in before else ".":
        if result == text:
            result = _replaced(text, before.replace(".", separator), after.replace(".", separator))
    short, shorter = ".".join(before.split(".")[:2]), ".".join(after.split(".")[:2])
    if result != text and before.count(".") > 1 and "://" in text:
        folder = re.compile(rf"(?<=/)(v?){re.escape(short)}(?=/)")
        result = folder.sub(lambda found: found.group(1) + shorter, result)
    return result


def mentions(text: str, version: str) -> bool:
    return moved(text, version, "\0") != text


def _plain(version: str) -> str:
    """`v1.2.3` without what is in front of its numbers."""
    return re.sub(r"^v(?=\d)", "", version)


def _replaced(text: str, before: str, after: str) -> str:
    return _alone(before).sub(lambda _: after, text)


def _alone(version: str) -> re.Pattern[str]:
    escaped = re.escape(version)
    if version.isdigit():
        # A whole number is easily a part of something else: `win32`, `x86_64`, `1.32`.
        return re.compile(rf"(?<![\d.])(?<![A-Za-uw-z])(?<!x86_){escaped}(?!\w|\.[1-9])")
    return re.compile(rf"(?<![\d.]){escaped}(?![\d]|\.\d)")
