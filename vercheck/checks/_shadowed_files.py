"""Files of which a program reads another file, or a variable, before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.checks._shadow import WORKFLOWS, Ground, Shadowed, are_apart, folder_of, name_of
from vercheck.graph import PinGraph, Shadow
from vercheck.graph.places import InFile, InVariable
from vercheck.model import Pin

_IMAGE_FILE = re.compile(r"(?:docker|container)file(?:\.[\w-]+)?|.+\.(?:docker|container)file", re.IGNORECASE)


def shadowed_by_files(ground: Ground, row: Shadow, winner: InFile, loser: InFile) -> Iterator[Shadowed]:
    """What stands in a file beside another one in its folder that is read first."""
    graph, ruling = ground.graph, dict[tuple[str, str], Pin]()
    for pin in ground.in_files(row, winner):
        if not pin.track:
            ruling.setdefault((folder_of(pin), graph.tool(pin)), pin)
    for pin in ground.in_files(row, loser) if ruling else ():
        first = ruling.get((folder_of(pin), graph.tool(pin)))
        if first is not None and not pin.track and are_apart(row, pin, first):
            yield Shadowed(row, pin, (first,))


def shadowed_by_variables(
    ground: Ground, row: Shadow, winner: InVariable, loser: InFile
) -> Iterator[Shadowed]:
    """What stands in a file whose reader looks at a variable first, which the repository itself sets."""
    graph, setters = ground.graph, list(_setters(ground, row, winner))
    for pin in ground.in_files(row, loser) if setters else ():
        if graph.scope(pin).track:
            continue
        reaching = (setter for setter in setters if _reaches(graph, winner, setter, pin))
        by = tuple(
            setter
            for setter in reaching
            if graph.tool(setter) == graph.tool(pin) and are_apart(row, pin, setter)
        )
        if by:
            yield Shadowed(row, pin, by)


def _setters(ground: Ground, row: Shadow, variable: InVariable) -> Iterator[Pin]:
    """The places that set a variable to a value that does not give way, in the order of all pins."""
    named = (*ground.by_trail.get(variable.name, ()), *ground.by_trail.get(f"env.{variable.name}", ()))
    for pin in sorted(ground.about(row, named), key=lambda pin: pin.location):
        gives_way = bool(variable.gives_way) and pin.raw.endswith(variable.gives_way)
        if not pin.is_default and not gives_way and not ground.graph.scope(pin).track:
            yield pin


def _reaches(graph: PinGraph, variable: InVariable, setter: Pin, pin: Pin) -> bool:
    """Whether what a place sets is in force in the folder of a file: a whole workflow at the root of
    its repository, an image at that of its build root, the settings of a folder there."""
    path = setter.location.path
    if path.startswith(WORKFLOWS):
        return not folder_of(pin) and setter.trail.startswith("env.")
    if _IMAGE_FILE.fullmatch(name_of(setter)):
        root = graph.root(path)
        return root == graph.root(pin.location.path) == folder_of(pin)
    return name_of(setter) in variable.files and folder_of(setter) == folder_of(pin)
