"""A pin that is not in force, and what its place in the tree says about it.

Apart from the orders in which programs look, which are a module each.
"""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.model import Exact, Pin, Severity
from vercheck.versions import equal_at_precision

WORKFLOWS = (".github/workflows/", ".gitea/workflows/", ".forgejo/workflows/")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`pin` is what people read; the pins of `by` are what is in force, because of `reason`. `here`
    and `there` are what the two places say, where that is not their versions. `refused` says that the
    program stops instead of choosing; `is_setting` that the odd one of the two is what wins."""

    pin: Pin
    by: tuple[Pin, ...]
    reason: str
    evidence: str
    remedy: str
    severity: Severity = Severity.WARNING
    here: str = ""
    there: str = ""
    refused: bool = False
    is_setting: bool = False

    @property
    def explained(self) -> tuple[Pin, ...]:
        """The places that need not be compared with all the others again."""
        return self.by if self.is_setting else (self.pin,)


def folder_of(pin: Pin) -> str:
    return pin.location.path.rpartition("/")[0]


def name_of(pin: Pin) -> str:
    return pin.location.path.rpartition("/")[2]


def differ(first: Pin, second: Pin) -> bool:
    """Whether two exact versions are not the same, as far as both say."""
    return (
        isinstance(first.value, Exact)
        and isinstance(second.value, Exact)
        and not equal_at_precision(first.value.version, second.value.version)
    )


def is_mise(pin: Pin) -> bool:
    return name_of(pin) in ("mise.toml", ".mise.toml")
