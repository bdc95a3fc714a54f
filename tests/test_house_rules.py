"""Rules of the house: what every plug has, what the layers are, and what is derived from what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import vercheck.checks
import vercheck.extractors
import vercheck.reporters
from tools import claims, docs_index, hook_patterns
from vercheck.cli import COMMANDS
from vercheck.config.values import Config
from vercheck.pipeline import extractors
from vercheck.plugs import plug_names

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "checks": vercheck.checks,
    "extractors": vercheck.extractors,
    "reporters": vercheck.reporters,
}
PLUGS = [
    (kind, name)
    for kind, package in PACKAGES.items()
    for name in plug_names(package.__name__.rpartition(".")[2])
]
MODULES = sorted((ROOT / "vercheck").rglob("*.py"))


@pytest.mark.parametrize(("kind", "name"), PLUGS)
def test_every_plug_has_a_page(kind: str, name: str) -> None:
    assert (ROOT / "docs" / kind / f"{name}.md").is_file()


@pytest.mark.parametrize(("kind", "name"), PLUGS)
def test_every_plug_has_a_test(kind: str, name: str) -> None:
    assert list((ROOT / "tests" / kind).glob(f"**/test_{name.replace('-', '_')}*.py"))


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_a_page(name: str) -> None:
    assert (ROOT / "docs/commands" / f"{name}.md").is_file()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_readme_names_every_command(name: str) -> None:
    assert f"(docs/commands/{name}.md)" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("kind", ["checks", "extractors", "reporters", "commands"])
def test_no_page_speaks_of_what_is_not_there(kind: str) -> None:
    known = set(COMMANDS) if kind == "commands" else {name for of, name in PLUGS if of == kind}
    assert {page.stem for page in (ROOT / "docs" / kind).glob("*.md")} <= known


@pytest.mark.parametrize("pack", sorted((ROOT / "rules").glob("*.toml")), ids=lambda pack: pack.stem)
def test_every_pack_has_a_page_and_a_test(pack: Path) -> None:
    assert (ROOT / "docs/rules" / f"{pack.stem}.md").is_file()
    has_examples = "[[example]]" in pack.read_text("utf-8")
    assert has_examples or (ROOT / "tests/rules" / f"test_{pack.stem}.py").is_file()


def test_imports_point_one_way() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_only_the_command_line_prints_or_exits() -> None:
    assert [call for module in MODULES if "cli" not in module.parts for call in forbidden(module)] == []


def forbidden(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "print",
            "sys.exit",
            "exit",
            "quit",
            "click.echo",
        }:
            yield f"{module.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_module_is_one_idea(module: Path) -> None:
    text = module.read_text("utf-8")
    is_check = module.parent.name == "checks" and not module.name.startswith("_")
    assert len(text.splitlines()) <= (120 if is_check else 300)
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_the_hooks_are_run_for_every_file_that_is_read() -> None:
    wanted = hook_patterns.rewritten(
        hook_patterns.HOOKS.read_text("utf-8"), hook_patterns.pattern(hook_patterns.globs())
    )
    assert hook_patterns.HOOKS.read_text("utf-8") == wanted, "`make hooks` writes the patterns"


def test_what_an_extractor_reads_is_written_beside_it() -> None:
    assert claims.path().read_text("utf-8") == claims.written(), "`make hooks` writes it"


@pytest.mark.parametrize("name", sorted(extractors()))
def test_the_pattern_of_the_hooks_finds_what_an_extractor_reads(name: str) -> None:
    files = re.compile(hook_patterns.pattern(hook_patterns.globs()))
    for glob in extractors()[name].patterns:
        for filler in ("x", "a.b", ""):
            path = glob.replace("*", filler)
            assert files.search(path), path
            assert files.search(f"some/folder/{path}"), path


def test_the_pattern_of_the_hooks_leaves_other_files_alone() -> None:
    files = re.compile(hook_patterns.pattern(["Cargo.toml", "*.bzl", ".cargo/config.toml", "Dockerfile.*"]))
    for path in (
        "Cargo.toml.orig",
        "xCargo.toml",
        "a.bzl.bak",
        "config.toml",
        "Dockerfile",
        "Dockerfile.d/x",
    ):
        assert not files.search(path), path


def test_the_index_of_the_pages_is_that_of_today() -> None:
    assert docs_index.INDEX.read_text("utf-8") == docs_index.index(), "`make docs` writes the index"


def test_every_key_of_the_configuration_has_a_section() -> None:
    page = (ROOT / "docs/configuration.md").read_text("utf-8")
    keys = {name.replace("_", "-") for name in Config.__dataclass_fields__} - {"path"}
    singular = {"authorities": "authority", "severities": "severity"}
    for key in sorted(keys):
        word = singular.get(key, key if key in {"exclude", "packs", "gone-hosts"} else key.removesuffix("s"))
        assert f"`{word}`" in page or f"`[{word}]`" in page or f"`[[{word}]]`" in page, word


@pytest.mark.parametrize(
    "text",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").rglob("*.md"))),
    ],
)
def test_links_between_pages_lead_somewhere(text: str) -> None:
    page = ROOT / text
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), link
