"""Shell variables that hold versions: `X_VERSION=1.2.3`, with defaults, minimums and numbers in parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vercheck.model import Artifact, Constant, Extraction, Pin, Range, Reference, Role, Value
from vercheck.shapes.names import (
    artifact_named,
    is_maximum_symbol,
    is_minimum_symbol,
    is_version_symbol,
    tool_name,
    words,
)
from vercheck.shapes.pins import minimum, read_value
from vercheck.shapes.script import VARIABLE, Script
from vercheck.shapes.shell_branches import with_branches
from vercheck.shapes.shell_words import Command, Word
from vercheck.versions import RequirementError, parse_requirement

ASSIGNMENT = re.compile(r"(?:-D|--build-arg=|\$env:|\$)?([A-Za-z_]\w{0,200})=(?!=)")
_DECLARES = frozenset({
    "export", "readonly", "declare", "local", "typeset", "env", "set", "setx", ":", "ARG", "ENV",
})  # fmt: skip
_OWN = frozenset({
    "package", "app", "application", "project", "release", "image", "build", "new", "old", "next",
    "prev", "previous", "base", "api", "schema", "product", "library", "crate", "module", "file",
    "format", "protocol", "cache", "key", "artifact", "test", "tests", "docs", "config", "data",
    "db", "database", "migration", "plugin",
})  # fmt: skip
"""Words that do not name a tool: `RELEASE_VERSION` is the project's own."""
_WELL_KNOWN = {
    "RUSTUP_TOOLCHAIN": "rust", "RUST_TOOLCHAIN": "rust", "MSRV": "rust", "RUST_MSRV": "rust",
    "GOTOOLCHAIN": "go", "UV_PYTHON": "python",
}  # fmt: skip
_SAYS_MORE = re.compile(r"\d\.\d|[0-9a-f]{40}|\d{4}-\d\d-\d\d")
"""What tells a version from a count."""
_PARTS = ("major", "minor", "patch")
_ELSEWHERE = "conditional"
"""The track of a value that is one of several, of which a condition chooses one."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`persists` says that the script's variable has the value from here on."""

    name: str
    value: Word
    persists: bool


def variable_artifact(name: str) -> Artifact | None:
    """What a variable holds the version of; `None` where its name does not say."""
    if name.upper() in _WELL_KNOWN:
        return artifact_named(_WELL_KNOWN[name.upper()])
    tool = tool_name(name)
    return artifact_named(tool) if tool is not None and tool not in _OWN else None


def assignments(command: Command) -> Iterator[Assignment]:
    """Every `NAME=VALUE` of a command, in whatever place it stands, and PowerShell's `$Name = value`."""
    given = command.words
    if len(given) >= 3 and given[1].text == "=" and given[0].text.startswith("$"):
        yield Assignment(given[0].text.lstrip("$").removeprefix("env:"), given[2], True)
        return
    leads = True
    for word in given:
        found = ASSIGNMENT.match(word.text)
        if found is None:
            leads = leads and (word.text in _DECLARES or word.text.startswith("-"))
            continue
        yield Assignment(found.group(1), word.cut(found.end()), leads)


def read_variables(script: Script, commands: Iterable[Command], known: dict[str, str]) -> Extraction:
    """Pins and constants of all assignments and defaults of a script; `known`, which the script looks
    variables up in, gets the trail of each on the way."""
    pins: list[Pin] = []
    constants: list[Constant] = []
    numbers: list[Assignment] = []
    commands = tuple(commands)
    alternatives = _alternatives(commands)
    for command in commands:
        for assignment in assignments(command):
            pin = read_assignment(script, assignment.name, assignment.value)
            if pin is not None and assignment in alternatives:
                pin = replace(pin, track=pin.track or _ELSEWHERE)
            constant = _constant(script, assignment) if pin is None else None
            if pin is not None or constant is not None:
                known[assignment.name] = script.trail + assignment.name
            if pin is not None:
                pins.append(pin)
            elif constant is not None:
                constants.append(constant)
            if assignment.value.text.isdigit():
                numbers.append(assignment)
        for word in command.words:
            for pin in _defaults(script, word, pins):
                known.setdefault(pin.trail.removeprefix(script.trail), pin.trail)
                pins.append(pin)
    pins.extend(_numbers_in_parts(script, numbers))
    return Extraction(pins=tuple(pins), constants=tuple(constants))


def _alternatives(commands: Iterable[Command]) -> frozenset[Assignment]:
    """The assignments in a branch of variables that have another value elsewhere in the script."""
    given = [
        (one, is_branch) for command, is_branch in with_branches(commands) for one in assignments(command)
    ]
    values: dict[str, set[str]] = defaultdict(set)
    for one, _ in given:
        values[one.name].add(one.value.text)
    return frozenset(one for one, is_branch in given if is_branch and len(values[one.name]) > 1)


def read_assignment(script: Script, name: str, value: Word, note: str = "") -> Pin | None:
    """The pin of a variable whose name says what it holds the version of."""
    artifact = variable_artifact(name)
    if artifact is None:
        return None
    word, is_default = value, False
    inner = VARIABLE.fullmatch(value.text)
    if inner is not None and inner["default"]:
        word, is_default = _default(value, inner), True
    if word.text == "*":
        return None
    if "msrv" in words(name):  # a choice: the oldest version that is tested
        pin = script.pin(word, artifact, name, is_default=is_default, note=note)
        return replace(pin, track="msrv") if pin is not None else None
    known = bound(name, word.text) if read_value(word.text) is not None else None
    role = Role.REQUIRES if known is not None else None
    return script.pin(word, artifact, name, value=known, role=role, is_default=is_default, note=note)


def _default(word: Word, variable: re.Match[str]) -> Word:
    """The characters behind `:-` of a variable found in a word."""
    start, end = variable.span("default")
    marks = len(variable["default"]) - len(variable["default"].lstrip(":=-"))
    return word.cut(start + marks, end)


def bound(name: str, text: str) -> Value | None:
    """The value of a symbol that states a bound, such as `MIN_BAZEL_VERSION`."""
    if is_minimum_symbol(name):
        return minimum(text)
    if is_maximum_symbol(name):
        try:
            return Range(parse_requirement(f"<={text}", "generic"))
        except RequirementError:
            return None
    return None


def _constant(script: Script, assignment: Assignment) -> Constant | None:
    """A version without a name is still what a reference in an address means."""
    text = assignment.value.text
    value = read_value(text) if _SAYS_MORE.search(text) or is_version_symbol(assignment.name) else None
    reference = script.reference(assignment.value)
    span = script.passage.span(assignment.value.start, assignment.value.end)
    if span is None or not assignment.persists or (value is None and reference is None):
        return None
    trail = script.trail + assignment.name
    target = reference.target if isinstance(reference, Reference) else None
    return Constant(trail, None if target else text, script.source.locate(span), target)


def _defaults(script: Script, word: Word, known: list[Pin]) -> Iterator[Pin]:
    """`${X_VERSION:-1.2.3}` inside a word."""
    if "${" not in word.text:
        return
    for found in VARIABLE.finditer(word.text):
        default = found["default"]
        artifact = variable_artifact(found["braced"]) if default else None
        if not default or artifact is None:
            continue
        pin = script.pin(_default(word, found), artifact, found["braced"], is_default=True)
        if pin is not None and all(pin.location != other.location for other in known[-3:]):
            yield pin


def _numbers_in_parts(script: Script, numbers: list[Assignment]) -> Iterator[Pin]:
    """`MIN_BAZEL_MAJOR=0` and `MIN_BAZEL_MINOR=29` are one version, which stands at its last part."""
    groups: dict[tuple[str, ...], dict[str, Word]] = defaultdict(dict)
    for number in numbers:
        parts = words(number.name)
        which = [part for part in parts if part in _PARTS]
        if len(which) == 1:
            about = tuple(part for part in parts if part not in _PARTS and part != "version")
            groups[about].setdefault(which[0], number.value)
    for about, found in groups.items():
        symbol = "_".join((*about, "version"))
        artifact = variable_artifact(symbol)
        if artifact is None or not {"major", "minor"} <= found.keys():
            continue
        present = [part for part in _PARTS if part in found]
        text = ".".join(found[part].text for part in present)
        known = bound(symbol, text)
        pin = script.pin(
            found[present[-1]],
            artifact,
            "_".join((*about, present[-1])).upper(),
            value=known or read_value(text),
            role=Role.REQUIRES if known else None,
            note=f"{text}, in parts",
        )
        yield from (pin,) if pin else ()
