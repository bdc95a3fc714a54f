"""A digest for a declaration that moves, out of the repository's own registry: it is there, so it is not
invented.

A declaration and a registry talk of one file where the registry has the old digest for the old version; the
same platform's file of the new version is then the one that is meant. Where the registry no longer has the
old version, the address has to tell.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator

from vercheck.fix.siblings import is_plain, occurrences
from vercheck.model import Asset, Digest, Edit, Exact, Registry, Release, Statement
from vercheck.shapes.digests import is_placeholder, read_digest
from vercheck.versions import equal, parse

Lend = Callable[[Statement, Iterable[Registry], str, str], Iterable[Edit]]
"""Edits that give a declaration new digests, out of registries and wherever else: from an old version to a
new one."""


def lent_digests(statement: Statement, registries: Iterable[Registry], old: str, new: str) -> Iterator[Edit]:
    """Edits that give a declaration the digests of its files at the version `new`."""
    registries = tuple(registries)
    for member in statement.all("digest"):
        written = read_digest(member.text) if is_plain(member) else None
        if written is None or is_placeholder(member.text):
            continue
        offers = {
            found
            for registry in registries
            if (found := _lent(registry, statement, written, old, new)) is not None
        }
        said = _spelled(offers.pop(), member.text) if len(offers) == 1 else None
        if said is not None:
            yield Edit(member.location, member.text, said)


def _lent(registry: Registry, statement: Statement, written: Digest, old: str, new: str) -> Digest | None:
    after = _release(registry, new)
    if after is None:
        return None
    before = _release(registry, old)
    if before is not None:
        platforms = {asset.platform for asset in before.assets if asset.digest == written}
        found = [asset for asset in after.assets if asset.platform in platforms]
    else:
        found = [asset for asset in after.assets if _is_downloaded(asset, statement, old, new)]
    digests = {asset.digest for asset in found if asset.digest and not is_placeholder(asset.raw)}
    return digests.pop() if len(digests) == 1 else None


def _is_downloaded(asset: Asset, statement: Statement, old: str, new: str) -> bool:
    """Whether a declaration's address, at the new version, is that of a registry's file."""
    urls = [member.text for member in statement.all("url")]
    return bool(asset.url) and any(
        url == asset.url or url.endswith((f"/{asset.url}", f"-{asset.url}", f"_{asset.url}"))
        for url in (_moved(url, old, new) for url in urls)
    )


def _moved(text: str, old: str, new: str) -> str:
    for start, end in reversed(list(occurrences(text, old))):
        text = text[:start] + new + text[end:]
    return text


def _release(registry: Registry, version: str) -> Release | None:
    wanted = parse(version)
    for release in registry.releases:
        value = release.pin.value
        if equal(value.version if isinstance(value, Exact) else parse(release.pin.raw), wanted):
            return release
    return None


def _spelled(digest: Digest, like: str) -> str | None:
    """A digest in the spelling of another: hexadecimal or SRI, with what stands before it."""
    label = next(
        (mark for mark in (f"{digest.algorithm}-", f"{digest.algorithm}:") if like.startswith(mark)), ""
    )
    body = like[len(label) :]
    if len(body) == len(digest.hex):
        new = digest.hex.upper() if body.isupper() else digest.hex
    else:
        new = base64.b64encode(bytes.fromhex(digest.hex)).decode()
    # Another algorithm, or a spelling that is not written here, would not read as the same digest.
    return label + new if len(new) == len(body) and read_digest(label + new) == digest else None
