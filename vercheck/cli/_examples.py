"""An example or two of every command, as its help shows them.

In one place, so that a test can hold every one of them against the options that there are.
"""

from __future__ import annotations

import click

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "check": (
        ("vercheck check", "the work tree here"),
        ("vercheck check --base main", "what this branch changes"),
        ("vercheck check --output sarif:vercheck.sarif", "a report beside the text"),
    ),
    "fix": (
        ("vercheck fix", "show the diff"),
        ("vercheck fix --write", "apply it"),
        ("vercheck fix --tool go --to 1.24.1 --write", "move one tool"),
    ),
    "bump": (
        ("vercheck bump wasm-tools 1.241.0", "show the move"),
        ("vercheck bump wasm-tools 1.241.0 --write", "carry it out"),
    ),
    "hoist": (
        ("vercheck hoist go --into versions.bzl", "show the diff"),
        ("vercheck hoist serde --into Cargo.toml --write", "into the workspace"),
    ),
    "list": (
        ("vercheck list", "every pin, as a table"),
        ("vercheck list --tool go --format json", "one tool, for a program"),
    ),
    "why": (("vercheck why go", "where its version comes from"),),
    "graph": (
        ("vercheck graph --output pins.html", "a page to look at"),
        ("vercheck graph --format mermaid", "for a document"),
    ),
    "plan": (
        ("vercheck plan", "for every tool that disagrees"),
        ("vercheck plan wasm-tools wit-bindgen", "for two together"),
    ),
    "registry add": (
        ("vercheck registry add wasm-tools 1.241.0", "show the diff"),
        ("vercheck registry add wasm-tools 1.241.0 --write", "apply it"),
    ),
    "registry verify": (("vercheck registry verify wasm-tools", "download and compare"),),
    "diff": (
        ("vercheck diff HEAD", "what is not committed"),
        ("vercheck diff v1.2.0 v1.3.0 --format markdown", "for release notes"),
    ),
    "coverage": (("vercheck coverage", "what was read, and what was not"),),
    "init": (
        ("vercheck init", "show the proposal"),
        ("vercheck init --write", "begin with it"),
    ),
    "baseline": (
        ("vercheck baseline", "take today's findings in"),
        ("vercheck baseline --shrink", "take out what is repaired"),
    ),
    "explain": (
        ("vercheck explain", "all checks"),
        ("vercheck explain version-drift", "one of them"),
    ),
    "rules list": (("vercheck rules list", "every row in force"),),
    "rules show": (("vercheck rules show wasm/wit-cli", "one row, and why"),),
    "rules test": (("vercheck rules test rules/mine.toml", "a pack's own examples"),),
    "fleet": (
        ("vercheck fleet --list checkouts.txt --store fleet.sqlite", "check many, and go on later"),
        ("vercheck fleet --store fleet.sqlite --tool go", "what the store has of one tool"),
    ),
    "schema": (
        ("vercheck schema", "all of them"),
        ("vercheck schema config --output vercheck.schema.json", "for an editor"),
    ),
    "lsp": (("vercheck lsp", "started by an editor"),),
    "completion": (
        ('eval "$(vercheck completion bash)"', "for this shell"),
        ("vercheck completion fish > ~/.config/fish/completions/vercheck.fish", "for all"),
    ),
}
"""The command line, and what it is for, by the name of the command."""


def with_examples(command: click.Command, name: str) -> click.Command:
    """A command, and those below it, whose help ends with examples."""
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            with_examples(below, f"{name} {word}")
    if name in EXAMPLES and "Examples:" not in (command.help or ""):
        width = max(len(line) for line, _ in EXAMPLES[name])
        lines = (f"  {line.ljust(width)}  # {about}" for line, about in EXAMPLES[name])
        command.epilog = "\b\nExamples:\n" + "\n".join(lines)
    return command
