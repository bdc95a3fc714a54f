"""Nix: files to trees, expressions to values that know where they come from."""

from vercheck.syntax.nix.evaluation import Evaluation
from vercheck.syntax.nix.scopes import Definition, Scope
from vercheck.syntax.nix.tree import Place, Tree, parse_nix
from vercheck.syntax.nix.values import Attributes, Elements, Imported, Lambda, Value, strict

__all__ = [
    "Attributes",
    "Definition",
    "Elements",
    "Evaluation",
    "Imported",
    "Lambda",
    "Place",
    "Scope",
    "Tree",
    "Value",
    "parse_nix",
    "strict",
]
