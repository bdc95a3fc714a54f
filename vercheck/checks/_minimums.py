"""Declared minimums that should be one: a workspace's `rust-version`, its mirror, what lints assume, and
the job that tests it. A job that is older than the minimum cannot build, which is `toolchain-below-minimum`.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._registered import older
from vercheck.graph import Facts, Standing
from vercheck.model import (
    Applicability,
    Diagnostic,
    Edit,
    Exact,
    Fix,
    Label,
    Pin,
    Range,
    Role,
    Severity,
    Version,
)
from vercheck.versions import equal_at_precision, parse, restate

_DECLARES = ("package.rust-version", "workspace.package.rust-version")
_LINTS = "msrv"
"""The trail of `msrv` in `clippy.toml`."""


def minimum_drift(facts: Facts) -> Iterator[Diagnostic]:
    """A job, the lints' configuration or a mirrored manifest whose minimum is not the declared one."""
    graph = facts.graph
    for tool in graph.tools():
        declared: list[tuple[Pin, Version]] = []
        others: list[tuple[Pin, Version]] = []
        for pin in graph.pins_of(tool, Role.REQUIRES, Role.SELECTS):
            if graph.standing(pin.location.path) is not Standing.PRODUCT:
                continue
            folder = pin.location.path.rpartition("/")[0]
            if pin.track == "msrv" and isinstance(pin.value, Exact):
                others.append((pin, pin.value.version))
            elif pin.trail == _LINTS and isinstance(pin.value, Range):
                others.append((pin, parse(pin.raw)))
            elif pin.trail in _DECLARES and isinstance(pin.value, Range):
                mirrors = bool(folder) and f"{folder}/BUCK" in graph.paths
                (others if mirrors else declared).append((pin, parse(pin.raw)))
        main = min((pin for pin, _ in declared), key=lambda pin: pin.location.path.count("/"), default=None)
        if main is None:
            continue
        for pin, version in others:
            if pin.track == "msrv" and any(equal_at_precision(version, one) for _, one in declared):
                continue  # a member may promise another minimum, and have a job of its own for it
            is_older_job = pin.track == "msrv" and older(version, parse(main.raw))
            if not equal_at_precision(version, parse(main.raw)) and not is_older_job:
                yield _finding(tool, pin, main)


def _finding(tool: str, pin: Pin, main: Pin) -> Diagnostic:
    return Diagnostic(
        message=(
            f"the minimum of `{tool}` is `{pin.raw}` here but `{main.raw}` in "
            f"{main.location.path}:{main.location.line}"
        ),
        location=pin.location,
        tool=tool,
        artifact=pin.artifact,
        version=pin.raw,
        expected=main.raw,
        related=(Label.of(main, "the declared minimum"),),
        help=f"make the two one: `{main.raw}`, or raise what is declared",
        severity=Severity.ERROR if pin.track == "msrv" else Severity.WARNING,
        fix=raised(tool, pin, main),
    )


def raised(tool: str, pin: Pin, declared: Pin) -> Fix | None:
    """Say the declared minimum here, too; unsafe, since the declared one may be what is wrong."""
    if not isinstance(pin.value, Exact | Range):
        return None
    edit = Edit(pin.location, pin.raw, restate(declared.raw, pin.raw))
    lacks = tuple(f"the digest of `{tool}` `{edit.new}`" for _ in pin.digests[:1])
    return Fix(f"set the minimum of `{tool}` to `{edit.new}`", (edit,), Applicability.UNSAFE, lacks)
