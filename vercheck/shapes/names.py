"""From a symbol to the name of what it pins: `USE_BAZEL_VERSION` is about `bazel`.

Separate from identity: here one symbol is read by itself; which names are one tool is for the graph.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vercheck.model import Artifact

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+(?:[a-z]+\d*)?")
_VERSION_WORDS = frozenset({"version", "versions", "ver"})
_QUALIFIERS = frozenset({
    "default", "defaults", "latest", "use", "current", "pinned", "required", "target", "expected",
    "recommended", "stable", "tool", "tools", "my", "our", "the", "resolved", "released", "supported",
})  # fmt: skip
_MINIMUM_WORDS = frozenset({"min", "minimum", "least", "oldest", "msrv"})
_MAXIMUM_WORDS = frozenset({"max", "maximum", "newest"})
_OTHERS = frozenset({
    "old", "older", "legacy", "previous", "prev", "next", "new", "newer", "upcoming", "future", "nightly",
    "beta", "canary", "experimental", "alternative", "deprecated",
})  # fmt: skip
"""Words behind the word version that say that there is another one besides: `GO_VERSION_OLD`."""
_AGED = frozenset(
    {"old", "older", "oldest", "legacy", "lowest", "minimum", "min", "msrv", "previous", "prev"}
)
_CHECKSUM_WORDS = frozenset({
    "checksum", "checksums", "sha", "sha256", "sha256s", "sha512", "shas", "hash", "hashes", "digest",
    "digests", "integrity", "integrities", "releases", "release", "archives", "binaries",
    "distributions", "urls", "s3", "table", "map", "dict", "known", "info",
})  # fmt: skip
_RULE_WORDS = frozenset({
    "toolchain", "toolchains", "repository", "repositories", "repo", "repos", "impl", "rule", "rules",
    "extension", "distribution", "dist", "sdk", "download", "downloads", "downloaded", "setup",
    "register", "install", "fetch", "http", "archive", "deps", "dependencies", "src", "source",
    "external", "host", "prebuilt", "get", "configure", "init",
})  # fmt: skip
_NUMBERS_ALONE = frozenset({"major", "minor", "patch"})
_GENERIC = frozenset({
    "api", "language", "schema", "package", "protocol", "os", "format", "file", "crate", "abi",
    "product", "project", "app", "bundle", "module", "config", "data", "image", "base", "minimum-os",
    "target-sdk", "compile-sdk", "min-sdk", "deployment", "doc", "docs", "manifest", "lockfile", "lock",
    "lang", "ir", "compatibility", "rule", "spec", "wire", "contract", "script", "plugin-api", "client",
    "server", "model", "git", "repo", "commit", "new", "old", "other", "and", "or", "is", "get", "set",
    "check", "has", "no", "to", "from", "by", "of", "in", "for", "with", "semantic", "full", "short",
    "major", "minor", "patch", "next", "previous", "prev", "parsed", "raw", "string", "str", "list",
    "available", "all", "known", "installed", "host-os", "name", "code",
})  # fmt: skip
_TOOLCHAINS = {
    "rust": "rust", "rustc": "rust", "rust-toolchain": "rust", "rustup-toolchain": "rust",
    "go": "go", "golang": "go", "go-sdk": "go",
    "python": "python", "python3": "python", "cpython": "python",
    "node": "node", "nodejs": "node", "node.js": "node", "node-js": "node",
    "java": "java", "jdk": "java", "openjdk": "java",
    "ruby": "ruby",
}  # fmt: skip


def normal(name: str) -> str:
    """One spelling of a name: lower case, `-` for `_`, no surrounding separators or spaces."""
    text = name.lower().replace("_", "-")
    while (bare := text.strip().strip("-")) != text:
        text = bare
    return text


@lru_cache(maxsize=8192)
def words(symbol: str) -> tuple[str, ...]:
    """The words of an identifier in any case style, in lower case."""
    found = []
    for part in re.split(r"[^A-Za-z0-9]+", symbol[:200]):
        # All capitals with digits is one word: `X86`, `SHA256`; so is `wasm32`.
        if part.isupper() or part.islower() or part.isdigit():
            found.append(part.lower())
        else:
            found.extend(word.lower() for word in _WORDS.findall(part))
    return tuple(word for word in found if word)


def is_version_symbol(symbol: str) -> bool:
    return not _VERSION_WORDS.isdisjoint(words(symbol))


def is_minimum_symbol(symbol: str) -> bool:
    """Whether a symbol states a lower bound (`MIN_BAZEL_VERSION`), not a choice."""
    return not _MINIMUM_WORDS.isdisjoint(words(symbol))


def is_maximum_symbol(symbol: str) -> bool:
    return not _MAXIMUM_WORDS.isdisjoint(words(symbol))


def announces_age(name: str) -> bool:
    """Whether the name of a job, a stage or a file says that what it uses is older than the rest."""
    return not _AGED.isdisjoint(words(name))


def is_nameless(symbol: str) -> bool:
    """Whether a symbol only says version (`VERSION`, `DEFAULT_VERSION`): of what, its place must say."""
    return is_version_symbol(symbol) and not _named(symbol)


def tool_name(symbol: str) -> str | None:
    """The name in front of (or behind) the word version: `wit_bindgen_version` → `wit-bindgen`.

    `None` where the symbol is not about a version, or names nothing (`VERSION`).
    """
    if not is_version_symbol(symbol) or not _NUMBERS_ALONE.isdisjoint(words(symbol)):
        return None
    name = _named(symbol)
    return None if name in _GENERIC else name or None


def _named(symbol: str) -> str:
    parts = words(symbol)
    index = next(i for i, part in enumerate(parts) if part in _VERSION_WORDS)
    before, behind = parts[:index], parts[index + 1 :]
    kept: list[str] = [word for word in behind if before and word in _OTHERS]
    for word in before or behind:
        # `WASM_TOOLS_VERSION` names wasm-tools; `TOOLS_VERSION` and `MY_TOOLS_VERSION` name nothing.
        if (word == "tools" and kept) or word not in _QUALIFIERS | _MINIMUM_WORDS | _MAXIMUM_WORDS:
            kept.append(word)
    return "-".join(kept)


def table_name(symbol: str) -> str | None:
    """What a table of versions or checksums is about: `_RUST_S3_CHECKSUMS` → `rust`."""
    named = [
        word
        for word in words(symbol)
        if word not in _CHECKSUM_WORDS | _VERSION_WORDS | _QUALIFIERS | _RULE_WORDS
    ]
    return "-".join(named) or None


def rule_names(symbol: str) -> tuple[str, ...]:
    """Names that a rule, function or extension may be about, best first.

    `wasm_toolchain` → `wasm-toolchain`, `wasm`; `download_rust_distribution` → `rust`.
    """
    parts = words(symbol)
    whole = "-".join(parts)
    while parts and parts[0] in _RULE_WORDS:
        parts = parts[1:]
    trimmed = list(parts)
    while trimmed and trimmed[-1] in _RULE_WORDS:
        trimmed = trimmed[:-1]
    candidates = [whole]
    if len(parts) < len(words(symbol)):
        candidates = []  # a verb in front: the whole is no name
    sdk = "-".join(parts)
    for candidate in ("-".join(trimmed), sdk):
        if candidate and candidate not in candidates:
            candidates.append(candidate)
    return tuple(candidate for candidate in candidates if candidate)


def artifact_named(name: str) -> Artifact:
    """The artifact that a bare name stands for: compilers and runtimes are `toolchain:`, the rest `bin:`."""
    plain = normal(name)
    if plain in _TOOLCHAINS:
        return Artifact("toolchain", _TOOLCHAINS[plain])
    return Artifact("bin", plain)
