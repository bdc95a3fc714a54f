"""Which folders are inside a Cargo workspace, whose packages share the lock file at its root.

What `members` lists, `exclude` does not take out and has no `[workspace]` of its own is locked there and
nowhere else: a `Cargo.lock` in a member's own folder is one that nothing reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Label, Location, Severity, Statement


class Workspaces:
    """The workspaces of one repository, by the folder that their manifest is in."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._roots = {
            one.location.path.rpartition("/")[0]: one for one in statements if one.kind == "cargo-workspace"
        }

    def around(self, folder: str) -> Statement | None:
        """The workspace that a folder's package is a member of; `None` where it is the root, or in none."""
        if folder in self._roots:
            return None
        above = folder
        while above:
            above = above.rpartition("/")[0]
            if above in self._roots:
                root = self._roots[above]
                inside = folder.removeprefix(f"{above}/") if above else folder
                is_out = any(_holds(one.text, inside) for one in root.all("exclude"))
                is_in = any(_lists(one.text, inside) for one in root.all("members"))
                return root if is_in and not is_out else None
        return None


def _holds(excluded: str, folder: str) -> bool:
    excluded = excluded.removeprefix("./").rstrip("/")
    return folder == excluded or folder.startswith(f"{excluded}/")


def _lists(pattern: str, folder: str) -> bool:
    """Whether a glob of `members` names a folder: `*` stands for a name, `**` for any number of them."""
    pattern = pattern.removeprefix("./").rstrip("/")
    is_as_deep = "**" in pattern or pattern.count("/") == folder.count("/")
    return is_as_deep and fnmatchcase(folder, pattern)


def dead_locks(facts: Facts, locks: dict[str, Location], workspaces: Workspaces) -> Iterator[Diagnostic]:
    """Locks, each with a place in it, beside the manifest of a member. In an example it may be for who
    takes the folder along."""
    for path, place in sorted(locks.items()):
        folder = path.rpartition("/")[0]
        root = workspaces.around(folder) if f"{folder}/Cargo.toml" in facts.graph.paths else None
        if root is None or facts.graph.standing(path) is not Standing.PRODUCT:
            continue
        lock = f"{root.location.path.removesuffix('Cargo.toml')}Cargo.lock"
        yield Diagnostic(
            message=f"nothing reads this lock: {folder} is a member of the workspace in "
            f"{root.location.path}, which is locked in {lock}",
            location=place,
            related=(Label(root.location, "the workspace"),),
            help="remove it, or name the folder in the workspace's `exclude`",
            severity=Severity.WARNING,
        )
