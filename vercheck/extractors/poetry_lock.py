"""poetry.lock and pdm.lock: the version of every package that Poetry or PDM resolved.

The two write the same kind of entry; what uv writes differs and is read beside this.
"""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._python.lock import extract_lock

EXTRACTOR = Extractor(patterns=("poetry.lock", "pdm.lock"), extract=extract_lock, lockfile=True)
