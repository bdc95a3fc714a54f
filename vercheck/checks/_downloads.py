"""Downloads as declared: one URL with one digest, all holes filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.graph import PinGraph, Standing
from vercheck.model import Digest, Location
from vercheck.printable import without_credentials
from vercheck.shapes.digests import read_digest
from vercheck.shapes.urls import read_url

_ONE_FILE = re.compile(
    r"\.(?:c|cc|cpp|h|hh|hpp|rs|go|py|js|ts|css|lua|proto|bzl|sh|bash|zsh|fish|ps1|patch|diff|json|ya?ml"
    r"|toml|xml|xsd|txt|md)(?:[?#].*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Download:
    """`name` is the repository or the host; `version` the one that the URL names first, `versions`
    all that its tag and its file name."""

    url: str
    name: str
    version: str | None
    versions: frozenset[str]
    digest: Digest | None
    url_location: Location
    digest_location: Location

    @property
    def is_one_text(self) -> bool:
        """Whether it is one file of a source tree, which many releases leave as it was."""
        return _ONE_FILE.search(self.url) is not None

    @property
    def shown(self) -> str:
        """The URL, for people."""
        return without_credentials(self.url)


def downloads(graph: PinGraph) -> Iterator[Download]:
    """Every URL of every declaration that has one flat digest, in order of place."""
    for statement in graph.statements:
        if graph.standing(statement.location.path) in (Standing.VENDORED, Standing.FIXTURE):
            continue
        digests = [member for member in statement.all("digest") if (graph.resolve(member) or "").strip()]
        if len(digests) != 1:
            continue
        digest = read_digest(graph.resolve(digests[0]) or "")
        for member in statement.all("url"):
            text = graph.resolve(member)
            url = read_url(text) if text is not None else None
            if text is None or url is None:
                continue
            version = text[slice(*url.version)] if url.version else None
            name = str(url.artifact) if url.artifact is not None else url.host
            named = frozenset(text[slice(*place)] for place in (url.in_tag, *url.in_file) if place)
            yield Download(text, name, version, named, digest, member.location, digests[0].location)
