"""Writes a file whole or not at all: who reads it meanwhile sees the old one or the new one."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from vercheck.cli._led_away import refuse_to_be_led_away
from vercheck.own_files import real_place


def write_whole(file: Path, content: bytes, *roots: Path) -> None:
    """Replace a file, or make it. A link stays a link, unless it leads out of its repository or of one of
    the `roots`, and a file keeps its mode.

    A device or a pipe takes the bytes as they come, and so does a file in a folder that takes no new ones.

    Raises:
        OSError: it could not be written; a plain file is as it was.
    """
    refuse_to_be_led_away(file, roots)
    if _is_stream(file):
        file.write_bytes(content)
        return
    target = real_place(file)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(file))
    if target.exists() and not os.access(target.parent, os.W_OK | os.X_OK):
        target.write_bytes(content)
        return
    _replace(target, content)


def _is_stream(file: Path) -> bool:
    """Whether it is no plain file, or one by way of `/dev/stdout`, which others write to, too."""
    return file.parts[:2] == ("/", "dev") or (file.exists() and not file.is_file())


def _replace(target: Path, content: bytes) -> None:
    beside = target.with_name(f".vercheck-{secrets.token_hex(8)}.tmp")
    mode = target.stat().st_mode & 0o7777 if target.exists() else None
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
