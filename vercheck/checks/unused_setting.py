"""A setting that speaks of nothing in the tree.

## What it does
Reports each pattern of the configuration (`exclude`, `[[scope]]` paths, `[severity]` paths) that matches no
file, and each `[authority]` whose file does not exist.

## Why it matters
A typo in a pattern silently changes what is checked.

## Example
`exclude = ["thirdparty/**"]` where the folder is called `third_party`.

## Fix safety
There is no fix: correct the setting or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Severity


def run(_facts: Facts) -> Iterator[Diagnostic]:
    """Nothing: these findings are about the run itself, and `vercheck.settings_in_use` makes them."""
    yield from ()


CHECK = Check("a setting that matches nothing in the tree", Severity.WARNING, run)
