"""The rule packs: TOML files of rows that say what belongs together.

Knowledge lives in files, so that a row can be reviewed by somebody who knows the tool and not this
program. The packs that are shipped are held against the schema by the tests; a pack of the user's own
is held against it whenever it is loaded.
"""

from vercheck.packs.loading import Pack, load_packs, load_with, read_pack
from vercheck.packs.rows import build
from vercheck.packs.validation import SCHEMA, PackError, home, validate

__all__ = [
    "SCHEMA",
    "Pack",
    "PackError",
    "build",
    "home",
    "load_packs",
    "load_with",
    "read_pack",
    "validate",
]
