"""What a failure means for whoever called: an exit status, and words that help."""

from __future__ import annotations

import sys

import click

USAGE = 2
BUG = 3
INTERRUPTED = 130


def status_of(error: BaseException) -> int:
    """The exit status of a failure, after saying what it was on the error stream."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            return INTERRUPTED
        case SystemExit():
            return error.code if isinstance(error.code, int) else USAGE
        case click.ClickException():
            from vercheck.printable import printable

            # What was typed may have been taken from a repository, by a script or by completion.
            vars(error)["message"] = printable(error.message)
            error.show()
            return USAGE
        case MemoryError():
            _say("vercheck: there is not enough memory; leave out large files with `--exclude`")
            return USAGE
        case _:
            return _status_of_the_unexpected(error)


def _status_of_the_unexpected(error: BaseException) -> int:
    if _is_configuration_error(error):
        from vercheck.printable import printable

        _say(f"vercheck: {printable(str(error))}")
        return USAGE
    _say(f"vercheck: this is a bug in vercheck, not in the repository: {_in_short(error)}")
    _say(_keep_traceback(error))
    return BUG


def _is_configuration_error(error: BaseException) -> bool:
    """Whether the user can correct it. Looked up late: the modules are not needed until then."""
    modules = (sys.modules.get("vercheck.config"), sys.modules.get("vercheck.packs"))
    kinds = tuple(
        getattr(module, name)
        for module, name in zip(modules, ("ConfigError", "PackError"), strict=True)
        if module is not None
    )
    return isinstance(error, kinds)


def _in_short(error: BaseException) -> str:
    from vercheck.printable import printable

    notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    return printable(f"{type(error).__name__}: {error}"[:500] + notes)


def _keep_traceback(error: BaseException) -> str:
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="vercheck-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(text)
    except OSError:
        return text
    return f"vercheck: the traceback is in {file.name}; please send it along with a report"


def _say(text: str) -> None:
    click.echo(text.encode("utf-8", "backslashreplace"), err=True)
