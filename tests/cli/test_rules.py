from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import run

Capture = pytest.CaptureFixture[str]

PAGE = (Path(__file__).parent.parent.parent / "docs/commands/rules.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"<!-- (\S+) -->\n```\w*\n(.*?)```\n", PAGE, re.DOTALL))
CONFIG = """\
packs = ["engine.toml"]
[severity]
"engine/plugin" = "warning"
[[require]]
when = "bin:wasm-tools >=1.240"
needs = ["bin:wit-bindgen 0.46 || 0.47"]
reason = "the encoder changed"
"""


def repository(root: Path) -> Path:
    (root / "engine.toml").write_text(BLOCKS["engine.toml"])
    (root / "vercheck.toml").write_text(CONFIG)
    return root


class TestList:
    def test_every_row_in_force_has_a_line(self, tmp_path: Path, capfd: Capture) -> None:
        result = run(capfd, "rules", "list", repository(tmp_path))
        lines = {tuple(line.split(None, 3)) for line in result.out.splitlines()}
        assert result.status == 0
        assert {
            (
                "wasm/wit-cli",
                "companion",
                "error",
                "cargo:wit-bindgen is of the same minor version as bin:wit-bindgen",
            ),
            (
                "engine/plugin",
                "companion",
                "warning",
                "cargo:engine-plugin is of the same minor version as bin:engine",
            ),
            (
                "require/wasm-tools",
                "require",
                "error",
                "bin:wasm-tools >=1.240 needs bin:wit-bindgen 0.46 || 0.47",
            ),
        } <= lines

    def test_without_a_configuration_they_are_the_shipped_ones(self, tmp_path: Path, capfd: Capture) -> None:
        out = run(capfd, "rules", "list", tmp_path).out
        assert "wasm/wit-cli " in out
        assert "engine/plugin" not in out
        assert "require/" not in out

    def test_programs_get_reasons_and_evidence_too(self, tmp_path: Path, capfd: Capture) -> None:
        document = json.loads(run(capfd, "rules", "list", "--format", "json", repository(tmp_path)).out)
        by_id = {rule["id"]: rule for rule in document["rules"]}
        assert document["schema"] == "vercheck-rules-1"
        assert list(by_id) == sorted(by_id)
        assert by_id["engine/plugin"] == {
            "id": "engine/plugin",
            "kind": "companion",
            "severity": "warning",
            "grade": "S",
            "says": ["cargo:engine-plugin is of the same minor version as bin:engine"],
            "reason": "the engine loads plugins of its own minor version only",
            "evidence": ["engine/src/loader.rs"],
        }
        assert by_id["wasm/wasmtime"]["severity"] is None


class TestShow:
    def test_a_row_says_what_why_where_and_how_gravely(self, tmp_path: Path, capfd: Capture) -> None:
        result = run(capfd, "rules", "show", "engine/plugin", repository(tmp_path))
        assert result.status == 0
        assert result.out == (
            "engine/plugin (companion)\n"
            "  cargo:engine-plugin is of the same minor version as bin:engine\n"
            "\n"
            "severity  warning (by the configuration; error by itself)\n"
            "grade     S: read in the upstream's source\n"
            "reason    the engine loads plugins of its own minor version only\n"
            "evidence  engine/src/loader.rs\n"
        )

    def test_a_row_of_the_configuration_names_its_place(self, tmp_path: Path, capfd: Capture) -> None:
        out = run(capfd, "rules", "show", "require/wasm-tools", repository(tmp_path)).out
        assert out.endswith("severity  error\nreason    the encoder changed\nevidence  vercheck.toml:4\n")

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("wasm/wasmtime", "are one tool; bin:wasmtime leads"),
            ("wasm/wt-family", "released together: cargo:wasmparser 0.N"),
            ("wasm/tinygo-go", "    bin:tinygo "),
            ("wasm/wbg-schema", " groups of releases, known through "),
            ("wasm/wbg-cli", "      =0.2.85 or =0.2.86\n"),
            ("wasm/tinygo-go", "  [tinygo-org/tinygo: builder/config.go at v0.31.0]\n"),
        ],
    )
    def test_every_kind_of_row_has_words(
        self, rule: str, expected: str, tmp_path: Path, capfd: Capture
    ) -> None:
        assert expected in run(capfd, "rules", "show", rule, tmp_path).out

    def test_a_rule_that_does_not_exist_is_wrong_usage(self, tmp_path: Path, capfd: Capture) -> None:
        result = run(capfd, "rules", "show", "wasm/wit-clu", tmp_path)
        assert result.status == 2
        assert "did you mean `wasm/wit-cli`?" in result.err


class TestTest:
    def test_the_example_of_the_page_holds(
        self, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(repository(tmp_path))
        result = run(capfd, "rules", "test", "engine.toml")
        assert (result.status, result.out) == (0, BLOCKS["output"])

    def test_an_example_that_fails_is_told_with_its_line_and_what_was_found(
        self, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        pack = BLOCKS["engine.toml"].replace("=2.4.0", "=2.5.0", 1).replace("~2.3", "~2.4")
        (tmp_path / "engine.toml").write_text(pack)
        result = run(capfd, "rules", "test", "engine.toml")
        lines = result.out.splitlines()
        first = pack[: pack.index("[[example]]")].count("\n") + 1
        assert result.status == 1
        assert lines[0] == (
            f"engine.toml:{first}: expected `companion-mismatch` by `engine/plugin` "
            "of `bin:engine 2.4.1`, `cargo:engine-plugin ~2.4`"
        )
        assert lines[1] == "  found nothing"
        assert lines[2].startswith(f"engine.toml:{first + 5}: expected `quiet` of ")
        assert lines[3].startswith(
            "  found companion-mismatch (engine/plugin): `cargo:engine-plugin` is `=2.5.0`"
        )
        assert lines[-1] == "engine.toml: 3 examples, 2 failed"

    def test_several_packs_are_tried_and_one_failure_is_enough(self, tmp_path: Path, capfd: Capture) -> None:
        good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
        good.write_text("")
        bad.write_text('[[example]]\npins = ["bin:x 1"]\nexpect = "version-drift"\n')
        result = run(capfd, "rules", "test", bad, good)
        assert result.status == 1
        assert result.out.endswith("bad.toml: 1 example, 1 failed\n" + f"{good}: no examples\n")

    @pytest.mark.parametrize("content", [None, "[[", "[[companion]]\n", '[[example]]\npins = ["x"]\n'])
    def test_a_pack_that_is_wrong_is_no_failed_example(
        self, content: str | None, tmp_path: Path, capfd: Capture
    ) -> None:
        path = tmp_path / "mine.toml"
        if content is not None:
            path.write_text(content)
        result = run(capfd, "rules", "test", path)
        assert result.status == 2
        assert f"{path}:1: " in result.err
