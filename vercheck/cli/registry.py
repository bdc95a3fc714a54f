"""`vercheck registry`: adds a version to the checksum registries of a tool, or proves what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vercheck.cli._fetching import UNVOUCHED, client_for, fetch_options, progress, told_lent
from vercheck.cli._fixing import a_version, complain, recover, say, show, write
from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named, tools_and_path
from vercheck.cli._tree import Tree, open_tree, path_argument, today, tree_options
from vercheck.fix.error import FixError
from vercheck.model import Severity
from vercheck.printable import printable, without_credentials

if TYPE_CHECKING:
    from vercheck.fetch import Client, Progress
    from vercheck.graph import PinGraph
    from vercheck.model import Diagnostic
    from vercheck.pipeline import Outcome
    from vercheck.registries.add import Addition
    from vercheck.registries.sites import Site
    from vercheck.registries.verify import Finding

ABOUT_REGISTRIES = frozenset(
    {"invalid-registry", "malformed-digest", "missing-platform", "reused-digest", "stale-latest"}
)
"""Checks that look at a registry alone."""

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,99}")


@click.group("registry")
def command() -> None:
    """Add versions to checksum registries, or verify their digests. Downloads files."""


@command.command("add")
@click.argument("tool")
@click.argument("version", callback=a_version)
@path_argument
@click.option("--write", "is_written", is_flag=True, help="Apply the diff.")
@click.option("--platform", "platforms", multiple=True, metavar="P", help="Only these platforms; repeatable.")
@click.option("--registry", "file", metavar="FILE", help="Only the registry in FILE.")
@fetch_options
@tree_options
def add(
    tool: str,
    version: str,
    path: Path | None,
    is_written: bool,
    platforms: tuple[str, ...],
    file: str | None,
    base: str | None,
    template: str | None,
    timeout: float,
    max_size: int,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Download VERSION of TOOL and print the diff that registers it; with --write, apply it.

    The entry is modelled on the newest one: its platforms, its fields, its order.
    """
    from vercheck.registries.error import RegistryError

    if not _VERSION.fullmatch(version):
        raise click.UsageError(f"`{version}` is no version that an entry can have")
    tree = open_tree(path, config_file, exclude)
    try:
        if is_written:
            recover(tree.root)
        scene = _scene(tree)
        sites = scene.sites_of(tool, file)
        with client_for(base, timeout, max_size) as client:
            made = _added(scene, sites, tool, version, template, frozenset(platforms), client)
        if made is None:
            return 0
        show(made)
        if is_written:
            write(made, tree.root)
    except RegistryError as error:
        complain(f"vercheck: {error}", *([f"help: {error.help}"] if error.help else []))
        return 1
    except FixError as error:
        complain(f"vercheck: {error}")
        return 1
    say(*_summary(made, tool, version, is_written=is_written))
    return int(not is_written)


@command.command("verify")
@click.argument("names", nargs=-1, metavar="[TOOL]... [PATH]")
@click.option("--version", metavar="V", help="Only this version.")
@click.option("--offline", is_flag=True, help="Look at the form only; download nothing.")
@fetch_options
@tree_options
def verify(
    names: tuple[str, ...],
    version: str | None,
    offline: bool,
    base: str | None,
    template: str | None,
    timeout: float,
    max_size: int,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Download the files of TOOL, or of every tool, and compare their digests with the registries.

    A PATH is written with a slash, or is `.`.
    """
    from vercheck.registries.verify import look
    from vercheck.registries.verify import verify as compared

    tools, path = tools_and_path(names)
    scene = _scene(open_tree(path, config_file, exclude))
    sites = [site for tool in tools for site in scene.sites_of(tool, None)] if tools else [*scene.sites]
    if offline:
        findings = look(sites, version)
    else:
        with client_for(base, timeout, max_size) as client, progress() as tell:
            findings = compared(sites, version, scene.patterns(), template, client, tell)
    if version is not None and not findings:
        raise click.UsageError(f"no registry that was looked at has files of `{version}`")
    troubles = scene.troubles(sites)
    emit("".join(f"{printable(line)}\n" for line in _lines(findings, troubles)))
    is_good = all(finding.verdict.is_good for finding in findings)
    return int(not is_good or any(trouble.severity is Severity.ERROR for trouble in troubles))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What was read, as far as registries go."""

    outcome: Outcome
    sites: tuple[Site, ...]

    @property
    def graph(self) -> PinGraph:
        return self.outcome.facts.graph

    def sites_of(self, tool: str, file: str | None) -> tuple[Site, ...]:
        from vercheck.registries.search import sites_of

        sites = sites_of(self.sites, self.graph, tool_named(self.graph, tool))
        if file is not None:
            sites = tuple(site for site in sites if site.path == file.removeprefix("./"))
        if not sites:
            raise click.UsageError(f"no checksum registry{f' in `{file}`' if file else ''} is about `{tool}`")
        return sites

    def patterns(self) -> Any:
        from vercheck.registries.search import patterns_of

        return patterns_of(self.graph, self.outcome.reading)

    def troubles(self, sites: Sequence[Site]) -> list[Diagnostic]:
        """What the checks say about some registries, without the others in the same files."""
        spans = [(site.path, (site.record or site.table).span) for site in sites]
        return [
            item
            for item in self.outcome.report.diagnostics
            if any(path == item.location.path and span.covers(item.location.span) for path, span in spans)
        ]


def _scene(tree: Tree) -> _Scene:
    from vercheck.pipeline import Selection
    from vercheck.registries.search import sites_in

    outcome = tree.check(Selection(ABOUT_REGISTRIES))
    return _Scene(outcome, sites_in(outcome.facts.graph, outcome.reading))


def _added(
    scene: _Scene,
    sites: Sequence[Site],
    tool: str,
    version: str,
    template: str | None,
    platforms: frozenset[str],
    client: Client,
) -> Addition | None:
    """The addition; `None` where every registry has the version, with the digests that its files have."""
    from vercheck.registries.add import add, drafts

    planned = drafts(sites, scene.sites, version, scene.patterns(), template, platforms)
    with progress() as tell:
        if planned:
            extract = scene.outcome.reading.extract
            return add(planned, scene.sites, client, today(), extract, tell, compares=True)
        _compare(scene, sites, version, template, client, tell)
    say(f"nothing to add: {_listed({site.path for site in sites})} has `{tool}` {version}")
    return None


def _compare(
    scene: _Scene,
    sites: Sequence[Site],
    version: str,
    template: str | None,
    client: Client,
    tell: Callable[[Progress], None] | None,
) -> None:
    """Hold an entry that is there against its files: it is never overwritten."""
    from vercheck.registries.error import RegistryError
    from vercheck.registries.verify import Verdict
    from vercheck.registries.verify import verify as compared
    from vercheck.versions import parse

    for site in sites:
        release = site.release(parse(version))
        if release is None:
            continue
        found = compared([site], release.pin.raw, scene.patterns(), template, client, tell)
        wrong = [item for item in found if item.verdict is Verdict.MISMATCH]
        if wrong:
            words = "; ".join(f"`{item.platform}`: {item.words}" for item in wrong)
            raise RegistryError(
                f"{site.path} has {release.pin.raw} with other digests, and keeps them: {words}"
            )
        say(
            *(
                f"{item.location.path}:{item.location.line}: not compared: {item.words}"
                for item in found
                if not item.verdict.is_good
            )
        )


def _summary(made: Addition, tool: str, version: str, *, is_written: bool) -> list[str]:
    lines = [
        f"{file.path}: `{file.platform}` {file.sha256} of {without_credentials(file.url)}"
        + (f" (as {file.published} says)" if file.published else "")
        for file in made.files
    ]
    lines += told_lent(made.lent, made.after)
    if made.lent:
        lines.append(
            "what is lent could not be downloaded: "
            f"`vercheck registry verify {tool} --version {version}` compares it"
        )
    lines += made.remarks
    if made.files and not any(file.published for file in made.files):
        lines.append(UNVOUCHED)
    paths = _listed(set(made.after))
    lines.append(f"{'added' if is_written else 'would add'} {version} to {paths}")
    return lines if is_written else [*lines, "add `--write` to apply the diff"]


def _lines(findings: Sequence[Finding], troubles: Sequence[Diagnostic]) -> list[str]:
    lines = []
    for item in findings:
        words = f"  {item.words}" if item.words else ""
        about = " ".join(part for part in (item.tool, item.version, item.platform) if part)
        lines.append(f"{item.verdict:11} {item.location.path}:{item.location.line}  {about}{words}")
    for trouble in troubles:
        place = f"{trouble.location.path}:{trouble.location.line}"
        lines.append(f"{_severity(trouble):11} {place}  {trouble.check}: {trouble.message}")
    counts: dict[str, int] = {}
    for item in findings:
        counts[item.verdict] = counts.get(item.verdict, 0) + 1
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    lines.append(f"{len(findings)} files: {told}" if findings else "no registry here has files")
    return lines


def _severity(trouble: Diagnostic) -> str:
    return trouble.severity.name.lower() if trouble.severity is not None else ""


def _listed(paths: set[str]) -> str:
    return ", ".join(sorted(paths))
