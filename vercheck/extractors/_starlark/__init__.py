"""What Starlark declarations mean, whichever build tool reads the file."""

from vercheck.extractors._starlark.reading import read_starlark

__all__ = ["read_starlark"]
