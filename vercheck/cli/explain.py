"""`vercheck explain`: the page of a check, or which checks there are."""

from __future__ import annotations

import re

import click

from vercheck.cli._output import emit
from vercheck.cli._pages import page_of
from vercheck.did_you_mean import did_you_mean

_RULE = re.compile(r"[\w-]+/[\w-]+")
"""What a finding names as its rule."""


def _instead(name: str) -> str:
    return f": that is a rule, and `vercheck rules show {name}` shows it" if _RULE.fullmatch(name) else ""


@click.command("explain")
@click.argument("check", required=False)
def command(check: str | None) -> int:
    """Explain CHECK, or list all checks with their default severity."""
    from vercheck.pipeline import checks

    known = checks()
    if check is None:
        width = max(len(id_) for id_ in known)
        emit(
            "".join(
                f"{id_.ljust(width)}  {plug.severity!s:7}  {plug.summary}\n" for id_, plug in known.items()
            )
        )
        return 0
    if check not in known:
        raise click.UsageError(f"there is no check `{check}`{_instead(check) or did_you_mean(check, known)}")
    emit(page_of(check))
    return 0
