"""Nix expressions: packages and their sources, versioned attributes, toolchains, patches, comments."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._nix import read_nix

EXTRACTOR = Extractor(patterns=("*.nix",), extract=read_nix)
