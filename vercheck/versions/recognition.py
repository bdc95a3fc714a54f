"""Whether a whole text is a version at all, without knowing what it is for.

Stricter than reading: reading asks what a version means that someone called a version; this asks
whether to call it one. A place that is known to hold a version needs no such question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vercheck.versions import spelling
from vercheck.versions.dotted import RELEASE, is_known_word
from vercheck.versions.parts import MAX_LENGTH

_DIGIT = re.compile(r"[0-9]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:_[0-9]{3})+\Z")
_CONSTANT = re.compile(r"[A-Z]{2,}[A-Z0-9]*_")
_NUMBER_LENGTH = 14  # a timestamp to the second; a longer run of digits is an identifier of something
_ADDRESS = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.|\Z)){4}\Z")
_HYPHENATED = re.compile(r"(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?(?:\+[0-9A-Za-z.+-]+)?\Z")
_KNOWN = re.compile(r"(?:[-._~]?[A-Za-z0-9])+\Z")
_TAIL_WORD = re.compile(r"release|final|ga|bcr", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_PATCH_LETTER = re.compile(r"[a-z]\Z")
_REVISION = re.compile(r"_[0-9]{1,4}\Z")
_FOLDER = re.compile(
    r"(?:(?:refs/tags|releases?|tags?|versions?)/[A-Za-z_@-]*|(?:[\w.@-]+/)+[vV]|@[\w.-]+/[\w.-]+@)\Z"
)
# licences, standards and encodings carry numbers, too
_NUMBERED_TEXT = re.compile(
    r"(?:[al]?gpl|apache|mpl|bsd|cc-by[a-z-]*|osl|epl|cddl|eupl|artistic|zpl|psf|ms|afl|ecl|lppl|ofl|bsl|cve|rfc|iso|iec|"
    r"ieee|pep|tlsv?|sslv?|utf|sha|armv)",
    re.IGNORECASE,
)

_FLOATING_START = re.compile(
    r"(?:latest|stable|nightly|unstable|lts)[-/](?:\*|[A-Za-z_][\w.-]*)\Z", re.IGNORECASE
)
_FLOATING = re.compile(
    r"(?:\*|x|any|bleeding-edge|canary|current|daily|dev|develop|development|edge|experimental|head|insiders|last_green|"
    r"last_rc|latest|lts|main|master|newest|next|nightly|preview|rolling|snapshot|stable|tip|tot|trunk|unstable|weekly"
    rf"|{_FLOATING_START.pattern}"
    r"|[A-Za-z][\w.]*-(?:latest|stable|unstable|nightly|edge)"
    r"|(?-i:(?:refs/heads|refs/remotes|origin)/\S+))\Z",
    re.IGNORECASE,
)


def looks_like_version(text: str) -> bool:
    """Whether a whole text is a version as people write pins: `1.2`, `v1.2.3-rc.1`, `20250814.0`,
    `29`, `nightly-2025-04-17`; not a word, not a path, not a digest.

    A name in front needs two numbers behind it: `go1.21` is a version, `python3` and `x86_64` are not.
    Four numbers that could be an IP address are not one; nor is a bare date.
    """
    return len(text) <= MAX_LENGTH and _DIGIT.search(text) is not None and _looks_like_version(text)


@lru_cache(maxsize=4096)
def _looks_like_version(text: str) -> bool:
    """Remembered, because several readers ask it of one text, and many files hold the same."""
    undressed = spelling.undress(text)
    if undressed is None:
        return False
    prefix, number = undressed
    if spelling.is_date(number):
        return spelling.is_channel(prefix) and re.fullmatch(r"[A-Za-z]+-", prefix) is not None
    if spelling.is_commit(number) or _ADDRESS.match(text):
        return False
    match = RELEASE.match(number)
    if match is None:
        return False
    numbers = re.split(r"[._]", match.group())
    if max(map(len, numbers)) > _NUMBER_LENGTH:
        return False
    if "_" in match.group() and (len(numbers) < 3 or _GROUPED.match(match.group())):
        return False
    if not _is_likely_prefix(prefix, len(numbers)):
        return False
    return _is_likely_suffix(number[match.end() :], len(numbers), is_bare=not spelling.product(prefix))


def is_floating(text: str) -> bool:
    """Whether a text names whatever is newest: `latest`, `stable`, `main`, `nightly`, `canary`, `*`,
    `lts/*`, `nixos-unstable`, `stable-x86_64-unknown-linux-gnu`, `refs/heads/main`."""
    text = text.strip()
    if len(text) > MAX_LENGTH or (_FLOATING_START.match(text) and spelling.is_date(text.partition("-")[2])):
        return False
    return _FLOATING.match(text) is not None


def _is_likely_prefix(prefix: str, count: int) -> bool:
    if prefix in ("", "v", "V"):
        return count >= 2 or prefix != "V"  # `V8` and `V2` are names
    if _CONSTANT.match(prefix):
        return False
    if "/" in prefix and not _FOLDER.match(prefix):
        return False
    if spelling.is_channel(prefix) or _NUMBERED_TEXT.fullmatch(spelling.product(prefix)):
        return False
    return count >= 2 or prefix.endswith(("-v", "@v"))


def _is_likely_suffix(suffix: str, count: int, *, is_bare: bool) -> bool:
    if not suffix:
        return True
    if _PATCH_LETTER.match(suffix):
        return count >= 3
    if _REVISION.match(suffix):
        return count >= 2
    if suffix[0] in "-+" and count >= 2 and is_bare:
        return _HYPHENATED.match(suffix) is not None
    suffix = suffix.partition("+")[0]
    if not suffix:
        return True
    if _KNOWN.match(suffix) is None:
        return False
    words = _WORD.findall(suffix)
    if not all(is_known_word(word) or _TAIL_WORD.fullmatch(word) for word in words):
        return False
    return bool(words) and (count >= 2 or suffix[0] in "-.")
