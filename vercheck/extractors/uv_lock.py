"""uv.lock: the version of every package that uv resolved, and those of the workspace's own."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._python.lock import extract_lock

EXTRACTOR = Extractor(patterns=("uv.lock",), extract=extract_lock, lockfile=True)
