"""A file that somebody names for output, which elsewhere may be `-`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click


class OutputFile(click.Path):
    """No folder, and not `-`: what goes to standard output needs no option here, and a file of that name is
    in nobody's mind."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        if value == "-":
            self.fail("`-` is no file: without `--output`, standard output is written to", param, ctx)
        return super().convert(value, param, ctx)
