"""Starlark of Bazel and Buck2: `.bzl`, `BUILD`, `WORKSPACE`, `BUCK`, `TARGETS`."""

from vercheck.extractors import Extractor
from vercheck.extractors._starlark import read_starlark

EXTRACTOR = Extractor(
    patterns=(
        "*.bzl",
        "BUILD",
        "*.BUILD",
        "BUILD.*",
        "*.bazel",
        "WORKSPACE",
        "WORKSPACE.*",
        "BUCK",
        "BUCK.v2",
        "TARGETS",
        "*.star",
    ),
    extract=read_starlark,
    unless=(
        "MODULE.bazel",
        "*.MODULE.bazel",
        "MODULE.*.bazel",
        "Dockerfile.*",
        "BUILD.md",
        "BUILD.txt",
        "*.patch",
        "*.diff",
    ),
)
