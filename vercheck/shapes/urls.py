"""What a download address says: which repository, which tag, which version in which stretch.

Works on texts with holes (`\\0` for what is not known in this file): a hole where a tag stands is a
version that comes from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model import Artifact

Stretch = tuple[int, int]

MAX_LENGTH = 2000

_URL = re.compile(
    r"(?:https?|git|ssh|s3|gs|ftp)://(?:[^/\s@]*@)?([^/\s:?#]+)(?::\d+)?(/[^\s\"'<>]*)?", re.IGNORECASE
)
_GITHUB = re.compile(
    r"(?:^|[/@.])github\.com[/:]([\w.-]+)/([\w.\0-]+?)(?:\.git)?(?=/|$|[?#\s])", re.IGNORECASE
)
_RAW_GITHUB = re.compile(
    r"raw\.githubusercontent\.com/([\w.-]+)/([\w.-]+)/(?:refs/tags/)?([^/\s]+)/", re.IGNORECASE
)
_CODELOAD = re.compile(
    r"codeload\.github\.com/([\w.-]+)/([\w.-]+)/(?:tar\.gz|zip)/(?:refs/tags/)?([^/\s?#]+)", re.I
)
_API = re.compile(
    r"api\.github\.com/repos/([\w.-]+)/([\w.-]+)/(?:tarball|zipball)/(?:refs/tags/)?([^/\s?#]+)", re.I
)
_TAG_FORMS = re.compile(
    r"/(?:releases/download/(?P<release>[^\s?#]+)/(?P<file>[^/\s?#]+)"
    r"|archive/(?:refs/tags/)?(?P<archive>[^\s?#]+?)(?:\.tar\.gz|\.tgz|\.tar\.xz|\.tar\.bz2|\.zip)(?=$|[?#\s])"
    r"|releases/tag/(?P<page>[^\s?#]+)"
    r"|(?:tree|blob|tarball|zipball)/(?P<tree>[^/\s?#]+))"
)
_NUMBERS = (
    r"(?!86_64)\d+(?:[._]\d+)+(?:[-.+~]?(?:rc|alpha|beta|pre|dev|nightly|canary|bcr|a|b)[.-]?\d*(?:\.\d+)*)?"
)
_VERSION = re.compile(rf"(?<![\w.])(?:[A-Za-z][A-Za-z+]*[-_]?)?v?({_NUMBERS})(?![A-Za-z_]*\d*\.\d)")
_TAG_NUMBERS = re.compile(
    r"(?:^|[-/_A-Za-z])(?!86_64)(\d++(?:\.\d++)++(?:[-.+_]?[0-9A-Za-z]++)*+"
    r"|\d++(?:_\d++)++(?:[-+_]?[0-9A-Za-z]++)*+)$"
)
"""With one separator: what stands before the `_` of `sim10_10.1.0` is part of the name."""
_TAG_INTEGER = re.compile(r"(?:^|(?<![0-9])[-/_])(?<!x86_)([A-Za-z]*)([0-9]+)$")
"""Not the last of numbers with dashes between them (`2025-08-05`, `release-76-1`)."""
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_HOLE = re.compile("\0")
_ARCHIVE = re.compile(
    r"\.(?:tar\.(?:gz|xz|bz2|zst)|tgz|txz|zip|gz|xz|deb|rpm|exe|dmg|pkg|jar|whl|crate|msi)$", re.I
)


@dataclass(frozen=True, slots=True)
class Url:
    """`tag` is the stretch of the whole tag or ref, `file` of the last path component; `in_tag` and
    `in_file` are the stretches that read as the version, without prefix."""

    artifact: Artifact | None
    host: str
    tag: Stretch | None
    file: Stretch | None
    in_tag: Stretch | None
    in_file: tuple[Stretch, ...]

    @property
    def version(self) -> Stretch | None:
        """The stretch that names the version: the tag's, else the first in the file name."""
        return self.in_tag or (self.in_file[0] if self.in_file else None)


def read_url(text: str) -> Url | None:
    """The address, or `None` where the text holds none."""
    if len(text) > MAX_LENGTH:
        return None
    found = _URL.search(text) or _GITHUB.search(text)
    if found is None:
        return None
    host = found.group(1).lower() if found.re is _URL else "github.com"
    artifact, tag = _repository(text)
    end = found.end() if found.re is _URL else len(text)
    file = _file(text, found.start(), end)
    if tag is None:
        tag = _path_tag(text, found.start(), file)
    in_tag = _version_in_tag(text, tag) if tag else None
    in_file = _versions_in(text, file) if file and not (tag and tag[0] <= file[0] < tag[1]) else ()
    return Url(artifact, host, tag, file, in_tag, in_file)


def repository(text: str) -> Artifact | None:
    """`github:owner/name` of an address or a remote such as `git@github.com:owner/name.git`."""
    return _repository(text[:MAX_LENGTH])[0]


def version_in_tag(tag: str) -> Stretch | None:
    """The stretch of a tag that reads as the version: `v1.2.3`, `wasi-sdk-29`, `crates/cli/v0.6.0`."""
    return _version_in_tag(tag, (0, len(tag))) if len(tag) <= MAX_LENGTH else None


def _repository(text: str) -> tuple[Artifact | None, Stretch | None]:
    for pattern in (_RAW_GITHUB, _CODELOAD, _API):
        found = pattern.search(text)
        if found:
            return _github(found.group(1), found.group(2)), found.span(3)
    found = _GITHUB.search(text)
    if found is None:
        return None, None
    if "\0" in found.group(2):
        return None, None
    artifact = _github(found.group(1), found.group(2))
    form = _TAG_FORMS.match(text, found.end())
    if form is None or form.lastgroup is None:
        return artifact, None
    for group in ("release", "archive", "page", "tree"):
        if form.group(group) is not None:
            return artifact, form.span(group)
    return artifact, None


def _github(owner: str, name: str) -> Artifact:
    return Artifact("github", f"{owner}/{name.removesuffix('.git')}")


def _file(text: str, start: int, end: int) -> Stretch | None:
    stop = end
    for mark in "?#":
        cut = text.find(mark, start, stop)
        stop = cut if cut != -1 else stop
    slash = text.rfind("/", start, stop)
    if slash <= start + 7 or slash + 1 == stop:
        return None
    return slash + 1, stop


def _path_tag(text: str, start: int, file: Stretch | None) -> Stretch | None:
    """A path component that is a version and nothing else: `/v1.2.3/`."""
    if file is None:
        return None
    position = text.find("/", start + 8)
    while position != -1 and position < file[0] - 1:
        after = text.find("/", position + 1, file[0])
        if after == -1:
            return None
        part = text[position + 1 : after]
        if "\0" in part and len(part) < 20 and re.fullmatch(r"[A-Za-z.-]*\0[\w.-]*", part):
            return position + 1, after
        if re.fullmatch(rf"(?:[A-Za-z]+-?)?v?{_NUMBERS}", part):
            return position + 1, after
        position = after
    return None


def _version_in_tag(text: str, tag: Stretch) -> Stretch | None:
    part = text[tag[0] : tag[1]]
    hole = part.rfind("\0")
    if hole != -1:
        return tag[0] + hole, tag[0] + hole + 1
    if re.fullmatch(r"[0-9a-f]{7,64}", part) and not part.isdigit():
        return None
    found = _TAG_NUMBERS.search(part)
    if found:
        return tag[0] + found.start(1), tag[0] + found.end(1)
    integer = _TAG_INTEGER.search(part)
    if integer and not _MONTH.fullmatch(integer[1]):
        return tag[0] + integer.start(2), tag[0] + integer.end(2)
    return None


def _versions_in(text: str, file: Stretch) -> tuple[Stretch, ...]:
    name = text[file[0] : file[1]]
    ending = _ARCHIVE.search(name)
    if ending:
        name = name[: ending.start()]
    spans = [found.span(1) for found in _VERSION.finditer(name)] + [
        found.span() for found in _HOLE.finditer(name)
    ]
    return tuple((file[0] + start, file[0] + end) for start, end in sorted(spans))
