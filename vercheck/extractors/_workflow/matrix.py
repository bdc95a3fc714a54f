"""The matrix of a job: versions that are tested side by side, and the oldest one that is promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors._cargo import toolchain
from vercheck.extractors._workflow.ground import MSRV, Ground, entries, written
from vercheck.model import Artifact, Floating, Opaque, Pin, Role
from vercheck.shapes.names import artifact_named, tool_name
from vercheck.shapes.pins import read_value
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text

_RUNTIMES = frozenset(
    {"rust", "toolchain", "channel", "go", "node", "nodejs", "python", "java", "jdk", "ruby", "msrv"}
)
_RUST = frozenset({"toolchain", "channel", "msrv"})


@dataclass(frozen=True, slots=True)
class _Cell:
    """One version of an axis. `label` is what is said beside it."""

    axis: str
    value: Text | Scalar
    trail: str
    label: str


def read_matrix(ground: Ground, matrix: Datum | None) -> Iterator[Pin]:
    """Pins of every axis that holds versions: in the track `matrix` where there are several of one
    thing, `msrv` where the place says that it is the minimum, else the job's own."""
    cells = [cell for cell in _cells(ground, matrix) if _artifact(ground, cell.axis) is not None]
    choices: dict[str, set[str]] = {}
    for cell in cells:
        choices.setdefault(cell.axis, set()).add(written(cell.value) or "")
    for cell in cells:
        artifact = _artifact(ground, cell.axis)
        text = written(cell.value) or ""
        if artifact is None or not text or "${{" in text or _is_of_another(cell.axis, text):
            continue
        is_minimum = artifact == Artifact("toolchain", "rust") and bool(
            MSRV.search(f"{cell.label} {cell.axis}")
        )
        track = "msrv" if is_minimum else "matrix" if len(choices[cell.axis]) > 1 else ground.track
        note = "the oldest version that is tested" if is_minimum else "an entry of a test matrix"
        value = read_value(text) or (Floating(text) if text.startswith("lts") else None)
        role = Role.REQUIRES if value is None else None
        pin = ground.pin(
            cell.value, artifact, cell.trail, value=value, ranges="npm", role=role, track=track, note=note
        )
        if pin is not None:
            yield pin


def _is_of_another(axis: str, text: str) -> bool:
    """Whether an axis that may be Rust's says what Rust has no channel of (`channel: experimental`)."""
    is_channel = text.startswith(("nightly", "beta", "stable"))
    return axis.lower() in _RUST and not is_channel and isinstance(toolchain(text)[0], Opaque)


def _artifact(ground: Ground, axis: str) -> Artifact | None:
    known = ground.matrix.get(axis)
    if known is not None:
        return known
    plain = axis.lower().replace("_", "-")
    if plain in _RUNTIMES:
        return artifact_named("rust" if plain in _RUST else plain)
    tool = tool_name(axis)
    return artifact_named(tool) if tool is not None else None


def _cells(ground: Ground, matrix: Datum | None) -> Iterator[_Cell]:
    for axis, values in entries(matrix):
        if axis == "exclude":
            continue
        items = values.items if isinstance(values, Sequence) else (values,)
        for index, item in enumerate(items):
            if axis == "include" or isinstance(item, Mapping):
                yield from _row(ground, item, f"{axis}[{index}]", "" if axis == "include" else axis)
            elif isinstance(item, Text | Scalar):
                yield _Cell(axis, item, f"{axis}[{index}]", _comment(ground, item))


def _row(ground: Ground, row: Datum, trail: str, axis: str) -> Iterator[_Cell]:
    """A combination, with the name that it is given."""
    said = " ".join(
        text
        for key, value in entries(row)
        if key in ("name", "label", "title", "job", "id", "kind") and (text := written(value))
    )
    for key, value in entries(row):
        if isinstance(value, Text | Scalar):
            label = f"{said} {_comment(ground, value)}"
            path = f"{axis}.{key}" if axis else key
            yield _Cell(path if path in ground.matrix else key, value, f"{trail}.{key}", label)


def _comment(ground: Ground, value: Text | Scalar) -> str:
    comment = ground.comments.behind(value.span)
    return ground.source.text(comment) if comment is not None else ""
