"""Nix expressions: packages and their sources, versioned attributes, toolchains, patches, comments."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._nix import read_nix

_GENERATED = ("Cargo.nix",)
"""What crate2nix and cargo2nix make of a Cargo.lock, which is read itself."""

EXTRACTOR = Extractor(patterns=("*.nix",), extract=read_nix, unless=_GENERATED)
