"""A tool of the project that a job installs at another version than the project's lock has.

Of a library a job may try any release. What formats and judges the code (the tools that are run as commit
hooks, as a pack says) gives another answer at another release, so that what passes here fails there.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._environments import is_below
from vercheck.checks._jobs import is_job
from vercheck.graph import Facts, Standing
from vercheck.graph.knowledge import folded
from vercheck.model import Diagnostic, Exact, Label, Pin, Role, Severity
from vercheck.versions import equal_at_precision


def job_tool_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for pin in graph.pins:
        if not _is_installed(facts, pin) or graph.standing(pin.location.path) is not Standing.PRODUCT:
            continue
        beside = [
            other
            for other in graph.pins_of(graph.tool(pin), Role.RESOLVES, Role.SELECTS)
            if folded(other.artifact) == folded(pin.artifact)
            and not is_job(other.location.path)
            and graph.standing(other.location.path) is Standing.PRODUCT
            and is_below(pin.location.path, other.location.path)
        ]
        # Where a place of the project selects it, the two drift as any other two do.
        is_locked = bool(beside) and all(other.role is Role.RESOLVES for other in beside)
        if is_locked and not any(_are_one(pin, other) for other in beside):
            yield _finding(pin, beside[0])


def _is_installed(facts: Facts, pin: Pin) -> bool:
    """Whether a job installs a tool that packs know as a hook, at one version and not to try it."""
    if pin.artifact.ecosystem != "pypi" or pin.role is not Role.SELECTS or pin.track:
        return False
    row = facts.knowledge.tool_of(pin.artifact)
    leads = row.leads if row is not None and row.severity else None
    is_tool = leads is not None and folded(leads) == folded(pin.artifact)
    return is_tool and isinstance(pin.value, Exact) and is_job(pin.location.path)


def _are_one(pin: Pin, other: Pin) -> bool:
    if not isinstance(pin.value, Exact) or not isinstance(other.value, Exact):
        return True  # nobody can tell
    return equal_at_precision(pin.value.version, other.value.version)


def _finding(pin: Pin, entry: Pin) -> Diagnostic:
    name, place = pin.artifact.name, f"{entry.location.path}:{entry.location.line}"
    return Diagnostic(
        message=f"`{name}` is `{pin.raw}` in this job but `{entry.raw}` in {place}, which the project "
        "installs",
        location=pin.location,
        tool=name,
        artifact=pin.artifact,
        version=pin.raw,
        expected=entry.raw,
        related=(Label.of(entry, "locked here"),),
        help=f"install `{entry.raw}`, or what the lock has (`uv sync`, `poetry install`)",
        severity=Severity.WARNING,
    )
