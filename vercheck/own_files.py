"""The files of a repository that are vercheck's own, by their names at the root."""

CONFIGURATIONS = ("vercheck.toml", ".vercheck.toml")
PROJECT = "pyproject.toml"
"""Holds a configuration in its table `[tool.vercheck]`, if it does."""

BASELINE = ".vercheck-baseline.json"
