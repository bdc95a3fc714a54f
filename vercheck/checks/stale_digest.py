"""The version moved and the digest beside it did not.

What it does: compares the tree with a revision, and so runs only where one is given:
`vercheck check --base REV` or `--changed`. Without one it says nothing. It looks at declarations that
fetch something (`url` and `sha256`, `rev` and `hash`, `version` and `cargoHash`), at registries of
checksums, at images as `tag@digest`, and at locked or hashed packages. Reported is a digest that stood
beside one version then and stands beside another one now. It is a warning where two versions may share
the digest: of a project's dependencies (`vendorHash`, `npmDepsHash`), or of the one file of a release.
All of several digests that moved while the version did not are a warning: the version may be forgotten.
Rules also name files that are made for one version of a tool (`derived` rows): reported is a version that
moved, where such a file is still what it was.

Why it matters: the download fails; or, where something keeps files by digest, as Nix, Bazel and
container registries do, the old file is taken in silence.

What is quiet: one digest that moved without its version, a correction; one version in another spelling
or to another precision; mirrors; a version that is still there with the same digest, which
`reused-digest` reports.

How to fix: take the digest of the new version from its release, or compute it from the file; make the
file anew by the command that the rule names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from vercheck.checks import Check
from vercheck.checks._forgotten_versions import forgotten
from vercheck.checks._made_files import left_behind
from vercheck.checks._vouched import Key, Vouched, moved, vouched
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Digest, Label, Location, Severity

_MOST = 50
"""A digest that stands beside more versions than these says nothing of any of them."""

Home = tuple[Key, str, str]
"""What a version is of, the file that it is in, and the version."""


def run(facts: Facts) -> Iterator[Diagnostic]:
    if facts.before is None:
        return
    now = tuple(vouched(facts.graph))
    before = tuple(vouched(facts.before.graph))
    then: dict[tuple[Key, Digest], list[Vouched]] = defaultdict(list)
    for item in before:
        for key in item.keys:
            then[key, item.digest].append(item)
    there = frozenset(home for item in now for home in _homes(item))
    stale: dict[Location, list[tuple[Vouched, str]]] = defaultdict(list)
    for item in now:
        was = [old for key in item.keys for old in then.get((key, item.digest), ())]
        version = _left_behind(item, was, there)
        if version is not None:
            stale[item.version_location].append((item, version))
    digests = Counter(item.version_location for item in now)
    for place, found in stale.items():
        # A list of a package's digests may keep some that are old.
        is_whole = not _is_pin(found[0][0]) or digests[place] == len(found)
        yield _finding(found, is_whole=is_whole)
    yield from forgotten(now, before)
    yield from left_behind(facts)


def _is_pin(item: Vouched) -> bool:
    return item.keys[0][0] == "pin"


def _homes(item: Vouched) -> Iterator[Home]:
    return ((key, item.digest_location.path, item.version.lstrip("vV")) for key in item.keys)


def _left_behind(item: Vouched, was: Sequence[Vouched], there: Collection[Home]) -> str | None:
    """The version that the digest was of; `None` where it may well be of the one that it stands beside."""
    if len(was) > _MOST:
        return None
    if not all(moved(old.version, item.version, is_flat=item.is_flat) for old in was):
        return None
    return next((old.version for old in was if not _stays(old, item, there)), None)


def _stays(old: Vouched, item: Vouched, there: Collection[Home]) -> bool:
    """Whether the old version is still where it was: then the digest was copied, or went to where it
    belongs. A pin may be in one file twice, and only one of the two have moved."""
    if _is_pin(item) and old.digest_location.path == item.digest_location.path:
        return False
    return any(home in there for home in _homes(old))


def _finding(found: Sequence[tuple[Vouched, str]], *, is_whole: bool) -> Diagnostic:
    # What is sure is told first: what may be right beside it takes nothing from that.
    found = sorted(found, key=lambda one: not one[0].is_sure)
    item, version = found[0]
    parts = ", ".join(dict.fromkeys(one.part for one, _ in found))
    beside = () if item.version_location == item.digest_location else (item,)
    return Diagnostic(
        message=f"`{item.subject}` moved from `{version}` to `{item.version}` "
        f"and the {parts} beside it did not",
        location=item.digest_location,
        tool=item.keys[0][1] if item.keys[0][0] == "registry" else None,
        version=item.version,
        related=(
            *(Label(one.version_location, f"was `{version}`", one.version) for one in beside),
            *(Label(one.digest_location, f"the {one.part} did not move either") for one, _ in found[1:]),
        ),
        help=f"put the {item.part.partition(' ')[0]} of `{item.version}` here; vercheck does not invent one",
        severity=None if is_whole and item.is_sure else Severity.WARNING,
    )


CHECK = Check("the version moved and the digest beside it did not", Severity.ERROR, run, compares=True)
