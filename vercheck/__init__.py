"""vercheck: a version-consistency linter for repositories that are built with more than one tool."""

__version__ = "0.1.0"
