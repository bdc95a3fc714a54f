"""What a file says, in writing: for another run, or for the process that asked for it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from vercheck import model
from vercheck.cache.notation import Known, Notation
from vercheck.declared import Heard
from vercheck.ignores import Ignore
from vercheck.told import Told

SILENT = b""
"""A file in which nothing is read."""

NOTATION = Notation(
    (
        model.Accessor, model.Address, model.Allowed, model.Artifact, model.Asset, model.Constant,
        model.Digest, model.Exact, model.Extraction, model.Floating, model.Interval, model.Location,
        model.Matrix, model.MatrixRow, model.Member, model.Note, model.Opaque, model.Pin,
        model.PlatformEntry, model.PlatformList, model.Range, model.Reference, model.Registry,
        model.Release, model.Remark, model.Requirement, model.Role, model.Span, model.Statement,
        model.Version, Heard, Ignore, date,
    ),
    common=(
        model.Artifact, model.Exact, model.Interval, model.Range, model.Requirement, model.Span,
        model.Version, Heard, tuple,
    ),
)  # fmt: skip


class Written(NamedTuple):
    """The name of the bytes that were looked at (`""` where they could not be), and what they say."""

    content: str
    text: bytes


def write(told: Told) -> Written:
    """All that a file says, and nothing of the bytes that say it."""
    parts = (told.owners, told.extraction, told.heard, told.ignores)
    return Written(told.content, NOTATION.write(parts) if told.counts else SILENT)


def read(written: Written, known: Known) -> Told:
    """What was written; what many files say is one value, which becomes `known`."""
    if written.text == SILENT:
        return Told(content=written.content)
    owners, extraction, heard, ignores = NOTATION.read(written.text, known)
    return Told(owners, extraction, heard, ignores, written.content)
