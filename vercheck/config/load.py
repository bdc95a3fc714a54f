"""Finds, reads and validates the configuration of a root."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vercheck import own_toml
from vercheck.config.values import Config
from vercheck.model import Location, Source, Span
from vercheck.own_files import CONFIGURATIONS, PROJECT, SIZE_LIMIT, leads_out


class ConfigError(ValueError):
    """The configuration is wrong: what was expected, and where."""

    def __init__(self, message: str, location: Location | None = None) -> None:
        self.location = location
        place = f"{location.path}:{location.line}: " if location else ""
        super().__init__(place + message)


def load(root: Path, file: Path | None = None) -> Config:
    """The configuration in `file`, or the one that stands at `root`; the default where there is none.

    Raises:
        ConfigError: it cannot be read, is not TOML, or says what no configuration can say; or there are two.
    """
    if file is not None:
        return _read(file, str(file), is_project=file.name == PROJECT)
    found = [name for name in CONFIGURATIONS if (root / name).is_file() or (root / name).is_symlink()]
    for name in found:
        if leads_out(root, name):
            raise ConfigError(f"`{name}` is a link that leads out of the root: name the file with `--config`")
    if (root / PROJECT).is_file() and not leads_out(root, PROJECT) and _project_has_table(root / PROJECT):
        found.append(PROJECT)
    if not found:
        return Config()
    if len(found) > 1:
        raise ConfigError(f"`{found[0]}` and `{found[1]}` both configure vercheck: keep one of them")
    return _read(root / found[0], found[0], is_project=found[0] == PROJECT)


def _project_has_table(path: Path) -> bool:
    """Whether a project file speaks of vercheck; one that is not TOML is no business of ours."""
    try:
        content = _content(path)
        return b"vercheck" in content and "vercheck" in own_toml.parse(content.decode()).get("tool", {})
    except (OSError, ValueError, TypeError):
        return False


def _read(path: Path, name: str, *, is_project: bool) -> Config:
    # What reads one is much, and most repositories have none.
    from vercheck.config.build import build
    from vercheck.config.positions import Positions
    from vercheck.config.validate import problem

    source = _source(path, name)
    document = _parse(source)
    base: tuple[str, ...] = ()
    if is_project:
        base = ("tool", "vercheck")
        tool = document.get("tool", {})
        document = tool.get("vercheck", {}) if isinstance(tool, dict) else {}
    positions = Positions(source)
    wrong = problem(document)
    if wrong is not None:
        raise ConfigError(wrong.message, positions.locate((*base, *wrong.trail)))
    try:
        return build(document, name, lambda trail: positions.locate((*base, *trail)))
    except ValueError as error:
        message, trail = error.args
        raise ConfigError(message, positions.locate((*base, *trail))) from None


def _source(path: Path, name: str) -> Source:
    try:
        content = _content(path)
    except OSError as error:
        raise ConfigError(f"`{name}` cannot be read: {error.strerror}") from None
    if len(content) > SIZE_LIMIT:
        raise ConfigError(f"`{name}` is too long for a configuration: more than {SIZE_LIMIT:,} bytes")
    return Source(name, content)


def _content(path: Path) -> bytes:
    """What a file holds, as far as it may."""
    with path.open("rb") as stream:
        return stream.read(SIZE_LIMIT + 1)


def _parse(source: Source) -> dict[str, Any]:
    try:
        return own_toml.parse(source.content.decode("utf-8"))
    except UnicodeDecodeError as error:
        place = source.locate(Span(error.start, error.start))
        raise ConfigError("a configuration is UTF-8, and this byte is not", place) from None
    except own_toml.OwnTomlError as error:
        starts = source.line_starts
        start = starts[min(error.line, len(starts)) - 1] if error.line is not None else 0
        raise ConfigError(str(error), source.locate(Span(start, start))) from None
