"""Root to files: the only place that lists a tree and reads from it.

Inside a git work tree the listing is git's own; elsewhere it is a walk that honours `.gitignore`.
Nothing outside the root is read: links are not followed, and neither are nested repositories. A revision
is listed and read by git in the same way, without a checkout.
"""

from vercheck.discover.history import RevisionError, commit_of, head, merge_base
from vercheck.discover.reading import LOCKFILE_LIMIT, SIZE_LIMIT, unreadable
from vercheck.discover.revision import Listing, Revision, opened
from vercheck.discover.tree import Discovery, discover
from vercheck.git import enclosing_work_tree

__all__ = [
    "LOCKFILE_LIMIT", "SIZE_LIMIT", "Discovery", "Listing", "Revision", "RevisionError", "commit_of",
    "discover", "enclosing_work_tree", "head", "merge_base", "opened", "unreadable",
]  # fmt: skip
