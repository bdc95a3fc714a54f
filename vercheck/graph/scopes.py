"""Which configuration a pin belongs to: its build root and track, and what kind of place it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

ROOT_MARKERS = frozenset({"MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel", ".buckconfig"})

_VENDORED = re.compile(r"(^|/)(third[_-]party|vendor|vendored|node_modules|external|\.cargo/registry)(/|$)")
_EXAMPLE = re.compile(r"(^|/)(examples?|samples?|demos?|tutorials?|e2e|templates?)(/|$)", re.IGNORECASE)
_FIXTURE = re.compile(r"(^|/)(fixtures?|test[_-]?data|testcases|goldens?|snapshots?|__snapshots__)(/|$)", re.IGNORECASE)
_TEST = re.compile(r"(^|/)(tests?|spec|integration[_-]tests?|it)(/|$)|_tests?\.\w+$|(^|/)test_[^/]*$", re.IGNORECASE)
_DOCS = re.compile(r"(^|/)(docs?|documentation|website|docs-site|site)(/|$)|\.(md|rst|adoc|txt)$", re.IGNORECASE)


class Standing(StrEnum):
    """What kind of place a file is in; only `PRODUCT` places must agree without being asked to."""

    PRODUCT = "product"
    TEST = "test"
    DOCS = "docs"
    EXAMPLE = "example"
    FIXTURE = "fixture"
    VENDORED = "vendored"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """`root` is the folder of the nearest build root (`""`: the repository's), `track` the table,
    bundle or profile (`""`: the main one)."""

    root: str
    track: str = ""

    def __str__(self) -> str:
        return f"{self.root or '.'}{'@' + self.track if self.track else ''}"


def standing(path: str) -> Standing:
    for pattern, kind in (
        (_VENDORED, Standing.VENDORED),
        (_FIXTURE, Standing.FIXTURE),
        (_EXAMPLE, Standing.EXAMPLE),
        (_TEST, Standing.TEST),
        (_DOCS, Standing.DOCS),
    ):
        if pattern.search(path):
            return kind
    return Standing.PRODUCT
