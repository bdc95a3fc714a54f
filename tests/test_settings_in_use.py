from __future__ import annotations

from pathlib import Path

from vercheck.config import load
from vercheck.discover import discover
from vercheck.settings_in_use import unused_settings


def complaints(root: Path, text: str) -> list[str]:
    (root / "vercheck.toml").write_text(text)
    (root / "docs").mkdir()
    (root / "docs/a.md").touch()
    config = load(root)
    discovery = discover(root, [item.value for item in config.exclude])
    return [f"{item.location.line}: {item.message}" for item in unused_settings(config, discovery)]


def test_settings_that_match_are_quiet(tmp_path: Path) -> None:
    text = (
        'exclude = ["docs/b*", "docs/"]\n[authority]\n"*" = "vercheck.toml#x"\n'
        '[severity]\nstale-mention = { paths = { "*.toml" = "off" } }\n'
        '[[scope]]\nname = "own"\npaths = ["vercheck.*"]\n'
    )
    assert complaints(tmp_path, text) == ["1: `exclude` has `docs/b*`, which matches no file"]


def test_an_authority_that_is_no_file_is_reported(tmp_path: Path) -> None:
    assert complaints(tmp_path, '[authority]\n"*" = "gone.bzl#X"\n') == [
        "2: the authority of `*` is `gone.bzl#X`, which is no file here"
    ]


def test_a_scope_and_a_severity_that_match_no_file_are_reported(tmp_path: Path) -> None:
    text = (
        '[severity]\nx = { paths = { "src/**" = "off" } }\n'
        '[[scope]]\nname = "s"\npaths = ["t/**", "docs/*"]\n'
    )
    assert complaints(tmp_path, text) == [
        "3: the scope `s` has `t/**`, which matches no file",
        "2: `severity.x` has `src/**`, which matches no file",
    ]
