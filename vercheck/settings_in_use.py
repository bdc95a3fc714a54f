"""Settings of the configuration that speak of nothing in the tree, where a typo would silently change what
is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase

from vercheck.checks._authority import lies_at
from vercheck.checks._hosts import covers, host_of
from vercheck.config import Config, DeclaredExtract, Placed
from vercheck.declared import Heard
from vercheck.declared.extracts import matcher
from vercheck.declared.syncs import idle
from vercheck.did_you_mean import did_you_mean
from vercheck.discover import Listing
from vercheck.graph import Facts, PinGraph
from vercheck.graph.in_force import InForce
from vercheck.model import Artifact, Diagnostic, Location, Severity


def unused_settings(config: Config, discovery: Listing) -> Iterator[Diagnostic]:
    """A finding for each pattern that matches no file, and each authority that is no file."""
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
    files = frozenset(discovery.paths)
    for authority in config.authorities:
        subject, address = authority.value
        if address.path not in files:
            yield _unused(
                authority.location, f"the authority of `{subject}` is `{address}`, which is no file here"
            )


def unused_rows(
    config: Config, discovery: Listing, heard: Collection[Heard], facts: Facts
) -> Iterator[Diagnostic]:
    """A finding for each authority, tool of `[severity]`, gone host, `[[table]]`, `[[extract]]`,
    `[[sync]]` and `[[require]]` without anything to speak of."""
    yield from _idle_authorities(config, discovery, facts.graph)
    yield from _unknown_tools(config, facts.graph)
    yield from _idle_hosts(config, facts.graph)
    used = frozenset(place for one in heard for place in one.used)
    troubles = {place: trouble for one in heard for place, trouble in one.troubles.items()}
    for table in config.tables:
        path, symbol = table.value.path, table.value.symbol
        if table.location not in used:
            trouble = troubles.get(table.location) or "there is nothing to read"
            if path not in discovery.paths:
                trouble = "there is no such file"
            yield _unused(table.location, f"`[[table]]` has `{symbol}` in `{path}`, where {trouble}")
    for extract in config.extracts:
        yield from _unused_extract(extract, discovery, is_used=extract.location in used)
    found = [one for each in heard for one in each.synced] if config.syncs else ()
    for sync in config.syncs:
        if (words := idle(sync, found, facts.graph)) is not None:
            yield _unused(sync.location, f"`[[sync]]` {words}")
    if config.requires:
        yield from _unused_requires(config, InForce.of(facts))


def _idle_authorities(config: Config, discovery: Listing, graph: PinGraph) -> Iterator[Diagnostic]:
    """Authorities about nothing that is pinned, and those that lead into a file and to no pin in it."""
    pinned = {str(graph.artifact(pin)) for pin in graph.pins} if config.authorities else set()
    for authority in config.authorities:
        subject, address = authority.value
        if subject not in {"*", *pinned, *graph.tools()}:
            called = graph.tool_named(subject)
            known = (
                f"which is called `{called}` here" if called in graph.tools() else "which nothing here pins"
            )
            yield _unused(authority.location, f"`authority` speaks of `{subject}`, {known}")
        inside = (pin for pin in graph.pins if pin.location.path == address.path)
        if address.path in discovery.paths and not any(lies_at(pin, address) for pin in inside):
            yield _unused(
                authority.location, f"the authority of `{subject}` is `{address}`, where nothing is pinned"
            )


def _unknown_tools(config: Config, graph: PinGraph) -> Iterator[Diagnostic]:
    rules = [rule for rule in config.severities if rule.value.tool is not None]
    # A check that compares packages calls them by their own names.
    packages = {graph.artifact(pin).name for pin in graph.pins} if rules else set()
    for rule in rules:
        tool = rule.value.tool
        if tool is not None and tool not in packages and tool not in graph.tools():
            called = graph.tool_named(tool)
            known = (
                f"which is called `{called}` here" if called in graph.tools() else "which nothing here pins"
            )
            near = "" if called in graph.tools() else did_you_mean(tool, graph.tools())
            yield _unused(
                rule.location, f"`severity.{rule.value.check}` has the tool `{tool}`, {known}{near}"
            )


def _idle_hosts(config: Config, graph: PinGraph) -> Iterator[Diagnostic]:
    if not config.gone_hosts:
        return
    hosts = {host_of(address) for address, _ in graph.addresses}
    for gone in config.gone_hosts:
        if not any(covers(gone.value.lower(), host) for host in hosts):
            message = f"`gone-hosts` has `{gone.value}`, from which nothing here is downloaded"
            yield _unused(gone.location, message)


def _unused_extract(
    extract: Placed[DeclaredExtract], discovery: Listing, *, is_used: bool
) -> Iterator[Diagnostic]:
    row = extract.value
    subject = f"`[[extract]]` of `{row.artifact}`"
    idle = [glob for glob in row.files if not any(map(matcher((glob,)).match, discovery.paths))]
    for glob in idle:
        yield _unused(extract.location, f"{subject} has `{glob}`, which matches no file")
    if not is_used and len(idle) < len(row.files):
        yield _unused(extract.location, f"{subject} has `{row.pattern}`, which finds no version in its files")


def _unused_requires(config: Config, pins: InForce) -> Iterator[Diagnostic]:
    for row in config.requires:
        for artifact in dict.fromkeys(need.artifact for need in (row.value.when, *row.value.needs)):
            if not _is_pinned(artifact, pins):
                yield _unused(row.location, f"`[[require]]` speaks of `{artifact}`, which nothing here pins")


def _is_pinned(artifact: Artifact, pins: InForce) -> bool:
    return any(pins.sites(root, artifact) or pins.newest(root, artifact) for root in pins.roots())


def _matches(glob: str, discovery: Listing) -> bool:
    return any(fnmatchcase(path, glob) for path in discovery.paths)


def _unused(location: Location, message: str) -> Diagnostic:
    help_ = "correct it or take it out"
    return Diagnostic(message, location, help=help_, check="unused-setting", severity=Severity.WARNING)
