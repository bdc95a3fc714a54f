from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.hoist.making import TABLE, Files, checked, evaluated, hoisted, lay_out, texts, versions, written
from tests.trees import digest
from vercheck.hoist.result import HoistError

MODULE = 'module(name = "rules_example", version = "1.0.0")\n'
REGISTERED = f"""\
{MODULE}
wit_bindgen = use_extension("//wasm:rules.bzl", "wit_bindgen")
wit_bindgen.register(version = "0.46.0")
"""
RULES = '''\
"""Rules."""

load("//checksums:registry.bzl", "get_tool_info")

def get_info(ctx):
    wit_bindgen_version = "0.46.0"  # keep in step
    return get_tool_info("wit-bindgen", wit_bindgen_version)

def register(wit_bindgen_version = "0.46.0"):
    return wit_bindgen_version

WIT_BINDGEN_VERSION = "0.46.0"
'''
REGISTRY = """\
def get_tool_info(name, version):
    return (name, version)
"""
BASE: Files = {
    "MODULE.bazel": MODULE,
    "BUILD.bazel": "",
    "checksums/BUILD.bazel": "",
    "checksums/registry.bzl": REGISTRY,
    "toolchains/BUILD.bazel": "",
    "wasm/BUILD.bazel": "",
    "wasm/rules.bzl": RULES,
}
HOME = """\
TOOL_VERSIONS = {
    "wasm-tools": "1.240.0",
    "wasmtime": "37.0.2",
}
"""
CONSTANT = 'WIT_BINDGEN_VERSION = "0.46.0"\n'


def tree(root: Path, **files: str) -> Path:
    """The base, with further files: `a__b` is `a/b.bzl`."""
    named = {f"{name.replace('__', '/')}.bzl": text for name, text in files.items()}
    return lay_out(root, {**BASE, **named})


def test_the_table_is_made_and_every_literal_looks_into_it(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path), "wit-bindgen")
    after = texts(made)
    assert after[TABLE] == (
        '"""Versions of the tools that are used here, each in one place."""\n\n'
        'TOOL_VERSIONS = {\n    "wit-bindgen": "0.46.0",\n}\n'
    )
    look_up = 'TOOL_VERSIONS["wit-bindgen"]'
    expected = RULES.replace(
        '"get_tool_info")\n',
        '"get_tool_info")\nload("//toolchains:tool_versions.bzl", "TOOL_VERSIONS")\n',
    )
    assert after["wasm/rules.bzl"] == expected.replace('"0.46.0"', look_up)
    assert TABLE not in made.before


def test_starlark_itself_finds_the_same_versions(tmp_path: Path) -> None:
    root = tree(tmp_path)
    before = evaluated(root, "wasm/rules.bzl")
    written(root, hoisted(root, "wit-bindgen"))
    after = evaluated(root, "wasm/rules.bzl")
    for module in (before, after):
        assert module.call("register") == "0.46.0"
        assert module.call("get_info", None) == ["wit-bindgen", "0.46.0"]


def test_vercheck_finds_the_same_versions_and_one_literal_behind_them(tmp_path: Path) -> None:
    root = tree(tmp_path)
    before = versions(root)
    made = hoisted(root, "wit-bindgen")
    written(root, made)
    assert versions(root) == before
    graph = checked(root).facts.graph
    ends = {graph.literal_behind(pin) for pin in graph.pins_of("wit-bindgen")}
    assert {end.location.path for end in ends if end is not None} == {TABLE}


def test_a_second_hoist_has_nothing_to_do(tmp_path: Path) -> None:
    root = tree(tmp_path)
    written(root, hoisted(root, "wit-bindgen"))
    again = hoisted(root, "wit-bindgen")
    assert (again.after, again.refused, again.sites) == ({}, (), ())


def test_a_table_that_is_there_gets_an_entry_in_its_order(tmp_path: Path) -> None:
    after = texts(hoisted(tree(tmp_path, toolchains__tool_versions=HOME), "wit-bindgen"))
    assert after[TABLE] == HOME.replace("}", '    "wit-bindgen": "0.46.0",\n}')


def test_an_entry_that_is_there_is_looked_up_and_left_as_it_is(tmp_path: Path) -> None:
    home = HOME.replace("}", '    "wit-bindgen": "0.46.0",  # held\n}')
    made = hoisted(tree(tmp_path, toolchains__tool_versions=home), "wit-bindgen")
    assert set(texts(made)) == {"wasm/rules.bzl"}


def test_the_key_is_spelled_as_the_table_spells_others(tmp_path: Path) -> None:
    home = HOME.replace("wasm-tools", "wasm_tools")
    after = texts(hoisted(tree(tmp_path, toolchains__tool_versions=home), "wit-bindgen"))
    assert '"wit_bindgen": "0.46.0"' in after[TABLE]
    assert 'TOOL_VERSIONS["wit_bindgen"]' in after["wasm/rules.bzl"]


def test_a_load_of_the_file_gets_the_name_added(tmp_path: Path) -> None:
    rules = 'load("//toolchains:tool_versions.bzl", "get_version", "validate")\n\n' + CONSTANT
    home = HOME + "\ndef get_version(name):\n    return TOOL_VERSIONS[name]\n\ndef validate():\n    pass\n"
    files = {"toolchains__tool_versions": home, "wasm__rules": rules}
    after = texts(hoisted(tree(tmp_path, **files), "wit-bindgen"))
    first = after["wasm/rules.bzl"].splitlines()[0]
    assert first == 'load("//toolchains:tool_versions.bzl", "TOOL_VERSIONS", "get_version", "validate")'


def test_another_name_for_the_table_is_used_where_the_file_has_one(tmp_path: Path) -> None:
    rules = 'load("//toolchains:tool_versions.bzl", PINNED = "TOOL_VERSIONS")\n\n' + CONSTANT
    files = {"toolchains__tool_versions": HOME, "wasm__rules": rules}
    after = texts(hoisted(tree(tmp_path, **files), "wit-bindgen"))
    assert after["wasm/rules.bzl"] == rules.replace('"0.46.0"', 'PINNED["wit-bindgen"]')


def test_the_module_s_own_name_in_a_load_means_this_repository(tmp_path: Path) -> None:
    rules = 'load("@rules_example//toolchains:tool_versions.bzl", "TOOL_VERSIONS")\n\n' + CONSTANT
    files = {"toolchains__tool_versions": HOME, "wasm__rules": rules}
    after = texts(hoisted(tree(tmp_path, **files), "wit-bindgen"))
    assert after["wasm/rules.bzl"].count("load(") == 1


def test_a_file_without_loads_gets_one_behind_its_docstring(tmp_path: Path) -> None:
    rules = '"""Rules."""\n\n# The tool.\n' + CONSTANT
    after = texts(hoisted(tree(tmp_path, wasm__rules=rules), "wit-bindgen"))
    assert after["wasm/rules.bzl"] == (
        '"""Rules."""\n\nload("//toolchains:tool_versions.bzl", "TOOL_VERSIONS")\n\n'
        '# The tool.\nWIT_BINDGEN_VERSION = TOOL_VERSIONS["wit-bindgen"]\n'
    )


def test_the_table_s_own_file_looks_up_without_a_load(tmp_path: Path) -> None:
    home = f'{HOME}\ndef latest():\n    wit_bindgen_version = "0.46.0"\n    return wit_bindgen_version\n'
    root = tree(tmp_path, toolchains__tool_versions=home)
    written(root, hoisted(root, "wit-bindgen"))
    assert "load(" not in (root / TABLE).read_text()
    assert evaluated(root, TABLE).call("latest") == "0.46.0"


def test_windows_line_endings_and_a_mark_in_front_stay(tmp_path: Path) -> None:
    rules = "\ufeff" + RULES.replace("\n", "\r\n")
    after = texts(hoisted(tree(tmp_path, wasm__rules=rules), "wit-bindgen"))["wasm/rules.bzl"]
    assert after.startswith('\ufeff"""Rules."""\r\n')
    assert after.count("\n") == after.count("\r\n") == rules.count("\n") + 1


def test_a_row_of_a_list_and_an_entry_of_another_table_look_up_too(tmp_path: Path) -> None:
    rows = 'TOOLS = [\n    ("wac", "0.7.0"),\n    ("wit-bindgen", "0.46.0"),  # a row\n]\n'
    rows += "\ndef tools():\n    return TOOLS\n"
    table = 'DEFAULT_VERSIONS = {\n    "wac": "0.7.0",\n    "wit_bindgen": "0.46.0",\n}\n'
    table += '\ndef default():\n    return DEFAULT_VERSIONS["wit_bindgen"]\n'
    root = tree(tmp_path, wasm__rows=rows, wasm__table=table)
    before = versions(root)
    written(root, hoisted(root, "wit-bindgen"))
    assert versions(root) == before
    assert evaluated(root, "wasm/rows.bzl").call("tools") == [["wac", "0.7.0"], ["wit-bindgen", "0.46.0"]]
    assert evaluated(root, "wasm/table.bzl").call("default") == "0.46.0"


# what stays


def test_module_bazel_can_load_nothing_so_its_literal_is_named(tmp_path: Path) -> None:
    root = lay_out(tree(tmp_path), {"MODULE.bazel": REGISTERED})
    made = hoisted(root, "wit-bindgen")
    assert "MODULE.bazel" not in texts(made)
    (left,) = made.left
    assert (left.place, left.text, left.reason) == (
        "MODULE.bazel:4",
        "0.46.0",
        "`MODULE.bazel` can load nothing",
    )


def test_a_build_file_for_another_repository_is_named(tmp_path: Path) -> None:
    root = lay_out(tree(tmp_path), {"toolchains/BUILD.wit_bindgen": CONSTANT})
    made = hoisted(root, "wit-bindgen")
    assert [left.place for left in made.left] == ["toolchains/BUILD.wit_bindgen:1"]


def test_another_build_root_is_named(tmp_path: Path) -> None:
    files = {"builder/MODULE.bazel": 'module(name = "builder")\n', "builder/defs.bzl": CONSTANT}
    made = hoisted(lay_out(tree(tmp_path), files), "wit-bindgen")
    assert [left.place for left in made.left] == ["builder/defs.bzl:1"]


def test_a_tag_with_a_letter_in_front_stays(tmp_path: Path) -> None:
    repositories = """\
def repositories():
    git_repository(
        name = "wit_bindgen_src",
        remote = "https://github.com/bytecodealliance/wit-bindgen.git",
        tag = "v0.46.0",
    )
"""
    made = hoisted(tree(tmp_path, wasm__repositories=repositories), "wit-bindgen")
    assert "wasm/repositories.bzl" not in texts(made)
    assert [(left.text, left.reason) for left in made.left] == [
        ("v0.46.0", "it is spelled otherwise than `0.46.0`")
    ]


def test_a_url_that_spells_the_version_is_named(tmp_path: Path) -> None:
    repositories = """\
def repositories():
    http_archive(
        name = "wit-bindgen",
        version = "0.46.0",
        url = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v0.46.0/wit.tar.gz",
        strip_prefix = "wit-bindgen-0.46.0",
    )
"""
    made = hoisted(tree(tmp_path, wasm__repositories=repositories), "wit-bindgen")
    after = texts(made)["wasm/repositories.bzl"]
    assert 'version = TOOL_VERSIONS["wit-bindgen"],' in after
    assert {left.place.rpartition(":")[2] for left in made.left} == {"5", "6"}


COMPOSED = """\
def http_archive(**parts):
    return parts

WIT_BINDGEN_VERSION = "0.46.0"
BASE = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v"

def formatted():
    return http_archive(
        name = "formatted",
        url = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v{v}/wit-{v}.tar.gz".format(
            v = WIT_BINDGEN_VERSION,
        ),
        strip_prefix = "wit-bindgen-{}".format(WIT_BINDGEN_VERSION),
    )

def percent():
    return http_archive(
        name = "percent",
        url = "https://github.com/bytecodealliance/wit-bindgen/archive/v%s.tar.gz" % WIT_BINDGEN_VERSION,
        strip_prefix = "wit-bindgen-%s" % WIT_BINDGEN_VERSION,
    )

def joined():
    return http_archive(
        name = "joined",
        url = BASE + WIT_BINDGEN_VERSION + "/wit.tar.gz",
        strip_prefix = "wit-bindgen-" + WIT_BINDGEN_VERSION,
    )
"""
BESIDE = """
def beside():
    return http_archive(
        name = "wit-bindgen",
        version = "0.46.0",
        url = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v0.46.0/wit.tar.gz",
        strip_prefix = "wit-bindgen-0.46.0",
    )
"""
MACROS = ("formatted", "percent", "joined")


def test_addresses_in_every_composition_are_the_same_as_before(tmp_path: Path) -> None:
    root = tree(tmp_path, wasm__archives=COMPOSED + BESIDE)
    macros = (*MACROS, "beside")
    before: dict[str, Any] = {name: evaluated(root, "wasm/archives.bzl").call(name) for name in macros}
    assert all("0.46.0" in parts["url"] for parts in before.values())
    said = versions(root)
    written(root, hoisted(root, "wit-bindgen"))
    assert (root / "wasm/archives.bzl").read_text().count('TOOL_VERSIONS["wit-bindgen"]') == 2
    assert {name: evaluated(root, "wasm/archives.bzl").call(name) for name in macros} == before
    assert versions(root) == said


def test_addresses_that_are_composed_follow_a_version_that_was_named(tmp_path: Path) -> None:
    root = tree(tmp_path, wasm__archives=COMPOSED)
    before: dict[str, Any] = {name: evaluated(root, "wasm/archives.bzl").call(name) for name in MACROS}
    written(root, hoisted(root, "wit-bindgen", to="0.47.0"))
    for name, parts in before.items():
        moved = {key: text.replace("0.46.0", "0.47.0") for key, text in parts.items()}
        assert evaluated(root, "wasm/archives.bzl").call(name) == moved


def test_an_address_that_spells_the_version_keeps_it_from_moving_alone(tmp_path: Path) -> None:
    root = tree(tmp_path, wasm__archives=COMPOSED + BESIDE)
    made = hoisted(root, "wit-bindgen", to="0.47.0")
    assert made.after == {}
    assert [words.partition(" ")[2] for words in made.refused] == ["spells `0.46.0` in a longer text"] * 2


def test_a_file_that_the_table_loads_cannot_load_it(tmp_path: Path) -> None:
    home = 'load("//wasm:base.bzl", "BASE")\n\n' + HOME + "\nALL = BASE\n"
    files = {"toolchains__tool_versions": home, "wasm__base": f"{CONSTANT}BASE = 1\n"}
    made = hoisted(tree(tmp_path, **files), "wit-bindgen")
    assert "wasm/base.bzl" not in texts(made)
    assert [left.reason for left in made.left] == [f"`{TABLE}` loads this file, which so cannot load it"]


def test_a_file_with_another_thing_of_that_name_is_named(tmp_path: Path) -> None:
    own = 'TOOL_VERSIONS = ["a"]\n' + CONSTANT
    made = hoisted(tree(tmp_path, wasm__own=own), "wit-bindgen")
    assert [left.reason for left in made.left] == ["`TOOL_VERSIONS` is something else in this file"]


def test_a_literal_above_the_table_stays(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path, toolchains__tool_versions=CONSTANT + HOME), "wit-bindgen")
    assert CONSTANT in texts(made)[TABLE]
    assert [left.reason for left in made.left] == ["it stands above `TOOL_VERSIONS`"]


def test_bundles_tests_and_examples_are_left_alone(tmp_path: Path) -> None:
    profiles = """\
PROFILES = {
    "old": {"wasmtime": "35.0.0", "wit-bindgen": "0.30.0"},
    "new": {"wasmtime": "37.0.2", "wit-bindgen": "0.46.0"},
}
"""
    files = {"wasm__profiles": profiles, "examples__defs": CONSTANT, "wasm__rules_test": CONSTANT}
    made = hoisted(tree(tmp_path, **files), "wit-bindgen")
    assert set(texts(made)) == {TABLE, "wasm/rules.bzl"}


def test_nothing_is_made_where_nothing_could_look_it_up(tmp_path: Path) -> None:
    root = tree(tmp_path, wasm__rules="")
    made = hoisted(lay_out(root, {"MODULE.bazel": REGISTERED}), "wit-bindgen")
    assert (made.after, made.refused) == ({}, ())


def test_a_table_that_says_who_may_load_it_gets_no_new_readers(tmp_path: Path) -> None:
    home = f'visibility(["//toolchains"])\n\n{HOME}'
    made = hoisted(tree(tmp_path, toolchains__tool_versions=home), "wit-bindgen")
    assert (made.after, {left.reason for left in made.left}) == ({}, {f"`{TABLE}` says who may load it"})


def test_a_workspace_file_loads_a_table_that_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    workspace = 'workspace(name = "example")\n\n' + CONSTANT
    root = lay_out(tree(tmp_path, toolchains__tool_versions=HOME), {"WORKSPACE": workspace})
    after = texts(hoisted(root, "wit-bindgen"))
    assert after["WORKSPACE"].startswith('workspace(name = "example")\n\nload("//toolchains:')


def test_a_workspace_file_does_not_load_what_needs_a_repository_that_it_defines(tmp_path: Path) -> None:
    home = f'load("@bazel_skylib//lib:dicts.bzl", "dicts")\n\n{HOME}'
    root = lay_out(tree(tmp_path, toolchains__tool_versions=home), {"WORKSPACE": CONSTANT})
    made = hoisted(root, "wit-bindgen")
    assert set(texts(made)) == {TABLE, "wasm/rules.bzl"}
    assert [left.place for left in made.left] == ["WORKSPACE:1"]


# what is refused


def test_two_truths_are_refused_and_both_are_shown(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path, wasm__other=CONSTANT.replace("0.46.0", "0.45.0")), "wit-bindgen")
    assert made.after == {}
    assert "wasm/other.bzl:1 says `0.45.0`" in made.refused
    assert made.refused[-1] == "`--to VERSION` says which it is to be"


def test_a_table_that_says_otherwise_is_a_truth_too(tmp_path: Path) -> None:
    home = HOME.replace("}", '    "wit-bindgen": "0.45.0",\n}')
    made = hoisted(tree(tmp_path, toolchains__tool_versions=home), "wit-bindgen")
    assert made.refused[0] == f"{TABLE}#TOOL_VERSIONS[wit-bindgen] says `0.45.0`"


def test_the_version_that_was_named_wins(tmp_path: Path) -> None:
    home = HOME.replace("}", '    "wit-bindgen": "0.45.0",\n}')
    root = tree(tmp_path, toolchains__tool_versions=home)
    written(root, hoisted(root, "wit-bindgen", to="0.46.0"))
    assert (root / TABLE).read_text() == home.replace("0.45.0", "0.46.0")
    assert evaluated(root, "wasm/rules.bzl").call("register") == "0.46.0"


def test_a_digest_keeps_a_literal_from_another_version(tmp_path: Path) -> None:
    archive = f"""\
def repositories():
    http_archive(
        name = "wit-bindgen",
        version = "0.45.0",
        url = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v0.45.0/wit.tar.gz",
        sha256 = "{digest("wit-bindgen 0.45.0")}",
    )
"""
    root = tree(tmp_path, wasm__repositories=archive)
    made = hoisted(root, "wit-bindgen", to="0.46.0")
    assert made.after == {}
    assert "wasm/repositories.bzl:6 has a digest that belongs to `0.45.0`" in made.refused


def test_a_folder_that_is_no_package_gives_no_label(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"MODULE.bazel": MODULE, "wasm/rules.bzl": CONSTANT})
    with pytest.raises(HoistError, match="no BUILD file makes a package of `toolchains`"):
        hoisted(root, "wit-bindgen")


def test_the_label_goes_through_the_nearest_package(tmp_path: Path) -> None:
    home = "wasm/private/deep/versions.bzl"
    after = texts(hoisted(tree(tmp_path), "wit-bindgen", home))
    assert 'load("//wasm:private/deep/versions.bzl", "TOOL_VERSIONS")' in after["wasm/rules.bzl"]


def test_a_private_name_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(HoistError, match="`_VERSIONS` is no name that another file can load"):
        hoisted(tree(tmp_path), "wit-bindgen", symbol="_VERSIONS")


def test_of_several_tables_one_has_to_be_named(tmp_path: Path) -> None:
    home = 'HOST_TOOLS = {"wasmtime": "37.0.2"}\n\nGUEST_TOOLS = {"tinygo": "0.39.0"}\n'
    root = tree(tmp_path, toolchains__tool_versions=home)
    with pytest.raises(HoistError, match="several tables"):
        hoisted(root, "wit-bindgen")
    after = texts(hoisted(root, "wit-bindgen", symbol="GUEST_TOOLS"))
    assert '{"tinygo": "0.39.0", "wit-bindgen": "0.46.0"}' in after[TABLE]


def test_a_table_of_another_name_is_made(tmp_path: Path) -> None:
    after = texts(hoisted(tree(tmp_path), "wit-bindgen", symbol="VERSIONS"))
    assert 'VERSIONS = {\n    "wit-bindgen": "0.46.0",\n}\n' in after[TABLE]
    assert 'VERSIONS["wit-bindgen"]' in after["wasm/rules.bzl"]


def test_a_table_of_structures_is_not_extended(tmp_path: Path) -> None:
    home = 'TOOL_VERSIONS = {\n    "wasmtime": {"version": "37.0.2"},\n}\n'
    with pytest.raises(HoistError, match="no table of plain strings"):
        hoisted(tree(tmp_path, toolchains__tool_versions=home), "wit-bindgen")


def test_a_file_that_does_not_parse_keeps_its_literal(tmp_path: Path) -> None:
    made = hoisted(tree(tmp_path, wasm__torn=CONSTANT + "def broken(:\n"), "wit-bindgen")
    assert "wasm/torn.bzl" not in texts(made)
    assert any("does not parse" in left.reason for left in made.left)


def test_a_version_that_is_no_string_stays(tmp_path: Path) -> None:
    home = HOME.replace("}", '    "wasi-sdk": "29",\n}')
    rules = 'WASI_SDK_VERSION = 29\n\ndef sdk(wasi_sdk_version = "29"):\n    return wasi_sdk_version\n'
    root = tree(tmp_path, toolchains__tool_versions=home, wasm__sdk=rules)
    made = hoisted(root, "wasi-sdk")
    assert "WASI_SDK_VERSION = 29\n" in texts(made)["wasm/sdk.bzl"]
    assert [left.reason for left in made.left] == ["it is no plain string"]
