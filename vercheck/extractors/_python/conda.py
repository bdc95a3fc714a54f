"""What conda and its relatives write behind a package's name: `1.2`, `=1.2`, `>=1.2,<2|>=3`, `1.2.*`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model import Artifact, Exact, Range, Requirement, Role, Value
from vercheck.shapes.names import artifact_named
from vercheck.versions import looks_like_version, parse, parse_requirement

_EXACT = re.compile(r"(={0,2})\s*+(\d[^\s=,|*<>!~]*+)(?:\s*+=[^=\s]+|\s++\S+)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`stretch` is where in the text the version or the range stands."""

    value: Value
    role: Role
    stretch: tuple[int, int]


def conda_artifact(name: str) -> Artifact:
    """Compilers and runtimes are what they are everywhere; the rest is what conda builds."""
    named = artifact_named(name)
    return named if named.ecosystem == "toolchain" else Artifact("conda", name.lower())


def read_wanted(text: str) -> Wanted:
    """What a specification asks for.

    Raises:
        RequirementError: the text is none.
    """
    exact = _EXACT.fullmatch(text)
    if exact is not None and looks_like_version(exact[2]):
        return Wanted(Exact(parse(exact[2])), Role.SELECTS, exact.span(2))
    return Wanted(Range(_range(text)), Role.REQUIRES, (0, len(text)))


def _range(text: str) -> Requirement:
    """`>=1.2,<2|>=3`, `=1.2.*`: PEP 440 with one sign more."""
    parts = [parse_requirement(_specifiers(part), "pep440") for part in text.split("|")]
    return Requirement(text, "pep440", tuple(one for part in parts for one in part.intervals))


def _specifiers(text: str) -> str:
    said = []
    for part in text.replace(" ", "").split(","):
        bare = part.lstrip("=")
        wildcard = bare.removesuffix(".*").removesuffix("*").removesuffix(".")
        if bare[:1].isdigit():
            said.append(f"=={wildcard}.*" if bare.endswith("*") else f"=={bare}")
        elif bare != "*":
            said.append(part)
    return ",".join(said)
