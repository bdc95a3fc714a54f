"""The checks that somebody names in an option."""

from __future__ import annotations

import click

from vercheck.did_you_mean import did_you_mean
from vercheck.plugs import plug_names


def known_checks(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> frozenset[str]:
    """The callback of an option that takes checks, repeated or separated by commas."""
    known = plug_names("checks")
    names = frozenset(name.strip() for value in values for name in value.split(",") if name.strip())
    for name in sorted(names - set(known)):
        raise click.BadParameter(f"there is no check `{name}`{did_you_mean(name, known)}")
    return names
