"""What the statements of a Gradle script say of versions: plugins, dependencies, variables, Java.

Separate from the files beside the scripts (the wrapper, the catalog), which are tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vercheck.model import (
    Address,
    Artifact,
    Constant,
    Extraction,
    Pin,
    Range,
    Reference,
    Role,
    Source,
    Value,
)
from vercheck.shapes.maven import (
    JAVA,
    java_minimum,
    maven_artifact,
    maven_value,
    read_coordinate,
)
from vercheck.shapes.names import artifact_named, is_version_symbol, words
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.variables import read_assignment
from vercheck.syntax.gradle import Line, Token, statements
from vercheck.syntax.passage import Passage

TOOLCHAIN = "a Gradle toolchain"
"""The note of what a Gradle build brings for itself: what else is installed may differ."""

_HOLDERS = frozenset({"ext", "extra", "buildscript", "allprojects", "subprojects", "versions", "plugins"})
"""Blocks in which an assignment is a variable of the build, not a setting of some plugin."""
_DECLARES = frozenset({"def", "val", "var", "final", "const", "private", "internal", "String", "static"})
_VARIABLE = re.compile(r"\$(?:\{([\w.]{1,200})\}|(\w{1,200}))")
_JAVA_VERSION = re.compile(r"(?:JavaVersion\.VERSION|JvmTarget\.JVM)_(\d[\d_]*)")
_BYTECODE = frozenset({"sourceCompatibility", "targetCompatibility", "jvmTarget"})
_OWN_BLOCKS = ((), ("allprojects",), ("subprojects",))


@dataclass(slots=True)
class Reading:
    """One script while it is read. `known` maps a variable's name to its trail; `used` are the names
    that a coordinate or a plugin refers to."""

    source: Source
    passage: Passage
    known: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    group: str = ""
    pins: list[Pin] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def pin(
        self, token: Token, artifact: Artifact, trail: str, *, value: Value | None = None,
        stretch: tuple[int, int] | None = None, role: Role | None = None, track: str = "", note: str = "",
    ) -> None:  # fmt: skip
        """The pin of a token or of a stretch of it: a literal, or a variable of this file."""
        start, end = stretch or (0, len(token.text))
        text = token.text[start:end]
        known = value or self._reference(token, text) or maven_value(text)
        span = self.passage.span(token.start + start, token.start + end)
        if known is None or span is None or token.start in self.seen:
            return
        self.seen.add(token.start)  # a block in brackets is read with what is around it
        chosen = role or (Role.REQUIRES if isinstance(known, Range) else Role.SELECTS)
        self.pins.append(
            pin_at(self.source, span, artifact, known, role=chosen, trail=trail, track=track, note=note)
        )

    def _reference(self, token: Token, text: str) -> Reference | None:
        found = _VARIABLE.fullmatch(text)
        name = (found[1] or found[2]) if found is not None else text if token.kind == "word" else ""
        trail = self.known.get(name.rpartition(".")[2])
        if trail is None:
            return None
        self.used.add(trail)
        return Reference(Address(self.source.path, trail))


@dataclass(frozen=True, slots=True)
class _Variable:
    name: str
    value: Token
    in_map: bool = False


def read_script(source: Source, passage: Passage) -> Extraction:
    lines = list(statements(passage.text))
    reading = Reading(source, passage)
    variables = [variable for line in lines for variable in _variables(line)]
    for variable in variables:
        if maven_value(variable.value.text) is not None:
            reading.known.setdefault(variable.name, variable.name)
    reading.group = next((text for line in lines if (text := _group(line))), "")
    for line in lines:
        _plugin(reading, line)
        _java(reading, line)
        _own(reading, line)
        _rich(reading, line)
        _named_parts(reading, line)
        for token in line.tokens:
            if token.kind == "string":
                _coordinate(reading, token)
    pins, constants = _assigned(reading, variables)
    return Extraction(pins=(*reading.pins, *pins), constants=tuple(constants))


def _coordinate(reading: Reading, token: Token) -> None:
    found = read_coordinate(token.text)
    if found is not None:
        stretch = (found.start, found.end)
        reading.pin(token, found.artifact, f"dependencies[{found.artifact.name}]", stretch=stretch)


def _plugin(reading: Reading, line: Line) -> None:
    """`id("x") version "1.2"`, `kotlin("jvm") version kotlinVersion`."""
    if not line.path or line.path[-1] != "plugins":
        return
    tokens = line.tokens
    for index, token in enumerate(tokens[:-1]):
        if token.kind != "word" or token.text.rpartition(".")[2] != "version" or index == 0:
            continue
        named = next((other for other in reversed(tokens[:index]) if other.kind == "string"), None)
        value = next((other for other in tokens[index + 1 :] if other.kind in ("string", "word")), None)
        if named is not None and value is not None:
            name = f"org.jetbrains.kotlin.{named.text}" if line.head == "kotlin" else named.text
            reading.pin(value, Artifact("gradle", name), f"plugins[{name}]")


def _rich(reading: Reading, line: Line) -> None:
    """`implementation("g:a") { version { strictly("[1.7,2)"); prefer("1.7.25") } }`."""
    if len(line.blocks) < 2 or line.path[-1] != "version":
        return
    if line.head not in ("strictly", "require", "prefer"):
        return
    strings = [token for token in line.blocks[-2].tokens if token.kind == "string"]
    value = next((token for token in line.tokens if token.kind == "string"), None)
    if value is None or not strings or strings[0].text.count(":") != 1:
        return
    artifact = Artifact("maven", strings[0].text)
    reading.pin(value, artifact, f"dependencies[{artifact.name}].{line.head}")


def _named_parts(reading: Reading, line: Line) -> None:
    """`group: "g", name: "a", version: "1.2"`, and `group = "g"` in Kotlin."""
    parts: dict[str, Token] = {}
    for index, token in enumerate(line.tokens[:-2]):
        sign, value = line.tokens[index + 1], line.tokens[index + 2]
        is_name = token.kind == "word" and token.text in ("group", "name", "version", "module")
        if is_name and sign.text in (":", "=") and value.kind in ("string", "word"):
            parts.setdefault(token.text, value)
    name = parts.get("name") or parts.get("module")
    if name is None or not {"group", "version"} <= parts.keys():
        return
    artifact = maven_artifact(parts["group"].text, name.text)
    reading.pin(parts["version"], artifact, f"dependencies[{artifact.name}]")


def _java(reading: Reading, line: Line) -> None:
    """The JDK that compiles, and the oldest Java that the result runs on."""
    # A module may need a JDK of its own; what the root says is what the project is built with.
    own = f"module {reading.source.folder}" if reading.source.folder else ""
    track = "launcher" if any(_is_launcher(block) for block in (*line.blocks, line)) else own
    for index, token in enumerate(line.tokens):
        if token.kind != "word":
            continue
        name = token.text.rpartition(".")[2]
        rest = line.tokens[index + 1 : index + 5]
        if token.text.endswith("JavaLanguageVersion.of") or name == "jvmToolchain":
            value = next((other for other in rest if other.kind in ("number", "string")), None)
            if value is not None and isinstance(java_minimum(value.text), Range):
                number = read_value(value.text)
                reading.pin(
                    value, JAVA, "toolchain.languageVersion", value=number, track=track, note=TOOLCHAIN
                )
        elif name in _BYTECODE or token.text in ("options.release", "options.release.set"):
            _bytecode(reading, rest, name)
        elif name == "ndkVersion" and "android" in line.path:
            value = next((other for other in rest if other.kind == "string"), None)
            if value is not None:
                reading.pin(value, artifact_named("ndk"), "android.ndkVersion", note=TOOLCHAIN)


def _bytecode(reading: Reading, rest: tuple[Token, ...], name: str) -> None:
    """A target of the compiler is a minimum for who runs the result, whatever compiles it."""
    for token in rest:
        named = _JAVA_VERSION.fullmatch(token.text)
        stretch = named.span(1) if named is not None else (0, len(token.text))
        value = java_minimum(token.text[slice(*stretch)]) if token.kind != "sign" else None
        if value is not None:
            reading.pin(token, JAVA, name, value=value, stretch=stretch, role=Role.REQUIRES, track="bytecode")
            return


def _is_launcher(line: Line) -> bool:
    return any(token.kind == "word" and "aunch" in token.text for token in line.tokens[:12])


def _own(reading: Reading, line: Line) -> None:
    """`version = "1.2.3"` at the top of a script is the project's own."""
    tokens = [token for token in line.tokens if token.text != "="]
    if line.path not in _OWN_BLOCKS or line.head not in ("version", "project.version") or len(tokens) != 2:
        return
    value = read_value(tokens[1].text)
    if tokens[1].kind == "string" and value is not None:
        artifact = own_artifact(reading.source, reading.group)
        reading.pin(tokens[1], artifact, "version", value=value, role=Role.PROVIDES, note="own version")


def own_artifact(source: Source, group: str) -> Artifact:
    """A project goes by its folder, in the group that its script names."""
    folder = source.folder.rpartition("/")[2]
    return Artifact("maven", ":".join(part for part in (group, folder) if part) or "project")


def _group(line: Line) -> str:
    tokens = [token for token in line.tokens if token.text != "="]
    is_group = line.path in _OWN_BLOCKS and line.head in ("group", "project.group") and len(tokens) == 2
    return tokens[1].text if is_group and tokens[1].kind == "string" else ""


def _variables(line: Line) -> Iterator[_Variable]:
    """`val x = "…"`, `ext.x = "…"`, `set("x", "…")`, `extra["x"] = "…"`, `versions = [x: "…"]`."""
    tokens = line.tokens
    holder = line.path[-1].rpartition(".")[2] if line.path else ""
    is_top = not line.path or holder in _HOLDERS or line.path[-1].startswith(("ext.", "extra."))
    is_declared = line.head in _DECLARES
    names_versions = any("ersions" in token.text for token in tokens[:4])
    for index, token in enumerate(tokens[:-2]):
        sign, value = tokens[index + 1], tokens[index + 2]
        name = token.text.rpartition(".")[2]
        is_extra = token.text.startswith(("ext.", "extra.", "project.ext.", "rootProject.ext."))
        if token.kind == "word" and sign.text == "=" and value.kind == "string":
            if (is_extra or is_declared or (is_top and index == 0)) and name not in ("version", "group"):
                yield _Variable(name, value)
        elif (
            token.kind == "string"
            and sign.text in (",", "]")
            and line.head.startswith(("ext", "extra", "set"))
        ):
            given = next((other for other in tokens[index + 2 : index + 4] if other.kind == "string"), None)
            if given is not None and (holder in ("ext", "extra") or not line.head.startswith("set")):
                yield _Variable(token.text, given)
        elif (
            token.kind in ("word", "string")
            and sign.text == ":"
            and value.kind == "string"
            and names_versions
        ):
            yield _Variable(name, value, in_map=True)
        elif token.text == "by" and value.text == "(" and sign.text == "extra" and index and is_declared:
            given = next((other for other in tokens[index + 3 : index + 4] if other.kind == "string"), None)
            if given is not None:
                yield _Variable(tokens[index - 1].text, given)


def _assigned(reading: Reading, variables: list[_Variable]) -> tuple[list[Pin], list[Constant]]:
    """A variable that a dependency refers to is that one's version; another may name a tool itself."""
    script = Script(reading.source, reading.passage)
    pins: list[Pin] = []
    constants: list[Constant] = []
    done: set[str] = set()
    for variable in variables:
        token, name = variable.value, variable.name
        span = reading.passage.span(token.start, token.end)
        if name in done or span is None or name not in reading.known or "version" in words(name)[:1]:
            continue
        word = Word(token.text, token.start, token.end)
        is_free = name not in reading.used and not variable.in_map and is_version_symbol(name)
        pin = read_assignment(script, name, word) if is_free else None
        if pin is not None and read_value(token.text) is not None:
            pins.append(replace(pin, note=TOOLCHAIN) if pin.artifact.ecosystem == "toolchain" else pin)
        elif name in reading.used or is_version_symbol(name) or variable.in_map:
            constants.append(Constant(name, token.text, reading.source.locate(span)))
        done.add(name)
    return pins, constants
