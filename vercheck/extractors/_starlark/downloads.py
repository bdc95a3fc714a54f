"""Declarations that fetch: `http_archive`, `git_repository`, `repository_ctx.download`, and whatever
looks like them — any call with a URL, a digest, a prefix to strip, a tag or a commit."""

from __future__ import annotations

import re

from vercheck.model import (
    Artifact,
    Digest,
    Exact,
    Extraction,
    Floating,
    Member,
    Opaque,
    Pin,
    Reference,
    Role,
    Source,
    Span,
    Statement,
    Value,
)
from vercheck.shapes.digests import read_digest
from vercheck.shapes.names import artifact_named, normal, rule_names
from vercheck.shapes.pins import read_value
from vercheck.shapes.urls import Url, read_url, repository, version_in_tag
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.starlark import Call, Evaluator, Module
from vercheck.syntax.text_ops import as_text, stretch
from vercheck.versions import looks_like_version, parse

_URLS = ("url", "urls", "url_templates")
_DIGESTS = ("sha256", "integrity", "sha512", "sha384", "sha1", "checksum", "digest")
_PREFIXES = ("strip_prefix", "stripPrefix", "stripprefix", "subdir")
_MARKS = frozenset({*_URLS, "sha256", "integrity", "remote", "strip_prefix", "stripPrefix"})
_CUT = re.compile(rb"""\.replace\(\s*["'](\.[\w.]{1,12})["']\s*,\s*["']["']\s*\)""")
_LOOKED_UP = re.compile(rb"""\[\s*["']\w{1,40}["']\s*\]\s*\.replace\(""")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_CRATE_URL = re.compile(r"/crates/(?P<name>[\w-]+)/(?P<version>\d+\.\d+\.\d+[^/]*)/download")


def is_download(call: Call) -> bool:
    """Whether a call declares a file or a repository to fetch."""
    if _MARKS.intersection(call.keywords):
        return True
    return call.name in ("download", "download_and_extract") and bool(call.positional)


def read_download(
    module: Module, evaluator: Evaluator, call: Call, module_name: str | None = None
) -> Extraction:
    """The statement of a download, and the pins that stand in it; `module_name` is the Bazel module that is
    fetched, where it is known to be one."""
    values = {keyword: evaluator.value(node, call.function) for keyword, node in call.keywords.items()}
    if call.name in ("download", "download_and_extract") and call.positional and "url" not in values:
        values["url"] = evaluator.value(call.positional[0], call.function)
    given = values.get("name")
    name = module_name or (given.value if isinstance(given, Text) else None)
    members = _members(module.source, values)
    cuts = _cuts(module.source, call)
    owner = f"{call.function.name}." if call.function else ""
    trail = f"{owner}{call.name}[{name or call.node.start_point.row + 1}]"
    artifact = _artifact(members, name, is_module=module_name is not None)
    statement = Statement(
        kind=call.name,
        name=name or "",
        location=module.source.locate(_head(call)),
        trail=trail,
        members=(*(member for member, _ in members), *cuts),
        artifact=artifact,
    )
    digests = tuple(
        digest
        for member, _ in members
        if member.name == "digest" and (digest := read_digest(member.text)) is not None
    )
    pins = _pins(module.source, members, artifact, name, trail, digests, call)
    return Extraction(pins=tuple(pins), statements=(statement,))


def _head(call: Call) -> Span:
    arguments = call.node.child_by_field_name("arguments")
    return Span(call.node.start_byte, arguments.start_byte if arguments is not None else call.node.end_byte)


def _members(source: Source, values: dict[str, Datum]) -> list[tuple[Member, Text]]:
    found: list[tuple[Member, Text]] = []

    def add(name: str, datum: Datum) -> None:
        for text in _texts(datum):
            if text.pattern.strip("\0") or text.origin is not None:
                found.append((member_of(source, name, text), text))

    for keyword, datum in values.items():
        if keyword in _URLS:
            add("url", datum)
        elif keyword in _DIGESTS:
            add("digest", datum)
        elif keyword in _PREFIXES:
            add("strip_prefix", datum)
        elif keyword in ("tag", "commit", "branch", "remote", "version"):
            add(keyword, datum)
        elif keyword in ("downloaded_file_path", "output", "type"):
            add("file", datum)
        elif keyword in ("patches", "patch_file"):
            add("patch", datum)
    return found


def _cuts(source: Source, call: Call) -> tuple[Member, ...]:
    """Endings that the prefix to strip is freed of: `info["suffix"].replace(".tar.gz", "")`. Where the
    function asks which ending it is, each branch has its own, and nothing can be said."""
    found: list[Member] = []
    function = call.function
    if function is not None and b".endswith(" in source.content[function.span.start : function.span.end]:
        return ()
    for keyword in _PREFIXES:
        node = call.keywords.get(keyword)
        if node is None:
            continue
        content = source.content[node.start_byte : node.end_byte]
        if not _LOOKED_UP.search(content):
            continue
        for cut in _CUT.finditer(content):
            span = Span(node.start_byte + cut.start(1), node.start_byte + cut.end(1))
            found.append(Member("cut", source.text(span), source.locate(span)))
    return tuple(found)


def member_of(source: Source, name: str, text: Text) -> Member:
    """A statement's member from an evaluated text."""
    return Member(name, text.pattern, source.locate(text.span), text.origin, text.derived())


def _texts(datum: Datum) -> list[Text]:
    match datum:
        case Sequence(items):
            return [text for item in items for text in _texts(item)] if len(items) <= 50 else []
        case Mapping(entries):
            return [text for entry in entries for text in _texts(entry.value)] if len(entries) <= 50 else []
        case Text():
            return [datum]
        case _:
            return [as_text(datum)]


def _artifact(members: list[tuple[Member, Text]], name: str | None, *, is_module: bool) -> Artifact | None:
    """What is fetched: a crate, a GitHub repository, or what the declaration is called. `rules_go` is the
    rules, and not Go."""
    for member, _ in members:
        crate = _CRATE_URL.search(member.text) if member.name == "url" else None
        if crate:
            return Artifact("cargo", crate["name"])
    for member, _ in members:
        if member.name in ("url", "remote") and (found := repository(member.text)) is not None:
            return found
    if not name:
        return None
    if is_module or name.startswith("rules_"):
        return Artifact("bazel", name)
    return artifact_named(rule_names(name)[-1] if rule_names(name) else normal(name))


def _pins(
    source: Source,
    members: list[tuple[Member, Text]],
    artifact: Artifact | None,
    name: str | None,
    trail: str,
    digests: tuple[Digest, ...],
    call: Call,
) -> list[Pin]:
    """The pin of a download: its tag, its version, or the version in its first URL."""
    if artifact is None:
        return []
    names = (normal(name),) if name and artifact.ecosystem != "github" else ()
    role = Role.RESOLVES if artifact.ecosystem == "cargo" else Role.SELECTS
    for wanted in ("tag", "version", "url", "commit", "branch"):
        for member, text in members:
            if member.name != wanted:
                continue
            placed = _value(wanted, text)
            if placed is None:
                continue
            value, span = placed
            return [
                Pin(
                    artifact=artifact,
                    value=value,
                    role=role,
                    location=source.locate(span),
                    raw=source.text(span),
                    trail=f"{trail}.{wanted}",
                    track=_part_of(text.pattern) if wanted == "tag" else "",
                    names=names,
                    note=f"`{call.name}`",
                    digests=digests,
                )
            ]
    return []


def _part_of(tag: str) -> str:
    """`crates/cli` of `crates/cli/v0.6.0`: a part of the repository that is released by itself."""
    return tag.rpartition("/")[0]


def _value(wanted: str, text: Text) -> tuple[Value, Span] | None:
    pattern = text.pattern
    match wanted:
        case "commit":
            return (Opaque(pattern), text.span) if text.is_literal and pattern else None
        case "branch":
            return (Floating(pattern), text.span) if text.is_literal and pattern else None
        case "url":
            url = read_url(pattern)
            place = _url_version(pattern, url) if url is not None else None
        case "tag":
            if "\0" not in pattern and not _names_a_version(pattern):
                return None
            place = version_in_tag(pattern)
            if place is not None and place[0] > 0 and pattern[place[0] - 1] in "vV":
                place = (place[0] - 1, place[1])
        case _:
            place = (0, len(pattern)) if pattern else None
    if place is None:
        return None
    piece = stretch(text, *place)
    if piece is None:
        return None
    if piece.origin is not None:
        return Reference(piece.origin), piece.span
    if piece.text is None:
        return None
    if wanted == "version":
        value: Value | None = read_value(piece.text)
        return (value, piece.span) if value is not None else None
    version = parse(piece.text)
    return (Opaque(piece.text) if version.is_opaque else Exact(version)), piece.span


def _names_a_version(tag: str) -> bool:
    """Whether a tag is one of a release: `v1.2.3`, or a product with a number behind (`wasi-sdk-29`)."""
    return looks_like_version(tag) or ("/" not in tag and looks_like_version(tag.rpartition("-")[2]))


def _url_version(pattern: str, url: Url) -> tuple[int, int] | None:
    crate = _CRATE_URL.search(pattern)
    if crate:
        return crate.span("version")
    if url.version is None and url.tag is not None and _COMMIT.fullmatch(pattern[slice(*url.tag)]):
        return url.tag
    return url.version
