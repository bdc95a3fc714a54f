"""The nouns of vercheck: frozen data, no I/O, no third-party imports.

Every other layer speaks in these words; `docs/architecture.md` has the table of them.
"""

from vercheck.model.diagnostic import (
    Applicability,
    Diagnostic,
    Edit,
    Fix,
    Label,
    Report,
    Severity,
)
from vercheck.model.extraction import (
    Accessor,
    Allowed,
    Asset,
    Constant,
    Extraction,
    Matrix,
    MatrixRow,
    Member,
    Note,
    Registry,
    Release,
    Remark,
    Statement,
)
from vercheck.model.pin import (
    Artifact,
    Digest,
    Exact,
    Floating,
    Opaque,
    Pin,
    Range,
    Reference,
    Role,
    Value,
)
from vercheck.model.source import Address, Location, Source, Span
from vercheck.model.version import Interval, Requirement, Version

__all__ = [
    "Accessor",
    "Address",
    "Allowed",
    "Applicability",
    "Artifact",
    "Asset",
    "Constant",
    "Diagnostic",
    "Digest",
    "Edit",
    "Exact",
    "Extraction",
    "Fix",
    "Floating",
    "Interval",
    "Label",
    "Location",
    "Matrix",
    "MatrixRow",
    "Member",
    "Note",
    "Opaque",
    "Pin",
    "Range",
    "Reference",
    "Registry",
    "Release",
    "Remark",
    "Report",
    "Requirement",
    "Role",
    "Severity",
    "Source",
    "Span",
    "Statement",
    "Value",
    "Version",
]
