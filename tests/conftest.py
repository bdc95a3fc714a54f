"""How properties are tried: without a clock, because no test asserts speed, and alike in every CI run."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

os.environ["VERCHECK_NO_CACHE"] = "1"
"""A test sees what the code says now, and leaves nothing in anybody's home; those of the cache ask for it."""
