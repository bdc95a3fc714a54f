"""Lines of a `.gitignore`, asked about a path; a case begins with the path."""

from __future__ import annotations

import os

from tests.robustness.cases import opened_bytes
from tests.robustness.targets import Target
from vercheck.discover.patterns import read_lines, read_patterns

_SEEDS = (
    b"a/b/c.txt\n*.txt\n!c.txt\n# why\n/a/**/c.*\n**/b/\n",
    b"src/x[1].rs\n[[:alpha:]]rc/[!a-w]\\[1].r?\nsrc/\n\\!x\n\\#y \\ \n",
    b"build/\n**/build/**\n!build/a\n[]a]b\n[^/]c\r\n",
)


def attempt(case: bytes) -> None:
    name, content = opened_bytes(case)
    path = os.fsdecode(name)
    patterns = read_patterns(read_lines(content))
    assert patterns.verdict(path) in (True, False, None)
    meant = patterns.meant((path, f"{path}/a", "a"))
    assert meant <= {path, f"{path}/a", "a"}
    assert patterns.verdict(path) is not True or path in meant


TARGET = Target(_SEEDS, attempt)
