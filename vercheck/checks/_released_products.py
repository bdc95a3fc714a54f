"""Products that one repository releases under tags of their own: `llvm-18.1.8`, `clang-tidy-22.1.5`.

An address of a release names the repository, and only the tag says which of its products is meant.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from vercheck.graph import PinGraph
from vercheck.model import Pin
from vercheck.shapes.names import words
from vercheck.shapes.urls import read_url

_ANY = frozenset({"v", "ver", "version", "release", "releases", "rel", "r", "tag", "tags", "refs", "stable"})


def product(graph: PinGraph, pin: Pin) -> str:
    """What the tag behind a pin says before its version, where tags of that repository say different things;
    else `""`."""
    artifact = graph.artifact(pin)
    if artifact.ecosystem != "github":
        return ""
    tags = _tags(graph)[artifact.name.lower()]
    named = tags.get((pin.location.path, pin.location.line), "")
    return named if len({name for name in tags.values() if name}) > 1 else ""


@lru_cache(maxsize=1)
def _tags(graph: PinGraph) -> dict[str, dict[tuple[str, int], str]]:
    """For each repository, by file and line: the words in front of the version in a tag, without its own."""
    found: dict[str, dict[tuple[str, int], str]] = defaultdict(dict)
    for statement in graph.statements:
        for member in statement.all("url"):
            url = read_url(member.text)
            if url is None or url.artifact is None or url.tag is None or url.in_tag is None:
                continue
            name = url.artifact.name.lower()
            own = set(words(name.rpartition("/")[2]))
            said = words(member.text[url.tag[0] : url.in_tag[0]].replace("\0", " "))
            place = (member.location.path, member.location.line)
            found[name][place] = "-".join(word for word in said if word not in own | _ANY)
    return found
