"""What other programs call, as they call it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import vercheck
from tests.cli.running import MANIFEST, matched, mismatched, run
from tests.repositories import Repository
from tests.trees import versions
from vercheck import (
    BaselineError,
    ConfigError,
    FixError,
    PackError,
    Pin,
    RevisionError,
    Role,
    Severity,
    UnknownNameError,
    check,
    list_pins,
    load_config,
    plan_fixes,
)

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/python-api.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"<!-- (\S+) -->\n```\w*\n(.*?)```\n", PAGE, re.DOTALL))
CRATE = "tools/updater/Cargo.toml"


def test_the_program_on_the_page_says_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in BLOCKS.items():
        if path not in ("program", "output"):
            (tmp_path / path).parent.mkdir(parents=True)
            (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    exec(compile(BLOCKS["program"], "the program", "exec"), {})
    assert capsys.readouterr().out == BLOCKS["output"]


@pytest.mark.parametrize("name", vercheck.__all__)
def test_every_name_that_is_promised_is_there(name: str) -> None:
    assert getattr(vercheck, name) is not None
    assert name in dir(vercheck)


def test_a_name_that_is_not_promised_is_an_error() -> None:
    with pytest.raises(AttributeError, match="plan_fixs"):
        getattr(vercheck, "plan_fixs")  # noqa: B009


def test_the_page_names_every_function_and_exception() -> None:
    promised = {name for name in vercheck.__all__ if name.endswith("Error") or name.islower()}
    assert {name for name in promised - {"__version__"} if f"`{name}" not in PAGE} == set()


def test_the_import_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import vercheck; print(*sorted(set(sys.modules) - before))"
    ended = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert [name for name in ended.stdout.split() if name.startswith("vercheck")] == ["vercheck"]


def test_the_types_are_shipped() -> None:
    assert (files("vercheck") / "py.typed").is_file()


def test_a_check_is_that_of_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = run(capfd, "check", mismatched(tmp_path), "--format", "concise").out
    report = check(tmp_path)
    assert report.root == str(tmp_path)
    assert [item.check for item in report.diagnostics] == ["companion-mismatch"]
    assert report.diagnostics[0].severity is Severity.ERROR
    assert report.diagnostics[0].message in said


def test_a_tree_that_agrees_has_no_findings(tmp_path: Path) -> None:
    report = check(matched(tmp_path))
    assert report.diagnostics == ()
    assert report.pins > 0


def test_checks_are_chosen_by_name(tmp_path: Path) -> None:
    mismatched(tmp_path)
    assert check(tmp_path, ignore=["companion-mismatch"]).diagnostics == ()
    assert check(tmp_path, select=["version-drift"]).diagnostics == ()
    assert len(check(tmp_path, select="companion-mismatch").diagnostics) == 1


def test_a_path_may_be_left_out(tmp_path: Path) -> None:
    assert check(mismatched(tmp_path), exclude=["tools/"]).diagnostics == ()


def test_a_configuration_is_the_one_at_the_root_a_file_or_a_value(tmp_path: Path) -> None:
    tree = mismatched(tmp_path / "tree")
    file = tmp_path / "other.toml"
    file.write_text('[severity]\n"companion-mismatch" = "warning"\n')
    assert check(tree, config=file).diagnostics[0].severity is Severity.WARNING
    assert check(tree, config=load_config(tree, file)).diagnostics[0].severity is Severity.WARNING
    (tree / "vercheck.toml").write_text('[severity]\n"companion-mismatch" = "off"\n')
    assert check(tree).diagnostics == ()


def test_findings_of_the_baseline_are_hidden_and_counted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "baseline", mismatched(tmp_path))
    hidden = check(tmp_path)
    assert (hidden.diagnostics, hidden.baselined) == ((), 1)
    assert len(check(tmp_path, baseline=False).diagnostics) == 1
    other = (tmp_path / ".vercheck-baseline.json").rename(tmp_path / "known.json")
    assert check(tmp_path, baseline=other).baselined == 1


def test_only_what_a_change_touches_is_reported_since_a_revision(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {})
    matched(tmp_path)
    repository.commit({})
    assert check(tmp_path, base="HEAD").diagnostics == ()
    mismatched(tmp_path)
    assert [item.location.path for item in check(tmp_path, base="HEAD").diagnostics] == [CRATE]
    repository.commit({})
    assert check(tmp_path, base="HEAD").diagnostics == ()


def test_pins_come_with_their_tool_scope_and_place(tmp_path: Path) -> None:
    tool, crate = list_pins(mismatched(tmp_path), tool="wit-bindgen")
    assert (str(tool.artifact), tool.tool, tool.role, tool.version) == (
        "bin:wit-bindgen", "wit-bindgen", Role.SELECTS, "0.46.0",
    )  # fmt: skip
    assert (crate.location.path, crate.location.line, crate.role) == (CRATE, 6, Role.REQUIRES)
    assert str(crate.scope) == "."
    assert isinstance(crate.pin, Pin)
    assert len(list_pins(tmp_path)) > 2


def test_a_plan_writes_nothing_until_it_is_told_to(tmp_path: Path) -> None:
    plan = plan_fixes(mismatched(tmp_path))
    manifest = tmp_path / CRATE
    assert manifest.read_text() == MANIFEST
    assert '+wit-bindgen = "0.46.0"' in plan.diff
    assert plan.contents == {CRATE: MANIFEST.replace("0.47.0", "0.46.0").encode()}
    assert plan.is_complete
    assert plan.write() == (CRATE,)
    assert manifest.read_bytes() == plan.contents[CRATE]


def test_a_plan_of_a_tree_that_agrees_is_empty(tmp_path: Path) -> None:
    plan = plan_fixes(matched(tmp_path))
    assert (plan.diff, plan.applied, plan.held, plan.write()) == ("", (), (), ())


def test_a_plan_may_be_of_one_tool_or_one_check(tmp_path: Path) -> None:
    mismatched(tmp_path)
    assert plan_fixes(tmp_path, tool="wasm-tools").applied == ()
    assert plan_fixes(tmp_path, checks=["version-drift"]).applied == ()
    assert len(plan_fixes(tmp_path, tool="cargo:wit-bindgen").applied) == 1


def test_a_whole_tool_moves_to_a_version(tmp_path: Path) -> None:
    plan_fixes(mismatched(tmp_path), tool="wit-bindgen", to="0.47.0").write()
    assert {pin.version for pin in list_pins(tmp_path, tool="wit-bindgen")} == {"0.47.0"}


def test_what_picks_a_side_is_held_back_until_it_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_text(versions(wasmtime="2.1.0"))
    (tmp_path / "rule.bzl").write_text("# compatible with wasmtime CLI 2.0.0\n")
    plan = plan_fixes(tmp_path)
    assert (plan.applied, plan.diff, plan.is_complete) == ((), "", False)
    assert [held.reason for held in plan.held] == ["picks a side: `--unsafe` applies it"]
    assert len(plan_fixes(tmp_path, unsafe=True).applied) == 1


def test_a_file_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    plan = plan_fixes(mismatched(tmp_path))
    (tmp_path / CRATE).write_text(MANIFEST + "# somebody was here\n")
    with pytest.raises(FixError, match="changed on disk"):
        plan.write()
    assert "somebody was here" in (tmp_path / CRATE).read_text()


def test_a_path_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="no folder"):
        check(tmp_path / "missing")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"checks": ["version-drfit"]}, "did you mean `version-drift`"),
        ({"tool": "wit-bindgem"}, "did you mean `wit-bindgen`"),
        ({"tool": "wit-bindgen", "to": "latest"}, "names no version"),
        ({"tool": "wit-bindgen", "to": "nope"}, "names no version"),
        ({"tool": "wit-bindgen", "to": " "}, "names no version"),
    ],
)
def test_a_name_that_does_not_exist_is_an_error(
    arguments: dict[str, str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownNameError, match=words):
        plan_fixes(mismatched(tmp_path), **arguments)  # type: ignore[arg-type]


def test_a_version_without_a_tool_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="needs `tool`"):
        plan_fixes(tmp_path, to="1.0.0")


def test_what_is_wrong_around_the_tree_has_an_exception_of_its_own(tmp_path: Path) -> None:
    mismatched(tmp_path)
    with pytest.raises(RevisionError):
        check(tmp_path, base="HEAD")
    with pytest.raises(BaselineError):
        check(tmp_path, baseline=tmp_path / "missing.json")
    (tmp_path / "pack.toml").write_text("[[tool]]\n")
    config = tmp_path / "vercheck.toml"
    config.write_text('packs = ["pack.toml"]\n')
    with pytest.raises(PackError):
        check(tmp_path)
    config.write_text("packs = 1\n")
    with pytest.raises(ConfigError) as error:
        list_pins(tmp_path)
    assert error.value.location is not None


@pytest.mark.parametrize("pattern", ["*.toml", "tools/"])
def test_a_single_text_is_one_pattern_or_one_name_and_never_its_characters(
    pattern: str, tmp_path: Path
) -> None:
    root = mismatched(tmp_path)
    assert check(root, exclude=pattern) == check(root, exclude=[pattern])
    assert check(root, exclude=pattern).files == 2
    assert list_pins(root, exclude=pattern) == list_pins(root, exclude=(pattern,))
    assert plan_fixes(root, exclude=pattern).applied == ()
    assert check(root, select="version-drift") == check(root, select=["version-drift"])
