"""A file that may hold pins could not be read.

What it does: reports files that could not be opened, vanished while they were read, are larger than
the size limit, or are no text in UTF-8: binary, or in UTF-16.

Why it matters: what was not read was not checked.

How to fix: make the file readable (or save it in UTF-8), or exclude it so that the gap is on record.
"""

from vercheck.checks import Check
from vercheck.checks._noted import noted
from vercheck.model import Severity

CHECK = Check(
    "a file that may hold pins could not be read",
    Severity.WARNING,
    noted("unreadable-file", "make it readable, or list it under `exclude` in vercheck.toml"),
)
