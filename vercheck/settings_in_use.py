"""Settings of the configuration that change nothing: those that speak of nothing in the tree, where a typo
would silently change what is checked, and those that are not applied."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from vercheck.config import Config
from vercheck.discover import Discovery
from vercheck.model import Diagnostic, Location, Severity


def unused_settings(config: Config, discovery: Discovery) -> Iterator[Diagnostic]:
    """A finding for each pattern that matches no file, authority that is no file, row that is not applied."""
    counts = dict(discovery.excluded)
    for pattern in config.exclude:
        if counts.get(pattern.value) == 0:
            yield _unused(pattern.location, f"`exclude` has `{pattern.value}`, which matches no file")
    for scope in config.scopes:
        name, patterns = scope.value
        for glob in patterns:
            if not _matches(glob, discovery):
                yield _unused(scope.location, f"the scope `{name}` has `{glob}`, which matches no file")
    for rule in config.severities:
        if rule.value.path is not None and not _matches(rule.value.path, discovery):
            subject = f"`severity.{rule.value.check}`"
            yield _unused(rule.location, f"{subject} has `{rule.value.path}`, which matches no file")
    for kind, rows in (("table", config.tables), ("extract", config.extracts), ("require", config.requires)):
        for row in rows:
            yield _unused(row.location, f"`[[{kind}]]` is not applied by this version of vercheck")
    files = frozenset(discovery.paths)
    for authority in config.authorities:
        subject, address = authority.value
        if address.path not in files:
            yield _unused(
                authority.location, f"the authority of `{subject}` is `{address}`, which is no file here"
            )


def _matches(glob: str, discovery: Discovery) -> bool:
    return any(fnmatchcase(path, glob) for path in discovery.paths)


def _unused(location: Location, message: str) -> Diagnostic:
    help_ = "correct it or take it out"
    return Diagnostic(message, location, help=help_, check="unused-setting", severity=Severity.WARNING)
