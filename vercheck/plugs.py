"""Finds the plugs of a package: one module, one constant, and the file's name is the id.

No decorators, no entry points, no import side effects: a folder is listed in sorted order, and a module is
imported when its plug is asked for.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Generic, TypeVar

T = TypeVar("T")
_HERE = Path(__file__).parent


class Plugs(Mapping[str, T], Generic[T]):
    """The plugs of `package` by id (the module's name with `-` for `_`), sorted.

    Raises:
        TypeError: the module of a plug that is asked for lacks the constant, or it is of another type.
    """

    def __init__(self, package: ModuleType, constant: str, kind: type[T]) -> None:
        self._package, self._constant, self._kind = package, constant, kind
        self._found: dict[str, T | None] = dict.fromkeys(plug_names(package.__name__.rpartition(".")[2]))

    def __getitem__(self, id_: str) -> T:
        plug = self._found[id_]
        if plug is None:
            plug = self._found[id_] = self._imported(f"{self._package.__name__}.{id_.replace('-', '_')}")
        return plug

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def _imported(self, module: str) -> T:
        value = getattr(importlib.import_module(module), self._constant, None)
        if not isinstance(value, self._kind):
            raise TypeError(f"{module} must define {self._constant} as a {self._kind.__name__}")
        return value


def plug_names(package: str) -> list[str]:
    """The ids of the plugs in a package of vercheck, without importing it or them."""
    files = os.listdir(_HERE / package)  # noqa: PTH208 - names are all that is asked for
    modules = (name.removesuffix(".py") for name in files if name.endswith(".py") and name[0] != "_")
    return sorted(module.replace("_", "-") for module in modules)
