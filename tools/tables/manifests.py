"""Values that upstreams keep in their Cargo manifests."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from tools.tables.table import Files


def requires(*crates: str) -> Callable[[Files], str | None]:
    """Reads the version that the manifests ask for, of the first crate that one of them names."""

    def read(files: Files) -> str | None:
        asked = [found for text in files.values() for found in _sections(text)]
        for crate in crates:
            for section in asked:
                given = section.get(crate)
                text = given.get("version") if isinstance(given, dict) else given
                if isinstance(text, str):
                    return text.lstrip("=^~ ")
        return None

    return read


def rust_version(files: Files) -> str | None:
    """The oldest compiler that a manifest declares for its package or its workspace."""
    return _of_package(next(iter(files.values()), ""), "rust-version")


def package_version(text: str) -> str | None:
    """The version of a manifest's own package, or of its workspace."""
    return _of_package(text, "version")


def _of_package(text: str, key: str) -> str | None:
    document = _parsed(text)
    for table in (document.get("package", {}), document.get("workspace", {}).get("package", {})):
        found = table.get(key)
        if isinstance(found, str):
            return found
    return None


def _sections(text: str) -> Iterator[dict[str, Any]]:
    document = _parsed(text)
    for holder in (document.get("workspace", {}), document):
        for name in ("dependencies", "build-dependencies"):
            yield holder.get(name, {})


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}
