"""Addresses in running text: what is downloaded, at which version, through which variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.model import Address, Artifact, Extraction, Member, Pin, Reference, Role, Statement
from vercheck.shapes.names import artifact_named
from vercheck.shapes.script import VARIABLE, Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import MAX_LENGTH, Url, read_url

URL = re.compile(
    r"https?://(?:\$\{\{[^}\n]{0,200}\}\}|\$\{[^}\s]{0,200}\}|\$\([^()\n]{0,200}\)|[^\s\"'<>|;()`\\{}\]])+",
    re.IGNORECASE,
)
_PLATFORM = re.compile(
    r"[-_.]?(?:linux|darwin|macos|osx|windows|win32|win64|x86_64|amd64|arm64|aarch64|i686|x64|unknown|musl|gnu|apple|pc"
    r"|universal|static|setup|installer|install|latest)(?:[-_.].*)?$",
    re.IGNORECASE,
)
_PLACES = frozenset({
    "release", "releases", "dist", "download", "downloads", "archive", "archives", "file", "files",
    "pub", "bin", "stable", "latest", "tag", "tags", "get", "package", "packages", "storage",
    "public", "static", "artifacts",
})  # fmt: skip
"""Parts of a path that say where a file is and not what it is."""
_PAGE = re.compile(
    r"\.(?:html?|md|txt|xsd|json|xml|pdf|svg|png|php)(?:$|[?#])|/$|/licen[cs]es?/|[/-]licen[cs]e[-/]?\d",
    re.IGNORECASE,
)
_STEM = re.compile(r"[A-Za-z][A-Za-z0-9+-]*?(?=$|[-_.]?v?(?:\d|\0)|\.)")


@dataclass(frozen=True, slots=True)
class Download:
    """An address found at `[start, end)` of a script; `text` has a hole for each variable and
    `origins` says where in the script each character of it comes from."""

    text: str
    start: int
    end: int
    origins: tuple[int, ...]
    holes: tuple[tuple[int, Address | None], ...]
    url: Url

    def word(self, script: Script, stretch: tuple[int, int]) -> Word:
        start, end = self.origins[stretch[0]], self.origins[stretch[1]]
        return Word(script.passage.text[start:end], start, end)


def downloads(script: Script, start: int, end: int) -> Iterator[Download]:
    """The addresses between two characters of a script."""
    for found in URL.finditer(script.passage.text, start, end):
        if len(found.group()) <= MAX_LENGTH:
            text = found.group().rstrip(".,:!?*_")
            download = _download(script, found.start(), text)
            if download is not None:
                yield download


def read_download(script: Script, download: Download, what: str, *, fetches: bool) -> Extraction:
    """The pin and the statement of an address. `fetches` says that it is downloaded here: then the
    statement is kept even where it names no version."""
    pin = _pin(script, download, what)
    version = download.url.version
    if pin is None and not fetches and version is None:
        return Extraction()
    span = script.passage.span(download.start, download.end)
    if span is None:
        return Extraction(pins=(pin,) if pin else ())
    holes = tuple((at, at + 1, target) for at, target in download.holes)
    member = Member("url", download.text, script.source.locate(span), derived=holes)
    artifact = download.url.artifact or named(download)
    statement = Statement(
        kind="download",
        name=artifact.name if artifact else download.url.host,
        location=member.location,
        trail=f"{script.trail}{what}",
        members=(member,),
        artifact=artifact,
    )
    return Extraction(pins=(pin,) if pin else (), statements=(statement,))


def named(download: Download) -> Artifact | None:
    """What an address is about: its repository, else the name of the file, else the part of the path
    in front of the version."""
    if download.url.artifact is not None:
        return download.url.artifact
    names = tuple(_names(download))
    return artifact_named(names[0]) if names else None


def _names(download: Download) -> Iterator[str]:
    file = download.url.file
    folder = "" if download.url.tag is None else _before(download, download.url.tag[0])
    if file is not None and folder and re.match(rf"{re.escape(folder)}(?![a-z])", download.text[file[0] :]):
        yield folder  # `util-linux/v2.40/util-linux-2.40.tar.xz` is for no platform
    elif file is not None:
        stem = _STEM.match(_PLATFORM.sub("", download.text[file[0] : file[1]]))
        if stem is not None and len(stem.group()) > 1:
            yield stem.group()
    if folder:
        yield folder


def _before(download: Download, tag: int) -> str:
    """The folder in front of the version, where it is a name."""
    before = download.text[:tag].rstrip("/").rpartition("/")[2]
    is_name = re.fullmatch(r"[A-Za-z][\w+-]+", before) is not None and before.lower() not in _PLACES
    return before if is_name else ""


def _pin(script: Script, download: Download, what: str) -> Pin | None:
    stretch = download.url.version
    artifact = named(download)
    if stretch is None or artifact is None or _PAGE.search(download.text):
        return None
    word = download.word(script, stretch)
    trail = f"{what}({artifact.name})"
    names = () if download.url.artifact else tuple(_names(download))[1:]
    if "\0" in download.text[stretch[0] : stretch[1]]:
        target = next((target for at, target in download.holes if stretch[0] <= at < stretch[1]), None)
        if target is None:
            return None
        return script.pin(
            word, artifact, trail, value=Reference(target), names=names, note="in a download address"
        )
    is_link = re.search(r"/(?:tree|blob|releases/tag|issues|pull)/", download.text) is not None
    role = Role.MENTIONS if is_link else None
    return script.pin(word, artifact, trail, role=role, names=names, note="in a download address")


def _download(script: Script, start: int, written: str) -> Download | None:
    text: list[str] = []
    origins: list[int] = []
    holes: list[tuple[int, Address | None]] = []
    position = 0
    for found in re.finditer(rf"{VARIABLE.pattern}|\$\([^()\n]*\)", written):
        text.append(written[position : found.start()])
        origins.extend(range(start + position, start + found.start()))
        holes.append((len(origins), script.target(found)))
        text.append("\0")
        origins.append(start + found.start())
        position = found.end()
    text.append(written[position:])
    origins.extend(range(start + position, start + len(written) + 1))
    pattern = "".join(text)
    url = read_url(pattern)
    if url is None:
        return None
    return Download(pattern, start, start + len(written), tuple(origins), tuple(holes), url)
