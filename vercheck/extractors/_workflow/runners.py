"""The machine that a job runs on: `runs-on: ubuntu-24.04` picks the version of a system."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors._workflow.ground import Ground, written
from vercheck.model import Artifact, Pin
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text

_LABEL = re.compile(r"(ubuntu|windows|macos)-(latest|\d{1,4}(?:\.\d{1,2})?)(?=$|-)")


def read_runner(ground: Ground, runs_on: Datum | None, job: str) -> Iterator[Pin]:
    """The pins of a label, of a list of labels, or of the labels of a group. Each job has a machine of its
    own, and so a track: two jobs on two systems do not disagree."""
    if isinstance(runs_on, Mapping):
        ground, runs_on = ground.below("runs-on"), runs_on.get("labels")
        what = "labels"
    else:
        what = "runs-on"
    labels = runs_on.items if isinstance(runs_on, Sequence) else (runs_on,)
    for label in labels:
        found = _LABEL.match(written(label) or "")
        if found is None or not isinstance(label, Text | Scalar):
            continue
        pin = ground.pin(
            label,
            Artifact("runner", found.group(1)),
            what,
            stretch=found.span(2),
            track=f"job {job}",
            note="the machine of a job",
        )
        yield from (pin,) if pin else ()
