"""Inputs of actions that are no version of the action's own tool: another repository at a ref, an image,
arguments of an image's build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors._workflow.ground import Ground, passage_of, written
from vercheck.model import Artifact, Extraction, Opaque, Pin
from vercheck.shapes.commands import read_commands
from vercheck.shapes.images import read_image
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import version_in_tag
from vercheck.syntax.data import Datum, Mapping, Scalar, Text

_SLUG = re.compile(r"[\w.-]+/[\w.-]+")
_READS = re.compile(r"(?:^|[/-])(?:checkout|download\w*|fetch|get|release-downloader|install\w*)(?:$|[/-])")
_COMMIT = re.compile(r"[0-9a-f]{40}")


def read_other_repository(ground: Ground, action: str, given: Datum | None) -> Iterator[Pin]:
    """`repository: o/r` with `ref: v1.2.3`, `repo: o/r` with `tag: v1.2.3`: what is fetched from there."""
    if not isinstance(given, Mapping) or not _READS.search(action):
        return
    slug = written(given.get("repository")) or written(given.get("repo")) or ""
    if not _SLUG.fullmatch(slug):
        return
    for name in ("ref", "tag"):
        ref = given.get(name)
        text = written(ref) or ""
        if not isinstance(ref, Text | Scalar):
            continue
        stretch = version_in_tag(text) if "refs/heads/" not in text else None
        value = Opaque(text) if _COMMIT.fullmatch(text) else None
        if stretch is not None or value is not None:
            pin = ground.pin(ref, Artifact("github", slug), name, stretch=stretch, value=value)
            yield from (pin,) if pin else ()


def read_build(ground: Ground, name: str, value: Text) -> Extraction:
    """Lines of `X_VERSION=1.2.3` that a build is given, or the image that a tool starts from."""
    passage = passage_of(value)
    if name == "build-args":
        return read_commands(ground.below(name).script(passage))
    word = Word(passage.text, 0, len(passage.text))
    if ":" not in word.text:
        return Extraction()
    return Extraction(pins=tuple(read_image(word, ground.script(passage), name, note="the image of a step")))
