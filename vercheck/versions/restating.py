"""One version in the spelling of another: what a fix writes in place of what stands there.

Works on the text, not on numbers, so that `22.04` stays `22.04`.
"""

from __future__ import annotations

import re

from vercheck.versions import spelling
from vercheck.versions.dotted import RELEASE
from vercheck.versions.reading import parse

_OPERATOR = re.compile(r"(?:[\^~=]|[<>!~=]=|===|[<>])?[ ]*(?=[A-Za-z0-9])")
_FINAL = re.compile(r"[-._](?:release|final|ga|rel)\Z", re.IGNORECASE)


def restate(version: str, like: str) -> str:
    """A version in the spelling of another: prefix, separators and precision of `like` kept where
    nothing is lost: `restate("0.46.0", "v0.43.0")` is `v0.46.0`, `restate("1.91.0", "1_90")` is `1_91`.

    An operator in front of a single requirement is kept (`^0.43` → `^0.46`). Where the two have nothing
    in common (a commit, two products), the version is returned as it is.
    """
    operator = _operator(like)
    like = like[len(operator) :].strip()
    version = version.strip()
    if parse(version).is_opaque or parse(like).is_opaque:
        return operator + _restate_date(version, like)
    source, target = spelling.undress(version), spelling.undress(like)
    if source is None or target is None or not _one_product(source[0], target[0]):
        return operator + version
    old, new = RELEASE.match(target[1]), RELEASE.match(source[1])
    if old is None or new is None:
        return operator + version
    release = _release(new.group(), old.group(), like)
    suffix = source[1][new.end() :]
    final = _FINAL.search(target[1])
    if final is not None and not suffix:
        suffix = final.group()
    return operator + target[0] + release + suffix


def _operator(like: str) -> str:
    match = _OPERATOR.match(like)
    return match.group() if match else ""


def _release(new: str, old: str, like: str) -> str:
    """The numbers of `new` with as many parts as `old`: zeros are added or cut, other numbers stay."""
    separator = "_" if "_" in old else "-" if old not in like else "."
    numbers = re.split(r"[._]", new)
    count = len(re.split(r"[._]", old))
    while len(numbers) > count and int(numbers[-1]) == 0:
        numbers.pop()
    numbers += ["0"] * (count - len(numbers))
    return separator.join(numbers)


def _restate_date(version: str, like: str) -> str:
    source, target = spelling.undress(version), spelling.undress(like)
    if source is None or target is None or not spelling.is_date(source[1]) or not spelling.is_date(target[1]):
        return version
    return target[0] + source[1] if _one_product(source[0], target[0]) else version


def _one_product(first: str, second: str) -> bool:
    left, right = spelling.product(first), spelling.product(second)
    return not left or not right or left == right
