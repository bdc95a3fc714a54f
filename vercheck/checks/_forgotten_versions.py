"""Every digest of a release moved, and the version beside them did not.

One digest that moves alone is most often a correction, which nobody can tell from here. That all of several
were wrong is less likely than that the version was forgotten, or that the project replaced its files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from vercheck.checks._vouched import Key, Vouched
from vercheck.model import Diagnostic, Digest, Label, Location, Severity

_SEVERAL = 2


def forgotten(now: Sequence[Vouched], before: Sequence[Vouched]) -> Iterator[Diagnostic]:
    """One finding for each version that stayed while all digests beside it moved."""
    then: dict[tuple[Key, str, str], set[Digest]] = defaultdict(set)
    for old in before:
        for key in old.keys:
            then[key, old.part, old.version].add(old.digest)
    beside: dict[Location, list[Vouched]] = defaultdict(list)
    for item in now:
        if item.keys[0][0] != "pin":  # an image is pushed again, a list of hashes is made anew
            beside[item.version_location].append(item)
    there = {item.digest for item in now}
    for place in sorted(beside):
        found = beside[place]
        was = [_was(item, then) for item in found]
        moved = [old and item.digest not in old for item, old in zip(found, was, strict=True)]
        # What is still there, beside another version or platform, went to where it belongs.
        kept = {digest for old in was for digest in old} & there
        is_several = len({item.digest for item in found}) >= _SEVERAL
        if is_several and all(moved) and not kept and any(item.is_sure for item in found):
            yield _finding(found)


def _was(item: Vouched, then: dict[tuple[Key, str, str], set[Digest]]) -> set[Digest]:
    """The digests that the same part of the same version had."""
    return {digest for key in item.keys for digest in then.get((key, item.part, item.version), ())}


def _finding(found: Sequence[Vouched]) -> Diagnostic:
    first = found[0]
    return Diagnostic(
        message=f"all {len(found)} digests of `{first.subject}` `{first.version}` moved "
        "and the version did not",
        location=first.version_location,
        tool=first.keys[0][1] if first.keys[0][0] == "registry" else None,
        version=first.version,
        related=tuple(Label(one.digest_location, f"the {one.part} moved") for one in found),
        help="if these are the files of another version, say which; if the project replaced its files, "
        "make sure that it was the project",
        severity=Severity.WARNING,
    )
