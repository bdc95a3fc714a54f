"""The fields of a download: which of them hold digests, addresses, platforms, versions.

One vocabulary for registries, specs and lists of files, so that none of them knows a field alone.
"""

from __future__ import annotations

from vercheck.model import Digest
from vercheck.shapes.digests import looks_like_digest, read_digest
from vercheck.syntax.data import Datum, Mapping, Piece, Sequence, Text, Unknown

DIGEST_FIELDS = {
    "sha256": "sha256", "integrity": None, "sha512": "sha512", "sha384": "sha384", "digest": None,
    "hash": None, "checksum": None, "sha": None, "sha256sum": "sha256", "sha256_checksum": "sha256",
    "narHash": None, "sri": None, "sha1": "sha1", "shasum": "sha1", "md5": "md5",
}  # fmt: skip
"""Field → algorithm where the name says it; the best first where a record has several."""

ADDRESS_FIELDS = (
    "url", "urls", "download_url", "downloadUrl", "browser_download_url", "archive_url", "tarball",
    "url_suffix", "filename", "file", "file_name", "asset", "asset_name", "archive", "binary_name",
    "platform_name", "path", "suffix",
)  # fmt: skip
VERSION_FIELDS = ("version", "tag", "tag_name", "release", "ver")
NAME_FIELDS = ("tool_name", "component_name", "name", "tool", "pname", "package", "crate", "project", "id")
WRAPPERS = frozenset(
    {
        "platforms", "assets", "files", "binaries", "artifacts", "downloads", "builds", "archives",
        "targets", "platform", "os", "arch", "dist", "architecture", "checksums", "systems", "hosts",
        "variants",
    }
)  # fmt: skip
"""Fields of a release whose value holds its files."""


def digest_field(record: Mapping) -> tuple[str, Datum] | None:
    """The field of a record that holds its digest, the most telling one first."""
    held = {key: entry.value for key, entry in record.items() if key in DIGEST_FIELDS}
    for name in DIGEST_FIELDS if held else ():
        value = held.get(name)
        if isinstance(value, Text | Mapping):
            return name, value
    return None


def read_text_digest(text: Text | None, field: str = "") -> Digest | None:
    if text is None or not text.value:
        return None
    return read_digest(text.value, DIGEST_FIELDS.get(field))


def is_digest(datum: Datum) -> bool:
    return isinstance(datum, Text) and bool(datum.value) and looks_like_digest(datum.value or "")


def address(record: Mapping) -> Text | None:
    """Where a record's file is, as complete as the record says it."""
    for name in ADDRESS_FIELDS:
        value = record.get(name)
        if isinstance(value, Sequence):
            value = value.items[0] if value.items else None
        if isinstance(value, Text) and value.pattern:
            return value
    return None


def platform(record: Mapping) -> str:
    """The platform that a record names in its own fields, `""` where it names none."""
    for name in ("platform", "target", "triple", "target_triple", "system"):
        value = record.text(name)
        if value is not None and value.value:
            return value.value
    parts = []
    for names in (("os", "goos"), ("arch", "cpu", "goarch", "architecture")):
        value = next((found for name in names if (found := record.text(name)) is not None), None)
        if value is not None and value.value:
            parts.append(value.value)
    return "/".join(parts)


def as_text(datum: Datum | None) -> Text | None:
    """A string, or what is loaded from elsewhere in a string's place."""
    if isinstance(datum, Unknown) and datum.origin is not None:
        return Text((Piece(None, datum.span, datum.origin),), datum.span)
    return datum if isinstance(datum, Text) else None


def first_text(record: Mapping, names: tuple[str, ...]) -> tuple[str, Text] | None:
    for name in names:
        value = record.text(name)
        if value is not None and value.pattern:
            return name, value
    return None
