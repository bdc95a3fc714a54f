"""Modules that are imported by address: `https://deno.land/std@0.224.0/`, `https://esm.sh/joi@17.13.3`.

Separate from downloads, because these hosts serve packages: the path names one, and its version.
"""

from __future__ import annotations

import re

from vercheck.extractors._node.specs import Spec, read_range
from vercheck.model import Artifact
from vercheck.versions import RequirementError

_MODULE = re.compile(
    r"https?://(?:"
    r"deno\.land/(?:x/)?(?P<deno>[\w.-]+)"
    r"|(?:esm\.sh|esm\.run|unpkg\.com|cdn\.skypack\.dev|ga\.jspm\.io)/(?:[*v]\d*/|npm:)?(?P<npm>(?:@[\w.-]+/)?[\w.-]+)"
    r"|cdn\.jsdelivr\.net/npm/(?P<cdn>(?:@[\w.-]+/)?[\w.-]+)"
    r")@(?P<version>[^/?&#\s\"']+)"
)


def in_address(text: str) -> Spec | None:
    """The package and the version that an address names; `None` where it names none."""
    found = _MODULE.match(text) if len(text) <= 2000 else None
    if found is None:
        return None
    artifact = (
        Artifact("deno", found["deno"]) if found["deno"] else Artifact("npm", found["npm"] or found["cdn"])
    )
    try:
        spec = read_range(artifact, found["version"])
    except RequirementError:
        return None
    return spec.moved(found.start("version")) if spec is not None else None
