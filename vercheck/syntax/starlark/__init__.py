"""Starlark: bytes → tree → values, each with its exact bytes and where it comes from."""

from vercheck.syntax.starlark.calls import Call
from vercheck.syntax.starlark.evaluate import Evaluator
from vercheck.syntax.starlark.functions import Function
from vercheck.syntax.starlark.parse import Module, parse_starlark

__all__ = ["Call", "Evaluator", "Function", "Module", "parse_starlark"]
