"""What Nix expressions mean for versions, whatever file they stand in."""

from vercheck.extractors._nix.reading import read_nix

__all__ = ["read_nix"]
