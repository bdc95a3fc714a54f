"""Container images: `registry/name:tag@digest`, with the version inside the tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Artifact, Digest, Exact, Floating, Opaque, Pin, Role
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
_NEWEST = re.compile(r"(?:alpine|slim|debian|ubuntu|distroless|debug|-)+")
"""A variant without a version: whatever is newest of it."""
_LITERAL = re.compile(r"\w[\w.-]*")
_DIGEST = re.compile(r"@(sha256):([0-9a-f]{64})$")
_PUBLISHERS = frozenset({"", "library", "bitnami", "chainguard", "cimg", "circleci"})
"""Who publishes the images of compilers, with the compiler's version for a tag."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]*(?::\d+/[a-z0-9._/-]+)?", re.IGNORECASE)
_HOME = re.compile(r"^(?:docker://)?(?:\0+/)?(?:(?:index\.)?docker\.io/)?(?:library/)?")
"""Where an image comes from by itself, or from whatever registry a variable names."""
_OWN_REGISTRY = re.compile(r"\$\{?CI_REGISTRY_IMAGE\b")
"""GitLab's name of the registry that holds the images which a project builds itself."""
_LANGUAGE = re.compile(
    r"(?:^|[-_])(python|py(?=\d\.)|rust|nodejs|node|golang|go|temurin|openjdk|jdk|java|ruby|php)"
    r"[-_]?(\d+(?:\.\d+){0,2})(?=$|[-_])"
)
_SHORT = {"py": "python", "temurin": "java"}
_OWN_IMAGES = {"go": "golang", "java": "openjdk"}
_BUILDERS = frozenset({"maven", "gradle", "sbt", "ant", "leiningen", "clojure"})
"""Images whose Java is what they compile with; any other image only runs on one."""


def read_image(
    word: Word, script: Script, trail: str, *, note: str = "", floats: bool = False, platform: str = ""
) -> Iterator[Pin]:
    """The pins of an image's name: the image at its tag, and the system that the tag says it is built
    on. An image without a tag is a pin only where `floats` (a file that starts from it). `platform` is
    the one that is asked for."""
    word = _value_of(word, script)
    plain = VARIABLE.sub(lambda found: "\0" * len(found.group()), word.text)
    digest = _DIGEST.search(plain)
    end = digest.start() if digest else len(plain)
    colon = plain.rfind(":", 0, end)
    has_tag = colon > plain.rfind("/", 0, end)
    start = _HOME.match(plain)
    name = plain[start.end() if start else 0 : colon if has_tag else end]
    if not _NAME.fullmatch(name) or name == "scratch" or _OWN_REGISTRY.match(word.text):
        return
    artifact = Artifact("docker", name.lower())
    trail = f"{trail}({artifact.name})"
    digests = (Digest(digest.group(1), digest.group(2)),) if digest else ()
    tag = word.cut(colon + 1, end)
    found = [*_pins(tag, script, trail, artifact, note)] if has_tag else []
    if not found and digest:
        pin = script.pin(word.cut(digest.start() + 1), artifact, trail, names=_names(name), note=note)
        found = [pin] if pin else []
    elif not found and not has_tag and floats:
        pin = script.pin(
            word, artifact, trail, value=Floating("latest"), names=_names(name), note=f"{note}, no tag"
        )
        found = [pin] if pin else []
    rest = "|".join((plain[colon + 1 : end].replace(found[0].raw, "", 1), platform)) if found else ""
    for index, pin in enumerate(found):
        yield replace(pin, digests=digests, variant=rest.strip("|")) if digests and index == 0 else pin
    if has_tag:
        yield from _languages(tag, script, trail, name)


def _languages(tag: Word, script: Script, trail: str, name: str) -> Iterator[Pin]:
    """The compiler or runtime that the tag of another image names: `uv:0.4.9-python3.11`."""
    last = name.rpartition("/")[2]
    for found in _LANGUAGE.finditer(tag.text):
        language = artifact_named(_SHORT.get(found[1], found[1]))
        if language == artifact_named(last):
            continue
        runs_on = language.name == "java" and last not in _BUILDERS
        # As if the language's own image were named: a base to build on, which may lag behind.
        own = Artifact("docker", _OWN_IMAGES.get(language.name, language.name))
        pin = script.pin(
            tag.cut(*found.span(2)),
            own,
            f"{trail}.{language.name}",
            role=Role.MENTIONS if runs_on else None,
            names=(str(language),),
            note=f"in the image {name}",
        )
        yield from (pin,) if pin else ()


def read_tag(tag: Word, script: Script, trail: str, name: str, *, note: str = "") -> Iterator[Pin]:
    """The pins of a tag that stands apart from the image's name, perhaps with a digest behind it."""
    start = _HOME.match(name)
    plain = name[start.end() if start else 0 :].lower()
    digest = _DIGEST.search(tag.text)
    if not _NAME.fullmatch(plain):
        return
    word = tag.cut(0, digest.start()) if digest else tag
    digests = (Digest(digest.group(1), digest.group(2)),) if digest else ()
    found = _pins(word, script, f"{trail}({plain})", Artifact("docker", plain), note)
    for index, pin in enumerate(found):
        yield replace(pin, digests=digests) if digests and index == 0 else pin


def _value_of(word: Word, script: Script) -> Word:
    """What a word that is a variable stands for: its value in the script, else the default in it."""
    variable = VARIABLE.fullmatch(word.text)
    if variable is None or script.target(variable) is not None:
        return word
    given = script.values.get(variable["braced"] or variable["bare"] or "")
    default = (variable["default"] or "").lstrip(":=-")
    if given is not None or not default:
        return given or word
    return word.cut(variable.end("default") - len(default), variable.end("default"))


def _pins(tag: Word, script: Script, trail: str, artifact: Artifact, note: str) -> Iterator[Pin]:
    names = _names(artifact.name)
    variable = VARIABLE.search(tag.text) if _TAG.match(tag.text) is None else None  # `1.88-${VARIANT}`
    if variable is not None:
        tag = tag.cut(*variable.span())
        if script.reference(tag) is not None:
            pin = script.pin(tag, artifact, trail, names=names, note=note)
            yield from (pin,) if pin else ()
            return
        tag = _value_of(tag, script)
    version, floating = _TAG.match(tag.text), _FLOATING.match(tag.text)
    spoken = _LANGUAGE.match(tag.text)
    if spoken is not None and artifact_named(spoken[1]) != artifact_named(artifact.name.rpartition("/")[2]):
        return  # `notebook:python-3.10` names the version of Python and none of its own
    if version is not None:
        word = tag.cut(*version.span(1))
        pin = script.pin(word, artifact, trail, value=Exact(parse(word.text)), names=names, note=note)
        yield from (pin,) if pin else ()
    elif floating is not None:
        word = tag.cut(*floating.span(1))
        pin = script.pin(word, artifact, trail, value=Floating(word.text), names=names, note=note)
        yield from (pin,) if pin else ()
    elif _LITERAL.fullmatch(tag.text):
        value = read_value(tag.text) or (Floating if _NEWEST.fullmatch(tag.text) else Opaque)(tag.text)
        pin = script.pin(tag, artifact, trail, value=value, names=names, note=note)
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
    """A compiler's own image holds that compiler; any other goes by the last part of its name too, but
    for one that only says which language it is for (`playwright/python`)."""
    owner, _, last = name.rpartition("/")
    known = artifact_named(last)
    if known.ecosystem == "toolchain":
        return (str(known),) if owner.rpartition("/")[2] in _PUBLISHERS else ()
    return (last,) if last != name else ()
