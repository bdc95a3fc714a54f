"""incompatible-versions: the repository's own tables, and those of the packs."""

from __future__ import annotations

from tests.building import Fact, allow_list, crate, facts, findings, matrix, pin, places, reference
from tests.trees import packs, said, tree
from vercheck.checks.incompatible_versions import CHECK
from vercheck.graph import Knowledge, Table, Tool
from vercheck.model import Artifact, Diagnostic, Pin, Registry, Role, Severity


def known(name: str) -> Tool:
    leads = Artifact("bin", name)
    return Tool(f"p/{name}", "one tool", ("x",), Severity.ERROR, name=name, artifacts=(leads,), leads=leads)


TOOLS = (known("tools"), known("bindgen"), known("wac"))
NEEDS = Table(
    "p/needs",
    "the one refuses a release of the other that it does not know",
    ("x",),
    Severity.ERROR,
    anchor=Artifact("bin", "bindgen"),
    subject=Artifact("bin", "wac"),
    rows=(("0.46", ">=1.19, <1.26"), ("0.47", ">=1.20, <1.27")),
    known_through="0.47",
)


def check(*given: Fact, tables: tuple[Table, ...] = ()) -> list[Diagnostic]:
    return findings(CHECK.run, facts(*given, knowledge=Knowledge(tools=TOOLS, tables=tables)))


def tool(name: str, version: str, line: int = 1, path: str = "versions.bzl", **more: object) -> Pin:
    return pin(f"bin:{name}", version, line=line, path=path, **more)  # type: ignore[arg-type]


ROWS = {
    "1.235.0": {"bindgen": ["0.43.0", "0.46.0"], "wac": ["0.7.0"]},
    "1.239.0": {"bindgen": ["0.46.0"], "wac": ["0.8.0"]},
}


class TestLoud:
    def test_a_pin_that_an_allow_list_does_not_name(self) -> None:
        (found,) = check(
            tool("bindgen", "0.49.0", line=21), allow_list("bindgen", ["0.45.0", "0.46.0"], line=72)
        )
        assert found.message == (
            "`bin:bindgen` is `0.49.0` here but `COMPATIBLE_BINDGEN_VERSIONS` (rule.bzl:74) "
            "accepts only `0.45.0`, `0.46.0`"
        )
        assert (found.location.line, found.version, found.tool) == (21, "0.49.0", "bindgen")
        assert ("rule.bzl", 74) in places(found)

    def test_a_pin_that_is_not_in_the_row_of_the_pinned_anchor(self) -> None:
        (found,) = check(
            tool("tools", "1.239.0", line=1),
            tool("bindgen", "0.43.0", line=2),
            tool("wac", "0.8.0", line=3),
            matrix(ROWS, anchors=("tools",)),
        )
        assert found.artifact == Artifact("bin", "bindgen")
        assert "beside `tools` `1.239.0`" in found.message

    def test_the_anchor_is_the_tool_that_has_the_keys_as_its_versions(self) -> None:
        offered = pin("bin:tools", "1.235.0", path="registry.json", line=4, role=Role.PROVIDES)
        assert check(
            tool("tools", "1.239.0", line=1), offered, tool("bindgen", "0.43.0", line=2), matrix(ROWS)
        )

    def test_the_literal_behind_a_reference_is_what_is_wrong(self) -> None:
        table = tool("bindgen", "0.49.0", line=21, trail="VERSIONS[bindgen]")
        use = reference("bin:bindgen", table, path="rule.bzl", line=4)
        (found,) = check(table, use, allow_list("bindgen", ["0.46.0"]))
        assert (found.location.path, found.location.line) == ("versions.bzl", 21)

    def test_a_list_named_after_a_local_name_is_about_what_that_name_refers_to(self) -> None:
        table = tool("bindgen", "0.49.0", line=21, trail="VERSIONS[bindgen]")
        use = reference("bin:cli", table, path="rule.bzl", line=4)
        (found,) = check(table, use, allow_list("cli", ["0.46.0"]))
        assert (found.location.path, found.location.line, found.tool) == ("versions.bzl", 21, "bindgen")

    def test_several_pins_that_one_list_refuses_are_one_finding(self) -> None:
        (found,) = check(
            tool("bindgen", "0.48.0", line=1),
            tool("bindgen", "0.49.0", line=2),
            allow_list("bindgen", ["0.46.0"]),
        )
        assert {("versions.bzl", 1), ("versions.bzl", 2)} <= places(found)

    def test_a_table_of_a_pack_refuses(self) -> None:
        (found,) = check(tool("bindgen", "0.46.2", line=1), tool("wac", "1.26.0", line=2), tables=(NEEDS,))
        assert (found.rule, found.location.line) == ("p/needs", 2)
        assert "needs `>=1.19, <1.26`" in found.message

    def test_a_job_that_sets_up_both_is_held_against_itself(self) -> None:
        job = ".github/workflows/wasm.yml"
        (found,) = check(
            tool("bindgen", "0.46.0", path=job), tool("wac", "1.27", path=job, line=2), tables=(NEEDS,)
        )
        assert found.location.path == job

    def test_a_registry_whose_newest_version_is_refused_is_a_warning(self) -> None:
        latest = pin("bin:wac", "1.26.1", path="registry.json", role=Role.PROVIDES)
        registry = Registry(Artifact("bin", "wac"), "json", latest.location, "wac", (), latest)
        (found,) = check(
            tool("bindgen", "0.46.2", line=1), tool("wac", "1.25.0", line=2), registry, tables=(NEEDS,)
        )
        assert (found.severity, found.location.path) == (Severity.WARNING, "registry.json")


class TestQuiet:
    def test_a_pin_in_the_list(self) -> None:
        assert not check(tool("bindgen", "0.46.0"), allow_list("bindgen", ["0.45.0", "0.46.0"]))

    def test_a_stale_pin_beside_one_in_the_list_is_drift(self) -> None:
        assert not check(
            tool("bindgen", "0.46.0", line=1),
            tool("bindgen", "0.43.0", line=2),
            allow_list("bindgen", ["0.46.0"]),
        )

    def test_a_list_that_is_less_precise_than_the_pin(self) -> None:
        assert not check(tool("bindgen", "0.46.3"), allow_list("bindgen", ["0.45", "0.46"]))

    def test_a_row_for_another_version_of_the_anchor(self) -> None:
        assert not check(
            tool("tools", "1.239.0", line=1),
            tool("bindgen", "0.46.0", line=2),
            matrix(ROWS, anchors=("tools",)),
        )

    def test_an_anchor_without_a_row_is_a_gap_and_not_a_refusal(self) -> None:
        assert not check(
            tool("tools", "1.240.0", line=1),
            tool("bindgen", "0.60.0", line=2),
            matrix(ROWS, anchors=("tools",)),
        )

    def test_where_the_anchor_disagrees_with_itself_a_pin_that_fits_one_of_its_rows_is_not_to_blame(
        self,
    ) -> None:
        assert not check(
            tool("tools", "1.235.0", line=1),
            tool("tools", "1.239.0", line=2),
            tool("bindgen", "0.43.0", line=3),
            matrix(ROWS, anchors=("tools",)),
        )

    def test_a_crate_of_the_same_name_is_not_the_tool(self) -> None:
        assert not check(crate("bindgen", "=0.49.0"), allow_list("bindgen", ["0.46.0"]))

    def test_versions_on_offer_and_other_tracks_are_not_selected(self) -> None:
        assert not check(
            tool("bindgen", "0.49.0", line=1, role=Role.PROVIDES),
            tool("bindgen", "0.50.0", line=2, track="experimental"),
            allow_list("bindgen", ["0.46.0"]),
        )

    def test_a_list_in_an_example(self) -> None:
        assert not check(
            tool("bindgen", "0.49.0"), allow_list("bindgen", ["0.46.0"], path="examples/one/rule.bzl")
        )

    def test_a_matrix_whose_keys_nobody_knows(self) -> None:
        assert not check(tool("bindgen", "0.49.0"), matrix(ROWS))

    def test_what_a_job_sets_up_for_itself_says_nothing_about_what_others_set_up(self) -> None:
        job, other = ".github/workflows/wasm.yml", ".github/workflows/lint.yml"
        given = (tool("bindgen", "0.46.0", path=job), tool("wac", "1.20", path=job, line=2))
        assert not check(*given, tool("wac", "1.27", path=other), tables=(NEEDS,))
        assert not check(*given, tool("wac", "1.27", path="Dockerfile"), tables=(NEEDS,))

    def test_a_table_of_a_pack_that_admits(self) -> None:
        assert not check(tool("bindgen", "0.46.2", line=1), tool("wac", "1.25.3", line=2), tables=(NEEDS,))

    def test_a_table_of_a_pack_without_a_row_for_the_anchor(self) -> None:
        assert not check(tool("bindgen", "0.50.0", line=1), tool("wac", "1.30.0", line=2), tables=(NEEDS,))

    def test_the_repositorys_own_table_outranks_a_pack(self) -> None:
        own = matrix({"0.46.0": {"wac": ["1.26.0"]}}, anchors=("bindgen",))
        given = (tool("bindgen", "0.46.0", line=1), tool("wac", "1.26.0", line=2))
        assert check(*given, tables=(NEEDS,))
        assert not check(*given, own, tables=(NEEDS,))


def test_a_table_that_is_a_whole_file_goes_by_the_name_of_the_file() -> None:
    files = {
        "compatibility_matrix.json": '{"1.240.0": {"wit-bindgen": ["0.43.0", "0.46.0"]}}',
        "versions.bzl": 'TOOL_VERSIONS = {"wasm-tools": "1.240.0", "wit-bindgen": "0.47.0"}\n',
    }
    (found,) = said("incompatible-versions", tree(files, knowledge=packs()))
    assert "`compatibility_matrix.json` (compatibility_matrix.json:1) accepts only" in found.message
