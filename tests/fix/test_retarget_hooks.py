"""Moving a tool that is a package here and a repository of hooks there."""

from __future__ import annotations

from tests.python_projects import HOOKS, Files, facts, hook, hooks
from vercheck.fix.retarget import retarget


def moved(files: Files, tool: str, version: str) -> set[tuple[str, str, str]]:
    fixes = retarget(facts(files), tool, version)
    return {(edit.location.path, edit.old, edit.new) for fix in fixes for edit in fix.edits}


def test_the_hook_moves_with_the_package() -> None:
    files = {HOOKS: hooks(hook("v0.8.6")), "requirements.txt": "ruff==0.8.6\n"}
    assert moved(files, "ruff", "0.9.3") == {
        (HOOKS, "v0.8.6", "v0.9.3"),
        ("requirements.txt", "0.8.6", "0.9.3"),
    }


def test_what_a_hook_installs_besides_itself_stays() -> None:
    files = {
        HOOKS: hooks(hook("1.19.1", "adamchainz/blacken-docs", "black==24.1.0")),
        "requirements.txt": "black==24.1.0\n",
    }
    assert moved(files, "black", "25.1.0") == {("requirements.txt", "24.1.0", "25.1.0")}
