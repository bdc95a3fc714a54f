"""Versions of every scheme: read, compare, admit, format.

Reading never fails: what is not understood is opaque and knows equality only. Comparing what cannot
be compared raises `IncomparableError`; it never guesses.

The schemes are `generic`, `cargo`, `semver`, `npm`, `go`, `pep440`, `bazel`, `nix`, `minimum` and
`opaque`; a scheme that is not among them is read as `generic`.
"""

from vercheck.versions.agreement import Agreement
from vercheck.versions.numbers import numbers
from vercheck.versions.operands import RequirementError
from vercheck.versions.order import (
    IncomparableError,
    compare,
    equal,
    equal_at_precision,
    same_major,
    same_minor,
)
from vercheck.versions.parts import is_prerelease
from vercheck.versions.reading import SCHEMES, parse
from vercheck.versions.recognition import is_floating, looks_like_version
from vercheck.versions.requirements import admits, intersects, parse_requirement
from vercheck.versions.restating import clip, names_one, respell, restate

__all__ = [
    "SCHEMES",
    "Agreement",
    "IncomparableError",
    "RequirementError",
    "admits",
    "clip",
    "compare",
    "equal",
    "equal_at_precision",
    "intersects",
    "is_floating",
    "is_prerelease",
    "looks_like_version",
    "names_one",
    "numbers",
    "parse",
    "parse_requirement",
    "respell",
    "restate",
    "same_major",
    "same_minor",
]
