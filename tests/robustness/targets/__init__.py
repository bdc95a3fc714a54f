"""What the fuzzer and the tests try with whatever it is: one module for each part that reads what others
wrote, found by its name, as extractors and checks are.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Target:
    """`seeds` are sound, so that there is something to break. `attempt` raises where a promise is broken."""

    seeds: tuple[bytes, ...]
    attempt: Callable[[bytes], object]


def names() -> tuple[str, ...]:
    """The targets, which are the modules beside this one."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def target(name: str) -> Target:
    """The one of a name. What it tries is imported now, and not before."""
    found: Target = import_module(f"{__name__}.{name}").TARGET
    return found
