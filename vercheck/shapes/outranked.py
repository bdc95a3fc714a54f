"""What a place is called that sets a version which another file may outrank.

Only the extractor sees the whole job of a workflow; only a check sees the other file. These notes
carry the first half of the question from one to the other.
"""

from __future__ import annotations

RUSTUP_DEFAULT = "rustup's default in this job"
"""A toolchain that is installed and made the default, with nothing in its job that insists on it."""

OWN_CHOICE = "the action's own choice"
"""A version given to an action that is told of no file, in a job that works at the root of the checkout."""
