"""A root and the texts that are open in it, looked at as the server's worker does."""

from __future__ import annotations

from pathlib import Path

from vercheck.editor.uris import uri_of
from vercheck.editor.view import Document, View
from vercheck.editor.workspace import Workspace

CRATE = "tools/updater/Cargo.toml"
TABLE = "toolchains/tool_versions.bzl"


def opened(root: Path, **texts: str) -> dict[str, Document]:
    """Open texts of the crate's manifest and of the table."""
    paths = {"crate": CRATE, "table": TABLE}
    return {
        paths[name]: Document(uri_of(root / paths[name]), 1, text.encode()) for name, text in texts.items()
    }


def workspace(root: Path, encoding: str = "utf-16", **more: Path | None) -> Workspace:
    return Workspace(root, encoding, more.get("config"))


def view_of(root: Path, encoding: str = "utf-16") -> View:
    return workspace(root, encoding).look({})


def found(view: View) -> list[tuple[str, str]]:
    """Check and path of what is found."""
    return [(item.check, item.location.path) for item in view.findings]
