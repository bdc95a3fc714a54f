"""Which tool an action sets up, and which of its inputs is the version."""

from __future__ import annotations

import re

from vercheck.model import Artifact
from vercheck.shapes.names import artifact_named, tool_name

_DECORATION = re.compile(
    r"^(?:(?:gh-)?actions?-)?(?:setup|install|get|download)-|-(?:action|setup|installer|toolchain|install)s?$"
)
_RUST_ACTIONS = frozenset(
    {"dtolnay/rust-toolchain", "actions-rs/toolchain", "actions-rust-lang/setup-rust-toolchain"}
)
_BY_OWNER = frozenset({"action-setup", "setup", "action", "install", "install-action"})
"""Repositories whose name says nothing: `pnpm/action-setup` sets up `pnpm`."""
_OWN_NAMES = {
    "actions/setup-dotnet": "dotnet", "erlef/setup-beam": "erlang", "cachix/install-nix-action": "nix",
    "oven-sh/setup-bun": "bun", "hashicorp/setup-terraform": "terraform", "arduino/setup-protoc": "protoc",
}  # fmt: skip
_INPUT_NAMES = {
    "toolchain": "rust", "rust": "rust", "otp-version": "erlang", "sdk-version": "", "jdk": "java",
    "python": "python", "node": "node", "go": "go",
}  # fmt: skip
_NOT_VERSIONS = re.compile(
    r"(?:^|-)(?:file|check|cache|path|prefix|suffix|url|set|use|skip|allow|print)(?:-|$)"
)
_PLAIN = frozenset({"version", "tag", "release", "tool-version"})


def input_artifact(action: str, name: str) -> Artifact | None:
    """What an input of an action holds the version of; `None` where it holds no version.

    `action` is `owner/repository`, in lower case, or empty where the step uses none.
    """
    key = name.lower().replace("_", "-")
    if _NOT_VERSIONS.search(key):
        return None
    if key in _INPUT_NAMES:
        named = _INPUT_NAMES[key]
        is_meant = key == "toolchain" or "version" in key or action == ""
        return artifact_named(named) if named and is_meant else None
    if key in _PLAIN:
        return action_tool(action) if key in ("version", "tool-version", "release") else None
    tool = tool_name(key)
    return artifact_named(tool) if tool is not None else None


def action_tool(action: str) -> Artifact | None:
    """The tool that an action is about: `astral-sh/setup-uv` → `uv`."""
    if action in _RUST_ACTIONS:
        return artifact_named("rust")
    if action in _OWN_NAMES:
        return artifact_named(_OWN_NAMES[action])
    owner, _, name = action.partition("/")
    if name in _BY_OWNER:
        return artifact_named(owner)
    plain = _DECORATION.sub("", _DECORATION.sub("", name))
    return artifact_named(plain) if plain and plain != name else None


def is_rust_by_ref(action: str) -> bool:
    """Whether the reference after `@` is the toolchain itself: `dtolnay/rust-toolchain@1.90.0`."""
    return action == "dtolnay/rust-toolchain"
