"""Root to files: the only place that lists a tree and reads from it.

Inside a git work tree the listing is git's own; elsewhere it is a walk that honours `.gitignore`.
Nothing outside the root is read: links are not followed, and neither are nested repositories.
"""

from vercheck.discover.git import enclosing_work_tree
from vercheck.discover.reading import LOCKFILE_LIMIT, SIZE_LIMIT, unreadable
from vercheck.discover.tree import Discovery, discover

__all__ = ["LOCKFILE_LIMIT", "SIZE_LIMIT", "Discovery", "discover", "enclosing_work_tree", "unreadable"]
