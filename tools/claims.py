"""Writes which files every extractor reads, so that it can be known without the extractors.

Run `make hooks` after an extractor came or changed; a house rule compares the two.
"""

from __future__ import annotations

import json
from pathlib import Path


def path() -> Path:
    """Where it is written."""
    from vercheck.told import CLAIMS

    return CLAIMS


def written() -> str:
    """What all extractors say of the files that they read, one in a line."""
    from vercheck.claims import Claimed
    from vercheck.told import extractors

    rows = (f" {json.dumps(id_)}: {json.dumps(Claimed.of(one))}" for id_, one in extractors().items())
    return "{\n" + ",\n".join(rows) + "\n}\n"
