"""Which versions fit together: small repositories, the real rules, the real solver."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building import crate, facts, pin
from tests.trees import packs, registry, tree
from vercheck.assignments import Answer, answers
from vercheck.graph import Facts
from vercheck.graph.satisfying import objections


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


def test_a_tool_that_objects_is_moved_too() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {"wit-bindgen": "0.46.0", "wasm-tools": "1.235.0"}\n',
        "checksums/tools/wasm-tools.json": registry("wasm-tools", "1.240.0", ["1.235.0", "1.240.0"]),
    }
    (move, other) = only(tree(files, knowledge=packs()), "wit-bindgen").assignments[0].moves
    assert (move.tool, move.version.text, other.tool, other.version.text) == (
        "wasm-tools",
        "1.240.0",
        "wit-bindgen",
        "0.46.0",
    )


def test_a_version_without_its_checksums_says_what_it_needs() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "1.1.0"}\n',
        "other.bzl": 'GIZMO_VERSION = "1.1.0"\n',
        "checksums/tools/gizmo.json": registry("gizmo", "1.0.0", ["1.0.0"]),
    }
    answer = only(tree(files), "gizmo")
    assert choices(answer) == [{"gizmo": "1.1.0"}, {"gizmo": "1.0.0"}]
    assert answer.assignments[0].moves[0].lacks == ("an entry for `1.1.0` in checksums/tools/gizmo.json",)
    assert answer.assignments[1].moves[0].lacks == ()


def test_where_nothing_on_offer_fits_every_version_says_why() -> None:
    given = facts(pin("bin:wac", "0.7.0"), pin("bin:wasm-tools", "1.240.0", line=2), knowledge=packs())
    answer = only(given, "wac")
    assert answer.assignments == ()
    (refusal,) = answer.refusals
    assert (refusal.version.text, refusal.objection.rule) == ("0.7.0", "wasm/wac-wt")


def test_what_agrees_already_costs_nothing() -> None:
    answer = only(facts(pin("bin:gizmo", "1.0"), pin("bin:gizmo", "1.0.0", line=2)), "gizmo")
    assert [assignment.edits for assignment in answer.assignments] == [0]


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
        assert list(objections(given, choice)) == []
    costs = [assignment.edits for assignment in answer.assignments]
    assert costs == sorted(costs)
