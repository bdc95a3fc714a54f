"""Versions and requirements, a line each, in every scheme: read, ordered, held against each other."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations, permutations

from tests.robustness.targets import Target
from vercheck.model import Requirement, Version
from vercheck.versions import (
    SCHEMES,
    Agreement,
    IncomparableError,
    RequirementError,
    admits,
    clip,
    compare,
    equal,
    equal_at_precision,
    intersects,
    is_floating,
    looks_like_version,
    names_one,
    parse,
    parse_requirement,
    respell,
    restate,
    same_major,
    same_minor,
)

_MAX_LINES = 4
_SEEDS = (
    b"1.2.3\nv1.2.3-rc.1+build\n1_89_0\n2.0",
    b"^1.2 || ~2.3, >=1 <3\n1.x\n>=1.2.*,!=1.3\n~=1.4.2",
    b"1.0.0.bcr.1\n1.0a1.post2.dev3\nunstable-2025-01-01\n0123456789abcdef0123456789abcdef01234567",
    b"wasi-sdk-29\n32.0-RELEASE\n1!2.0\n1 - 2",
    b"1.0.0-alpha\n1.0.0-alpha.1\n1.0.0-2\n1.0.0-alpha.beta",
)


def attempt(case: bytes) -> None:
    texts = tuple(dict.fromkeys(case.decode("utf-8", "replace").split("\n")))[:_MAX_LINES]
    for text in texts:
        assert not (looks_like_version(text) and is_floating(text))
        names_one(text)
    for version, like in permutations(texts, 2):
        for said in (restate, clip, respell):
            assert isinstance(said(version, like), str)
    every = {scheme: [parse(text, scheme) for text in texts] for scheme in sorted(SCHEMES)}
    for versions in every.values():
        _are_in_order(versions)
    for first, second in combinations([one for versions in every.values() for one in versions[:2]], 2):
        _turns_round(first, second)
    requirements = [one for scheme in every for text in texts if (one := _requirement(text, scheme))]
    for requirement in requirements:
        for read in (*every[requirement.scheme], *every["generic"]):
            admits(requirement, read)
    for one, other in combinations(requirements[:12], 2):
        _meet(one, other)


def _are_in_order(versions: list[Version]) -> None:
    """Of three that are of one scheme, an order of each two is one of all. Between schemes there is none."""
    agreement = Agreement()
    for one in versions:
        assert one.text == parse(one.text, one.scheme).text
        assert compare(one, one) == 0
        assert agreement.group(one) == agreement.group(one)
    for first, second, third in permutations(versions, 3):
        ordered = [_compared(first, second), _compared(second, third), _compared(first, third)]
        is_one_scheme = first.scheme == second.scheme == third.scheme
        if is_one_scheme and None not in ordered and ordered[0] == ordered[1]:
            assert ordered[2] == ordered[0], (first, second, third)


def _turns_round(first: Version, second: Version) -> None:
    one, other = _compared(first, second), _compared(second, first)
    assert (one is None) == (other is None)
    assert one is None or other is None or one == -other, (first, second)
    assert equal(first, second) == (one == 0)
    for alike in (equal_at_precision, same_major, same_minor):
        assert alike(first, second) == alike(second, first), (alike, first, second)


def _compared(first: Version, second: Version) -> int | None:
    try:
        return compare(first, second)
    except IncomparableError:
        return None


def _requirement(text: str, scheme: str) -> Requirement | None:
    try:
        return parse_requirement(text, scheme)
    except RequirementError:
        return None


def _meet(first: Requirement, second: Requirement) -> None:
    with suppress(IncomparableError):
        assert intersects(first, second) == intersects(second, first), (first, second)


TARGET = Target(_SEEDS, attempt)
