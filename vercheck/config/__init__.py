"""What a repository decided: `vercheck.toml`, or `[tool.vercheck]` in `pyproject.toml`, as a frozen value.

Wrong configuration is an error with a place, never a default.
"""

from vercheck.config.load import ConfigError, load
from vercheck.config.values import (
    Config,
    DeclaredExtract,
    DeclaredRequire,
    DeclaredSync,
    DeclaredTable,
    Need,
    Placed,
    SeverityRule,
)

__all__ = [
    "Config",
    "ConfigError",
    "DeclaredExtract",
    "DeclaredRequire",
    "DeclaredSync",
    "DeclaredTable",
    "Need",
    "Placed",
    "SeverityRule",
    "load",
]
