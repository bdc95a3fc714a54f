"""What is printed as a schema is what real outputs, and real files, are as."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import mismatched, run

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
NAMES = [
    "baseline",
    "bump",
    "config",
    "coverage",
    "fleet",
    "graph",
    "moves",
    "packs",
    "pins",
    "plan",
    "report",
    "rules",
]
OUTPUTS = {
    "bump": ["bump", "wit-bindgen", "0.48.0"],
    "coverage": ["coverage"],
    "fleet": ["fleet"],
    "graph": ["graph"],
    "pins": ["list"],
    "plan": ["plan", "wit-bindgen"],
    "report": ["check"],
    "rules": ["rules", "list"],
}


def schema(capfd: Capture, name: str) -> Draft202012Validator:
    document = json.loads(run(capfd, "schema", name).out)
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def test_without_a_name_all_are_listed(capfd: Capture) -> None:
    lines = run(capfd, "schema").out.splitlines()
    assert [line.split()[0] for line in lines] == NAMES
    assert all(len(line.split()) > 3 for line in lines)


def test_the_page_names_each(capfd: Capture) -> None:
    page = (ROOT / "docs/commands/schema.md").read_text("utf-8")
    assert all(f"| `{name}` |" in page for name in NAMES)


def test_a_name_that_does_not_exist_gets_the_near_one(capfd: Capture) -> None:
    result = run(capfd, "schema", "confg")
    assert (result.status, "did you mean `config`?" in result.err) == (2, True)


def test_a_schema_can_go_to_a_file(tmp_path: Path, capfd: Capture) -> None:
    file = tmp_path / "x.json"
    assert run(capfd, "schema", "config", "--output", file).out == ""
    assert file.read_text("utf-8") == run(capfd, "schema", "config").out


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_an_output_is_as_its_schema_says(tmp_path: Path, capfd: Capture, name: str) -> None:
    root = mismatched(tmp_path)
    (root / "a.bzl").write_text("FOB_VERSION = select(\n")
    (root / "data.xyz").write_text("1.2.3\n")
    (root / "b.bzl").write_text('COG_VERSION = "1.0.0"  # vercheck: ignore[version-drift]\n')
    result = run(capfd, *OUTPUTS[name], "--format", "json", f"{root}/")
    schema(capfd, name).validate(json.loads(result.out))


def test_the_moves_are_as_their_schema_says(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mismatched(tmp_path))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    Path("a.bzl").write_text('FOB_VERSION = "1.0.0"\n')
    document = json.loads(run(capfd, "diff", "HEAD", "--format", "json").out)
    assert document["moves"]
    schema(capfd, "moves").validate(document)


def test_a_baseline_is_as_its_schema_says(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "baseline", root)
    schema(capfd, "baseline").validate(json.loads((root / ".vercheck-baseline.json").read_text()))


@pytest.mark.parametrize("pack", sorted((ROOT / "rules").glob("*.toml")), ids=lambda pack: pack.stem)
def test_the_shipped_packs_are_as_their_schema_says(capfd: Capture, pack: Path) -> None:
    schema(capfd, "packs").validate(tomllib.loads(pack.read_text("utf-8")))


def test_the_proposed_configuration_is_as_its_schema_says(tmp_path: Path, capfd: Capture) -> None:
    text = run(capfd, "init", mismatched(tmp_path)).out
    schema(capfd, "config").validate(tomllib.loads(text))


WRONG: list[tuple[str, Callable[[Any], None]]] = [
    ("report", lambda document: document["diagnostics"][0].pop("fingerprint")),
    ("plan", lambda document: document["plans"][0]["assignments"][0].update(edits=-1)),
    ("rules", lambda document: document["rules"][0].update(grade="Z")),
    ("bump", lambda document: document["moves"][0].pop("old")),
    ("coverage", lambda document: document.update(more=1)),
    ("fleet", lambda document: document["summary"].pop("failed")),
    ("pins", lambda document: document["pins"][0].update(line=0)),
]


@pytest.mark.parametrize(("name", "spoil"), WRONG)
def test_a_schema_tells_what_is_wrong(
    tmp_path: Path, capfd: Capture, name: str, spoil: Callable[[Any], None]
) -> None:
    document = json.loads(run(capfd, *OUTPUTS[name], "--format", "json", f"{mismatched(tmp_path)}/").out)
    validator = schema(capfd, name)
    assert validator.is_valid(document)
    spoil(document)
    assert not validator.is_valid(document)
