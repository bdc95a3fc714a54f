"""Jobs of a continuous integration that set up one thing at several versions, one after the other.

Inside one job nothing can be told by accident from what stands a few lines above: whoever writes a second
set-up means both. So they are a track, as the rows of a test matrix are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vercheck import versions
from vercheck.model import Artifact, Exact, Location, Pin, Role, Version

SEVERAL = "several"
"""The track of what one job sets up at several versions."""
_ALWAYS_APART = frozenset({"action", "orb"})
"""What a step is made of: two steps of one job at two versions are no set-up of anything."""

Job = tuple[str, str]
"""The file and the name of a job."""


def job_of(pin: Pin) -> Job | None:
    """The job that a pin stands in; `None` outside of one, as in an action of several steps."""
    path, steps = pin.location.path, pin.trail.split(".", 2)
    if len(steps) < 2:
        return None
    if path.rpartition("/")[2] == ".gitlab-ci.yml":
        return path, steps[0]
    return (path, steps[1]) if steps[0] == "jobs" and path.endswith((".yml", ".yaml")) else None


def set_up_several_times(pins: Iterable[Pin]) -> frozenset[Location]:
    """The places at which a job sets up a thing that it has at another version, too."""
    found: dict[tuple[Job, Artifact], list[Pin]] = defaultdict(list)
    for pin in pins:
        is_set_up = pin.role in (Role.SELECTS, Role.REQUIRES) and not pin.track
        job = job_of(pin) if is_set_up and pin.artifact.ecosystem not in _ALWAYS_APART else None
        if job is not None:
            found[job, pin.artifact].append(pin)
    return frozenset(pin.location for own in found.values() if _differ(own) for pin in own)


def _differ(pins: Iterable[Pin]) -> bool:
    exact = [pin.value.version for pin in pins if isinstance(pin.value, Exact)]
    return any(not _is_one(exact[0], other) for other in exact[1:])


def _is_one(first: Version, second: Version) -> bool:
    return versions.equal_at_precision(first, second)
