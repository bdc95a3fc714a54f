"""Steps: the action that is used and its inputs, or the commands that are run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors._workflow.actions import input_artifact, is_rust_by_ref, sets_up_rust
from vercheck.extractors._workflow.elsewhere import read_build, read_other_repository
from vercheck.extractors._workflow.ground import MATRIX, Ground, entries, passage_of, written
from vercheck.model import Artifact, Extraction, Floating, Note, Opaque, Pin, Role, Span
from vercheck.shapes.commands import read_commands
from vercheck.shapes.compile_targets import added_target
from vercheck.shapes.conditional import CONDITIONAL
from vercheck.shapes.downloads import downloads, read_download
from vercheck.shapes.images import read_image
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.shell_words import Word
from vercheck.syntax.data import Datum, Mapping, Scalar, Text

_USES = re.compile(r"([\w.-]+/[\w.-]+)((?:/[^@\s]*)?)@(\S+)")
_REMARK_VERSION = re.compile(
    r"(?:^#|[\s=@])[ \t]*([\w-]+-)?(v?\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.]+)?)(?=$|[\s,;)])"
)
_TOOLS = re.compile(r"([A-Za-z][\w-]*)@(v?\d[\w.-]*)")
_LISTED = re.compile(r"[^\s,]+")
_RANGE_LIKE = re.compile(r"(?:lts|latest|stable)(?:/.*)?", re.IGNORECASE)


def read_step(ground: Ground, step: Mapping) -> Extraction:
    parts: list[Extraction] = []
    action = ""
    uses = step.get("uses")
    if isinstance(uses, Text) and uses.value:
        action, pins = read_uses(ground, uses)
        if step.get("if") is not None:
            pins = [replace(pin, note=", ".join(filter(None, (pin.note, CONDITIONAL)))) for pin in pins]
        parts.append(Extraction(pins=tuple(pins)))
    parts.append(read_inputs(ground.below("with"), action, step.get("with")))
    run = step.get("run")
    if isinstance(run, Text):
        find_matrix_uses(ground, run)
        parts.append(read_commands(ground.below("run").script(passage_of(run))))
    return Extraction.join(parts)


def read_uses(ground: Ground, uses: Text) -> tuple[str, list[Pin]]:
    """The action (`owner/repository/folder`, lower case) and the pins of its reference."""
    text = uses.value or ""
    if text.startswith("docker://"):
        word = Word(text, 0, len(text))
        return "", list(read_image(word, ground.script(passage_of(uses)), "uses", note="the image of a step"))
    found = _USES.fullmatch(text)
    if found is None:
        return "", []
    action = (found.group(1) + found.group(2)).lower()
    stretch = found.span(3)
    if is_rust_by_ref(action) and not re.fullmatch(r"master|v1|[0-9a-f]{40}", found.group(3)):
        track = "msrv" if ground.track == "msrv" else None
        pin = ground.pin(uses, artifact_named("rust"), "uses", stretch=stretch, track=track)
        return action, [pin] if pin else []
    artifact = Artifact("action", found.group(1))
    value = read_value(found.group(3))
    if value is None and "${{" not in text:
        value = (
            Floating(found.group(3))
            if re.fullmatch(r"[A-Za-z][\w./-]*", found.group(3))
            else Opaque(found.group(3))
        )
    if value is None:
        return action, []
    comment = _comment_pin(ground, uses, artifact) if isinstance(value, Opaque) else None
    note = f"{comment.raw} by its comment" if comment else ""
    pin = ground.pin(uses, artifact, "uses", stretch=stretch, value=value, track="", note=note)
    read = [replace(pin, variant=found.group(2).strip("/"))] if pin is not None else []
    return action, [*read, *([comment] if comment is not None else [])]


def _comment_pin(ground: Ground, uses: Text, artifact: Artifact) -> Pin | None:
    """`# v4.1.2` behind a commit says which release it is."""
    comment = ground.comments.behind(uses.span)
    if comment is None:
        return None
    content = ground.source.content[comment.start : min(comment.end, comment.start + 200)]
    found = _REMARK_VERSION.search(content.decode("ascii", "replace").replace("\ufffd", "?"))
    if found is None:
        return None
    value = read_value(found.group(2))
    if value is None:
        return None
    span = Span(comment.start + found.start(2), comment.start + found.end(2))
    trail = f"{ground.trail}.uses#comment"
    pin = pin_at(
        ground.source, span, artifact, value, role=Role.MENTIONS, trail=trail, note="the comment of a commit"
    )
    # A prefix is that of a repository which releases its actions one by one.
    return replace(pin, variant=(found.group(1) or "").rstrip("-"))


def read_inputs(ground: Ground, action: str, given: Datum | None) -> Extraction:
    parts: list[Extraction] = [Extraction(pins=tuple(read_other_repository(ground, action, given)))]
    for name, value in entries(given):
        if not isinstance(value, Text | Scalar) or not written(value):
            continue
        artifact = _crate_version(action, name, given) or input_artifact(action, name)
        if name == "rust-toolchain" and not re.search(r"\d", written(value) or ""):
            continue  # the newest one, for one step
        if name in ("target", "targets") and sets_up_rust(action):
            parts.append(Extraction(pins=tuple(_targets(ground, value, name))))
        if (name == "tool" and "install" in action) or (name == "bins" and "rust" in action):
            parts.append(Extraction(pins=tuple(_listed_tools(ground, value))))
        elif name in ("build-args", "node_image", "image") and isinstance(value, Text):
            parts.append(read_build(ground, name, value))
        if artifact is not None:
            parts.append(read_version(ground, value, artifact, name))
        elif isinstance(value, Text) and "://" in value.pattern:
            script = ground.script(passage_of(value))
            parts.extend(
                read_download(script, download, name, fetches=False)
                for download in downloads(script, 0, len(script.passage.text))
            )
    return Extraction.join(parts)


def _crate_version(action: str, name: str, given: Datum | None) -> Artifact | None:
    """`baptiste0928/cargo-install` with `crate:` and `version:`."""
    crate = written(given.get("crate")) if isinstance(given, Mapping) else None
    installs = re.search(r"cargo|rust|actions-rs/install", action) is not None
    return Artifact("cargo", crate) if crate and name == "version" and installs else None


def _targets(ground: Ground, value: Text | Scalar, what: str) -> Iterator[Pin]:
    """`targets: wasm32-wasip1, wasm32-unknown-unknown`."""
    passage = passage_of(value)
    for found in _LISTED.finditer(passage.text):
        pin = added_target(ground.script(passage), Word(found.group(), *found.span()), what)
        yield from (pin,) if pin else ()


def _listed_tools(ground: Ground, value: Text | Scalar) -> Iterator[Pin]:
    """`tool: nextest@0.9.70,just@1.2`."""
    for found in _TOOLS.finditer(written(value) or ""):
        pin = ground.pin(
            value, artifact_named(found.group(1)), f"tool({found.group(1)})", stretch=found.span(2)
        )
        yield from (pin,) if pin else ()


def read_version(ground: Ground, value: Text | Scalar, artifact: Artifact, what: str) -> Extraction:
    """A scalar that is the version of an artifact; an axis of the matrix is remembered instead."""
    text = written(value) or ""
    axis = MATRIX.fullmatch(text.strip())
    if axis is not None:
        ground.matrix.setdefault(axis.group(1), artifact)
        return Extraction()
    if "\n" in text.strip():  # several versions, one on each line
        return Extraction(pins=tuple(_lines(ground, value, artifact, what)))
    role = Role.REQUIRES if re.search(r"[<>^~*]|(?:^|\.)x\b", text) else None
    floats = Floating(text) if _RANGE_LIKE.fullmatch(text) else None
    pin = ground.pin(value, artifact, what, ranges="npm", role=role, value=floats)
    notes = tuple(_shortened(ground, value))
    if pin is None and not notes and not re.search(r"\$\{\{|^$|^(?:true|false|default|local|system)$", text):
        message = f"`{text[:60]}` is not a version of {artifact} that vercheck can read"
        notes = (Note("not-understood", message, ground.source.locate(value.span)),)
    return Extraction(pins=(pin,) if pin else (), notes=notes)


def _lines(ground: Ground, value: Text | Scalar, artifact: Artifact, what: str) -> Iterator[Pin]:
    for index, found in enumerate(re.finditer(r"\S+", written(value) or "")):
        pin = ground.pin(
            value,
            artifact,
            f"{what}[{index}]",
            stretch=found.span(),
            ranges="npm",
            track="matrix",
            note="one of several",
        )
        yield from (pin,) if pin else ()


def _shortened(ground: Ground, value: Text | Scalar) -> Iterator[Note]:
    """An unquoted `1.20` is the number 1.2."""
    if isinstance(value, Scalar) and re.fullmatch(r"\d+\.\d*[1-9]0|\d+\.[1-9]0", value.text):
        message = f"unquoted `{value.text}` is the number {float(value.text)}; quote it"
        yield Note("not-understood", message, ground.source.locate(value.span))


def find_matrix_uses(ground: Ground, run: Text) -> None:
    """`rustup default ${{ matrix.rust }}` tells what the axis is about."""
    text = run.pattern
    for found in re.finditer(r"rustup [\w -]{0,40}" + MATRIX.pattern, text):
        ground.matrix.setdefault(found.group(1), artifact_named("rust"))
