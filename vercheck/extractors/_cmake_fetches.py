"""What a CMake list fetches: `FetchContent_Declare`, `ExternalProject_Add`, CPM's packages.

One declaration may name its source by address, by repository and tag, or by a short form, with a digest
beside it; all of it is one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Artifact, Exact, Extraction, Floating, Member, Opaque, Pin, Statement
from vercheck.model import Value as PinValue
from vercheck.shapes.digests import read_digest
from vercheck.shapes.downloads import Download, downloads, read_download
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import read_value
from vercheck.shapes.script import VARIABLE, Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import repository, version_in_tag
from vercheck.syntax.cmake import Argument, Command
from vercheck.versions import parse

FETCHES = frozenset({"fetchcontent_declare", "externalproject_add", "cpmaddpackage", "file"})

_KEYWORDS = frozenset({
    "URL", "URL_HASH", "URL_MD5", "GIT_REPOSITORY", "GIT_TAG", "VERSION", "GITHUB_REPOSITORY", "NAME",
    "GITLAB_REPOSITORY", "EXPECTED_HASH", "DOWNLOAD",
})  # fmt: skip
_KEYWORD = re.compile(r"[A-Z][A-Z0-9_]+")
_SHORT = re.compile(
    r"(?P<host>gh|github):(?P<name>[\w.-]+/[\w.-]+)(?:@(?P<version>[^#\s]+))?(?:#(?P<tag>\S+))?"
)
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_LABEL = re.compile(r"(?:MD5|SHA\d+)=", re.IGNORECASE)


def read_fetch(script: Script, command: Command) -> Extraction:
    """The statement of a fetching command and its pin. A `file(…)` counts only where it downloads."""
    given = command.arguments
    if not given or (command.name == "file" and given[0].text != "DOWNLOAD"):
        return Extraction()
    parts = dict(_parts(given))
    name = _name(parts, given)
    trail = f"{command.name}({name})"
    short = _SHORT.fullmatch(given[0].text) if command.name == "cpmaddpackage" else None
    if short is not None:
        pin = _short(script, given[0], short)
        return Extraction(pins=(pin,) if pin else ())
    return _declaration(script, command, parts, name, trail)


def _parts(given: tuple[Argument, ...]) -> Iterator[tuple[str, list[Argument]]]:
    """Keywords with the arguments behind each."""
    keyword = ""
    values: list[Argument] = []
    for argument in given:
        if argument.text in _KEYWORDS or (keyword and _KEYWORD.fullmatch(argument.text)):
            if values:
                yield keyword, values
            keyword, values = argument.text, []
        else:
            values.append(argument)
    if values:
        yield keyword, values


def _name(parts: dict[str, list[Argument]], given: tuple[Argument, ...]) -> str:
    named = parts.get("NAME")
    if named:
        return named[0].text
    if given[0].text == "DOWNLOAD" and len(given) > 1:
        return given[1].text.rpartition("/")[2]
    return given[0].text if given[0].text not in _KEYWORDS else ""


def _declaration(
    script: Script, command: Command, parts: dict[str, list[Argument]], name: str, trail: str
) -> Extraction:
    addresses = [*parts.get("URL", ()), *parts.get("DOWNLOAD", ())]
    found = [
        download
        for argument in addresses
        if "://" in argument.text
        for download in downloads(script, argument.start, argument.end)
    ]
    members = [*_addresses(script, found), *_members(script, parts)]
    digests = tuple(
        digest for member in members if member.name == "digest" and (digest := read_digest(member.text))
    )
    artifact = _artifact(parts, found, name)
    span = script.passage.span(command.start, command.start + len(command.name))
    if span is None or artifact is None or not members:
        return Extraction()
    statement = Statement(
        kind=command.name,
        name=name,
        location=script.source.locate(span),
        trail=trail,
        members=tuple(members),
        artifact=artifact,
    )
    pin = _tagged(script, parts, artifact, name, trail) or _addressed(script, found, trail)
    pins = (replace(pin, digests=digests),) if pin is not None else ()
    return Extraction(pins=pins, statements=(statement,))


def _addresses(script: Script, found: list[Download]) -> Iterator[Member]:
    for download in found:
        span = script.passage.span(download.start, download.end)
        if span is not None:
            holes = tuple((at, at + 1, target) for at, target in download.holes)
            yield Member("url", download.text, script.source.locate(span), derived=holes)


def _members(script: Script, parts: dict[str, list[Argument]]) -> Iterator[Member]:
    for keyword, member in (
        ("URL_HASH", "digest"), ("EXPECTED_HASH", "digest"), ("GIT_REPOSITORY", "remote"),
        ("GIT_TAG", "tag"), ("VERSION", "version"),
    ):  # fmt: skip
        for argument in parts.get(keyword, [])[:1]:
            text, start = argument.text, argument.start
            if member == "digest" and (label := _LABEL.match(text)):
                text, start = text[label.end() :], start + label.end()
            span = script.passage.span(start, argument.end)
            if span is not None and "$" not in text:
                kind = "commit" if member == "tag" and _COMMIT.fullmatch(text) else member
                yield Member(kind, text, script.source.locate(span))


def _artifact(parts: dict[str, list[Argument]], found: list[Download], name: str) -> Artifact | None:
    for argument in parts.get("GITHUB_REPOSITORY", [])[:1]:
        return Artifact("github", argument.text)
    for argument in parts.get("GIT_REPOSITORY", [])[:1]:
        if remote := repository(argument.text):
            return remote
    remote = next((item.url.artifact for item in found if item.url.artifact is not None), None)
    return remote or (artifact_named(name) if name and "$" not in name else None)


def _tagged(
    script: Script, parts: dict[str, list[Argument]], artifact: Artifact, name: str, trail: str
) -> Pin | None:
    """The tag, else the version that is given beside the repository."""
    names = (name,) if artifact.ecosystem != "github" and name != artifact.name else ()
    for keyword in ("GIT_TAG", "VERSION"):
        for argument in parts.get(keyword, [])[:1]:
            word, value = _version(script, argument)
            what = f"{trail}.{'tag' if keyword == 'GIT_TAG' else 'version'}"
            if value is not None:
                return script.pin(word, artifact, what, value=value, names=names, note="what CMake fetches")
    return None


def _version(script: Script, argument: Argument) -> tuple[Word, PinValue | None]:
    """The stretch of a tag that is the version, with its `v`, and what it means."""
    word = Word(argument.text, argument.start, argument.end)
    variable = VARIABLE.search(word.text)
    if variable is not None:
        word = word.cut(*variable.span())
        return word, script.reference(word)
    if _COMMIT.fullmatch(word.text) and not word.text.isdigit():
        return word, Opaque(word.text)
    place = version_in_tag(word.text)
    if place is None:
        is_branch = re.fullmatch(r"(?:origin/)?[A-Za-z][\w./-]*", word.text) is not None
        return word, Floating(word.text) if is_branch else read_value(word.text)
    start = place[0] - 1 if place[0] and word.text[place[0] - 1] in "vV" else place[0]
    word = word.cut(start, place[1])
    version = parse(word.text)
    return word, Opaque(word.text) if version.is_opaque else Exact(version)


def _addressed(script: Script, found: list[Download], trail: str) -> Pin | None:
    for download in found:
        for pin in read_download(script, download, trail, fetches=True).pins:
            return replace(pin, trail=f"{trail}.url", note="what CMake fetches")
    return None


def _short(script: Script, argument: Argument, short: re.Match[str]) -> Pin | None:
    """`gh:owner/name@1.2.3#tag`."""
    group = "version" if short["version"] else "tag"
    if short[group] is None:
        return None
    word, value = _version(script, Argument(short[group], *(argument.start + at for at in short.span(group))))
    artifact = Artifact("github", short["name"])
    return script.pin(word, artifact, f"cpmaddpackage({short['name']})", value=value) if value else None
