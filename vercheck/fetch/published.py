"""Digests that a project publishes beside its files: `SHA256SUMS`, `NAME.sha256` and their like.

They come from the same server as the files, so they prove nothing by themselves; but where they and the
files disagree, a download is damaged or was exchanged, and nothing of it may be written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vercheck.fetch.client import Client, Download

LISTS = ("SHA256SUMS", "SHA256SUMS.txt", "sha256sums.txt", "sha256sum.txt", "checksums.txt", "SHASUMS256.txt")
ENDINGS = (".sha256", ".sha256sum")
MAX_SIZE = 1024 * 1024

_GNU = re.compile(r"\\?([0-9a-fA-F]{64})(?:[ \t]+\*?(.+))?")
_BSD = re.compile(r"SHA256 ?\((.+)\) ?= ?([0-9a-fA-F]{64})")


@dataclass(frozen=True, slots=True)
class Published:
    """A sha256 that is published for a file, in hexadecimal, and where."""

    sha256: str
    url: str


def published(client: Client, urls: Iterable[str]) -> dict[str, Published]:
    """What is published for files, by their address; without those for which nothing is.

    Raises:
        FetchError: a server failed, other than by having nothing.
    """
    found: dict[str, Published] = {}
    folders: dict[str, list[str]] = {}
    for url in sorted(set(urls)):
        folders.setdefault(url.rpartition("/")[0], []).append(url)
    for folder, inside in folders.items():
        for name in LISTS:
            where = f"{folder}/{name}"
            listed = sums(client.text(where, MAX_SIZE) or "")
            known = {url: Published(listed[_name(url)], where) for url in inside if _name(url) in listed}
            found.update(known)
            if known:
                break
        for url in inside:
            if url not in found and (own := _own(client, url)) is not None:
                found[url] = own
    return found


def contradictions(files: Mapping[str, Download], known: Mapping[str, Published]) -> Iterator[str]:
    """Where our own digest of a file is not the one that is published for it, in words."""
    for url, said in sorted(known.items()):
        own = files[url].digests["sha256"]
        if own != said.sha256:
            yield f"`{url}` has the sha256 `{own}`, but `{said.url}` says `{said.sha256}`"


def sums(text: str) -> dict[str, str]:
    """File name → sha256, of a list in either of the two usual forms; `""` for a digest without a name.
    A file that is listed with two digests counts with the first."""
    listed: dict[str, str] = {}
    for line in text.splitlines():
        if gnu := _GNU.fullmatch(line.strip()):
            digest, name = gnu.group(1), gnu.group(2) or ""
        elif bsd := _BSD.fullmatch(line.strip()):
            name, digest = bsd.groups()
        else:
            continue
        listed.setdefault(name.strip().rpartition("/")[2], digest.lower())
    return listed


def _own(client: Client, url: str) -> Published | None:
    for ending in ENDINGS:
        where = url + ending
        listed = sums(client.text(where, MAX_SIZE) or "")
        digest = listed.get(_name(url)) or (listed.get("") if len(listed) == 1 else None)
        if digest is not None:
            return Published(digest, where)
    return None


def _name(url: str) -> str:
    return url.rpartition("/")[2]
