"""Shell scripts: versions in variables, in installing commands, in download addresses and containers."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Role, Source
from vercheck.shapes.commands import read_commands
from vercheck.shapes.documented import outside, read_documented
from vercheck.shapes.messages import messages_of
from vercheck.shapes.powershell import read_powershell
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.shell_lists import read_shell_lists
from vercheck.shapes.shell_words import comments
from vercheck.syntax.passage import Passage

_SHEBANG = re.compile(rb"#![^\n]{0,100}\b(?:sh|bash|zsh|dash|ksh)\b")
_BINARY = b"\0"


def extract(source: Source) -> Extraction:
    """A file without an extension is read only where its first line says that it is a script."""
    if "." not in source.name and not _SHEBANG.match(source.content):
        return Extraction()
    if _BINARY in source.content[:8000]:
        return Extraction()
    passage = Passage.of_source(source)
    spoken = [passage.span(start, end) for start, end in comments(passage.text)]
    remarks = remarks_of(source, [span for span in spoken if span is not None])
    # A here-document may hold a declaration that the script writes for somebody: an example.
    speaker = Script(source, passage, role=Role.MENTIONS)
    documented, spans = read_documented(speaker, 0, len(passage.text))
    commands = outside(read_commands(Script(source, passage)), spans)
    lists = read_shell_lists(source)
    if source.name.endswith(".ps1"):
        taken = {pin.location for pin in commands.pins}
        declared = read_powershell(Script(source, passage))
        more = Extraction(pins=tuple(pin for pin in declared if pin.location not in taken))
        commands = Extraction.join((commands, more))
    said = messages_of(source, spoken_only=True)
    return Extraction.join((commands, documented, lists, Extraction(remarks=(*remarks, *said))))


EXTRACTOR = Extractor(
    patterns=(
        "*.sh", "*.bash", "*.zsh", "*.ksh", "*.ps1", "*.bat", "*.cmd", ".envrc",
        "install", "bootstrap", "start", "setup", "build", "run", "release", "ci", "presubmit", "env",
    ),
    extract=extract,
)  # fmt: skip
