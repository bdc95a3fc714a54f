"""Packs: what is shipped is valid and says why, and a pack of the user's is refused with its place."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.graph.knowledge import folded
from vercheck.graph.relations import read
from vercheck.model import Artifact, Severity
from vercheck.packs import SCHEMA, PackError, build, home, load_packs, validate
from vercheck.packs.ecosystems import ECOSYSTEMS
from vercheck.versions import compare, parse

SHIPPED = sorted(home().glob("*.toml"))
COMPANION = """\
[[companion]]
id = "pair"
leader = "bin:one"
follower = ["cargo:one", "npm:one"]
relation = "same-minor"
grade = "I"
reason = "the one is compiled against the other"
evidence = ["https://example.org/one"]
"""


def written(folder: Path, content: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def refused(folder: Path, content: str) -> PackError:
    with pytest.raises(PackError) as caught:
        load_packs([written(folder, content)])
    return caught.value


class TestShipped:
    @pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
    def test_a_pack_is_valid(self, path: Path) -> None:
        content = path.read_text("utf-8")
        validate(path, tomllib.loads(content), content)

    def test_the_schema_is_one(self) -> None:
        from jsonschema import Draft202012Validator

        Draft202012Validator.check_schema(json.loads((home() / SCHEMA).read_text("utf-8")))

    def test_every_row_says_why_and_where_it_was_read(self) -> None:
        for row in load_packs().rows():
            assert row.reason, row.id
            assert all(row.evidence), row.id
            assert row.grade in "SDIC", row.id

    def test_an_artifact_belongs_to_one_tool_only(self) -> None:
        owners = Counter(folded(artifact) for tool in load_packs().tools for artifact in set(tool.artifacts))
        assert not [str(artifact) for artifact, count in owners.items() if count > 1]

    def test_no_name_stands_for_two_tools(self) -> None:
        tools = load_packs().tools
        names = Counter(name for tool in tools for name in {tool.name, *tool.names})
        assert not [name for name, count in names.items() if count > 1]

    def test_what_leads_a_tool_is_one_of_its_artifacts(self) -> None:
        for tool in load_packs().tools:
            assert tool.leads in tool.artifacts, tool.id

    def test_no_row_ties_an_artifact_to_itself(self) -> None:
        for row in load_packs().companions:
            assert row.leader != row.follower, row.id

    def test_a_table_ends_at_the_version_that_it_says_it_knows_last(self) -> None:
        for table in load_packs().tables:
            if not table.known_through:
                continue
            last = parse(table.known_through)
            bounds = [
                one.low for when, _ in table.rows for one in read(when).intervals if one.low is not None
            ]
            assert all(compare(bound, last) <= 0 for bound in bounds), table.id

    def test_a_convention_is_off_until_it_is_asked_for(self) -> None:
        conventions = [row for row in load_packs().companions if row.grade == "C"]
        assert conventions
        assert {row.severity for row in conventions} == {Severity.OFF}


class TestLoading:
    def test_every_ecosystem_of_the_shipped_packs_is_known(self) -> None:
        known = load_packs()
        rows = [artifact for tool in known.tools for artifact in tool.artifacts]
        rows += [one for row in known.companions for one in (row.leader, row.follower)]
        rows += [one for table in known.tables for one in (table.anchor, table.subject)]
        assert {artifact.ecosystem for artifact in rows} <= ECOSYSTEMS

    def test_a_row_is_a_value_with_the_packs_name_in_its_id(self, tmp_path: Path) -> None:
        known = load_packs([written(tmp_path, COMPANION)])
        mine = [row for row in known.companions if row.id == "mine/pair"]
        assert [(str(row.leader), str(row.follower)) for row in mine] == [
            ("bin:one", "cargo:one"),
            ("bin:one", "npm:one"),
        ]
        assert {row.severity for row in mine} == {Severity.WARNING}

    def test_the_grade_gives_the_severity_unless_the_row_does(self) -> None:
        for grade, expected in {"S": "error", "D": "error", "I": "warning", "C": "off"}.items():
            document = tomllib.loads(COMPANION.replace('"I"', f'"{grade}"'))
            assert str(build("p", document).companions[0].severity) == expected
        stated = tomllib.loads(COMPANION + 'severity = "error"\n')
        assert build("p", stated).companions[0].severity is Severity.ERROR

    def test_a_configuration_regrades_a_row_by_its_id(self) -> None:
        known = load_packs().regraded({"wasm/wit-cli": Severity.WARNING})
        assert {row.severity for row in known.companions if row.id == "wasm/wit-cli"} == {Severity.WARNING}

    def test_a_pack_of_ones_own_is_added_to_the_shipped_ones(self, tmp_path: Path) -> None:
        plain, more = load_packs(), load_packs([written(tmp_path, COMPANION)])
        assert more.companions[: len(plain.companions)] == plain.companions
        assert more.tools == plain.tools

    def test_an_empty_pack_says_nothing(self, tmp_path: Path) -> None:
        assert load_packs([written(tmp_path, "")]) == load_packs()


class TestRefused:
    @pytest.mark.parametrize(
        ("ecosystem", "meant"), [("crates", "cargo"), ("pip", "pypi"), ("npn", "npm"), ("githup", "github")]
    )
    def test_an_artifact_of_no_known_ecosystem_is_refused_at_its_line_with_the_one_that_is_meant(
        self, tmp_path: Path, ecosystem: str, meant: str
    ) -> None:
        content = f'[[tool]]\nid = "gizmo"\nartifacts = [\n  "bin:gizmo",\n  "{ecosystem}:gizmo",\n]\n'
        content += 'leads = "bin:gizmo"\ngrade = "S"\nreason = "they are one tool"\nevidence = ["a page"]\n'
        error = refused(tmp_path, content)
        assert (error.line, error.row) == (5, "gizmo")
        assert f"there is no ecosystem `{ecosystem}`; did you mean `{meant}`? known: action, " in str(error)
        assert str(error).endswith("toolchain, vscode")

    @pytest.mark.parametrize("side", ["leader", "follower"])
    def test_each_side_of_a_row_must_be_in_a_known_ecosystem(self, tmp_path: Path, side: str) -> None:
        content = COMPANION.replace(f"{side} = ", f'{side} = "widgets:one" # ')
        assert "there is no ecosystem `widgets`; known: " in str(refused(tmp_path, content))

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(PackError, match="there is no such pack"):
            load_packs([tmp_path / "none.toml"])

    def test_a_file_that_is_not_toml_is_refused_at_its_line(self, tmp_path: Path) -> None:
        assert refused(tmp_path, 'about = "x"\n\n[[companion\n').line == 3

    def test_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_bytes(b"\xff\xfe")
        with pytest.raises(PackError, match="cannot be read"):
            load_packs([path])

    def test_a_row_that_lacks_what_it_needs_is_refused_with_its_place(self, tmp_path: Path) -> None:
        broken = COMPANION.replace('"pair"', '"other"').replace(
            'evidence = ["https://example.org/one"]\n', ""
        )
        error = refused(tmp_path, f"{COMPANION}\n{broken}")
        assert (error.row, error.line) == ("other", 10)
        assert "`evidence` is missing; expected where it can be read" in str(error)
        assert str(error).startswith(f"{tmp_path / 'mine.toml'}:10: row `other`: ")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('"same-minor"', '"nearly"', "'nearly' is not one of"),
            (
                '"bin:one"',
                '"one"',
                "`leader`: `one` is not what is expected: an artifact, `ecosystem:name` (who is right)",
            ),
            ('"bin:one"', "3", "`leader`: is a number; expected who is right"),
            ('"I"', '"X"', "'X' is not one of"),
            ("relation =", "relatoin =", "there is no `relatoin` here; did you mean `relation`?"),
            ('["https://example.org/one"]', "[]", "where it can be read"),
            ('"pair"', '"Pair!"', "is not what is expected: a name in lower case, unique in the pack"),
        ],
    )
    def test_a_value_that_no_row_can_have(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        error = refused(tmp_path, COMPANION.replace(old, new))
        assert said in str(error)
        assert error.line == 1

    def test_what_explains_most_is_told_first(self, tmp_path: Path) -> None:
        error = refused(
            tmp_path, COMPANION.replace('"the one is compiled against the other"', '"r"') + "x = 1\n"
        )
        assert "there is no `x` here" in str(error)

    def test_a_kind_of_row_that_there_is_not(self, tmp_path: Path) -> None:
        error = refused(tmp_path, COMPANION.replace("[[companion]]", "[[companions]]"))
        assert "there is no `companions` here; did you mean `companion`?" in str(error)

    def test_a_lockstep_with_a_word_for_a_number(self, tmp_path: Path) -> None:
        row = COMPANION.replace("companion", "lockstep").replace('relation = "same-minor"\n', "")
        row = row.replace('leader = "bin:one"\nfollower = ["cargo:one", "npm:one"]\n', "")
        members = '[lockstep.members]\n"cargo:one" = "zero"\n'
        assert "`members.cargo:one`: is a text" in str(refused(tmp_path, row + members))

    @pytest.mark.parametrize(
        ("first", "second", "is_told"),
        [("1.0", ">=1", True), ("0.1", "0.2", False), ("*", "2", True), ("<2", ">=2", False)],
    )
    def test_two_rows_of_a_table_about_one_version(
        self, tmp_path: Path, first: str, second: str, is_told: bool
    ) -> None:
        table = COMPANION.replace("companion", "table").replace('relation = "same-minor"\n', "")
        table = table.replace("leader", "anchor").replace("follower", "subject")
        rows = f'rows = [{{when = "{first}", needs = "1"}}, {{when = "{second}", needs = "2"}}]\n'
        path = written(tmp_path, table + rows)
        if not is_told:
            assert load_packs([path]).tables
            return
        with pytest.raises(PackError, match="two rows are about the same versions"):
            load_packs([path])

    def test_a_requirement_that_is_none(self, tmp_path: Path) -> None:
        error = refused(tmp_path, COMPANION + 'when = "newer than 3"\n')
        assert "`newer than 3` is not a requirement" in str(error)

    def test_two_rows_of_one_id(self, tmp_path: Path) -> None:
        error = refused(tmp_path, COMPANION + COMPANION)
        assert "`pair` is the id of another row" in str(error)
        assert error.line == 9

    def test_a_group_relation_without_its_groups(self, tmp_path: Path) -> None:
        grouped = COMPANION.replace("same-minor", "group")
        assert "needs `groups`" in str(refused(tmp_path, grouped))
        assert "expected the id of a groups row" in str(refused(tmp_path, grouped + 'groups = "none"\n'))

    def test_the_name_of_another_pack(self, tmp_path: Path) -> None:
        with pytest.raises(PackError, match="`wasm` is the name of another pack"):
            load_packs([written(tmp_path, COMPANION, "wasm.toml")])

    def test_an_unknown_kind_of_row(self, tmp_path: Path) -> None:
        assert "there is no `rule` here" in str(refused(tmp_path, '[[rule]]\nid = "x"\n'))


@given(st.text(max_size=60))
def test_an_artifact_is_folded_once_and_for_all(name: str) -> None:
    once = folded(Artifact("cargo", name))
    assert folded(once) == once
