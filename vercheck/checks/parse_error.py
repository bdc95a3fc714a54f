"""A file, or a part of it, is not what its name says.

What it does: reports places that the reader could not parse. The rest of the file was read.

Why it matters: a version in the damaged part was not seen, so a pass would be silent.

How to fix: repair the syntax; where the reader is wrong, say so with an ignore and its reason.
"""

from vercheck.checks import Check
from vercheck.checks._noted import noted
from vercheck.model import Severity

CHECK = Check(
    "a part of a file could not be parsed",
    Severity.WARNING,
    noted("parse-error", "pins in this part were not read: repair the syntax"),
)
