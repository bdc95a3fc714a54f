from __future__ import annotations

from pathlib import Path

import pytest

from tests.hoist.making import CARGO, Files, checked, dependencies, hoisted, lay_out, texts, written
from vercheck.hoist.result import HoistError

HOME = "Cargo.toml"
WORKSPACE = """\
[workspace]
members = ["crates/*"]
resolver = "2"

[workspace.dependencies]
# Errors.
anyhow = "1"  # not thiserror
tokio = { version = "1", features = ["rt"] }
"""


def package(name: str, body: str) -> str:
    return f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n\n{body}'


def tree(root: Path, workspace: str = WORKSPACE, **members: str) -> Path:
    files: dict[str, str] = {HOME: workspace}
    for name, body in members.items():
        files[f"crates/{name}/Cargo.toml"] = package(name, body)
        files[f"crates/{name}/src/lib.rs"] = ""
    return lay_out(root, files)


def member(made: dict[str, str], name: str) -> str:
    """What a member says below its own table."""
    return made[f"crates/{name}/Cargo.toml"].partition("\n\n")[2]


def test_the_requirement_moves_to_the_workspace_and_members_inherit_it(tmp_path: Path) -> None:
    plain = '[dependencies]\nserde = "1.0"  # shapes\n'
    table = '[dependencies]\nserde = { version = "1.0", features = ["derive"], optional = true }\n'
    after = texts(hoisted(tree(tmp_path, a=plain, b=table), "serde", HOME))
    assert after[HOME] == WORKSPACE.replace("tokio =", 'serde = "1.0"\ntokio =')
    assert member(after, "a") == "[dependencies]\nserde.workspace = true  # shapes\n"
    assert member(after, "b") == (
        '[dependencies]\nserde = { workspace = true, features = ["derive"], optional = true }\n'
    )


def test_every_spelling_of_a_dependency_is_understood(tmp_path: Path) -> None:
    dotted = '[dependencies]\nserde.version = "1.0"\nserde.features = ["derive"]\n'
    headed = '[dependencies.serde]\n# Why.\nversion = "1.0"  # now\nfeatures = ["derive"]\n'
    target = "[target.'cfg(unix)'.dev-dependencies]\n\"serde\" = '1.0'\n"
    after = texts(hoisted(tree(tmp_path, a=dotted, b=headed, c=target), "serde", HOME))
    assert member(after, "a") == '[dependencies]\nserde.workspace = true\nserde.features = ["derive"]\n'
    assert member(after, "b") == (
        '[dependencies.serde]\n# Why.\nworkspace = true  # now\nfeatures = ["derive"]\n'
    )
    assert member(after, "c") == "[target.'cfg(unix)'.dev-dependencies]\n\"serde\".workspace = true\n"


def test_members_that_write_inline_tables_get_one(tmp_path: Path) -> None:
    style = "[dependencies]\nanyhow = { workspace = true }\n"
    after = texts(hoisted(tree(tmp_path, a=style, b='[dependencies]\nserde = "1.0"\n'), "serde", HOME))
    assert member(after, "b") == "[dependencies]\nserde = { workspace = true }\n"


def test_an_entry_that_is_there_is_inherited_as_it_is(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path, a='[dependencies]\nanyhow = "1"\n'), "anyhow", HOME)
    assert set(texts(made)) == {"crates/a/Cargo.toml"}


def test_a_table_is_made_where_there_is_none(tmp_path: Path) -> None:
    workspace = '[workspace]\nmembers = ["crates/*"]\n# The end.\n\n[profile.release]\nlto = true\n'
    after = texts(hoisted(tree(tmp_path, workspace, a='[dependencies]\nserde = "1.0"\n'), "serde", HOME))
    assert after[HOME] == workspace.replace(
        'members = ["crates/*"]\n', 'members = ["crates/*"]\n\n[workspace.dependencies]\nserde = "1.0"\n'
    )


def test_an_unordered_table_gets_the_entry_at_its_end(tmp_path: Path) -> None:
    workspace = WORKSPACE.replace("anyhow", "zip")
    after = texts(hoisted(tree(tmp_path, workspace, a='[dependencies]\nserde = "1.0"\n'), "serde", HOME))
    assert after[HOME] == workspace + 'serde = "1.0"\n'


def test_a_second_hoist_has_nothing_to_do(tmp_path: Path) -> None:
    root = tree(tmp_path, a='[dependencies]\nserde = "1.0"\n')
    written(root, hoisted(root, "serde", HOME))
    again = hoisted(root, "serde", HOME)
    assert (again.after, again.refused, again.left) == ({}, (), ())


def test_all_requirements_end_at_the_workspace_s_literal(tmp_path: Path) -> None:
    root = tree(tmp_path, a='[dependencies]\nserde = "1.0"\n', b='[dependencies]\nserde = "1.0"\n')
    written(root, hoisted(root, "serde", HOME))
    graph = checked(root).facts.graph
    pins = [pin for pin in graph.pins if pin.artifact.name == "serde"]
    ends = {end.location.path for pin in pins if (end := graph.literal_behind(pin)) is not None}
    assert (len(pins), ends) == (3, {HOME})


def test_windows_line_endings_stay(tmp_path: Path) -> None:
    root = tree(tmp_path, a='[dependencies]\nserde = "1.0"\n')
    home = WORKSPACE.replace("\n", "\r\n")
    (root / HOME).write_bytes(home.encode())
    after = texts(hoisted(root, "serde", HOME))[HOME]
    assert after == home.replace("tokio =", 'serde = "1.0"\r\ntokio =')


def test_a_workspace_in_a_folder_has_its_members_below_it(tmp_path: Path) -> None:
    body = package("a", '[dependencies]\nserde = "1.0"\n')
    files = {"rust/Cargo.toml": WORKSPACE, "rust/crates/a/Cargo.toml": body, "crates/b/Cargo.toml": body}
    made = hoisted(lay_out(tmp_path, files), "serde", "rust/Cargo.toml")
    assert set(texts(made)) == {"rust/Cargo.toml", "rust/crates/a/Cargo.toml"}


# features


def test_default_features_are_turned_off_at_the_workspace_and_on_where_they_were_on(tmp_path: Path) -> None:
    off = '[dependencies]\nserde = { version = "1.0", default-features = false }\n'
    on = '[dependencies]\nserde = "1.0"\n'
    dotted = '[dependencies]\nserde.version = "1.0"\n'
    after = texts(hoisted(tree(tmp_path, a=off, b=on, c=dotted), "serde", HOME))
    assert 'serde = { version = "1.0", default-features = false }\n' in after[HOME]
    assert member(after, "a") == "[dependencies]\nserde = { workspace = true, default-features = false }\n"
    assert member(after, "b") == "[dependencies]\nserde = { workspace = true, default-features = true }\n"
    assert member(after, "c") == "[dependencies]\nserde.workspace = true\nserde.default-features = true\n"


def test_a_member_that_turns_them_off_stays_where_the_workspace_has_them_on(tmp_path: Path) -> None:
    off = '[dependencies]\nanyhow = { version = "1", default-features = false }\n'
    made = hoisted(tree(tmp_path, a=off), "anyhow", HOME)
    assert made.after == {}
    assert [left.reason for left in made.left] == [
        "it turns the default features off, which only the workspace can"
    ]


def test_a_member_that_would_get_more_features_stays(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path, a='[dependencies]\ntokio = "1"\n'), "tokio", HOME)
    assert made.after == {}
    assert [left.reason for left in made.left] == ["it would get the features `rt`"]


def test_a_member_that_has_those_features_moves(tmp_path: Path) -> None:
    made = hoisted(
        tree(tmp_path, a='[dependencies]\ntokio = { version = "1", features = ["rt", "net"] }\n'),
        "tokio",
        HOME,
    )
    assert "workspace = true" in member(texts(made), "a")


# what stays, and what is refused


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('rename = { package = "serde", version = "1.0" }', "it is renamed to `rename`"),
        ('serde = { version = "1.0", path = "../../vendored" }', "it has `path`"),
        ('serde = { version = "1.0", git = "https://example.com/serde" }', "it has `git`"),
        ('serde = { version = "1.0", registry = "ours" }', "it has `registry`"),
        ('serde = "*"', "it takes any version"),
    ],
)
def test_what_says_more_than_a_version_stays(tmp_path: Path, entry: str, reason: str) -> None:
    made = hoisted(tree(tmp_path, a=f"[dependencies]\n{entry}\n"), "serde", HOME)
    assert (made.after, [left.reason for left in made.left]) == ({}, [reason])


def test_a_package_that_is_no_member_is_named(tmp_path: Path) -> None:
    workspace = WORKSPACE.replace(
        'members = ["crates/*"]\n', 'members = ["crates/*"]\nexclude = ["crates/out"]\n'
    )
    outside = '[dependencies]\nserde = "1.0"\n'
    workspace = workspace.replace("crates/*", "crates/a")
    made = hoisted(tree(tmp_path, workspace, a=outside, out=outside), "serde", HOME)
    assert set(texts(made)) == {HOME, "crates/a/Cargo.toml"}
    assert [left.place for left in made.left] == ["crates/out/Cargo.toml:7"]


def test_members_that_differ_are_refused_unless_somebody_says_which(tmp_path: Path) -> None:
    root = tree(tmp_path, a='[dependencies]\nserde = "1.0"\n', b='[dependencies]\nserde = "1.0.200"\n')
    made = hoisted(root, "serde", HOME)
    assert made.after == {}
    assert "crates/b/Cargo.toml:7 says `1.0.200`" in made.refused
    after = texts(hoisted(root, "serde", HOME, to="1.0.200"))
    assert 'serde = "1.0.200"\n' in after[HOME]
    assert member(after, "a") == member(after, "b") == "[dependencies]\nserde.workspace = true\n"


def test_the_workspace_s_own_entry_moves_only_where_it_is_told_to(tmp_path: Path) -> None:
    root = tree(
        tmp_path, a='[dependencies]\nanyhow = "1.0.80"\n', b="[dependencies]\nanyhow.workspace = true\n"
    )
    assert hoisted(root, "anyhow", HOME).refused[0] == "Cargo.toml:7 says `1`"
    after = texts(hoisted(root, "anyhow", HOME, to="1.0.80"))
    assert after[HOME] == WORKSPACE.replace('"1"  #', '"1.0.80"  #')


def test_a_manifest_without_a_workspace_cannot_hold_one(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {HOME: package("a", '[dependencies]\nserde = "1.0"\n')})
    with pytest.raises(HoistError, match=r"has no `\[workspace\]`"):
        hoisted(root, "serde", HOME)


def test_a_crate_that_nobody_asks_for_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(HoistError, match="asks for `sered`; did you mean `serde`"):
        hoisted(tree(tmp_path, a='[dependencies]\nserde = "1.0"\n'), "sered", HOME)


def test_a_requirement_that_is_none_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(HoistError):
        hoisted(tree(tmp_path, a='[dependencies]\nserde = "1.0"\n'), "serde", HOME, to="newest")


def test_a_string_that_the_reader_of_spans_does_not_expect_is_refused(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path, a='[dependencies]\nserde = """1.0"""\n'), "serde", HOME)
    assert made.after == {}


# Cargo's own word

MEMBERS: Files = {
    "a": '[dependencies]\nserde = { version = "1.0", default-features = false, features = ["derive"] }\n',
    "b": '[dependencies]\nserde = "1.0"\n[dev-dependencies]\nserde = { version = "1.0", optional = false }\n',
    "c": "[target.'cfg(unix)'.build-dependencies.serde]\nversion = \"1.0\"\n",
}


@pytest.mark.skipif(CARGO is None, reason="cargo is not there to be asked")
def test_cargo_finds_every_package_asking_for_the_same(tmp_path: Path) -> None:
    root = tree(tmp_path, **MEMBERS)
    before = dependencies(root)
    made = written(root, hoisted(root, "serde", HOME))
    assert dependencies(made) == before
    assert len(before) == 4
