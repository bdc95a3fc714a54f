"""One version in the spelling of another: what a fix writes in place of what stands there.

Works on the text, not on numbers, so that `22.04` stays `22.04`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vercheck.versions import spelling
from vercheck.versions.dotted import RELEASE
from vercheck.versions.order import equal
from vercheck.versions.reading import parse

_OPERATOR = re.compile(r"(?:[\^~=]|[<>!~=]=|===|[<>])?[ ]*(?=[A-Za-z0-9])")
_SINGLE = re.compile(r"\s*+[~^=<>!]{0,3}\s*+v?\d[\w.+-]*(?<![.\d][xX])")
_FINAL = re.compile(r"[-._](?:release|final|ga|rel)\Z", re.IGNORECASE)


def names_one(requirement: str) -> bool:
    """Whether a requirement is around one version, without a wildcard: only that can be said anew."""
    return _SINGLE.fullmatch(requirement) is not None


def respell(version: str, like: str, keys: Iterable[str] = ()) -> str:
    """A version as it was given, dressed as `like`: no number is added or cut, so that `20.18.0` for
    `18` is `20.18.0`. Of `keys` (a registry's own) the one that is this version says it instead.

    A tag that carries a product's name has a count of its own: `32.0` for `wasi-sdk-29` is `wasi-sdk-32`.
    """
    version = next((key for key in keys if equal(parse(key), parse(version))), version).strip()
    source, target = spelling.undress(version), spelling.undress(like[len(_operator(like)) :].strip())
    if source is None or target is None or spelling.product(target[0]):
        return restate(version, like)
    number = RELEASE.match(source[1])
    if number is None:
        return restate(version, like)
    return restate(version, like, parts=_count(number.group()))


def clip(version: str, like: str) -> str:
    """A version in the spelling and precision of another, whatever is lost: `0.246.2` like `0.243` is
    `0.246`."""
    source, target = spelling.undress(version.strip()), spelling.undress(like[len(_operator(like)) :].strip())
    new = RELEASE.match(source[1]) if source is not None else None
    old = RELEASE.match(target[1]) if target is not None else None
    if new is None or old is None:
        return restate(version, like)
    return restate(".".join(re.split(r"[._]", new.group())[: _count(old.group())]), like)


def restate(version: str, like: str, parts: int | None = None) -> str:
    """A version in the spelling of another: prefix, separators and precision of `like` kept where
    nothing is lost: `restate("0.46.0", "v0.43.0")` is `v0.46.0`, `restate("1.91.0", "1_90")` is `1_91`.

    An operator in front of a single requirement is kept (`^0.43` → `^0.46`). Where the two have nothing
    in common (a commit, two products), the version is returned as it is. `parts` says how many
    numbers there are to be where that is not the matter of `like`.
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
    release = _release(new.group(), old.group(), like, parts or _count(old.group()))
    suffix = source[1][new.end() :]
    final = _FINAL.search(target[1])
    if final is not None and not suffix:
        suffix = final.group()
    return operator + target[0] + release + suffix


def _operator(like: str) -> str:
    match = _OPERATOR.match(like)
    return match.group() if match else ""


def _count(release: str) -> int:
    return len(re.split(r"[._]", release))


def _release(new: str, old: str, like: str, count: int) -> str:
    """The numbers of `new`, as many as `count`: zeros are added or cut, other numbers stay."""
    separator = "_" if "_" in old else "-" if old not in like else "."
    numbers = re.split(r"[._]", new)
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
