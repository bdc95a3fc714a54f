"""One published file in a JSON list of them: its addresses, its digest, and the version in the address.

Several small formats are lists of such files (multitool, DotSlash); they differ only in where they keep
the parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vercheck.model import Digest, Extraction, Member, Pin, Statement
from vercheck.shapes.digests import read_digest
from vercheck.shapes.downloads import downloads, read_download
from vercheck.shapes.names import normal
from vercheck.shapes.scalars import Sheet, written
from vercheck.syntax.data import Datum, Text


@dataclass(frozen=True, slots=True)
class Published:
    """`kind` and `name` are those of the statement; `tool` is what the list calls the thing."""

    kind: str
    tool: str
    platform: str
    trail: str


def read_published(
    sheet: Sheet, file: Published, urls: Iterable[Datum], digest: Datum | None = None
) -> Extraction:
    """The statement of a file, and the pin of the first address that names a version."""
    digests = _digests(digest)
    members: list[Member] = []
    pin: Pin | None = None
    for url in urls:
        if not isinstance(url, Text) or not url.value:
            continue
        members.append(sheet.member("url", url))
        pin = pin or _pin(sheet, file, url)
    if not members or not isinstance(digest, Text):
        return Extraction(pins=(pin,) if pin else ())
    statement = Statement(
        kind=file.kind,
        name=f"{file.tool} {file.platform}".strip(),
        location=members[0].location,
        trail=file.trail,
        members=(*members, sheet.member("digest", digest)),
        artifact=pin.artifact if pin is not None else None,
    )
    return Extraction(
        pins=(replace(pin, digests=digests),) if pin is not None else (), statements=(statement,)
    )


def _digests(digest: Datum | None) -> tuple[Digest, ...]:
    found = read_digest(written(digest) or "")
    return (found,) if found is not None else ()


def _pin(sheet: Sheet, file: Published, url: Text) -> Pin | None:
    script = sheet.script(url)
    for download in downloads(script, 0, len(script.passage.text)):
        for pin in read_download(script, download, file.trail, fetches=True).pins:
            names = () if normal(file.tool) == pin.artifact.name else (normal(file.tool),)
            return replace(pin, trail=f"{file.trail}.url", names=names, note=file.platform)
    return None
