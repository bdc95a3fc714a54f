"""Shell scripts without an extension, in the folders where people keep scripts.

Separate from `shell_script`, whose files are known by their names: here only the first line tells a script
from whatever else lies in such a folder.
"""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors.shell_script import EXTRACTOR as SHELL

EXTRACTOR = Extractor(
    patterns=("script/*", "scripts/*", "bin/*", "ci/*", ".ci/*", "hack/*"),
    extract=SHELL.extract,
    unless=("*.*", "Makefile", "BUILD", "BUCK", "Dockerfile", "README", "LICENSE", *SHELL.patterns),
)
