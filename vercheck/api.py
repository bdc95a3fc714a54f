"""What other programs call: a check, a list of pins, a plan of fixes, over a tree that a path names.

The same stages as on the command line, with arguments instead of options, values instead of output, and
exceptions instead of exit statuses. `vercheck` itself offers all of it under its own name.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vercheck import pipeline
from vercheck.baseline import BaselineError, against, baseline_of
from vercheck.config import Config, ConfigError, load
from vercheck.did_you_mean import did_you_mean
from vercheck.discover import RevisionError
from vercheck.fix.diff import unified_diff
from vercheck.fix.error import FixError
from vercheck.fix.plan import Conflict, Held
from vercheck.fix.write import write
from vercheck.graph import PinGraph
from vercheck.graph.linked import LinkedPin, linked
from vercheck.graph.scopes import Scope
from vercheck.model import Fix, Report
from vercheck.packs import PackError
from vercheck.pipeline import Outcome, Selection
from vercheck.repair import Failure, Repair, move, repair
from vercheck.since import base_of, check_since
from vercheck.tree import Tree, no_root, today
from vercheck.versions import is_floating

__all__ = [
    "BaselineError", "Config", "ConfigError", "Conflict", "Failure", "FixError", "FixPlan", "Held",
    "LinkedPin", "PackError", "RevisionError", "Scope", "UnknownNameError", "check", "list_pins",
    "load_config", "plan_fixes",
]  # fmt: skip

AnyPath = str | os.PathLike[str]


class UnknownNameError(ValueError):
    """A check or a tool that does not exist, or a version that is none."""


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What would make versions agree: verified in memory, and not written until `write` is called."""

    root: Path
    repair: Repair

    @property
    def applied(self) -> tuple[Fix, ...]:
        """The fixes that `write` applies, all or none."""
        return self.repair.plan.applied

    @property
    def held(self) -> tuple[Held, ...]:
        """Fixes that are not applied, each with its reason."""
        return self.repair.plan.held

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Pairs of fixes that want different things at one place; neither is applied."""
        return self.repair.plan.conflicts

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Fixes that were tried in memory and did not end their finding, or broke a file."""
        return self.repair.failures

    @property
    def is_complete(self) -> bool:
        """Whether nothing that was asked for is left undone."""
        return self.repair.is_complete

    @property
    def contents(self) -> Mapping[str, bytes]:
        """The new content of each file that changes, by its path below the root."""
        return self.repair.after

    @property
    def diff(self) -> str:
        """The changes as a unified diff; empty where there are none."""
        return unified_diff(self.repair.before, self.repair.after, colour=False)

    def write(self) -> tuple[str, ...]:
        """Replace the files, all or none, and say which.

        Raises:
            FixError: a file is not as it was read, or cannot be written; nothing was changed.
        """
        write(self.root, self.repair.after, self.repair.before)
        return tuple(sorted(self.repair.after))


def load_config(path: AnyPath, file: AnyPath | None = None) -> Config:
    """The configuration of the tree at `path`: in `file`, or the one that stands at its root.

    Raises:
        ConfigError: it cannot be read, or says what no configuration can say.
    """
    return load(Path(path), None if file is None else Path(file))


def check(
    path: AnyPath,
    *,
    config: Config | AnyPath | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    exclude: Iterable[str] = (),
    base: str | None = None,
    baseline: AnyPath | bool = True,
) -> Report:
    """Every version in the tree at `path` that disagrees with what it belongs to.

    Args:
        path: the root that is checked.
        config: a configuration, or the file that it is in; without it, the one at the root counts.
        select: run only these checks; here and below, a single `str` is one name or pattern.
        ignore: run all but these.
        exclude: leave out files, by patterns as in a `.gitignore`.
        base: report only what a change touches since this branch parted from a git revision.
        baseline: a file of findings that are lived with; `True` is the one at the root where there is one,
            `False` none.

    Raises:
        NotADirectoryError: `path` is no folder, or none of files to check.
        UnknownNameError: there is no such check.
        ConfigError, PackError, BaselineError: the configuration, a pack or the baseline is wrong.
        RevisionError: there is no such revision.
    """
    tree = _tree(path, config, exclude)
    selection = Selection(_checks(select), _checks(ignore))
    if base is None:
        outcome = tree.check(selection)
    else:
        outcome = check_since(
            tree.root,
            tree.config,
            base_of(tree.root, base),
            today=today(),
            exclude=tree.exclude,
            selection=selection,
            shown_root=tree.shown,
        )
    is_whole = base is None and not tree.exclude
    return _beside(outcome, tree, baseline, is_whole=is_whole).report


def list_pins(
    path: AnyPath,
    *,
    tool: str | None = None,
    config: Config | AnyPath | None = None,
    exclude: Iterable[str] = (),
) -> tuple[LinkedPin, ...]:
    """Every version that is pinned or named in the tree at `path`, with its place; with a tool, those of it.

    Raises:
        NotADirectoryError: `path` is no folder, or none of files to check.
        UnknownNameError: nothing here belongs to `tool`.
        ConfigError, PackError: the configuration or a pack is wrong.
    """
    tree = _tree(path, config, exclude)
    graph = pipeline.link(tree.read(), tree.config, today()).graph
    return linked(graph, None if tool is None else _tool(graph, tool))


def plan_fixes(
    path: AnyPath,
    *,
    tool: str | None = None,
    to: str | None = None,
    checks: Iterable[str] = (),
    unsafe: bool = False,
    config: Config | AnyPath | None = None,
    exclude: Iterable[str] = (),
) -> FixPlan:
    """What would make the versions in the tree at `path` agree. Nothing is written.

    Args:
        path: the root.
        tool: only fixes of this tool.
        to: move the tool to this version, wherever it stands; needs `tool`, and takes no `checks`.
        checks: only fixes of findings of these checks.
        unsafe: apply fixes that pick a side, too.
        config: a configuration, or the file that it is in; without it, the one at the root counts.
        exclude: leave out files, by patterns as in a `.gitignore`.

    Raises:
        NotADirectoryError: `path` is no folder, or none of files to check.
        UnknownNameError: nothing here belongs to `tool`, there is no such check, or `to` names no version.
        ConfigError, PackError: the configuration or a pack is wrong.
        FixError: a file can no longer be read.
    """
    named = _checks(checks)
    if to is not None and (tool is None or named):
        raise TypeError("`to` moves one whole tool: it needs `tool`, and takes no `checks`")
    if to is not None and (is_floating(to) or not any(map(str.isdigit, to))):
        raise UnknownNameError(f"`{to}` names no version")
    tree = _tree(path, config, exclude)
    outcome = tree.check()
    name = None if tool is None else _tool(outcome.facts.graph, tool)
    if name is not None and to is not None:
        from vercheck.bump.borrowing import borrowed

        got = borrowed(outcome, tree.examine, name, to, today(), unsafe=unsafe)
        made = move(got.outcome, tree.examine, name, to, unsafe=unsafe, lend=got.lend)
        made = got.over(made, outcome, tree.examine, unsafe=unsafe)
    else:
        made = repair(outcome, tree.examine, tool=name, checks=named, unsafe=unsafe)
    return FixPlan(tree.root, made)


def _tree(path: AnyPath, config: Config | AnyPath | None, exclude: Iterable[str]) -> Tree:
    root = Path(path).resolve()
    if not root.is_dir():
        raise NotADirectoryError(f"`{os.fspath(path)}` is no folder")
    if trouble := no_root(root):
        raise NotADirectoryError(f"`{os.fspath(path)}` cannot be checked: {trouble}")
    decided = config if isinstance(config, Config) else load_config(root, config)
    return Tree(root, os.fspath(path), decided, _each(exclude))


def _beside(outcome: Outcome, tree: Tree, baseline: AnyPath | bool, *, is_whole: bool) -> Outcome:
    """What a run found beside what a baseline has."""
    if baseline is False:
        return outcome
    found = baseline_of(tree.root, None if baseline is True else Path(baseline))
    return outcome if found is None else against(outcome, found, tree.config, is_whole=is_whole)


def _checks(names: Iterable[str]) -> frozenset[str]:
    given = frozenset(_each(names))
    known: Collection[str] = pipeline.checks()
    for name in sorted(given - set(known)):
        raise UnknownNameError(f"there is no check `{name}`{did_you_mean(name, known)}")
    return given


def _each(given: Iterable[str]) -> tuple[str, ...]:
    """What is named one by one. A text is one name, and never its characters."""
    return (given,) if isinstance(given, str) else tuple(given)


def _tool(graph: PinGraph, name: str) -> str:
    tool = graph.tool_named(name)
    if tool is None or not (graph.pins_of(tool) or graph.registries_of(tool)):
        raise UnknownNameError(f"no pin here belongs to `{name}`{did_you_mean(name, graph.tools())}")
    return tool
