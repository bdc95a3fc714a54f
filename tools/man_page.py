"""Writes the man page `vercheck.1` from the help of the commands, options and examples included.

Run `make man`, or `python -m tools.man_page > vercheck.1`. One page for all commands, so that one search
finds an option. The day is that of `SOURCE_DATE_EPOCH`, and none without it: the page is the same each time.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from vercheck import __version__
from vercheck.cli import vercheck

_FILES = (
    ("vercheck.toml, .vercheck.toml", "The configuration, at the root that is checked."),
    ("pyproject.toml", "The configuration under [tool.vercheck], where there is no file of its own."),
    (".vercheck-baseline.json", "Findings that are known, and no longer reported."),
)


def page() -> str:
    """The whole page, in the language of man pages."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    context = vercheck.make_context("vercheck", ["check"], resilient_parsing=True)
    about, *rest = (vercheck.help or "").split("\n\n")
    yield f'.TH "VERCHECK" "1" "{_day()}" "vercheck {__version__}" "User Commands"'
    yield ".SH NAME"
    yield rf"vercheck \- {_text(about.rstrip('.')[0].lower() + about.rstrip('.')[1:])}"
    yield ".SH SYNOPSIS"
    yield r"\fBvercheck\fP \fICOMMAND\fP [\fIOPTIONS\fP] [\fIARGUMENTS\fP]"
    yield ".SH COMMANDS"
    for name in vercheck.list_commands(context):
        command = vercheck.get_command(context, name)
        if command is not None:
            yield from _command(command, name)
    for paragraph in rest:
        heading, *lines = paragraph.replace("\b", "").strip().splitlines()
        yield f".SH {heading.rstrip(':').upper()}"
        yield from _verbatim(lines)
    yield ".SH FILES"
    for file, what in _FILES:
        yield ".TP"
        yield rf"\fI{_text(file)}\fP"
        yield _text(what)


def _command(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=f"vercheck {name}")
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            yield from _command(below, f"{name} {word}")
        return
    yield f".SS {_text(f'vercheck {name}')}"
    yield rf"\fBvercheck {_text(name)}\fP {_text(' '.join(command.collect_usage_pieces(context)))}"
    yield from _prose(command.help or "")
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            yield ".TP"
            yield rf"\fB{_text(record[0])}\fP"
            yield _text(record[1])
    yield from _prose(command.epilog or "")


def _prose(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in paragraph.splitlines() if line.strip("\b ")]
        if not lines:
            continue
        yield ".PP"
        if "\b" in paragraph:
            yield from _verbatim(lines)
        else:
            yield _text(" ".join(" ".join(lines).split()))


def _verbatim(lines: list[str]) -> Iterator[str]:
    yield ".nf"
    yield from (_text(line) for line in lines)
    yield ".fi"


def _text(text: str) -> str:
    """Text in which nothing is taken for a request or an escape."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    escaped = "".join(one if one.isascii() else rf"\[u{ord(one):04X}]" for one in escaped)
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _day() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""


if __name__ == "__main__":
    sys.stdout.write(page())
