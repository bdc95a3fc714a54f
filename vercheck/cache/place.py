"""Where things are kept between runs: the user's folder for caches, or the one that is asked for."""

from __future__ import annotations

import os
import sys


def default_folder() -> str | None:
    """The folder for caches of this user; `None` where they have no home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117
        return f"{named}/vercheck"
    home = os.path.expanduser("~")  # noqa: PTH111
    try:
        is_own = os.path.isabs(home) and os.stat(home).st_uid == os.geteuid()  # noqa: PTH116, PTH117
    except OSError:
        return None
    if not is_own:  # as under `sudo`, which would leave there what its owner could not use
        return None
    return f"{home}/{'Library/Caches' if sys.platform == 'darwin' else '.cache'}/vercheck"
