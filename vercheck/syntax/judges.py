"""Independent judges: does another parser than the one that read a file still accept it?

A reader that made a mistake about a file would make the same mistake when asked whether its own
edit is right. So a fix is judged by parsers that the readers do not use: libcst for Starlark,
tomlkit for TOML, `json` for JSON. Nix and YAML have no second parser among the libraries, so there
the judge is the grammar itself. A judge that cannot tell says so in words, as for a syntax error:
callers compare the verdicts before and after an edit, so only a change of mind counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

_BOM = b"\xef\xbb\xbf"
_DEEPEST = 200
_LONGEST = 1000
_STARLARK_NAMES = frozenset({"BUILD", "BUCK", "TARGETS", "PACKAGE", "WORKSPACE", "REPO", "Tiltfile"})
_STARLARK_ENDINGS = (".bzl", ".bazel", ".star", ".sky", ".bzlmod", ".BUILD", ".buck", ".py")
_JSON_ENDINGS = (".json", ".jsonc", ".json5", ".bundle", ".webmanifest")
_JSON_NAMES = frozenset({"flake.lock", ".bazelrc.json", "Pipfile.lock", "composer.lock"})
_TOML_NAMES = frozenset({"Cargo.lock", "poetry.lock", "uv.lock", "Pipfile"})
_YAML_NAMES = frozenset({".clang-format", ".clang-tidy", "pubspec.lock"})
_BRACKET = re.compile(rb"[\[({})\]]")


def accepts(path: str, content: bytes) -> str | None:
    """`None` where the file's language accepts the content, else why it does not.

    Files of a language without a judge are always accepted.
    """
    judge = _judge_of(path.rpartition("/")[2])
    if judge is None:
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start}"
    if _is_deep(content):
        return f"nested deeper than {_DEEPEST} brackets: not judged"
    return judge(content.removeprefix(_BOM))


def _judge_of(name: str) -> Callable[[bytes], str | None] | None:
    if name in _STARLARK_NAMES or name.endswith(_STARLARK_ENDINGS):
        return _starlark
    if name in _TOML_NAMES or name.endswith(".toml"):
        return _toml
    if name in _JSON_NAMES or name.endswith(_JSON_ENDINGS):
        return _json
    if name.endswith(".nix"):
        return _nix
    if name in _YAML_NAMES or name.endswith((".yml", ".yaml")):
        return _yaml
    return None


def _is_deep(content: bytes) -> bool:
    # Recursive parsers crash the process on input that nests without end; brackets inside strings
    # count too, which only makes the judge abstain a little earlier.
    depth = 0
    for match in _BRACKET.finditer(content):
        depth += 1 if match[0] in b"[({" else -1
        if depth > _DEEPEST:
            return True
        depth = max(depth, 0)
    return False


def _starlark(content: bytes) -> str | None:
    # libcst is written for Python, whose grammar holds all of Starlark's. It overflows its stack on
    # chains without end (`not not …`, `1 + 1 + …`, `elif`), so their length is looked at before.
    import tree_sitter_starlark

    tree = _tree(tree_sitter_starlark.language(), content)
    if content.count(b"elif") > _LONGEST or _is_tall(tree):
        return f"an expression of more than {_LONGEST} steps: not judged"
    import libcst

    try:
        libcst.parse_module(content)
    except libcst.ParserSyntaxError as error:
        return f"line {error.raw_line}: {error.message}"
    except (RecursionError, ValueError) as error:
        return str(error)
    return None


def _toml(content: bytes) -> str | None:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        tomlkit.parse(content)
    except (TOMLKitError, RecursionError, ValueError) as error:
        return str(error)
    return None


def _json(content: bytes) -> str | None:
    verdict = _strict_json(content)
    if verdict is None or (b"//" not in content and b"/*" not in content):
        return verdict
    return _strict_json(_without_comments(content))


def _strict_json(content: bytes) -> str | None:
    try:
        json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            # Digits are judged by the grammar; a number of a million of them is not converted.
            parse_int=str,
            parse_float=str,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as error:
        return str(error)
    return None


def _object(pairs: list[tuple[str, Any]]) -> None:
    # JSON itself allows a key twice, but readers keep one of them: a fix that renames an entry
    # onto another would lose the other without a word.
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise ValueError(f"key `{key}` stands twice in one object")
        seen.add(key)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"`{name}` is not JSON")


def _without_comments(content: bytes) -> bytes:
    """The content with every comment blanked out, as the grammar sees comments."""
    import tree_sitter_json

    bare = bytearray(content)
    for node in _nodes(_tree(tree_sitter_json.language(), content)):
        if node.type == "comment":
            bare[node.start_byte : node.end_byte] = b" " * (node.end_byte - node.start_byte)
    return bytes(bare)


def _nix(content: bytes) -> str | None:
    import tree_sitter_nix

    from vercheck.syntax.nix.tree import faulty

    # Not every error of the grammar is one of the language: it does not know each comma that Nix allows.
    faults = faulty(_tree(tree_sitter_nix.language(), content).root_node)
    first = min(faults, key=lambda node: node.start_byte, default=None)
    return None if first is None else _complaint(first)


def _yaml(content: bytes) -> str | None:
    import tree_sitter_yaml

    return _first_error(_tree(tree_sitter_yaml.language(), content))


def _tree(language: object, content: bytes) -> Any:
    from tree_sitter import Language, Parser

    return Parser(Language(language)).parse(content)


def _first_error(tree: Any) -> str | None:
    if not tree.root_node.has_error:
        return None
    for node in _nodes(tree):
        if node.type == "ERROR" or node.is_missing:
            return _complaint(node)
    return "syntax error"


def _complaint(node: Any) -> str:
    wanted = f": expected {node.type}" if node.is_missing else ""
    return f"line {node.start_point[0] + 1}: syntax error{wanted}"


def _nodes(tree: Any) -> Iterator[Any]:
    """Every node, in the order of the file."""
    return (cursor.node for cursor in _walk(tree))


def _is_tall(tree: Any) -> bool:
    return any(cursor.depth > _LONGEST for cursor in _walk(tree))


def _walk(tree: Any) -> Iterator[Any]:
    """One cursor at every node in turn, without recursion."""
    cursor = tree.walk()
    while True:
        yield cursor
        if cursor.goto_first_child() or cursor.goto_next_sibling():
            continue
        while cursor.goto_parent():
            if cursor.goto_next_sibling():
                break
        else:
            return
