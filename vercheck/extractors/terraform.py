"""Terraform and OpenTofu: the program, the providers and the modules that a configuration asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Digest, Exact, Extraction, Note, Pin, Range, Role, Source, Value
from vercheck.shapes.digests import read_digest
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import repository, version_in_tag
from vercheck.shapes.variables import read_assignment
from vercheck.syntax.hcl import Given, comments, strings
from vercheck.syntax.passage import Passage
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

_LOCK = ".terraform.lock.hcl"
_REF = re.compile(r"[?&]ref=([^&\s]+)")
_DEFAULT_HOST = "registry.terraform.io/"


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    script = Script(source, passage)
    given = tuple(strings(passage.text))
    found = list(_locked(script, given) if source.name == _LOCK else _configured(script, given))
    spans = (passage.span(start, end) for start, end in comments(passage.text))
    return Extraction(
        pins=tuple(item for item in found if isinstance(item, Pin)),
        remarks=remarks_of(source, [span for span in spans if span is not None]),
        notes=tuple(item for item in found if isinstance(item, Note)),
    )


def _configured(script: Script, given: tuple[Given, ...]) -> Iterator[Pin | Note]:
    sources = {item.path: item.text for item in given if item.name == "source"}
    for item in given:
        match item.path:
            case ("terraform",) if item.name == "required_version":
                yield from _constraint(script, item, artifact_named("terraform"), "required_version")
            case ("terraform", "required_providers"):
                yield from _constraint(script, item, _provider(item.name), f"required_providers[{item.name}]")
            case ("terraform", "required_providers", name) if item.name == "version":
                artifact = _provider(sources.get(item.path, name))
                yield from _constraint(script, item, artifact, f"required_providers[{name}]")
            case (block,) if block.startswith("module."):
                yield from _module(script, item, block, sources.get(item.path, ""))
            case ("locals",):
                yield from _variable(script, item, item.name, "locals.")
            case (block,) if block.startswith("variable.") and item.name == "default":
                yield from _variable(script, item, block.partition(".")[2], "variable.", is_default=True)
            case _:
                pass


def _constraint(script: Script, item: Given, artifact: Artifact, trail: str) -> Iterator[Pin | Note]:
    """A bare version is that one and no other; everything else is a range."""
    if "${" in item.text:
        return
    text = item.text.strip()
    value: Value | None = None
    if looks_like_version(text.removeprefix("=").strip()) and not text.startswith("="):
        value = Exact(parse(text))
    else:
        try:
            value = Range(parse_requirement(text, "generic"))
        except RequirementError as error:
            yield from _note(script, item, str(error))
            return
    role = Role.REQUIRES if isinstance(value, Range) else Role.SELECTS
    pin = script.pin(_word(item), artifact, trail, value=value, role=role)
    yield from (pin,) if pin else ()


def _module(script: Script, item: Given, block: str, address: str) -> Iterator[Pin | Note]:
    """A module of a registry has a `version`, one of a repository a `ref` in its address."""
    if item.name == "version" and address:
        yield from _constraint(script, item, Artifact("terraform", address), f"{block}.version")
    ref = _REF.search(item.text) if item.name == "source" else None
    remote = repository(item.text) if ref is not None else None
    if ref is None or remote is None:
        return
    tag = _word(item).cut(*ref.span(1))
    place = version_in_tag(tag.text)
    track = tag.text.rpartition("/")[0]  # a part of the repository that is released by itself
    word = tag.cut(max(0, place[0] - 1) if tag.text[: place[0]].endswith("v") else place[0]) if place else tag
    if not track:
        pin = script.pin(word, remote, f"{block}.source")
        yield from (pin,) if pin else ()


def _variable(
    script: Script, item: Given, name: str, trail: str, *, is_default: bool = False
) -> Iterator[Pin]:
    pin = read_assignment(Script(script.source, script.passage, trail=trail), name, _word(item))
    if pin is not None and "${" not in item.text:
        yield pin if not is_default else _as_default(script, item, pin)


def _as_default(script: Script, item: Given, pin: Pin) -> Pin:
    made = script.pin(_word(item), pin.artifact, pin.trail, value=pin.value, role=pin.role, is_default=True)
    return made or pin


def _locked(script: Script, given: tuple[Given, ...]) -> Iterator[Pin]:
    """`provider "registry.terraform.io/hashicorp/aws" { version = … hashes = […] }`."""
    digests: dict[tuple[str, ...], list[Digest]] = {}
    for item in given:
        if item.name == "hashes":
            text = item.text.removeprefix("zh:")
            digest = read_digest(text, "sha256" if text != item.text else None)
            if digest is not None:
                digests.setdefault(item.path, []).append(digest)
    for item in given:
        if item.name == "version" and len(item.path) == 1 and item.path[0].startswith("provider."):
            address = item.path[0].removeprefix("provider.")
            value = Exact(parse(item.text))
            span = script.passage.span(item.start, item.end)
            if span is not None and not value.version.is_opaque:
                yield Pin(
                    artifact=_provider(address),
                    value=value,
                    role=Role.RESOLVES,
                    location=script.source.locate(span),
                    raw=script.source.text(span),
                    trail=f"provider[{address}].version",
                    digests=tuple(digests.get(item.path, ())),
                )


def _provider(address: str) -> Artifact:
    """`aws`, `hashicorp/aws` and `registry.terraform.io/hashicorp/aws` are one provider."""
    name = address.lower().removeprefix(_DEFAULT_HOST).removeprefix("registry.opentofu.org/")
    return Artifact("terraform", name if "/" in name else f"hashicorp/{name}")


def _word(item: Given) -> Word:
    return Word(item.text, item.start, item.end)


def _note(script: Script, item: Given, message: str) -> Iterator[Note]:
    span = script.passage.span(item.start, item.end)
    if span is not None:
        yield Note("not-understood", message, script.source.locate(span))


EXTRACTOR = Extractor(patterns=("*.tf", "*.tofu", _LOCK), extract=extract)
