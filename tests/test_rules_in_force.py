from __future__ import annotations

from pathlib import Path

import pytest

from vercheck.config import ConfigError, load
from vercheck.graph import Knowledge
from vercheck.model import Artifact, Severity
from vercheck.packs import PackError, load_packs
from vercheck.rules_in_force import rules_in_force

PACK = """\
[[companion]]
id = "pair"
leader = "bin:one"
follower = "cargo:one"
relation = "same-minor"
grade = "S"
reason = "the one is compiled against the other"
evidence = ["https://example.org/one"]
"""
REQUIRE = """\
[[require]]
when = "bin:wasm-tools >=1.240"
needs = ["bin:wit-bindgen 0.46 || 0.47", "bin:jco 1"]
reason = "the encoder changed"
"""


def known(root: Path, config: str) -> Knowledge:
    (root / "vercheck.toml").write_text(config)
    return rules_in_force(root, load(root), {"version-drift"})


def refused(root: Path, config: str) -> str:
    with pytest.raises(ConfigError) as caught:
        known(root, config)
    return str(caught.value)


def severity(knowledge: Knowledge, rule: str) -> Severity:
    rows = (*knowledge.companions, *knowledge.locksteps, *knowledge.tables)
    (found,) = {row.severity for row in rows if row.id == rule}
    return found


def test_without_a_configuration_the_shipped_packs_are_in_force(tmp_path: Path) -> None:
    assert known(tmp_path, "") == load_packs()


class TestPacks:
    def test_a_pack_of_the_repository_is_added(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text(PACK)
        rows = known(tmp_path, 'packs = ["own.toml"]\n').companions
        assert [row.id for row in rows][-1] == "own/pair"

    def test_one_that_is_not_there_is_an_error_of_the_configuration(self, tmp_path: Path) -> None:
        (tmp_path / "folder.toml").mkdir()
        for name in ("gone.toml", "folder.toml", "a" * 5_000):
            assert refused(tmp_path, f'\npacks = ["{name}"]\n') == (
                f"vercheck.toml:2: `packs` has `{name}`, which is no file here"
            )

    def test_one_that_is_wrong_is_an_error_of_the_pack(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text("[[companion]]\n")
        with pytest.raises(PackError, match=r"own\.toml:1: "):
            known(tmp_path, 'packs = ["own.toml"]\n')


class TestRequires:
    def test_each_need_is_a_table_of_one_line(self, tmp_path: Path) -> None:
        first, second = known(tmp_path, REQUIRE).tables[-2:]
        assert (first.anchor, first.subject) == (
            Artifact("bin", "wasm-tools"),
            Artifact("bin", "wit-bindgen"),
        )
        assert first.rows == ((">=1.240", "0.46 || 0.47"),)
        assert second.rows == ((">=1.240", "1"),)
        assert first.id == second.id == "require/wasm-tools"
        assert first.severity is Severity.ERROR

    def test_it_knows_where_it_is_written(self, tmp_path: Path) -> None:
        table = known(tmp_path, f"\n\n{REQUIRE}").tables[-1]
        assert table.origin is not None
        assert (table.origin.path, table.origin.line) == ("vercheck.toml", 3)
        assert table.evidence == ("vercheck.toml:3",)


class TestSeverities:
    def test_the_id_of_a_rule_changes_its_severity(self, tmp_path: Path) -> None:
        config = '[severity]\n"wasm/wit-cli" = "warning"\n"rust/diesel-cli" = "off"\n'
        knowledge = known(tmp_path, config)
        assert severity(knowledge, "wasm/wit-cli") is Severity.WARNING
        assert severity(knowledge, "rust/diesel-cli") is Severity.OFF

    def test_a_rule_that_is_off_is_turned_on(self, tmp_path: Path) -> None:
        assert severity(load_packs(), "wasm/wit-cli-exact") is Severity.OFF
        on = known(tmp_path, '[severity]\n"wasm/wit-cli-exact" = "error"\n')
        assert severity(on, "wasm/wit-cli-exact") is Severity.ERROR

    def test_a_rule_that_is_on_in_one_place_is_looked_at(self, tmp_path: Path) -> None:
        config = '[severity]\n"wasm/wit-cli-exact" = { level = "off", paths = { "a/*" = "warning" } }\n'
        assert severity(known(tmp_path, config), "wasm/wit-cli-exact") is Severity.WARNING

    def test_rules_of_the_repository_have_ids_too(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text(PACK)
        levels = '[severity]\n"own/pair" = "off"\n"require/wasm-tools" = "warning"\n'
        knowledge = known(tmp_path, f'packs = ["own.toml"]\n{levels}{REQUIRE}')
        assert severity(knowledge, "own/pair") is Severity.OFF
        assert severity(knowledge, "require/wasm-tools") is Severity.WARNING

    def test_the_severity_of_a_check_is_no_business_of_the_rules(self, tmp_path: Path) -> None:
        assert known(tmp_path, '[severity]\nversion-drift = "off"\n') == load_packs()

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ('"version-drif" = "off"', "there is no check `version-drif`; did you mean `version-drift`?"),
            ('"wasm/wit-clii" = "off"', "there is no rule `wasm/wit-clii`; did you mean `wasm/wit-cli`?"),
            ('"wasm/wasmtime" = "off"', "this row only says what is what, so it has no severity"),
            (
                '"wasm/wit-cli" = { tools = { go = "off" } }',
                "has exceptions but no `level` that they are from",
            ),
        ],
    )
    def test_what_is_neither_is_refused_with_its_place(self, tmp_path: Path, line: str, words: str) -> None:
        said = refused(tmp_path, f"[severity]\n{line}\n")
        assert said.startswith("vercheck.toml:2: `severity.")
        assert said.endswith(words)


def test_two_requirements_about_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    row = '[[require]]\nwhen = "{}:engine >={}"\nneeds = ["bin:plugin 3"]\nreason = "no older plugins"\n'
    config = row.format("bin", 3) + row.format("bin", 4) + row.format("cargo", 1)
    own = [table.id for table in known(tmp_path, config).tables if table.origin is not None]
    assert own == ["require/engine", "require/engine-2", "require/engine-3"]
