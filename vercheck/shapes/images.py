"""Container images: `registry/name:tag@digest`, with the version inside the tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Artifact, Digest, Exact, Floating, Pin, Role
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import read_value
from vercheck.shapes.script import VARIABLE, Script
from vercheck.shapes.shell_words import Word
from vercheck.versions import parse

_TAG = re.compile(
    r"(?:[A-Za-z][A-Za-z_]{0,40}-)?(v?\d+(?:[._]\d+)*(?:[-.]?(?:rc|beta|alpha|preview|dev)(?:[.-]?\d+)*)?)(?=$|[-+_])"
)
_BASE = re.compile(r"-(alpine|debian|ubuntu|bookworm|bullseye)-?(\d+(?:\.\d+)*)(?=$|-)")
_FLOATING = re.compile(r"(latest|stable|nightly|edge|main|master|canary|beta|lts|current)(?=$|-)")
_DIGEST = re.compile(r"@(sha256):([0-9a-f]{64})$")
_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]*(?::\d+/[a-z0-9._/-]+)?", re.IGNORECASE)
_HOME = re.compile(r"^(?:docker://)?(?:(?:index\.)?docker\.io/)?(?:library/)?")


def read_image(
    word: Word, script: Script, trail: str, *, note: str = "", floats: bool = False
) -> Iterator[Pin]:
    """The pins of an image's name: the image at its tag, and the system that the tag says it is built
    on. An image without a tag is a pin only where `floats` (a file that starts from it)."""
    plain = VARIABLE.sub(lambda found: "\0" * len(found.group()), word.text)
    digest = _DIGEST.search(plain)
    end = digest.start() if digest else len(plain)
    colon = plain.rfind(":", 0, end)
    has_tag = colon > plain.rfind("/", 0, end)
    start = _HOME.match(plain)
    name = plain[start.end() if start else 0 : colon if has_tag else end]
    if not _NAME.fullmatch(name) or name == "scratch":
        return
    artifact = Artifact("docker", name.lower())
    trail = f"{trail}({artifact.name})"
    digests = (Digest(digest.group(1), digest.group(2)),) if digest else ()
    found = [*_pins(word.cut(colon + 1, end), script, trail, artifact, note)] if has_tag else []
    if not found and digest:
        pin = script.pin(word.cut(digest.start() + 1), artifact, trail, names=_names(name), note=note)
        found = [pin] if pin else []
    elif not found and not has_tag and floats:
        pin = script.pin(
            word, artifact, trail, value=Floating("latest"), names=_names(name), note=f"{note}, no tag"
        )
        found = [pin] if pin else []
    for index, pin in enumerate(found):
        yield replace(pin, digests=digests) if digests and index == 0 else pin


def _pins(tag: Word, script: Script, trail: str, artifact: Artifact, note: str) -> Iterator[Pin]:
    names = _names(artifact.name)
    variable = VARIABLE.search(tag.text)
    if variable is not None:
        target = script.reference(tag.cut(*variable.span()))
        pin = (
            script.pin(tag.cut(*variable.span()), artifact, trail, names=names, note=note) if target else None
        )
        yield from (pin,) if pin else ()
        return
    version, floating = _TAG.match(tag.text), _FLOATING.match(tag.text)
    if version is not None:
        word = tag.cut(*version.span(1))
        pin = script.pin(word, artifact, trail, value=Exact(parse(word.text)), names=names, note=note)
        yield from (pin,) if pin else ()
    elif floating is not None:
        word = tag.cut(*floating.span(1))
        pin = script.pin(word, artifact, trail, value=Floating(word.text), names=names, note=note)
        yield from (pin,) if pin else ()
    elif read_value(tag.text) is not None:
        pin = script.pin(tag, artifact, trail, names=names, note=note)
        yield from (pin,) if pin else ()
    base = _BASE.search(tag.text)
    if base is not None and base.group(1) in ("alpine", "debian", "ubuntu"):
        pin = script.pin(
            tag.cut(*base.span(2)),
            Artifact("docker", base.group(1)),
            f"{trail}.base",
            role=Role.MENTIONS,
            note=f"what {artifact} is built on",
        )
        yield from (pin,) if pin else ()


def _names(name: str) -> tuple[str, ...]:
    """A compiler's own image holds that compiler; any other goes by the last part of its name too."""
    last = name.rpartition("/")[2]
    known = artifact_named(last)
    if known.ecosystem == "toolchain":
        return (str(known),)
    return (last,) if last != name else ()
