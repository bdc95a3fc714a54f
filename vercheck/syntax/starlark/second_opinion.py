"""Whether a file that the grammar finds damaged is sound after all.

The grammar takes names such as `assert_equal` for a statement of Python's. Starlark's own syntax lies
within Python's, so what Python's parser reads is not damaged. The parser only reads: nothing is run.
"""

from __future__ import annotations

import ast
import warnings

MAX_SIZE = 1_000_000


def is_sound(content: bytes) -> bool:
    """Whether Python's parser reads the bytes; `False` where they are too large or nested to ask."""
    if len(content) > MAX_SIZE:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(content)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True
