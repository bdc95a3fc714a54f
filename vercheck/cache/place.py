"""Where things are kept between runs: the user's folder for caches, or the one that is asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def default_folder() -> Path | None:
    """The folder for caches of this user; `None` where they have no home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "vercheck"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "vercheck"
