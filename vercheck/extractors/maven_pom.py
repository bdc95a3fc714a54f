"""Maven: what a pom.xml asks for, its properties and its own version; the extensions and the wrapper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vercheck.extractors import Extractor
from vercheck.extractors._wrapper import Wrapper, read_wrapper
from vercheck.model import (
    Address,
    Artifact,
    Constant,
    Extraction,
    Note,
    Pin,
    Range,
    Reference,
    Role,
    Source,
    Value,
)
from vercheck.shapes.maven import JAVA, java_minimum, maven_artifact, maven_value
from vercheck.shapes.names import artifact_named, tool_name
from vercheck.shapes.pins import pin_at
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Piece, Text
from vercheck.syntax.passage import Passage, within
from vercheck.syntax.xml import Element, parse_xml

MAVEN = Wrapper(
    "maven", re.compile(r"apache-maven-(\d[\w.+-]{0,60}?)-bin\.(?:zip|tar\.gz)"), "the Maven wrapper"
)

_PLUGINS = "org.apache.maven.plugins"
"""The group of a plugin that names none."""
_PROPERTY = re.compile(r"\$\{([^{}]{1,200})\}")
_ASKS = frozenset({"dependency", "plugin", "extension", "parent"})
_JAVA = frozenset({
    "maven.compiler.release", "maven.compiler.source", "maven.compiler.target", "java.version",
    "maven.compiler.testRelease", "maven.compiler.testSource", "maven.compiler.testTarget",
})  # fmt: skip
_BYTECODE = frozenset({"release", "source", "target"})
_COORDINATES = frozenset({"protocArtifact", "pluginArtifact"})
"""Elements that name a download by its coordinate, the compiler of Protocol Buffers and its plugins."""
_FETCHED = {
    "nodeVersion": "node",
    "npmVersion": "npm",
    "pnpmVersion": "pnpm",
    "yarnVersion": "yarn",
    "bunVersion": "bun",
}
"""What the frontend plugin downloads, by the element of its configuration."""


def extract(source: Source) -> Extraction:
    if source.name.endswith(".properties"):
        return read_wrapper(source, Passage.of_source(source), MAVEN)
    read = parse_xml(source)
    pom = _Pom(source)
    if read.root is not None and read.root.name in ("project", "extensions"):
        pom.read(read.root)
    return Extraction(
        pins=tuple(pom.pins),
        constants=tuple(pom.constants()),
        remarks=remarks_of(source, read.comments),
        notes=(*read.notes, *pom.notes),
    )


@dataclass(slots=True)
class _Pom:
    """What has been found so far. `properties` are those that have a value, by name."""

    source: Source
    pins: list[Pin] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    properties: dict[str, Text] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def read(self, root: Element) -> None:
        for element in (root.get("properties"), *_profiles(root, "properties")):
            for child in element.children if element is not None else ():
                if child.text is not None:
                    self.properties.setdefault(child.name, child.text)
        group = root.value("groupId") or root.value("parent", "groupId")
        self._own(root, maven_artifact(group, root.value("artifactId")))
        waiting = [(root, "")]
        while waiting:
            element, track = waiting.pop()
            for child in reversed(element.children):
                waiting.append((child, child.value("id") if child.name == "profile" else track))
            self._element(element, track)
        self._tools()

    def constants(self) -> Iterator[Constant]:
        for name, text in self.properties.items():
            if maven_value(text.value or "") is not None:
                yield Constant(f"properties[{name}]", text.value, self.source.locate(text.span))

    def _own(self, root: Element, artifact: Artifact) -> None:
        version = root.get("version")
        if version is not None and version.text is not None and artifact.name.strip(":"):
            self._pin(version.text, artifact, "version", role=Role.PROVIDES, note="own version")

    def _element(self, element: Element, track: str) -> None:
        if element.name in _ASKS:
            self._ask(element, track)
        elif element.name == "configuration":
            for child in element.children:
                if child.text is not None and child.name in _FETCHED:
                    artifact = artifact_named(_FETCHED[child.name])
                    self._pin(child.text, artifact, f"configuration.{child.name}", track=track)
                elif child.text is not None and child.name in _BYTECODE:
                    self._bytecode(child.text, f"configuration.{child.name}")
                elif child.text is not None and child.name in _COORDINATES:
                    self._coordinate(child.text, f"configuration.{child.name}", track)

    def _coordinate(self, text: Text, trail: str, track: str) -> None:
        """`com.google.protobuf:protoc:4.28.2:exe:CLASSIFIER`; the version may be a property."""
        parts = (text.value or "").split(":")
        raw = self.source.text(text.span)
        if len(parts) < 3 or raw != text.value or "$" in parts[0] + parts[1]:
            return
        start = len(f"{parts[0]}:{parts[1]}:")
        span = within(raw, text.span, start, start + len(parts[2]))
        if span is None:
            return
        version = replace(text, span=span, pieces=(Piece(parts[2], span),))
        self._pin(version, maven_artifact(parts[0], parts[1]), trail, track=track)

    def _ask(self, element: Element, track: str) -> None:
        """A dependency, a plugin, an extension, or the pom that this one is a part of."""
        version, name = element.get("version"), element.value("artifactId")
        group = element.value("groupId") or (_PLUGINS if element.name == "plugin" else "")
        if version is None or version.text is None or not name or not group or "$" in group + name:
            return
        artifact = maven_artifact(group, name)
        note = "the parent" if element.name == "parent" else ""
        trail = "parent.version" if note else f"{element.name}[{artifact.name}]"
        self._pin(version.text, artifact, trail, track=track, note=note)

    def _tools(self) -> None:
        """Properties that set the compiler, or name a runtime themselves."""
        for name, text in self.properties.items():
            if name in _JAVA:
                self._bytecode(text, f"properties[{name}]")
                continue
            tool = tool_name(name.replace(".", "_"))
            artifact = artifact_named(tool) if tool is not None and name not in self.used else None
            if artifact is not None and artifact.ecosystem == "toolchain" and artifact != JAVA:
                self._pin(text, artifact, f"properties[{name}]")

    def _bytecode(self, text: Text, trail: str) -> None:
        value = java_minimum(text.value or "")
        if value is not None:
            locate = self.source.locate(text.span)
            raw = self.source.text(text.span)
            self.pins.append(Pin(JAVA, value, Role.REQUIRES, locate, raw, trail, track="bytecode"))

    def _pin(
        self,
        text: Text,
        artifact: Artifact,
        trail: str,
        *,
        role: Role | None = None,
        track: str = "",
        note: str = "",
    ) -> None:
        written = text.value or ""
        found = _PROPERTY.fullmatch(written)
        if found is not None:
            if found[1] not in self.properties or maven_value(self.properties[found[1]].value or "") is None:
                return  # of a parent, or of the command line
            self.used.add(found[1])
            value: Value = Reference(Address(self.source.path, f"properties[{found[1]}]"))
        elif "$" in written or "@" in written:
            return
        else:
            known = maven_value(written)
            if known is None:
                message = f"`{written[:60]}` is not a version of {artifact} that vercheck can read"
                self.notes.append(Note("not-understood", message, self.source.locate(text.span)))
                return
            value = known
        chosen = role or (Role.REQUIRES if isinstance(value, Range) else Role.SELECTS)
        self.pins.append(
            pin_at(self.source, text.span, artifact, value, role=chosen, trail=trail, track=track, note=note)
        )


def _profiles(root: Element, name: str) -> Iterator[Element | None]:
    profiles = root.get("profiles")
    return (profile.get(name) for profile in (profiles.children if profiles is not None else ()))


EXTRACTOR = Extractor(
    patterns=("pom.xml", "*.pom", ".mvn/extensions.xml", "maven-wrapper.properties"), extract=extract
)
