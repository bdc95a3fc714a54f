"""Which versions satisfy all that is known: candidates that are written here, and what each would break."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import allow_list, crate, facts, matrix, pin
from tests.trees import packs, registry, tree, versions
from vercheck.graph import Facts, Knowledge, Table, Tool
from vercheck.graph.satisfying import Candidate, candidates, is_judged, is_refused, objections, satisfying
from vercheck.model import Artifact, Severity
from vercheck.versions import parse


def texts(found: Sequence[Candidate]) -> list[str]:
    return [one.version.text for one in found]


def founding_case() -> Facts:
    """A tool at two versions, its crate at a third, and a registry that has only an old one."""
    return tree(
        {
            "versions.bzl": versions(wit_bindgen="0.46.0", wasm_tools="1.240.0"),
            "a/Cargo.toml": '[dependencies]\nwit-bindgen = "0.46.0"\n',
            "b/Cargo.toml": '[dependencies]\nwit-bindgen = "0.47.0"\n',
            "checksums/wit-bindgen.json": registry("wit-bindgen", "0.43.0", ["0.43.0"]),
        },
        knowledge=packs(),
    )


class TestCandidates:
    def test_they_are_what_is_written_or_on_offer_the_most_written_first(self) -> None:
        found = candidates(founding_case(), "wit-bindgen")
        assert texts(found) == ["0.46.0", "0.47.0", "0.43.0"]
        assert [len(one.pins) for one in found] == [2, 1, 0]
        assert [one.is_offered for one in found] == [False, False, True]

    def test_one_version_in_two_spellings_is_one(self) -> None:
        pins = pin("bin:gizmo", "v1.2.0", line=1), pin("bin:gizmo", "1.2", line=2)
        (one,) = candidates(facts(*pins), "gizmo")
        assert one.is_offered
        assert len(one.pins) == 2

    def test_other_tracks_tests_and_build_roots_offer_none(self) -> None:
        given = facts(
            pin("bin:gizmo", "1.0.0", line=1),
            pin("bin:gizmo", "1.1.0", line=2, track="edge"),
            pin("bin:gizmo", "1.2.0", path="tests/versions.bzl"),
            pin("bin:gizmo", "1.3.0", path="sub/versions.bzl"),
            roots=("", "sub"),
        )
        assert texts(candidates(given, "gizmo")) == ["1.0.0"]
        assert texts(candidates(given, "gizmo", "sub")) == ["1.3.0"]

    @pytest.mark.parametrize("requirement", [">=1.0", "1", "1.2", "^1.2.0", "~1.2.0", ">=1.0, <2"])
    def test_a_requirement_names_no_version(self, requirement: str) -> None:
        assert not candidates(facts(crate("gizmo", requirement)), "gizmo")

    @pytest.mark.parametrize("requirement", ["1.2.3", "=1.2.3"])
    def test_one_that_gives_all_parts_does(self, requirement: str) -> None:
        assert texts(candidates(facts(crate("gizmo", requirement)), "gizmo")) == ["1.2.3"]

    def test_where_a_lock_resolves_it_the_lock_says_which(self) -> None:
        files = {
            "Cargo.toml": '[dependencies]\nwit-bindgen = "0.46.0"\n',
            "Cargo.lock": 'version = 4\n[[package]]\nname = "wit-bindgen"\nversion = "0.46.2"\n',
            "versions.bzl": versions(wit_bindgen="0.45.0"),
        }
        assert texts(candidates(tree(files, knowledge=packs()), "wit-bindgen")) == ["0.45.0", "0.46.2"]

    def test_a_prefix_is_no_entry_of_a_registry_of_whole_versions(self) -> None:
        files = {
            "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "18"}\n',
            "checksums/tools/gizmo.json": registry("gizmo", "20.1.0", ["20.1.0"]),
        }
        assert texts(candidates(tree(files), "gizmo")) == ["20.1.0"]

    def test_a_letter_in_front_is_left_out(self) -> None:
        assert texts(candidates(facts(pin("bin:gizmo", "v1.2.0")), "gizmo")) == ["1.2.0"]


class TestObjections:
    def test_a_whole_tool_moves_so_its_own_crates_do_not_object(self) -> None:
        assert texts(satisfying(founding_case(), "wit-bindgen")) == ["0.46.0", "0.47.0", "0.43.0"]

    def test_a_table_objects_from_either_side_and_names_the_other_tool(self) -> None:
        given = facts(
            pin("bin:tinygo", "0.33.0", line=1), pin("toolchain:go", "1.25.0", line=2), knowledge=packs()
        )
        (one,) = objections(given, {"tinygo": parse("0.33.0")})
        assert (one.rule, one.kind, one.tool, one.severity) == (
            "wasm/tinygo-go",
            "table",
            "go",
            Severity.ERROR,
        )
        (other,) = objections(given, {"go": parse("1.25.0")})
        assert (other.rule, other.tool) == ("wasm/tinygo-go", "tinygo")

    def test_a_choice_of_two_tools_is_judged_together(self) -> None:
        given = facts(
            pin("bin:tinygo", "0.33.0", line=1), pin("toolchain:go", "1.25.0", line=2), knowledge=packs()
        )
        assert not list(objections(given, {"tinygo": parse("0.33.0"), "go": parse("1.22.0")}))
        assert texts(satisfying(given, "tinygo", beside={"go": parse("1.22.0")})) == ["0.33.0"]

    def test_a_companion_of_another_tool_objects(self) -> None:
        given = facts(
            crate("tauri-plugin-fs", "~2.3"),
            pin("npm:@tauri-apps/plugin-fs", "2.2.0", path="package.json"),
            knowledge=packs(),
        )
        found = list(objections(given, {"@tauri-apps/plugin-fs": parse("2.2.0")}))
        assert [one.rule for one in found] == ["rust/tauri-plugin"]

    def test_an_allow_list_and_a_matrix_object(self) -> None:
        lists = facts(pin("bin:gizmo", "1.0.0"), allow_list("gizmo", ["1.1.0"]))
        assert [one.kind for one in objections(lists, {"gizmo": parse("1.0.0")})] == ["matrix"]
        assert not list(objections(lists, {"gizmo": parse("1.1.0")}))
        rows = matrix({"2.0.0": {"gizmo": ["1.1.0"]}}, anchors=("anchor",), line=40)
        given = facts(pin("bin:gizmo", "1.0.0", line=1), pin("bin:anchor", "2.0.0", line=2), rows)
        assert [one.tool for one in objections(given, {"gizmo": parse("1.0.0")})] == ["anchor"]

    def test_a_matrix_without_a_row_for_the_version_says_nothing(self) -> None:
        rows = matrix({"2.0.0": {"gizmo": ["1.1.0"]}}, anchors=("anchor",), line=40)
        given = facts(pin("bin:gizmo", "1.0.0", line=1), pin("bin:anchor", "2.1.0", line=2), rows)
        assert not list(objections(given, {"gizmo": parse("1.0.0")}))

    def test_a_requirement_of_the_repository_objects(self) -> None:
        files = {"package.json": '{"engines": {"node": ">=20"}}', ".nvmrc": "18.1.0\n"}
        (one,) = objections(tree(files, knowledge=packs()), {"nodejs": parse("18.1.0")})
        assert (one.kind, one.text) == ("requirement", "package.json:1 requires `toolchain:node` `>=20`")

    def test_a_short_version_stands_for_its_series(self) -> None:
        files = {"package.json": '{"engines": {"node": ">=20.4.1"}}', ".nvmrc": "20\n"}
        assert not list(objections(tree(files, knowledge=packs()), {"nodejs": parse("20")}))
        assert list(objections(tree(files, knowledge=packs()), {"nodejs": parse("20.3.0")}))

    def test_members_of_a_family_go_along_under_numbers_of_their_own(self) -> None:
        given = facts(pin("bin:wasm-tools", "1.240.0"), crate("wasmparser", "0.240"), knowledge=packs())
        assert not list(objections(given, {"wasm-tools": parse("1.236.0")}))

    def test_a_version_is_refused_by_what_it_follows_and_not_by_what_follows_it(self) -> None:
        files = {
            "versions.bzl": 'TOOL_VERSIONS = {"wit-bindgen": "0.43.0", "wasm-tools": "1.240.0"}\n'
            'TOOL_COMPATIBILITY_MATRIX = {"1.240.0": {"wit-bindgen": ["0.46.0"]}}\n'
        }
        given = tree(files, knowledge=packs())
        assert is_refused(given, "wit-bindgen", parse("0.43.0"), "")
        assert not is_refused(given, "wit-bindgen", parse("0.46.0"), "")
        assert not is_refused(given, "wasm-tools", parse("1.240.0"), "")

    def test_a_tool_that_disagrees_with_itself_does_not_blame_what_fits_one_of_its_sites(self) -> None:
        given = facts(
            pin("bin:tinygo", "0.33.0", line=1),
            pin("toolchain:go", "1.22.0", line=2),
            pin("toolchain:go", "1.25.0", line=3),
            knowledge=packs(),
        )
        assert not list(objections(given, {"tinygo": parse("0.33.0")}))

    def test_the_crate_of_a_program_says_nothing_where_only_the_program_is_used(self) -> None:
        given = facts(
            pin("bin:wasmtime", "45.0.1"), pin("toolchain:rust", "1.90.0", line=2), knowledge=packs()
        )
        assert not list(objections(given, {"wasmtime": parse("45.0.1")}))

    def test_a_table_of_the_repository_outranks_that_of_a_pack(self) -> None:
        pins = pin("bin:wac", "0.9.0", line=1), pin("bin:wasm-tools", "1.246.2", line=2)
        choice = {"wasm-tools": parse("1.246.2")}
        assert [one.rule for one in objections(facts(*pins, knowledge=packs()), choice)] == ["wasm/wac-wt"]
        rows = matrix({"1.246.2": {"wac": ["0.9.0"]}}, anchors=("wasm-tools",), line=40)
        assert not list(objections(facts(*pins, rows, knowledge=packs()), choice))

    def test_a_row_that_is_off_does_not_object(self) -> None:
        known = packs().regraded({"wasm/tinygo-go": Severity.OFF})
        given = facts(
            pin("bin:tinygo", "0.33.0", line=1), pin("toolchain:go", "1.25.0", line=2), knowledge=known
        )
        assert not list(objections(given, {"tinygo": parse("0.33.0")}))


class TestJudged:
    def test_a_tool_that_a_row_a_table_or_a_manifest_speaks_of(self) -> None:
        pins = pin("bin:tinygo", "0.33.0", line=1), pin("toolchain:go", "1.22.0", line=2)
        assert is_judged(facts(*pins, knowledge=packs()), "tinygo")
        assert is_judged(facts(pin("bin:gizmo", "1.0.0"), allow_list("gizmo", ["1.1.0"])), "gizmo")
        files = {"package.json": '{"engines": {"node": ">=20"}}', ".nvmrc": "20.1.0\n"}
        assert is_judged(tree(files, knowledge=packs()), "nodejs")

    def test_a_tool_that_nothing_speaks_of(self) -> None:
        assert not is_judged(facts(pin("bin:gizmo", "1.0.0"), pin("bin:gizmo", "1.1.0", line=2)), "gizmo")
        assert not is_judged(facts(pin("bin:tinygo", "0.33.0"), knowledge=packs()), "tinygo")


LEFT, RIGHT = Artifact("bin", "left"), Artifact("bin", "right")
KNOWN = Knowledge(
    tools=tuple(
        Tool(f"p/{one.name}", "one tool", ("x",), Severity.ERROR, name=one.name, artifacts=(one,), leads=one)
        for one in (LEFT, RIGHT)
    ),
    tables=(
        Table(
            "p/needs",
            "the one needs the other",
            ("x",),
            Severity.ERROR,
            anchor=LEFT,
            subject=RIGHT,
            rows=tuple((f"=1.{minor}.0", f">=2.{minor}") for minor in range(6)),
        ),
    ),
)


@given(
    left=st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True),
    right=st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True),
)
def test_what_satisfies_everything_is_what_nothing_objects_to(left: list[int], right: list[int]) -> None:
    pins = [pin("bin:left", f"1.{minor}.0", line=index + 1) for index, minor in enumerate(left)]
    pins += [pin("bin:right", f"2.{minor}.0", line=index + 20) for index, minor in enumerate(right)]
    found = satisfying(facts(*pins, knowledge=KNOWN), "left")
    assert sorted(texts(found)) == sorted(f"1.{minor}.0" for minor in left if minor <= max(right))
