"""A checksum registry does not have the shape that its readers rely on.

What it does: holds each checksum registry against the JSON Schema that ships with vercheck: a table
of versions, each with platforms, each with a digest.

Why it matters: code that reads the registry fails at build time, or skips what it does not find.

How to fix: the message names the key and what was expected there.
"""

from vercheck.checks import Check
from vercheck.checks._noted import noted
from vercheck.model import Severity

CHECK = Check(
    "a checksum registry does not have its schema's shape",
    Severity.ERROR,
    noted("invalid-registry", "`vercheck explain invalid-registry` shows the shape"),
)
