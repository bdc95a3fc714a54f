"""Which versions fit together: small repositories, the real rules, the real solver."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building import crate, facts, matrix, pin
from tests.trees import packs, registry, tree, versions
from vercheck.assignments import Answer, answers, groups, total
from vercheck.graph import Facts
from vercheck.graph.satisfying import objections
from vercheck.model import Severity


def only(given: Facts, *tools: str, limit: int = 3) -> Answer:
    (answer,) = answers(given, tools, limit)
    return answer


def choices(answer: Answer) -> list[dict[str, str]]:
    return [{move.tool: move.version.text for move in assignment.moves} for assignment in answer.assignments]


def test_the_choice_with_the_fewest_edits_comes_first() -> None:
    sites = [pin("bin:gizmo", version, line=line) for line, version in enumerate(("1.0", "2.0", "2.0"), 1)]
    answer = only(facts(*sites), "gizmo")
    assert choices(answer) == [{"gizmo": "2.0"}, {"gizmo": "1.0"}]
    assert [assignment.edits for assignment in answer.assignments] == [1, 2]
    (edit,) = answer.assignments[0].moves[0].edits
    assert (edit.raw, edit.location.line) == ("1.0", 1)


def test_a_program_and_the_crate_that_its_code_is_compiled_with_move_together() -> None:
    given = facts(
        pin("bin:wit-bindgen", "0.46.0"),
        crate("wit-bindgen", "0.47.0"),
        crate("wit-bindgen", "0.46.0", path="b/Cargo.toml"),
        knowledge=packs(),
    )
    assert choices(only(given, "wit-bindgen"))[0] == {"wit-bindgen": "0.46.0"}


def test_a_tool_that_objects_gravely_is_moved_too() -> None:
    given = tree(
        {
            "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "1.0.0", "anchor": "2.0.0"}\n'
            'TOOL_COMPATIBILITY_MATRIX = {"2.0.0": {"gizmo": ["1.1.0"]}, "2.1.0": {"gizmo": ["1.0.0"]}}\n',
            "checksums/tools/anchor.json": registry("anchor", "2.1.0", ["2.0.0", "2.1.0"]),
        }
    )
    assert choices(only(given, "gizmo"))[0] == {"anchor": "2.1.0", "gizmo": "1.0.0"}


def test_a_warning_moves_no_tool_that_nobody_asked_for() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {"wit-bindgen": "0.46.0", "wasm-tools": "1.235.0"}\n',
        "checksums/tools/wasm-tools.json": registry("wasm-tools", "1.240.0", ["1.235.0", "1.240.0"]),
    }
    (assignment,) = only(tree(files, knowledge=packs()), "wit-bindgen").assignments
    assert [move.tool for move in assignment.moves] == ["wit-bindgen"]
    assert [warning.rule for warning in assignment.warnings] == ["wasm/wt-wit"]


def test_a_version_without_warnings_comes_before_one_with_fewer_edits() -> None:
    given = facts(
        pin("bin:wac", "0.7.0", line=1),
        pin("bin:wac", "0.7.0", line=2),
        pin("bin:wac", "0.9.0", line=3),
        pin("bin:wasm-tools", "1.240.0", line=9),
        knowledge=packs(),
    )
    first, second = only(given, "wac").assignments
    assert (first.moves[0].version.text, first.edits, first.warnings) == ("0.9.0", 2, ())
    assert (second.moves[0].version.text, second.edits) == ("0.7.0", 1)
    assert [warning.rule for warning in second.warnings] == ["wasm/wac-wt"]


def test_what_the_lock_resolves_comes_before_moving_the_lock() -> None:
    given = tree(
        {
            "Cargo.toml": '[package]\nname = "x"\nversion = "1.0.0"\n[dependencies]\nwasm-bindgen = "0.2"\n',
            "Cargo.lock": 'version = 4\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.100"\n'
            'source = "registry+https://github.com/rust-lang/crates.io-index"\n',
            "Dockerfile": "FROM rust\nRUN cargo install wasm-bindgen-cli --version 0.2.95\n",
        },
        knowledge=packs(),
    )
    first, second = only(given, "wasm-bindgen").assignments
    (move,) = first.moves
    assert (move.version.text, [edit.location.path for edit in move.edits], move.locks) == (
        "0.2.100",
        ["Dockerfile"],
        (),
    )
    (move,) = second.moves
    assert (move.version.text, move.edits, move.locks) == ("0.2.95", (), ("Cargo.lock",))


def test_a_lock_that_only_has_the_crate_through_others_is_left_alone() -> None:
    lock = 'version = 4\n[[package]]\nname = "wit-bindgen"\nversion = "0.40.0"\nsource = "registry+x"\n'
    given = tree(
        {
            "versions.bzl": versions(wit_bindgen="0.46.0"),
            "a/Cargo.toml": '[dependencies]\nwit-bindgen = "0.47.0"\n',
            "b/Cargo.toml": '[dependencies]\nother = "1.0.0"\n',
            "b/Cargo.lock": lock,
        },
        knowledge=packs(),
    )
    assert [move.locks for one in only(given, "wit-bindgen").assignments for move in one.moves] == [(), ()]


def test_the_step_that_breaks_nothing_comes_first() -> None:
    given = facts(
        pin("bin:anchor", "2.0.0", line=1),
        pin("bin:anchor", "2.1.0", path="a.bzl"),
        pin("bin:gizmo", "1.0.0", line=2),
        pin("bin:gizmo", "1.1.0", path="a.bzl", line=3),
        matrix(
            {"2.0.0": {"gizmo": ["1.0.0", "1.1.0"]}, "2.1.0": {"gizmo": ["1.1.0"]}},
            anchors=("anchor",),
            line=40,
        ),
    )
    found = only(given, "anchor", "gizmo", limit=9).assignments
    newest = next(one for one in found if {"1.1.0", "2.1.0"} == {move.version.text for move in one.moves})
    assert newest.together == frozenset()
    assert {"anchor": "2.1.0", "gizmo": "1.0.0"} not in choices(only(given, "anchor", "gizmo", limit=9))


def test_what_has_to_equal_another_package_may_take_its_version() -> None:
    given = tree(
        {"package.json": '{"dependencies": {"react": "19.1.0", "react-dom": "19.0.0"}}'}, knowledge=packs()
    )
    first = only(given, "react-dom").assignments[0]
    assert (first.moves[0].version.text, first.edits) == ("19.1.0", 1)


def test_what_no_check_complains_of_is_not_refused() -> None:
    rows = matrix({"2.0.0": {"gizmo": ["1.1.0"]}}, anchors=("anchor",), line=40)
    given = facts(pin("bin:gizmo", "1.0.0", line=1), pin("bin:anchor", "2.0.0", line=2), rows)
    assert only(given, "gizmo").assignments == ()
    (answer,) = answers(given, ["gizmo"], quiet=["gizmo"])
    assert (choices(answer), answer.refusals) == ([{"gizmo": "1.0.0"}], ())


def test_a_version_without_its_checksums_says_what_it_needs() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "1.1.0"}\n',
        "other.bzl": 'GIZMO_VERSION = "1.1.0"\n',
        "checksums/tools/gizmo.json": registry("gizmo", "1.0.0", ["1.0.0"]),
    }
    answer = only(tree(files), "gizmo")
    assert choices(answer) == [{"gizmo": "1.1.0"}, {"gizmo": "1.0.0"}]
    (missing,) = answer.assignments[0].moves[0].missing
    assert missing.startswith("an entry for `1.1.0` in checksums/tools/gizmo.json, an error")
    assert answer.assignments[0].moves[0].needs == (missing,)
    assert answer.assignments[1].moves[0].needs == ()


def test_a_version_that_the_registry_has_comes_before_one_that_takes_fewer_edits() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "1.1.0"}\n',
        "other.bzl": 'GIZMO_VERSION = "1.1.0"\n',
        "third.bzl": 'GIZMO_VERSION = "1.2.0"\n',
        "checksums/tools/gizmo.json": registry("gizmo", "1.2.0", ["1.0.0", "1.2.0"]),
    }
    assert choices(only(tree(files), "gizmo"))[0] == {"gizmo": "1.2.0"}


def test_lines_of_one_file_are_one_voice_and_among_equals_nothing_goes_down() -> None:
    sites = [
        pin("bin:gizmo", "2.0", path="MODULE.bazel"),
        pin("bin:gizmo", "1.0", path="justfile", line=1),
        pin("bin:gizmo", "1.0", path="justfile", line=2),
    ]
    first, second = only(facts(*sites), "gizmo").assignments
    assert [move.version.text for move in (*first.moves, *second.moves)] == ["2.0", "1.0"]
    assert first.moves[0].down_from is None
    assert str(second.moves[0].down_from) == "2.0"


def test_what_most_files_say_comes_first_even_where_it_is_older_and_is_marked() -> None:
    sites = [
        pin("bin:gizmo", version, path=path) for version, path in (("2.0", "a"), ("1.0", "b"), ("1.0", "c"))
    ]
    (move,) = only(facts(*sites), "gizmo").assignments[0].moves
    assert (move.version.text, str(move.down_from)) == ("1.0", "2.0")


def test_who_follows_the_tool_is_no_downgrade_where_it_goes_back_to_it() -> None:
    given = facts(pin("bin:wit-bindgen", "0.46.0"), crate("wit-bindgen", "0.47.0"), knowledge=packs())
    (move,) = only(given, "wit-bindgen").assignments[0].moves
    assert (move.version.text, move.down_from) == ("0.46.0", None)


JOB = """jobs:
  build:
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: {}
"""


def test_a_range_that_cannot_be_written_anew_is_taken_down_to_no_other_version() -> None:
    files = {
        ".github/workflows/ci.yml": JOB.format("20.x"),
        ".devcontainer/Dockerfile": 'ARG NODEJS_URL="https://nodejs.org/dist/v17.9.0/node-v17.9.0-linux-x64.tar.xz"\n',
    }
    answer = only(tree(files, knowledge=packs()), "nodejs")
    assert answer.assignments == ()
    (refusal,) = answer.refusals
    assert refusal.objection.text.endswith(
        "requires `toolchain:node` `20.x`, and no whole version of `20.x` is written here"
    )


def test_a_range_that_admits_the_version_is_no_matter() -> None:
    files = {".github/workflows/ci.yml": JOB.format("20.x"), "Dockerfile": "FROM node:20.11.0\n"}
    (assignment,) = only(tree(files, knowledge=packs()), "nodejs").assignments
    assert (assignment.edits, assignment.warnings) == (0, ())


def test_a_short_version_of_a_program_stands_for_its_series() -> None:
    files = {
        "package.json": '{"engines": {"node": "^18.18.0 || >=20.9.0"}}\n',
        ".nvmrc": "18\n",
        "Dockerfile": "FROM node:24\n",
    }
    found = only(tree(files, knowledge=packs()), "nodejs").assignments
    (move,) = next(one for one in found if one.moves[0].version.text == "18").moves
    assert [edit.location.path for edit in move.edits] == ["Dockerfile"]


def test_the_crates_of_a_family_go_along_under_numbers_of_their_own() -> None:
    given = tree(
        {
            "versions.bzl": 'TOOL_VERSIONS = {"wasm-tools": "1.240.0"}\n',
            "Cargo.toml": '[dependencies]\nwasmparser = "0.240.0"\nwasm-encoder = "0.241.0"\n',
        },
        knowledge=packs(),
    )
    first = only(given, "wasm-tools").assignments[0]
    (move,) = first.moves
    assert ([edit.raw for edit in move.edits], first.warnings) == (["0.241.0"], ())


def test_what_a_package_set_calls_by_a_name_moves_with_the_tool_and_is_a_version_of_it() -> None:
    files = {
        "shell.nix": "{ pkgs ? import <nixpkgs> {} }: pkgs.mkShell { buildInputs = [ pkgs.python312 ]; }\n",
        "MODULE.bazel": 'python = use_extension("@rules_python//python/extensions:python.bzl", "python")\n'
        'python.toolchain(python_version = "3.10")\n',
    }
    assert choices(only(tree(files, knowledge=packs()), "python")) == [{"python": "3.12"}, {"python": "3.10"}]


def test_a_name_that_is_short_for_a_version_is_none() -> None:
    files = {
        "shell.nix": "{ pkgs }: pkgs.mkShell { packages = [ pkgs.gizmo_0_0_4080 ]; }\n",
        "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "v0.0-3622-g07b310a3"}\n',
    }
    (assignment,) = only(tree(files), "gizmo").assignments
    (move,) = assignment.moves
    assert (move.version.text, move.down_from) == ("0.0-3622-g07b310a3", None)


def test_a_package_that_only_shares_the_name_with_what_leads_is_planned_by_itself() -> None:
    given = tree({"requirements.txt": "protobuf==5.29.0\n"}, knowledge=packs())
    assert choices(only(given, "protobuf")) == [{"protobuf": "5.29.0"}]


def test_several_set_ups_of_one_job_take_no_part() -> None:
    steps = "".join(
        f"      - uses: actions/setup-python@v5\n        with:\n          python-version: {version}\n"
        for version in ("3.10.11", "3.12.10")
    )
    files = {
        ".github/workflows/ci.yml": f"jobs:\n  build:\n    steps:\n{steps}",
        ".python-version": "3.12.10\n",
    }
    (assignment,) = only(tree(files, knowledge=packs()), "python").assignments
    assert (choices(only(tree(files, knowledge=packs()), "python")), assignment.edits) == (
        [{"python": "3.12.10"}],
        0,
    )


def test_where_nothing_on_offer_fits_every_version_says_why() -> None:
    given = facts(pin("bin:tinygo", "0.33.0"), pin("toolchain:go", "1.25.0", line=2), knowledge=packs())
    answer = only(given, "tinygo")
    assert answer.assignments == ()
    (refusal,) = answer.refusals
    assert (refusal.version.text, refusal.objection.rule) == ("0.33.0", "wasm/tinygo-go")


def test_what_agrees_already_costs_nothing() -> None:
    answer = only(facts(pin("bin:gizmo", "1.0"), pin("bin:gizmo", "1.0.0", line=2)), "gizmo")
    assert [assignment.edits for assignment in answer.assignments] == [0]


def test_a_range_by_which_an_image_chooses_for_itself_is_edited_and_forbids_nothing() -> None:
    given = tree(
        {
            "package.json": '{"packageManager": "pnpm@10.27.0"}',
            "bin/api/Dockerfile": "FROM node:22\nRUN npm i -g pnpm@^8\n",
        },
        knowledge=packs(),
    )
    (assignment,) = only(given, "pnpm").assignments
    (move,) = assignment.moves
    assert (move.version.text, [edit.raw for edit in move.edits]) == ("10.27.0", ["^8"])


def test_what_a_job_sets_up_apart_stays_and_is_told() -> None:
    given = tree(
        {
            "Dockerfile": "FROM node:17.9.0\n",
            ".github/workflows/ci.yml": "jobs:\n  a:\n    runs-on: x\n    steps:\n"
            "      - uses: actions/setup-node@v4\n        with:\n          node-version: 20.x\n",
        },
        knowledge=packs(),
    )
    (assignment,) = only(given, "nodejs").assignments
    assert (assignment.edits, [one.kind for one in assignment.warnings]) == (0, ["requirement"])


def test_what_a_manifest_says_it_works_with_forbids() -> None:
    files = {"package.json": '{"engines": {"node": ">=20"}}', ".nvmrc": "18.1.0\n"}
    answer = only(tree(files, knowledge=packs()), "nodejs")
    assert answer.assignments == ()
    assert [one.objection.text for one in answer.refusals] == [
        "package.json:1 requires `toolchain:node` `>=20`"
    ]


def test_packages_that_ask_for_ranges_of_their_own_may_be_brought_together() -> None:
    files = {
        "a/package.json": '{"dependencies": {"zod": "3.25.1"}}',
        "b/package.json": '{"dependencies": {"zod": "4.1.0"}}',
    }
    assert choices(only(tree(files), "zod")) == [{"zod": "4.1.0"}, {"zod": "3.25.1"}]
    (answer,) = answers(tree(files), ["zod"], quiet=["zod"])
    assert choices(answer)[0] == {}


def test_tools_are_grouped_by_what_is_known_about_them() -> None:
    given = tree(
        {"a.bzl": versions(tinygo="0.33.0", go="1.22.0"), "b.bzl": versions(gizmo="1.0", gadget="1.0")},
        knowledge=packs(),
    )
    assert groups(given, ["tinygo", "gizmo", "go", "gadget"]) == (("gadget",), ("gizmo",), ("go", "tinygo"))


def test_tools_that_read_one_literal_are_one_group_and_never_told_to_differ() -> None:
    given = tree(
        {
            "a.bzl": 'V = "1.0.0"\nTOOL_VERSIONS = {"gizmo": V, "gadget": V}\n',
            "b.bzl": 'GIZMO_VERSION = "1.1.0"\nGADGET_VERSION = "1.2.0"\n',
        }
    )
    assert groups(given, ["gizmo", "gadget"]) == (("gadget", "gizmo"),)
    found = choices(only(given, "gizmo", "gadget", limit=9))
    assert found == [{"gizmo": "1.0.0", "gadget": "1.0.0"}]


def test_the_total_is_the_first_choice_of_every_answer() -> None:
    sites = [pin(f"bin:{tool}", f"{line}.0", line=line) for line, tool in enumerate(("a", "a", "b", "b"), 1)]
    given = facts(*sites)
    found = [answer for group in groups(given, ["a", "b"]) for answer in answers(given, group)]
    assert [(move.tool, len(move.edits)) for _, move in total(found).moves] == [("a", 1), ("b", 1)]
    assert (total(found).edits, total(found).unsolved) == (2, ())


def test_each_build_root_has_an_answer_of_its_own() -> None:
    given = facts(
        pin("bin:gizmo", "1.0"), pin("bin:gizmo", "2.0", path="sub/versions.bzl"), roots=["", "sub"]
    )
    assert [(answer.root, choices(answer)) for answer in answers(given, ["gizmo"])] == [
        ("", [{"gizmo": "1.0"}]),
        ("sub", [{"gizmo": "2.0"}]),
    ]


def test_examples_are_not_moved() -> None:
    given = facts(pin("bin:gizmo", "1.0"), pin("bin:gizmo", "2.0", path="examples/versions.bzl"))
    assert choices(only(given, "gizmo")) == [{"gizmo": "1.0"}]


def test_no_more_choices_than_asked_for() -> None:
    sites = [pin("bin:gizmo", f"{number}.0", line=number) for number in range(1, 9)]
    assert len(only(facts(*sites), "gizmo", limit=2).assignments) == 2


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["0.45.0", "0.46.0", "0.47.0"]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["1.235.0", "1.239.0", "1.240.0"]), min_size=1, max_size=3),
)
def test_nothing_known_objects_to_what_is_proposed(generators: list[str], tools: list[str]) -> None:
    given = facts(
        *(pin("bin:wit-bindgen", version, line=line) for line, version in enumerate(generators, 1)),
        *(pin("bin:wasm-tools", version, line=line) for line, version in enumerate(tools, 20)),
        knowledge=packs(),
    )
    answer = only(given, "wit-bindgen", "wasm-tools")
    for assignment in answer.assignments:
        choice = {move.tool: move.version for move in assignment.moves}
        left = list(objections(given, choice))
        assert [objection for objection in left if objection.severity is Severity.ERROR] == []
        assert sorted(left, key=repr) == sorted(assignment.warnings, key=repr)
    upwards = [one for one in answer.assignments if all(move.down_from is None for move in one.moves)]
    costs = [(len(assignment.warnings), assignment.cost) for assignment in upwards]
    assert costs == sorted(costs)


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["wasm-tools", "wac", "wkg", "wasmtime", "wit-bindgen"]),
        st.sampled_from(["0.7.0", "0.46.0", "1.235.0", "1.240.0", "39.0.1"]),
    )
)
def test_where_no_check_finds_anything_nothing_is_to_be_moved(pinned: dict[str, str]) -> None:
    given = facts(
        *(pin(f"bin:{tool}", version, line=line) for line, (tool, version) in enumerate(pinned.items(), 1)),
        knowledge=packs(),
    )
    for tool in pinned:
        (answer,) = answers(given, [tool], quiet=pinned)
        assert answer.assignments[0].is_done
        assert answer.assignments[0].warnings == ()
