""".pre-commit-config.yaml: the release of each repository of hooks, and what hooks install besides.

Every hook has an environment of its own, so what is added to it, and the interpreter that it runs in,
are on the track `hooks`: they choose for nothing but the hook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._python.requirement import read_requirement
from vercheck.extractors._workflow.ground import Comments, passage_of, written
from vercheck.model import (
    Artifact,
    Exact,
    Extraction,
    Floating,
    Opaque,
    Pin,
    Range,
    Role,
    Source,
    Span,
    Value,
)
from vercheck.shapes.installs import go_command
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import minimum, pin_at, read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.urls import repository, version_in_tag
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.yaml import read_yaml
from vercheck.versions import RequirementError, is_floating, looks_like_version, parse, parse_requirement

HOOKS = "hooks"
FROZEN = "frozen: "
"""How the note of a commit begins that a comment gives a tag: `pre-commit autoupdate --freeze` writes it."""

_NOT_REMOTE = frozenset({"local", "meta"})
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_FROZEN = re.compile(rb"#\s*frozen:\s*(\S{1,120})")
_INTERPRETER = re.compile(r"(python|node|ruby|golang|rust|)-?(\d[\w.]*)")
_NPM = re.compile(r"(@[\w.-]+/[\w.-]+|[A-Za-z0-9][\w.-]*)@([^\s@/=<>]\S*)")
_GO = re.compile(r"([a-z0-9][\w.-]*\.[a-z]{2,}/[^@\s]+)@(v\S+)")
_CRATE = re.compile(r"(?:cli:)?([A-Za-z][\w-]*):(\d\S*)")


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    comments = Comments(source, read.comments)
    pins: list[Pin] = []
    for document in read.documents:
        if isinstance(document, Mapping):
            pins.extend(_configuration(source, comments, document))
    return Extraction(pins=tuple(pins), remarks=remarks_of(source, read.comments), notes=read.notes)


def _configuration(source: Source, comments: Comments, document: Mapping) -> Iterator[Pin]:
    needed = document.get("minimum_pre_commit_version")
    lowest = minimum(written(needed) or "")
    if needed is not None and lowest is not None:
        yield from _pin(source, needed, Artifact("pypi", "pre-commit"), lowest, "minimum_pre_commit_version")
    languages = document.get("default_language_version")
    for language, entry in languages.items() if isinstance(languages, Mapping) else ():
        yield from _interpreter(source, language, entry.value, f"default_language_version.{language}")
    repos = document.get("repos")
    for repo in repos.items if isinstance(repos, Sequence) else ():
        if isinstance(repo, Mapping):
            yield from _repository(source, comments, repo)


def _repository(source: Source, comments: Comments, repo: Mapping) -> Iterator[Pin]:
    address = written(repo.get("repo")) or ""
    artifact = _artifact(address)
    trail = f"repos.{artifact.name if artifact is not None else address}"
    if artifact is not None:
        yield from _revision(source, comments, repo.get("rev"), artifact, f"{trail}.rev")
    hooks = repo.get("hooks")
    for hook in hooks.items if isinstance(hooks, Sequence) else ():
        if not isinstance(hook, Mapping):
            continue
        here = f"{trail}.hooks.{written(hook.get('id')) or ''}"
        language = written(hook.get("language")) or ""
        yield from _interpreter(source, language, hook.get("language_version"), f"{here}.language_version")
        added = hook.get("additional_dependencies")
        for item in added.items if isinstance(added, Sequence) else ():
            if isinstance(item, Text):
                yield from _addition(source, item, f"{here}.additional_dependencies")


def _artifact(address: str) -> Artifact | None:
    """The repository of an address; `None` for what is no repository (`local`), or lies in the tree."""
    found = repository(address)
    if found is not None or address in _NOT_REMOTE:
        return found
    _, mark, rest = address.partition("://")
    return Artifact("git", rest.removesuffix(".git").strip("/")) if mark and rest else None


def _revision(
    source: Source, comments: Comments, rev: Datum | None, artifact: Artifact, trail: str
) -> Iterator[Pin]:
    text = written(rev)
    if rev is None or not text:
        return
    note = "a repository of hooks"
    value: Value = Opaque(text)
    if _COMMIT.fullmatch(text) and not text.isdigit():
        comment = comments.behind(rev.span)
        tag = _FROZEN.search(source.content[comment.start : comment.end]) if comment is not None else None
        note = FROZEN + tag[1].decode("utf-8", "replace") if tag is not None else note
    elif looks_like_version(text):
        value = Exact(parse(text))
    elif is_floating(text):
        value = Floating(text)
    elif (stretch := version_in_tag(text)) is not None:
        value = Exact(parse(text[slice(*stretch)]))
    yield from _pin(source, rev, artifact, value, trail, role=Role.SELECTS, note=note)
    if note.startswith(FROZEN):
        yield from _frozen(source, comments, rev, artifact, f"{trail}#comment")


def _frozen(source: Source, comments: Comments, rev: Datum, artifact: Artifact, trail: str) -> Iterator[Pin]:
    """The tag that a comment gives a commit."""
    comment = comments.behind(rev.span)
    if comment is None:
        return
    found = _FROZEN.search(source.content[comment.start : comment.end])
    if found is None:
        return
    start = comment.start + found.start(1)
    stretch = version_in_tag(found[1].decode("ascii", "replace"))
    if stretch is None:
        return
    span = Span(start + stretch[0], start + stretch[1])
    value = Exact(parse(source.text(span)))
    yield pin_at(
        source, span, artifact, value, role=Role.MENTIONS, trail=trail, note="the comment of a commit"
    )


def _interpreter(source: Source, language: str, datum: Datum | None, trail: str) -> Iterator[Pin]:
    """`python: python3.11`, `node: 18.17.0`; `system` and `python3` choose nothing."""
    found = _INTERPRETER.fullmatch(written(datum) or "")
    named = artifact_named((found[1] if found is not None else "") or language)
    if datum is None or found is None or named.ecosystem != "toolchain":
        return
    if not looks_like_version(found[2]) or (found[1] and "." not in found[2]):
        return
    value = Exact(parse(found[2]))
    yield from _pin(source, datum, named, value, trail, stretch=found.span(2), role=Role.SELECTS, track=HOOKS)


def _addition(source: Source, item: Text, trail: str) -> Iterator[Pin]:
    """A package that a hook installs besides itself, in the words of the hook's language."""
    text = item.value or ""
    for pattern, ecosystem, scheme in ((_GO, "go", "go"), (_NPM, "npm", "npm"), (_CRATE, "cargo", "cargo")):
        found = pattern.fullmatch(text)
        value = _added(found[2], scheme) if found is not None else None
        if found is not None and value is not None:
            artifact, names = Artifact(ecosystem, found[1]), tuple[str, ...]()
            if ecosystem == "go":
                artifact, names = go_command(found[1])
            yield from _pin(
                source, item, artifact, value, f"{trail}.{found[1]}",
                stretch=found.span(2), track=HOOKS, names=names,
                role=Role.SELECTS if isinstance(value, Exact) else Role.REQUIRES,
            )  # fmt: skip
            return
    try:
        requirement = read_requirement(text)
    except RequirementError:
        return  # a gem, a rock, a package of some other language: each has its own words
    if requirement is not None:
        name = requirement.artifact.name
        yield from _pin(
            source, item, requirement.artifact, requirement.value, f"{trail}.{name}",
            stretch=requirement.stretch, track=HOOKS, role=requirement.role,
        )  # fmt: skip


def _added(text: str, scheme: str) -> Value | None:
    found = read_value(text, scheme)
    if found is not None or scheme != "npm":
        return found
    try:
        return Range(parse_requirement(text, "npm"))
    except RequirementError:
        return None


def _pin(
    source: Source,
    datum: Datum,
    artifact: Artifact,
    value: Value,
    trail: str,
    *,
    role: Role = Role.REQUIRES,
    stretch: tuple[int, int] | None = None,
    track: str = "",
    note: str = "",
    names: tuple[str, ...] = (),
) -> Iterator[Pin]:
    """The pin of a scalar, or of a stretch of it; none where it is not written as it reads."""
    if not isinstance(datum, Text | Scalar):
        return
    passage = passage_of(datum)
    span: Span | None = passage.span(*(stretch or (0, len(passage.text))))
    if span is not None:
        yield pin_at(
            source, span, artifact, value, role=role, trail=trail, track=track, note=note, names=names
        )


EXTRACTOR = Extractor(patterns=(".pre-commit-config.yaml", ".pre-commit-config.yml"), extract=extract)
