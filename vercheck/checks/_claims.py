"""What the parts of a declaration say of its version, and whether two of them agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.graph import PinGraph
from vercheck.model import Location, Member, Statement
from vercheck.shapes.remarks import VERSION
from vercheck.shapes.urls import read_url, version_in_tag
from vercheck.versions import equal, looks_like_version, parse

_REVISION = re.compile(r"-r(?=[0-9])|-g[0-9a-f]{7,40}$")
_NUMBER = re.compile(r"[0-9]+")
_NUMBERS = re.compile(r"[0-9]+(?:[._-][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one part says: the version, and the text it stands in."""

    part: str
    version: str
    text: str
    location: Location


def claims(graph: PinGraph, statement: Statement, member: Member) -> Iterator[Claim]:
    text = graph.resolve(member)
    if text is None:
        return
    match member.name:
        case "version":
            if looks_like_version(text):
                yield Claim("version", text, text, member.location)
        case "tag" | "rev":
            place = version_in_tag(text)
            if place is not None:
                yield Claim(member.name, text[slice(*place)], text, member.location)
        case "text":
            found = VERSION.search(text)
            if found:
                yield Claim("text", found.group(), text, member.location)
        case "path_version":
            yield Claim("path", text, text, member.location)
        case "url":
            yield from _url_claims(text, member)
        case "strip_prefix":
            name, version = _named_version(text, statement)
            if version:
                yield Claim("strip_prefix", version, name + version, member.location)
        case _:
            return


def _url_claims(text: str, member: Member) -> Iterator[Claim]:
    url = read_url(text)
    if url is None:
        return
    if url.in_tag is not None:
        yield Claim("URL", text[slice(*url.in_tag)], text, member.location)
    if url.in_file and url.file is not None and url.artifact is not None:
        # The file's own version is the one right after the project's name.
        project = url.artifact.name.rpartition("/")[2].lower().replace("_", "-")
        first = url.in_file[0]
        before = text[url.file[0] : first[0]].lower().replace("_", "-")
        if before in (f"{project}-", f"{project}-v", f"{project}."):
            # Only when the tag's own version is nowhere in the file name does the file tell another story.
            yield Claim("file name", text[slice(*first)], text[slice(*url.file)], member.location)


def _named_version(prefix: str, statement: Statement) -> tuple[str, str]:
    """`wasmtime-24.0.0` → (`wasmtime-`, `24.0.0`), where the name is the repository's."""
    artifact = statement.artifact
    if artifact is None or artifact.ecosystem != "github":
        return "", ""
    project = artifact.name.rpartition("/")[2].lower().replace("_", "-")
    folded = prefix.lower().replace("_", "-")
    for mark in (f"{project}-v", f"{project}-"):
        rest = prefix[len(mark) :].partition("/")[0]
        if folded.startswith(mark) and looks_like_version(rest) and "." in rest:
            return prefix[: len(mark)], rest
    return "", ""


def same(first: Claim, second: Claim) -> bool:
    """Equal however spelled, or one is written out inside the other's text."""
    if equal(parse(first.version), parse(second.version)):
        return True
    plain, other = _plain(first.version), _plain(second.version)
    # A URL holds its own file name, so there only the tag is looked for in the other's text.
    is_one_url = first.part == "file name" and first.location == second.location
    if _written_in(other, first.text) or (not is_one_url and _written_in(plain, second.text)):
        return True
    if _is_respaced(plain, other):
        return True
    one, two = parse(plain), parse(other)
    if one.is_opaque or two.is_opaque or (is_one_url and one.precision != two.precision):
        return True
    # `29` beside `29.0`: one is the short form of the other.
    short = min(len(one.release), len(two.release))
    return one.release[:short] == two.release[:short] and one.pre == two.pre


def _plain(version: str) -> str:
    """Without the letter in front, the `r` of a packaging's revision, and what Bazel's registry adds."""
    return _REVISION.sub("-", version.lstrip("vV").partition(".bcr.")[0])


def _is_respaced(first: str, second: str) -> bool:
    """Whether two have the same numbers with fewer separators, or other ones, between them: `712` is `7.1.2`,
    `2025_09_16` is `20250916`, `0.7-3` is `0.7.3`."""
    if not _NUMBERS.fullmatch(first) or not _NUMBERS.fullmatch(second):
        return False
    one, other = _NUMBER.findall(first), _NUMBER.findall(second)
    if len(one) == len(other) == 1:
        return False
    while one and other:
        long, parts = (one.pop(0), other) if len(one[0]) >= len(other[0]) else (other.pop(0), one)
        taken = ""
        while parts and len(taken) < len(long):
            taken += parts.pop(0)
        if taken != long:
            return False
    return not any(number.strip("0") for number in (*one, *other))


def _written_in(version: str, text: str) -> bool:
    """Whether a version stands in a text as a whole, in any separator."""
    folded = text.replace("_", ".")
    wanted = version.replace("_", ".")
    position = folded.find(wanted)
    while position != -1:
        before = folded[position - 1 : position]
        after = folded[position + len(wanted) : position + len(wanted) + 2]
        if (
            not before.isdigit()
            and before != "."
            and not after[:1].isdigit()
            and not (after[:1] == "." and after[1:].isdigit())
        ):
            return True
        position = folded.find(wanted, position + 1)
    return False
