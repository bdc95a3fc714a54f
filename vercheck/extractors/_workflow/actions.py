"""Which tool an action sets up, and which of its inputs is the version."""

from __future__ import annotations

import re

from vercheck.model import Artifact
from vercheck.shapes.names import artifact_named, tool_name

_DECORATION = re.compile(
    r"^(?:gha?-)?(?:actions?-)?(?:setup|install|get|download)-|^(?:gha?-)?actions?-"
    r"|-(?:action|setup|installer|toolchain|install)s?$"
)
_RUST_ACTIONS = frozenset(
    {"dtolnay/rust-toolchain", "actions-rs/toolchain", "actions-rust-lang/setup-rust-toolchain"}
)
_BY_OWNER = frozenset({
    "action-setup", "setup", "action", "install", "install-action", "github-action", "setup-cli", "cli",
    "cli-action",
})  # fmt: skip
"""Repositories whose name says nothing: `pnpm/action-setup` sets up `pnpm`."""
_NO_TOOLS = frozenset(
    {"action", "actions", "cargo", "ci", "cli", "common", "github", "install", "setup", "tool", "tools"}
)
"""What is left of a name that only says how it works: `cargo-install` installs what an input names."""
_OWN_NAMES = {
    "actions/setup-dotnet": "dotnet", "erlef/setup-beam": "erlang", "cachix/install-nix-action": "nix",
    "oven-sh/setup-bun": "bun", "hashicorp/setup-terraform": "terraform", "arduino/setup-protoc": "protoc",
    "cpp-linter/cpp-linter-action": "clang",
}  # fmt: skip
_INPUT_NAMES = {
    "toolchain": "rust", "rust": "rust", "otp-version": "erlang", "sdk-version": "", "jdk": "java",
    "python": "python", "node": "node", "go": "go", "rust-toolchain": "rust", "ocaml-compiler": "ocaml",
}  # fmt: skip
_SAY_ENOUGH = frozenset({"toolchain", "rust-toolchain", "ocaml-compiler"})
_VERBS = frozenset({"setup", "install", "action", "actions", "get", "download"})
_NOT_VERSIONS = re.compile(
    r"(?:^|-)(?:file|check|cache|path|prefix|suffix|url|set|use|skip|allow|print)(?:-|$)"
)
_PLAIN = frozenset({"version", "tag", "release", "tool-version"})


def input_artifact(action: str, name: str) -> Artifact | None:
    """What an input of an action holds the version of; `None` where it holds no version.

    `action` is `owner/repository`, perhaps with a folder in it, in lower case, or empty where the step
    uses none.
    """
    key = name.lower().replace("_", "-")
    if _NOT_VERSIONS.search(key):
        return None
    if key in _INPUT_NAMES:
        named = _INPUT_NAMES[key]
        is_meant = key in _SAY_ENOUGH or "version" in key or action == ""
        return artifact_named(named) if named and is_meant else None
    if key in _PLAIN:
        return action_tool(action) if key in ("version", "tool-version", "release") else None
    if key == "channel" and "rust" in action:
        return artifact_named("rust")
    released = key.removesuffix("-release")
    if released != key and action_tool(action) == artifact_named(released):  # `cosign-release`
        return artifact_named(released)
    tool = tool_name(key) or tool_name(name)
    return artifact_named(tool) if tool is not None else None


def action_tool(action: str) -> Artifact | None:
    """The tool that an action is about: `astral-sh/setup-uv` → `uv`."""
    if action in _RUST_ACTIONS:
        return artifact_named("rust")
    if action in _OWN_NAMES:
        return artifact_named(_OWN_NAMES[action])
    owner, _, name = action.partition("/")
    name, _, below = name.partition("/")
    if below:  # `bytecodealliance/actions/wasm-tools/setup`
        parts = [part for part in below.split("/") if part not in _VERBS]
        return artifact_named(_DECORATION.sub("", parts[-1])) if parts else None
    if name in _BY_OWNER:
        return None if owner.startswith("actions") else artifact_named(owner)
    plain = _DECORATION.sub("", _DECORATION.sub("", name))
    return artifact_named(plain) if plain and plain != name and plain not in _NO_TOOLS else None


def sets_up_rust(action: str) -> bool:
    """Whether an action installs a toolchain, with the targets that it is told."""
    return action in _RUST_ACTIONS


def is_rust_by_ref(action: str) -> bool:
    """Whether the reference after `@` is the toolchain itself: `dtolnay/rust-toolchain@1.90.0`."""
    return action == "dtolnay/rust-toolchain"
