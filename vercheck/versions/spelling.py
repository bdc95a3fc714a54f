"""How people dress a version up: `v1.2`, `wasi-sdk-29`, `release/1.2`, `nightly-2025-04-17`.

Separate from the schemes because a tag or a download folder is dressed the same way whatever the
scheme of the number inside it.
"""

from __future__ import annotations

import re

from vercheck.versions.parts import MAX_LENGTH

_PREFIX = re.compile(r"[A-Za-z0-9@][\w.@/+-]*\Z", re.ASCII)
_NUMBERED_NAME = re.compile(r"(?:[vV][0-9]+|[0-9]+[A-Za-z]{2}[A-Za-z0-9]*)-[vV]?[0-9]+\.[0-9]")
_START = re.compile(r"(?:^[A-Za-z]+|(?<=[0-9A-Za-z.+])[-_/@][vV]?)(?=[0-9])")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]|_[0-9]+_[0-9])")
_MACHINE = re.compile(
    r"(?:x86|x64|i[3-6]86|amd64|arm(?:32|64|v[5-9])|aarch64|riscv(?:32|64)|wasm(?:32|64)|ppc64|powerpc64|s390|mips|"
    r"win(?:32|64)|linux(?:32|64))"
)
_DATE = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])(?:[-T ].*)?)?\Z")
_COMMIT = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{7,64}\Z", re.IGNORECASE)
_DASHED = re.compile(r"[0-9]+(?:-[0-9]+)+\Z")
_CHANNEL = re.compile(
    r"alpha|beta|canary|daily|dev|edge|experimental|main|master|nightly|preview|snapshot|stable|unstable|weekly"
)
_NEUTRAL = frozenset({"v", "ver", "version", "rel", "release", "releases", "tag", "tags", "refs"})
_WORDS = re.compile(r"[-_/@]+")


def undress(text: str) -> tuple[str, str] | None:
    """A text as `(prefix, number)`, where the number starts with a digit; `None` where it has none.

    The number is the first one with two parts, else the first behind a separator: `log4j-2.17.1` is
    2.17.1, not 4.
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    if _NUMBERED_NAME.match(text) is None:  # `v8-14.4.258` is 14.4.258 of V8
        if "0" <= text[0] <= "9":
            return "", text
        if text[0] in "vV" and "0" <= text[1:2] <= "9":
            return text[0], _undashed(text[1:])
    start = _start(text)
    if start is None or _PREFIX.match(text[:start]) is None:
        return None
    return text[:start], _undashed(text[start:])


def is_date(number: str) -> bool:
    """Whether an undressed text is a date: it is equal or not, but `2025-04-17` is no 2025.4.17."""
    return _DATE.match(number) is not None


def is_commit(number: str) -> bool:
    """Whether an undressed text is a commit: hexadecimal, 7 to 64 characters, one of them a letter."""
    return _COMMIT.match(number) is not None


def is_channel(prefix: str) -> bool:
    """Whether a prefix names a channel, so that what follows is a build of it and has no order."""
    words = _WORDS.split(prefix.rstrip("-_/@").lower())
    return _CHANNEL.fullmatch(words[-1]) is not None


def product(prefix: str) -> str:
    """The product that a prefix names, in one spelling; `""` for `v`, `release-`, `refs/tags/`, and for
    an epoch (`1!`)."""
    if not prefix or prefix in ("v", "V") or prefix.endswith("!"):
        return ""
    words = [word for word in _WORDS.split(prefix.lower()) if word and word not in _NEUTRAL]
    return "-".join(words)


def _start(text: str) -> int | None:
    """Where the number starts in a text that starts with something else."""
    is_machine = _MACHINE.match(text) is not None
    starts = [match.end() for match in _START.finditer(text) if not (is_machine and match.start() == 0)]
    dotted = next((start for start in starts if _DOTTED.match(text, start)), None)
    if dotted is not None or is_machine or not starts:
        return dotted
    return next((start for start in starts if not text[start - 1].isalnum()), starts[0])


def _undashed(number: str) -> str:
    """`VER-2-13-2` and `release-74-2` count their parts with dashes."""
    if _DASHED.match(number) and not is_date(number):
        return number.replace("-", ".")
    return number
