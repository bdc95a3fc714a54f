"""The one error of registries: what could not be learnt, or stands against a change."""

from __future__ import annotations

from vercheck.model import Location


class RegistryError(Exception):
    """Nothing was changed; the message says what is missing, `help` what would supply it."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.help = help_


def at(place: Location) -> str:
    """A place, for a message."""
    return f"{place.path}:{place.line}"
