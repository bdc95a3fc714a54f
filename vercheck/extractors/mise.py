"""mise.toml: the tools that mise installs, the variables that it sets, and the tasks that it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._mise import REQUEST, tool_artifact
from vercheck.model import Extraction, Note, Pin, Role, Source
from vercheck.shapes.commands import read_commands
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import minimum
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, items, passage_of, scalar, word_of, written
from vercheck.shapes.script import Script
from vercheck.shapes.variables import read_assignment
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.toml import notes_of, parse_toml

_ENVIRONMENT = re.compile(r"(?:\.mise|mise|config)\.([\w-]+)\.toml")
_FREE = re.compile(r"system|path:.*|ref:.*|sub-.*", re.DOTALL)
_SUFFIXES = ("run", "run_windows")


def extract(source: Source) -> Extraction:
    document = parse_toml(source.content)
    environment = _ENVIRONMENT.fullmatch(source.name)
    sheet = Sheet(source, environment.group(1) if environment else "")
    parts = [
        _tools(sheet, document.root.get("tools"), ""),
        Extraction(pins=tuple(_own(sheet, document.root))),
        Extraction(pins=tuple(_variables(sheet, document.root))),
        *(_task(sheet, name, task) for name, task in entries(document.root.get("tasks"))),
        Extraction(remarks=remarks_of(source, document.comments), notes=notes_of(source, document)),
    ]
    return Extraction.join(parts)


def _tools(sheet: Sheet, table: Datum | None, trail: str) -> Extraction:
    pins: list[Pin] = []
    notes: list[Note] = []
    for name, given in entries(table):
        # Of several versions the first is used; the others are there to be asked for.
        for index, item in enumerate(given.items if isinstance(given, Sequence) else (given,)):
            place = f"{trail}tools[{name}]" + (f"[{index}]" if index else "")
            found = _tool(sheet, name, item, place, "fallback" if index else None)
            if isinstance(found, Pin):
                pins.append(found)
            elif found is not None:
                notes.append(found)
    return Extraction(pins=tuple(pins), notes=tuple(notes))


def _tool(sheet: Sheet, name: str, given: Datum, trail: str, track: str | None) -> Pin | Note | None:
    version = scalar(given.get("version") if isinstance(given, Mapping) else given)
    text = written(version) or ""
    if version is None or _FREE.fullmatch(text) or "{{" in text:
        return None
    artifact, names = tool_artifact(name)
    request = REQUEST.match(text)
    stretch = (request.end(), len(text)) if request else None
    pin = sheet.pin(version, artifact, trail, stretch=stretch, track=track, names=names)
    if pin is None:
        return sheet.puzzle(version, f"`{text[:60]}` is not a version of {artifact} that vercheck can read")
    return pin


def _own(sheet: Sheet, root: Mapping) -> Iterator[Pin]:
    """`min_version`: the mise that this file is written for."""
    for path in (("min_version",), ("min_version", "hard")):
        version = scalar(get(root, *path))
        value = minimum(written(version) or "") if version is not None else None
        if version is not None and value is not None:
            pin = sheet.pin(version, artifact_named("mise"), "min_version", value=value, role=Role.REQUIRES)
            yield from (pin,) if pin else ()


def _variables(sheet: Sheet, root: Mapping) -> Iterator[Pin]:
    for section in ("env", "vars"):
        for name, given in entries(root.get(section)):
            value = scalar(given)
            if value is not None and "{{" not in (written(value) or ""):
                pin = read_assignment(sheet.script(value, f"{section}."), name, word_of(value))
                yield from (pin,) if pin else ()


def _task(sheet: Sheet, name: str, task: Datum) -> Extraction:
    """What a task runs; it may have tools of its own."""
    trail = f"tasks.{name}."
    tools = get(task, "tools")
    parts = [_tools(sheet, tools, trail)] if tools is not None else []
    runs = [get(task, key) for key in _SUFFIXES] if isinstance(task, Mapping) else [task]
    for run in runs:
        for text in items(run) or (run,):
            if isinstance(text, Text):
                script = Script(sheet.source, passage_of(text), trail=trail, track=sheet.track)
                parts.append(read_commands(script))
    return Extraction.join(parts)


EXTRACTOR = Extractor(
    patterns=(
        "mise.toml", ".mise.toml", "mise.*.toml", ".mise.*.toml", "mise/config.toml",
        "mise/config.*.toml", ".mise/config.toml", ".mise/config.*.toml", ".rtx.toml",
    ),
    extract=extract,
)  # fmt: skip
