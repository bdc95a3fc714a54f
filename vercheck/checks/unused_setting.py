"""A setting that speaks of nothing in the tree.

## What it does
Reports each pattern of the configuration (`exclude`, `[[scope]]` paths, `[severity]` paths) that matches no
file, each `[authority]` that leads to no file or no pin or is about something that nothing pins, each
`[[table]]` whose symbol is not there, each `[[extract]]` that finds no version, each `[[sync]]` whose value
or whose copy is not there, each `[[require]]` about something that nothing pins, each tool of `[severity]`
that nothing pins, each host of `gone-hosts` that nothing is downloaded from, and each `vercheck: pin`
comment without an artifact or without a version below it.

## Why it matters
A typo in a pattern or a name silently changes what is checked.

## Example
`exclude = ["thirdparty/**"]` where the folder is called `third_party`.

## Fix safety
There is no fix: correct the setting or take it out.
"""

from __future__ import annotations

from vercheck.checks import Check
from vercheck.checks._noted import noted
from vercheck.model import Severity

run = noted("unused-setting", "correct it or take it out")
"""The comments; findings about the configuration are about the run itself, and `vercheck.settings_in_use`
makes them."""

CHECK = Check("a setting that matches nothing in the tree", Severity.WARNING, run)
