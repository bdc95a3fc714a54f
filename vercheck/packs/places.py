"""Reads the two places of a `[[shadow]]` row, and says what is wrong with them.

Apart from the other rows, because a place is one of several kinds and two places have an order only in
some pairs of kinds, which the schema does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vercheck.graph.places import InDefault, InFile, InImage, InInput, InVariable, Place

Written = Mapping[str, Any]

_KINDS: Mapping[str, frozenset[str]] = {
    "variable": frozenset({"file", "gives_way"}),
    "action": frozenset({"input", "when"}),
    "default": frozenset({"unless"}),
    "image": frozenset(),
    "file": frozenset({"trail"}),
}
"""The key that says what a place is, and the keys that may stand beside it."""
_ORDERS = {
    ("file", "file"): "`file` before `file`",
    ("variable", "file"): "`variable` before `file`",
    ("file", "action"): "`file` before `action`",
    ("file", "default"): "`file` before `default`",
    ("image", "image"): '`image = "digest"` before `image = "tag"`',
}
"""Which kind of place can come before which."""


def place(written: Written) -> Place:
    """One side of a row, which must be valid."""
    match _kind(written):
        case "variable":
            return InVariable(
                written["variable"], _names(written.get("file", ())), _names(written.get("gives_way", ()))
            )
        case "action":
            return InInput(written["action"], written["input"], written.get("when"))
        case "default":
            return InDefault(written["default"], _names(written.get("unless", ())))
        case "image":
            return InImage(written["image"])
        case _:
            return InFile(_names(written["file"]), written.get("trail", ""))


def problem_of_places(row: Written) -> str | None:
    """What is wrong with the places of a row that the schema accepts."""
    for side in ("winner", "loser"):
        message = _problem_of_place(side, row[side])
        if message is not None:
            return message
    winner, loser = row["winner"], row["loser"]
    kinds = (_kind(winner), _kind(loser))
    if kinds not in _ORDERS or (kinds == ("image", "image") and winner["image"] == loser["image"]):
        known = ", ".join(_ORDERS.values())
        return f"`winner` has `{kinds[0]}` and `loser` has `{kinds[1]}`: expected {known}"
    both = sorted({*_names(winner.get("file", ()))} & {*_names(loser.get("file", ()))})
    if both:
        return f"`{both[0]}` is a file of `winner` and of `loser`: expected two files, one before the other"
    compare, is_image = row.get("compare", "version"), kinds == ("image", "image")
    allowed = ("version", "digest") if is_image else ("version", "channel", "text")
    if compare not in allowed:
        return f"`compare` is `{compare}`: expected {' or '.join(f'`{one}`' for one in allowed)} there"
    return None


def requirements_of_places(row: Written) -> tuple[str, ...]:
    """The requirements that the places of a row have."""
    return tuple(row[side]["when"] for side in ("winner", "loser") if "when" in row.get(side, {}))


def _problem_of_place(side: str, written: Written) -> str | None:
    kind = _kind(written)
    if kind is None:
        known = ", ".join(f"`{name}`" for name in sorted(_KINDS))
        return f"`{side}` does not say what it is: expected one of {known}"
    extra = next((key for key in written if key not in _KINDS[kind] | {kind}), None)
    if extra is not None:
        beside = ", ".join(f"`{name}`" for name in sorted(_KINDS[kind])) or "nothing"
        return f"`{side}` has `{extra}` beside `{kind}`: expected {beside} there"
    if kind == "action" and "input" not in written:
        return f"`{side}` has `action` and no `input`: expected the name of the input that is a version"
    return None


def _kind(written: Written) -> str | None:
    return next((kind for kind in _KINDS if kind in written), None)


def _names(written: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)
