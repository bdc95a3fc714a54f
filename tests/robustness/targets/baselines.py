"""A baseline as it may stand in a repository: read and written anew, or an error of its own kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.robustness.targets import Target
from vercheck.baseline.file import NAME, BaselineError, Entry, baseline_of, text

_ENTRIES = (
    Entry("Cargo.toml", "version-drift", "`gizmo` is `1.2.3` here but `1.2.4` there", "0123456789abcdef" * 2),
    Entry("a/b.nix", "broken-contract", "é, and vercheck: pin", "fedcba9876543210" * 2),
)


def attempt(content: bytes) -> None:
    file = _root() / NAME
    file.write_bytes(content)
    try:
        found = baseline_of(_root())
    except BaselineError:
        return
    assert found is not None
    for entry in found.entries:
        span = found.span(entry)
        assert -1 <= span.start <= span.end <= len(content)
    file.write_bytes(text(found.entries).encode())
    again = baseline_of(_root())
    assert again is not None
    assert sorted(again.entries) == sorted(set(found.entries))


@cache
def _root() -> Path:
    return Path(mkdtemp(prefix="vercheck-baseline-"))


TARGET = Target((text(_ENTRIES).encode(), text(()).encode()), attempt)
