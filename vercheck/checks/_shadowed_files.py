"""Version files that an environment variable outsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.checks._shadow import WORKFLOWS, Shadow, differ, folder_of, is_mise, name_of
from vercheck.graph import PinGraph
from vercheck.model import Artifact, Exact, Pin, Severity

_IMAGE_FILE = re.compile(r"(?:docker|container)file(?:\.[\w-]+)?|.+\.(?:docker|container)file", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Variable:
    """An environment variable that a program reads before a file. `severity` is what a difference of the
    two is, whoever wins."""

    name: str
    artifact: Artifact
    file: str
    trail: str
    reader: str
    evidence: str
    severity: Severity = Severity.WARNING


_VARIABLES = (
    _Variable(
        "USE_BAZEL_VERSION",
        Artifact("bin", "bazel"),
        ".bazelversion",
        "version",
        "Bazelisk",
        "Bazelisk's README, how it knows which version to run",
        Severity.ERROR,
    ),
    _Variable(
        "GOTOOLCHAIN",
        Artifact("toolchain", "go"),
        "go.mod",
        "toolchain",
        "the go command",
        "go.dev/doc/toolchain, GOTOOLCHAIN",
    ),
    _Variable(
        "UV_PYTHON",
        Artifact("toolchain", "python"),
        ".python-version",
        "version",
        "uv",
        "uv's reference of environment variables, UV_PYTHON",
    ),
)


def shadowed_by_variables(graph: PinGraph, pins: list[Pin]) -> Iterator[Shadow]:
    """Version files whose reader looks at a variable first, which a setting of the repository sets."""
    for variable in _VARIABLES:
        tool = [
            pin for pin in pins if graph.artifact(pin) == variable.artifact and not graph.scope(pin).track
        ]
        setters = [pin for pin in tool if _sets(pin, variable)]
        for pin in tool:
            by = tuple(setter for setter in setters if _reaches(graph, setter, pin) and differ(setter, pin))
            if name_of(pin) == variable.file and pin.trail == variable.trail and by:
                yield Shadow(
                    pin,
                    by,
                    f"{variable.reader} takes `{variable.name}` before `{variable.file}`",
                    variable.evidence,
                    f"set `{variable.name}` to `{pin.raw}`, or leave the choice to `{variable.file}`",
                    variable.severity,
                    is_setting=True,
                )


def _sets(pin: Pin, variable: _Variable) -> bool:
    is_it = pin.trail in (variable.name, f"env.{variable.name}") and not pin.is_default
    return is_it and not _is_minimum(pin)


def _is_minimum(pin: Pin) -> bool:
    """`GOTOOLCHAIN=go1.23.0+auto` gives way to a module that asks for more."""
    return isinstance(pin.value, Exact) and bool(pin.value.version.build)


def _reaches(graph: PinGraph, setter: Pin, pin: Pin) -> bool:
    """Whether what a place sets is in force in the folder of a file: a whole workflow at the root of
    its repository, an image at that of its build root, the settings of a folder there."""
    path = setter.location.path
    if path.startswith(WORKFLOWS):
        return not folder_of(pin) and setter.trail.startswith("env.")
    if _IMAGE_FILE.fullmatch(name_of(setter)):
        root = graph.root(path)
        return root == graph.root(pin.location.path) == folder_of(pin)
    return (name_of(setter) == ".bazeliskrc" or is_mise(setter)) and folder_of(setter) == folder_of(pin)
