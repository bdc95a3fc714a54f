"""Jobs that set a version which a file of the repository outranks, unless the job insists.

`rustup` takes `+toolchain` first, then `RUSTUP_TOOLCHAIN`, an override of the folder, the toolchain
file, and its default last. An action that only sets the default leaves the file in charge. Whether a
job insists is spread over its steps, so it is read here, once for each job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors._workflow.ground import MATRIX, entries, written
from vercheck.model import Artifact, Extraction, Pin
from vercheck.shapes.outranked import OWN_CHOICE, RUSTUP_DEFAULT
from vercheck.syntax.data import Datum, Mapping, Sequence, Text

_RUST = Artifact("toolchain", "rust")
_SETS_DEFAULT = ("dtolnay/rust-toolchain@", "actions-rs/toolchain@")
_SETS_MORE = re.compile(r"(?:^|/)[\w.-]*(?:rust|cargo)[\w.-]*(?:/[\w./-]*)?@|^\./")
"""Other actions about Rust, and the repository's own, may override the toolchain themselves."""
_PASSIVE = ("swatinem/rust-cache@", "actions-rs/cargo@")
_INSISTS = re.compile(
    r"RUSTUP_TOOLCHAIN|rust-toolchain|--rust-version|cargo[- ]msrv|\bxtask\b"
    r"|\brustup[ \t]+(?:override|run)\b|\b(?:cargo|rustc|rustup|rustfmt)[ \t]+\+|\b(?:cd|pushd)[ \t]"
)
"""A program of the project's own (`cargo xtask`) may choose a toolchain for what it runs."""
_RUNS = re.compile(
    r"(?:^|[\s;&|(])(?:rustc[ \t]+[^\s-]|cargo[ \t]+(?:b|build|c|check|clippy|doc|fmt|hack|nextest|package"
    r"|publish|rustc|rustdoc|t|test|bench|miri)(?![\w-]))"
)
_LONGEST = 200
_DEFAULT = re.compile(r"\brustup[ \t]+default[ \t]+(\S[^\n;&|]{0,200})")


def mark_outranked(document: Mapping, name: str, job: Datum, found: Extraction) -> Extraction:
    """What a job says, with a note at the versions that a file of the repository outranks."""
    if not isinstance(job, Mapping) or not _stands_in_checkout(job):
        return found
    toolchains = _toolchains(document, job, name)
    choices = set(_choices(job, name))

    def marked(pin: Pin) -> Pin:
        if pin.artifact == _RUST and toolchains is not None and toolchains.fullmatch(pin.trail):
            return replace(pin, note=RUSTUP_DEFAULT)
        if not pin.note and pin.trail.partition(".with.")[0] in choices and ".with." in pin.trail:
            return replace(pin, note=OWN_CHOICE)
        return pin

    return replace(found, pins=tuple(map(marked, found.pins)))


def _stands_in_checkout(job: Mapping) -> bool:
    """Whether the commands run at the root of the repository."""
    checkouts = [step for step in _steps(job) if _uses(step).startswith("actions/checkout@")]
    return bool(checkouts) and not any(_input(step, "path", "repository") for step in checkouts)


def _toolchains(document: Mapping, job: Mapping, name: str) -> re.Pattern[str] | None:
    """The trails of the toolchain that a job makes the default and that its commands then take."""
    steps = list(_steps(job))
    runs = [_run(step) for step in steps]
    if any(_INSISTS.search(run) for run in runs) or not any(_RUNS.search(run) for run in runs):
        return None
    if any(_moves(place) for place in (document, job, *steps)):
        return None
    trails: list[str] = []
    for index, step in enumerate(steps):
        here = rf"{re.escape(name)}\.steps\[{index}\]"
        uses, default = _uses(step), _DEFAULT.search(_run(step))
        if uses.startswith(_SETS_DEFAULT):
            if _input(step, "override") not in ("", "false"):
                return None
            trails.append(rf"{here}\.(?:uses|with\.toolchain){_axis(name, _input(step, 'toolchain'))}")
        elif default is not None:
            trails.append(rf"{here}\.run\.rustup default{_axis(name, default.group(1))}")
        elif _SETS_MORE.search(uses) and not uses.startswith(_PASSIVE):
            return None
    # Of two defaults the later one counts, and who sets two means to choose between them.
    return re.compile(trails[0]) if len(trails) == 1 else None


def _axis(name: str, text: str) -> str:
    """The entries of the matrix that a toolchain is taken from, as another branch of a pattern."""
    found = MATRIX.search(text)
    if found is None:
        return ""
    axis = re.escape(found.group(1))
    return rf"|{re.escape(name)}\.strategy\.matrix\.(?:{axis}\[\d+\]|include\[\d+\]\.{axis})"


def _choices(job: Mapping, name: str) -> Iterator[str]:
    """The trails of steps that use an action of somebody else's and name no file for it to read."""
    for index, step in enumerate(_steps(job)):
        names_file = any(key.lower().endswith("file") for key, _ in entries(step.get("with")))
        if "@" in _uses(step) and not names_file:
            yield f"{name}.steps[{index}]"


def _moves(place: Mapping) -> bool:
    """Whether an environment or a folder of its own is set for a workflow, a job or a step."""
    if any(key == "RUSTUP_TOOLCHAIN" for key, _ in entries(place.get("env"))):
        return True
    defaults = dict(entries(place.get("defaults"))).get("run")
    folder = dict(entries(defaults)).get("working-directory")
    return (written(place.get("working-directory")) or written(folder) or ".") not in (".", "./")


def _steps(job: Mapping) -> Iterator[Mapping]:
    steps = job.get("steps")
    for step in steps.items if isinstance(steps, Sequence) else ():
        yield step if isinstance(step, Mapping) else Mapping((), step.span)


def _uses(step: Mapping) -> str:
    return (written(step.get("uses")) or "")[:_LONGEST].lower()


def _run(step: Mapping) -> str:
    """The commands of a step; an action that runs Cargo stands for the command that it runs."""
    if _uses(step).startswith("actions-rs/cargo@"):
        toolchain = _input(step, "toolchain")
        return f"cargo {'+' if toolchain else ''}{toolchain} {_input(step, 'command')}"
    run = step.get("run")
    return run.pattern if isinstance(run, Text) else ""


def _input(step: Mapping, *names: str) -> str:
    given = dict(entries(step.get("with")))
    return next((text for name in names if (text := written(given.get(name)))), "")
