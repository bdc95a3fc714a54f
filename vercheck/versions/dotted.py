"""The generic scheme: dotted numbers of any length with whatever people append to them.

Separate from SemVer because it is tolerant where SemVer is exact: `1_89_0`, `1.1.1w`, `1.0rc1`,
`5.9-RELEASE` and `1.2.11.bcr.1` all mean something, and `rc1` means the same as `rc.1`.
"""

from __future__ import annotations

import re

from vercheck.model.version import Part, Version
from vercheck.versions.parts import PRE_NUMBER, PRE_WORD, TAIL_NUMBER, TAIL_WORD, trimmed

Reading = tuple[tuple[int, ...], tuple[Part, ...], str]
"""Release, parts behind it, build."""

Key = tuple[tuple[int, ...], tuple[Part, ...], bool, tuple[Part, ...]]

RELEASE = re.compile(r"[0-9]+(?:(?:_[0-9]+)+(?![.0-9])|(?:\.[0-9]+)*)")
_TOKEN = re.compile(r"([-._~]?)([A-Za-z]+|[0-9]+)")
_PRE_WORD = re.compile(
    r"alpha|beta|canary|cr|dev|ea|exp|experimental|git|insiders|milestone|next|nightly|pre|prerelease|preview|rc|"
    r"snapshot|trunk|unstable|wip"
)
_NUMBERED = {"a": "alpha", "b": "beta", "c": "rc", "m": "milestone", "cr": "rc"}
_POST_WORD = re.compile(r"fix|hotfix|p|patch|pl|post|r|rev|sp|u|update")
_FINAL = re.compile(r"[-._](release|final|ga|rel)\Z", re.IGNORECASE)


def read(number: str) -> Reading | None:
    """What an undressed text says; `None` where a part of it makes no sense in a version."""
    match = RELEASE.match(number)
    if match is None:
        return None
    release = tuple(int(part) for part in match.group().replace("_", ".").split("."))
    suffix = number[match.end() :]
    if not suffix:
        return release, (), ""
    suffix, _, build = suffix.partition("+")
    final = _FINAL.search(suffix)
    if final is not None:
        suffix, build = suffix[: final.start()], build or final[1]
    parts = _parts(suffix)
    return None if parts is None else (release, parts, build)


def key(version: Version) -> Key:
    """What versions of the generic and of the SemVer schemes are ordered by."""
    if not version.pre:
        return trimmed(version.release), (), True, ()
    tail = tuple(part for part in version.pre if part[0] >= TAIL_NUMBER)
    pre = tuple(part for part in version.pre if part[0] < TAIL_NUMBER)
    return trimmed(version.release), tail, not pre, pre


def is_known_word(word: str) -> bool:
    """Whether a word behind a number is one that versions are known to carry."""
    word = word.lower()
    return word in _NUMBERED or any(words.fullmatch(word) for words in (_PRE_WORD, _POST_WORD))


def _parts(suffix: str) -> tuple[Part, ...] | None:
    tokens = list(_TOKEN.finditer(suffix))
    if sum(len(token.group()) for token in tokens) != len(suffix):
        return None
    parts: list[Part] = []
    before = False
    for index, token in enumerate(tokens):
        separator, text = token.groups()
        if text[0].isdigit():
            before = before or (not parts and "-" in separator)
            parts.append((PRE_NUMBER if before else TAIL_NUMBER, int(text)))
            continue
        is_numbered = index + 1 < len(tokens) and tokens[index + 1].group().isdigit()
        word = _NUMBERED.get(text.lower(), text.lower()) if is_numbered else text.lower()
        before = before or _sorts_before(word, separator)
        parts.append((PRE_WORD if before else TAIL_WORD, word))
    return tuple(parts)


def _sorts_before(word: str, separator: str) -> bool:
    """A word behind a hyphen is a pre-release, as in SemVer; one glued on or behind a dot is so only
    where it is known as one: OpenSSL's `1.1.1w` and Bazel's `1.2.bcr.1` come after."""
    if _PRE_WORD.fullmatch(word) or "~" in separator:
        return True
    return "-" in separator and _POST_WORD.fullmatch(word) is None
