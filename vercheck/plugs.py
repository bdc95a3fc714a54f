"""Finds the plugs of a package: one module, one constant, and the file's name is the id.

No decorators, no entry points, no import side effects: a package is scanned in sorted order, and a
module without its constant is an error at start-up.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def scan(package: ModuleType, constant: str, kind: type[T]) -> dict[str, T]:
    """The plugs of `package` by id (the module's name with `-` for `_`), sorted.

    Raises:
        TypeError: a module lacks the constant, or it is of another type.
    """
    plugs: dict[str, T] = {}
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        if module.name.startswith("_"):
            continue
        value = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), constant, None)
        if not isinstance(value, kind):
            raise TypeError(f"{package.__name__}.{module.name} must define {constant} as a {kind.__name__}")
        plugs[module.name.replace("_", "-")] = value
    return plugs
