"""One checkout, checked as `vercheck check` would; whatever goes wrong in it is its result.

Runs in the process of a worker, here or on another machine.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from vercheck.baseline import BaselineError, against, baseline_of
from vercheck.cache.contents import content_of, named, tree_name
from vercheck.cache.kept import Kept
from vercheck.cache.program import fingerprint
from vercheck.config import Config, ConfigError, load
from vercheck.discover import discover
from vercheck.fleet.results import Checked, Failed, Result, Task, Terms, Trouble, Unchanged
from vercheck.fleet.rows import finding_rows, pin_rows
from vercheck.model import Severity
from vercheck.own_files import BASELINE, CONFIGURATIONS, PROJECT, patterns_below
from vercheck.packs import PackError
from vercheck.pipeline import Outcome, Selection
from vercheck.reading import left_out
from vercheck.tree import Tree, no_root, today


def examine(task: Task) -> Result:
    """What a check of this checkout finds, unless the store has it already."""
    trouble = no_root(Path(task.checkout.place))
    if trouble:
        return Failed(Trouble.PATH, trouble)
    try:
        return _examined(task)
    except (ConfigError, PackError, BaselineError) as error:
        return Failed(Trouble.CONFIGURATION, str(error))
    except Exception as error:
        # One repository that vercheck cannot bear is not to cost the report of all others.
        notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
        return Failed(Trouble.BUG, f"{type(error).__name__}: {error}"[:500] + notes)


def _examined(task: Task) -> Result:
    began = time.perf_counter()
    terms, root = task.terms, Path(task.checkout.place)
    config = load(root, terms.config)
    own_report = patterns_below(root, (terms.report,) if terms.report else ())
    exclude = (*terms.exclude, *own_report)
    tree = Tree(root, task.checkout.name, config, exclude, _kept(terms.cache) if terms.cache else None)
    names, notes = _contents(tree, terms.store)
    question = _question(tree, terms, names, notes)
    if question == task.known and "" not in names.values():
        return Unchanged()
    outcome = _outcome(tree, terms)
    found = outcome.report.diagnostics
    return Checked(
        question if _held_still(outcome, names) else "",
        outcome.report.files,
        outcome.report.pins,
        outcome.report.baselined,
        sum(item.severity is Severity.ERROR for item in found),
        sum(item.severity is Severity.WARNING for item in found),
        round(time.perf_counter() - began, 3),
        tuple(pin_rows(outcome.facts.graph)),
        tuple(finding_rows(outcome.report)),
    )


def _outcome(tree: Tree, terms: Terms) -> Outcome:
    outcome = tree.check(Selection(frozenset(terms.select), frozenset(terms.ignore)))
    baseline = baseline_of(tree.root)
    if baseline is None:
        return outcome
    return against(outcome, baseline, tree.config, is_whole=not terms.exclude)


def _contents(tree: Tree, store: Path | None) -> tuple[Mapping[str, str], str]:
    """What the files of a tree hold, by names for it, and what could not be listed. The store, which changes
    with every checkout, holds nothing that a check reads."""
    listing = discover(tree.root, left_out(tree.config, tree.exclude))
    own = {str(store), f"{store}-journal"}
    if tree.kept is not None:
        found = tree.kept.contents(str(tree.root), listing.paths)
    else:
        found, _ = named(str(tree.root), listing.paths, {})
    names = {path: content for path, (content, _) in found.items() if f"{tree.root}/{path}" not in own}
    return names, repr(listing.notes)


def _question(tree: Tree, terms: Terms, names: Mapping[str, str], notes: str) -> str:
    """One name for everything that the answer depends on; holds end on a day, so today is a part of it."""
    about = (
        _program(),
        today().isoformat(),
        str(tree.root),
        repr((terms.exclude, terms.select, terms.ignore)),
        notes,
        tree_name(names),
        *(content_of(str(file)) for file in _beside(tree.root, tree.config, terms)),
    )
    text = "\0".join(about).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _beside(root: Path, config: Config, terms: Terms) -> Iterator[Path]:
    """Files that count wherever they are, also where git ignores them."""
    yield from (root / own for own in (*CONFIGURATIONS, PROJECT, BASELINE))
    yield from (root / pack.value for pack in config.packs)
    if terms.config is not None:
        yield terms.config


def _held_still(outcome: Outcome, names: Mapping[str, str]) -> bool:
    """Whether what was read is what was there when the question was asked."""
    told = outcome.reading.told.items()
    return "" not in names.values() and all(one.content in ("", names.get(path)) for path, one in told)


@cache
def _kept(folder: str) -> Kept:
    return Kept(folder)


@cache
def _program() -> str:
    return fingerprint()
