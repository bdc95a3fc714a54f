"""The checks that somebody names in an option."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence

import click

import vercheck.checks
from vercheck.did_you_mean import did_you_mean


def plug_names(package_path: Sequence[str]) -> list[str]:
    """The ids of a package's plugs, without importing them."""
    names = (module.name for module in pkgutil.iter_modules(package_path))
    return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))


def known_checks(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> frozenset[str]:
    """The callback of an option that takes checks, repeated or separated by commas."""
    known = plug_names(vercheck.checks.__path__)
    names = frozenset(name.strip() for value in values for name in value.split(",") if name.strip())
    for name in sorted(names - set(known)):
        raise click.BadParameter(f"there is no check `{name}`{did_you_mean(name, known)}")
    return names
