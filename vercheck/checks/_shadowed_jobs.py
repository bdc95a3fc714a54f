"""What a job of a workflow sets, where the programs that it runs go by a file at the root of the checkout.

That the job stands in the checkout, and that nothing in it insists, the extractor says in a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._shadow import WORKFLOWS, Ground, Shadowed, are_apart, folder_of
from vercheck.graph import Shadow
from vercheck.graph.places import InDefault, InFile, InInput
from vercheck.graph.relations import admitted, read
from vercheck.model import Exact, Floating, Opaque, Pin, Version
from vercheck.shapes.outranked import OWN_CHOICE, RUSTUP_DEFAULT
from vercheck.versions import parse

_DEFAULTS = {"rustup": RUSTUP_DEFAULT}
_BY_COMMENT = " by its comment"


def shadowed_by_root(
    ground: Ground, row: Shadow, winner: InFile, loser: InDefault | InInput
) -> Iterator[Shadowed]:
    """Defaults and inputs that say another thing than the file at the root."""
    ruling: dict[str, Pin] = {}
    for pin in ground.in_files(row, winner):
        if not folder_of(pin):
            ruling.setdefault(ground.graph.tool(pin), pin)
    if not ruling:
        return
    found = _defaults(ground, loser) if isinstance(loser, InDefault) else _inputs(ground, loser)
    for pin in ground.about(row, found):
        first = ruling.get(ground.graph.tool(pin))
        if first is not None and are_apart(row, pin, first):
            yield Shadowed(row, pin, (first,))


def _defaults(ground: Ground, place: InDefault) -> Iterator[Pin]:
    """Channels in a matrix, too, are how a job asks for the program; the file then says what runs."""
    for pin in ground.by_note.get(_DEFAULTS[place.program], ()):
        is_channel_to_try = ".matrix." in pin.trail and isinstance(pin.value, Floating)
        is_bootstrap = is_channel_to_try or pin.raw in place.unless
        if pin.location.path.startswith(WORKFLOWS) and not is_bootstrap:
            yield pin


def _inputs(ground: Ground, place: InInput) -> Iterator[Pin]:
    end = f".with.{place.name}"
    for pin in ground.by_note.get(OWN_CHOICE, ()):
        if pin.trail.endswith(end) and isinstance(pin.value, Exact):
            uses = ground.by_trail.get(f"{pin.trail.removesuffix(end)}.uses", ())
            action = next((one for one in uses if one.location.path == pin.location.path), None)
            if action is not None and _is_meant(place, action):
                yield pin


def _is_meant(place: InInput, action: Pin) -> bool:
    if action.artifact.ecosystem != "action" or action.artifact.name.lower() != place.action.lower():
        return False
    release = _release(action)
    return place.when is None or (release is not None and bool(admitted(read(place.when), release)))


def _release(action: Pin) -> Version | None:
    """The release of an action, by its tag or by the comment behind its commit."""
    match action.value:
        case Exact(version=version):
            return version
        case Opaque() if action.note.endswith(_BY_COMMENT):
            return parse(action.note.removesuffix(_BY_COMMENT))
        case _:
            return None
