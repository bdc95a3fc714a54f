"""Settings: lines of a name and a value, in a Makefile, a `.env` file, a CMake list.

A shell assigns in the middle of commands; these files do it line by line, in many spellings of the equals
sign, and each has readers that stand apart from the program that they set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vercheck.model import Constant, Extraction, Pin, Reference
from vercheck.shapes.downloads import downloads, read_download
from vercheck.shapes.names import is_version_symbol, words
from vercheck.shapes.pins import read_value
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.variables import read_assignment

_RELEASE = re.compile(r"\d\.\d|[0-9a-f]{40}|\d{4}-\d\d-\d\d")
_PARTS = frozenset({"major", "minor", "patch", "micro", "tweak"})


@dataclass(frozen=True, slots=True)
class Setting:
    """`is_default` says that a value from outside wins; `track` that this is one of several that a
    condition chooses between."""

    name: str
    value: Word
    is_default: bool = False
    track: str = ""


def read_settings(script: Script, settings: Iterable[Setting], known: dict[str, str]) -> Extraction:
    """Pins, constants and download addresses of settings. `known`, in which the script looks names up,
    gets the trail of each name that has a version, so that whoever reads on can refer to it."""
    settings = tuple(settings)
    pins: list[Pin] = []
    constants: list[Constant] = []
    for setting in settings:
        pin = _pin(script, setting)
        constant = _constant(script, setting) if pin is None else None
        if pin is not None:
            pins.append(pin)
        if constant is not None:
            constants.append(constant)
        if pin is not None or constant is not None:
            known.setdefault(setting.name, script.trail + setting.name)
    addresses = [
        read_download(script, download, setting.name, fetches=False)
        for setting in settings
        if "://" in setting.value.text
        for download in downloads(script, setting.value.start, setting.value.end)
    ]
    return Extraction.join((Extraction(pins=tuple(pins), constants=tuple(constants)), *addresses))


def _pin(script: Script, setting: Setting) -> Pin | None:
    if not _PARTS.isdisjoint(words(setting.name)):
        return None  # `X_VERSION_MAJOR` is a number of a version, and mostly of the project's own
    pin = read_assignment(script, setting.name, setting.value)
    if pin is None:
        return None
    return replace(pin, is_default=pin.is_default or setting.is_default, track=pin.track or setting.track)


def _constant(script: Script, setting: Setting) -> Constant | None:
    """A version without a tool's name is still what a reference in an address means."""
    text = setting.value.text
    span = script.passage.span(setting.value.start, setting.value.end)
    if span is None:
        return None
    reference = script.reference(setting.value)
    target = reference.target if isinstance(reference, Reference) else None
    says = read_value(text) is not None and (
        _RELEASE.search(text) is not None or is_version_symbol(setting.name)
    )
    if target is None and not says:
        return None
    return Constant(script.trail + setting.name, None if target else text, script.source.locate(span), target)
