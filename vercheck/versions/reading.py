"""Text to version, in the scheme that is asked for. Reading never fails: it ends at an opaque version."""

from __future__ import annotations

from functools import lru_cache

from vercheck.model.version import Version
from vercheck.versions import bazel, dotted, nix, pep440, semver, spelling
from vercheck.versions.parts import MAX_LENGTH

SEMVER_SCHEMES = frozenset({"cargo", "go", "npm", "semver"})
SCHEMES = SEMVER_SCHEMES | {"bazel", "generic", "minimum", "nix", "opaque", "pep440"}

_TEXTS = 8_000
"""Texts of which is remembered what they say: most stand in many places."""

_OWN = {"bazel": bazel.read, "nix": nix.read, "pep440": pep440.read}


def family(scheme: str) -> str:
    """The scheme whose order a scheme follows."""
    if scheme in SEMVER_SCHEMES:
        return "semver"
    return scheme if scheme in _OWN or scheme == "opaque" else "generic"


def parse(text: str, scheme: str = "generic") -> Version:
    """A version as its scheme reads it, else as people mean it, else opaque.

    A date, a commit, a build of a channel (`nightly-2025-04-17`) and a text of more than 200 characters
    are opaque. A text that Bazel, Nix or Python would not take as a version is read as `generic`, and
    its scheme says so; a scheme without a reader of its own (`minimum`) is read like `generic`.
    """
    return _read_dressed(text, scheme) if len(text) > MAX_LENGTH else _read(text, scheme)


@lru_cache(_TEXTS)
def _read(text: str, scheme: str) -> Version:
    own = _OWN.get(scheme)
    if own is None:
        return _read_dressed(text, scheme)
    return own(text) or _read_dressed(text, "generic")


def _read_dressed(text: str, scheme: str) -> Version:
    undressed = spelling.undress(text.strip())
    if undressed is None:
        return Version(text, scheme)
    prefix, number = undressed
    if spelling.is_date(number) or spelling.is_commit(number) or spelling.is_channel(prefix):
        return Version(text, scheme, prefix=prefix)
    if scheme == "opaque":
        return Version(text, scheme)
    reading = semver.read(number) if scheme in SEMVER_SCHEMES else dotted.read(number)
    if reading is None:
        return Version(text, scheme)
    release, pre, build = reading
    return Version(text, scheme, release, pre, prefix, build)
