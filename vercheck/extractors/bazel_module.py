"""Bazel's module files: `MODULE.bazel` and the segments it includes."""

from vercheck.extractors import Extractor
from vercheck.extractors._starlark import read_starlark

EXTRACTOR = Extractor(patterns=("MODULE.bazel", "*.MODULE.bazel", "MODULE.*.bazel"), extract=read_starlark)
