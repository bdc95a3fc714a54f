"""Source code: the version that a program gives itself, and the versions of tools that it names.

What a constant is about, its own name says: `VERSION` and `__version__` are the program's, `BUF_VERSION`
is a tool's. `API_VERSION`, `SCHEMA_VERSION` and their like count something else; a bound is no choice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._source_constants import ENDINGS, SourceConstant, constants, language_of
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source
from vercheck.shapes.messages import messages_of
from vercheck.shapes.names import is_maximum_symbol, is_minimum_symbol, normal, words
from vercheck.shapes.pins import pin_at
from vercheck.shapes.variables import variable_artifact
from vercheck.versions import looks_like_version, parse

OWN = "own version"
_OWN_WORDS = frozenset({
    "package", "pkg", "app", "application", "project", "library", "lib", "crate", "product", "program",
})  # fmt: skip
_FOREIGN = frozenset({
    "api", "schema", "protocol", "spec", "specification", "format", "wire", "abi", "bytecode", "db",
    "database", "model", "http", "https", "tls", "ssl", "xml", "json", "yaml", "toml", "html", "css",
    "sql", "proto", "ir", "isa", "file", "cache", "lock", "config", "data", "storage", "message",
    "interface", "contract", "language", "lang", "standard", "edition", "test", "tests", "mock", "fake",
    "dummy", "example", "sample", "old", "new", "next", "previous", "prev", "last", "first", "initial",
    "other", "invalid", "unknown", "legacy", "deprecated", "since", "before", "after", "from", "to",
    "introduced", "removed", "fixed", "supported", "compatible", "compat", "breaking", "migration",
    "upgrade", "rpc", "rest", "graphql", "openapi", "jsonrpc", "mcp", "os", "host", "guest", "remote",
    "server", "client", "agent", "user", "header", "manifest", "index", "state", "snapshot",
    "component", "service", "module", "plugin", "extension", "binary", "artifact", "report", "event",
    "record", "document", "resource", "object", "type", "earliest", "lowest", "highest", "safe",
    "constraint", "bad", "good", "broken", "future", "placeholder", "parser", "bsp", "lsp", "dap",
    "gdb", "ecma",
})  # fmt: skip
"""Words of a name that number something else than a tool which somebody installs."""
_PARTS = ("major", "minor", "patch")
_LAST_PARTS = {"micro": "patch", "revision": "patch", "release": "patch", "build": "patch"}
_SYMBOL = re.compile(r"_{0,2}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_GO_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9]*Version")
_FULL = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+(?:[-+.][0-9A-Za-z.+-]+)?")
_NO_NAMES = frozenset({
    "src", "lib", "source", "sources", "include", "internal", "version", "pkg", "core", "app", "main",
    "common", "cmd",
})  # fmt: skip
"""Folders that are called after what they are in the project."""


def extract(source: Source) -> Extraction:
    found = list(constants(source))
    pins = [pin for constant in found if not constant.is_number and (pin := _read(source, constant))]
    numbers = _numbers(source, [constant for constant in found if constant.is_number])
    return Extraction(pins=(*pins, *numbers), remarks=messages_of(source))


def _holds(source: Source) -> bool:
    read = extract(source)
    return bool(read.pins or read.remarks)


def _read(source: Source, constant: SourceConstant) -> Pin | None:
    if not looks_like_version(constant.text) or not _FOREIGN.isdisjoint(words(constant.name)):
        return None
    own = _own_name(source, constant.name)
    if own is not None:
        return _pin(source, constant, Artifact("source", own), Role.PROVIDES, OWN)
    is_bound = is_minimum_symbol(constant.name) or is_maximum_symbol(constant.name)
    if is_bound or not _names_a_tool(source, constant):
        return None
    artifact = variable_artifact(constant.name)
    return _pin(source, constant, artifact, Role.SELECTS, "") if artifact is not None else None


def _pin(source: Source, constant: SourceConstant, artifact: Artifact, role: Role, note: str) -> Pin:
    value = Exact(parse(constant.text))
    return pin_at(source, constant.span, artifact, value, role=role, trail=constant.name, note=note)


def _own_name(source: Source, name: str) -> str | None:
    """The name of the program whose version a constant is; `None` where it is not the program's own.

    `version` in small letters is anybody's variable but where the file is about nothing else, and a
    header's `FOO_VERSION` is of `foo` where the header is.
    """
    about = tuple(word for word in words(name) if word not in ("version", "str", "string", "k"))
    is_about_version = "version" in words(source.name.partition(".")[0]) or source.name == "__about__.py"
    if not about:
        return _called(source) if is_about_version or not name.islower() or name == "__version__" else None
    if len(about) == 1 and about[0] in _OWN_WORDS:
        return _called(source)
    if language_of(source) != "c":
        return None
    prefix, stem = "-".join(about), normal(source.name.partition(".")[0])
    return prefix if is_about_version or stem == prefix else None


def _called(source: Source) -> str:
    folders = [part for part in source.folder.split("/") if part.lower() not in _NO_NAMES]
    return normal(folders[-1]) if folders and folders[-1] else "project"


def _names_a_tool(source: Source, constant: SourceConstant) -> bool:
    """Only a whole version under a name that is written as a constant's selects a tool."""
    if _FULL.fullmatch(constant.text) is None or language_of(source) == "c":
        return False
    if not _OWN_WORDS.isdisjoint(words(constant.name)):
        return False  # `SPLICED_PACKAGE_VERSION` is of something that the program makes
    shape = _GO_SYMBOL if language_of(source) == "go" else _SYMBOL
    return shape.fullmatch(constant.name) is not None


def _numbers(source: Source, found: Iterable[SourceConstant]) -> Iterator[Pin]:
    """`FOO_VERSION_MAJOR`, `_MINOR` and `_PATCH` are one version, which stands at its last part."""
    groups: dict[tuple[str, ...], dict[str, SourceConstant]] = defaultdict(dict)
    for constant in found:
        name = words(constant.name) or ("",)
        about, last = name[:-1], name[-1]
        part = _LAST_PARTS.get(last, last)
        if part in _PARTS and "version" in about:
            groups[about].setdefault(part, constant)
    for about, parts in groups.items():
        own = _own_name(source, "_".join(about)) if _FOREIGN.isdisjoint(about) else None
        if own is None or not parts.keys() >= {"major", "minor", "patch"}:
            continue
        text = ".".join(parts[part].text for part in _PARTS)
        value, place = Exact(parse(text)), parts["patch"]
        yield pin_at(
            source, place.span, Artifact("source", own), value, role=Role.PROVIDES, trail=place.name, note=OWN
        )


EXTRACTOR = Extractor(
    patterns=ENDINGS,
    extract=extract,
    unless=("*.min.js", "*.pb.go", "*_pb2.py", "*.pb.h", "*.pb.cc", "*.d.ts", "conf.py"),
    holds=_holds,
)
