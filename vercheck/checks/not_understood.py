"""A version was seen that could not be evaluated.

What it does: reports expressions in a version's place that vercheck cannot follow: a call it does
not know, a value that only a run decides. Off by default; `vercheck coverage` counts them.

Why it matters: such a place is neither right nor wrong for vercheck.

How to fix: nothing needs fixing; `# vercheck: pin` on the line before makes a literal readable.
"""

from vercheck.checks import Check
from vercheck.checks._noted import noted
from vercheck.model import Severity

CHECK = Check(
    "a version was seen that could not be evaluated",
    Severity.OFF,
    noted("not-understood", "`vercheck coverage` lists all such places"),
)
