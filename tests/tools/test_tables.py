"""Tables that are rebuilt from an upstream's repository: each generator on a small repository of its own."""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.tables.__main__ import RULES, read, run, tables
from tools.tables.history import HistoryError
from tools.tables.pack import merged
from tools.tables.release import Release, Version
from tools.tables.rows import rebuild
from tools.tables.table import Shape, Table
from vercheck.graph.relations import PACK_SCHEME
from vercheck.model import Requirement
from vercheck.packs.loading import read_pack
from vercheck.versions import admits, parse, parse_requirement

Files = Mapping[str, str]
Rows = Sequence[tuple[str, str]]


def git(directory: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(directory), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def upstream(directory: Path, releases: Sequence[tuple[str, Files]]) -> Path:
    """A repository with one commit for each release, and its tag where it has one."""
    directory.mkdir(exist_ok=True)
    git(directory, "init", "--quiet", "--initial-branch=main")
    for tag, files in releases:
        for name, text in files.items():
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            (directory / name).write_text(text)
        git(directory, "add", "--all")
        git(directory, "commit", "--quiet", "--allow-empty", "--message", tag or "work")
        if tag:
            git(directory, "tag", tag)
    return directory


def manifest(
    *dependencies: str, version: str = "1.0.0", table: str = "dependencies", more: str = ""
) -> Files:
    text = (
        f'[package]\nname = "a"\nversion = "{version}"\n{more}\n[{table}]\n' + "\n".join(dependencies) + "\n"
    )
    return {"Cargo.toml": text}


def go(low: int, high: int, *, version: str = "") -> Files:
    return {
        "builder/config.go": f"package builder\n\tif major != 1 || minor < {low} || minor > {high} {{\n",
        **({"goenv/version.go": f'package goenv\n\nconst version = "{version}"\n'} if version else {}),
    }


def schema(text: str) -> Files:
    return {"crates/shared/src/lib.rs": f'pub const SCHEMA_VERSION: &str = "{text}";\n'}


def contract(number: int) -> Files:
    return {"uniffi_meta/src/lib.rs": f"pub const UNIFFI_CONTRACT_VERSION: u32 = {number};\n"}


def interpreters(low: int, high: int) -> Files:
    limits = (
        f"min: PythonVersion {{ major: 3, minor: {low} }},\n    max: PythonVersion {{\n        major: 3,\n"
    )
    name = "const SUPPORTED_VERSIONS_CPYTHON: SupportedVersions = SupportedVersions {\n    "
    return {"pyo3-ffi/build.rs": f"{name}{limits}        minor: {high},\n    }},\n}};\n"}


def interface(number: int) -> Files:
    return {"lib/include/tree_sitter/api.h": f"#define TREE_SITTER_LANGUAGE_VERSION {number}\n"}


def rules_rust(compiler: str, generator: str) -> Files:
    return {
        "rust/private/common.bzl": f'DEFAULT_RUST_VERSION = "{compiler}"\n',
        "crate_universe/Cargo.toml": f'[package]\nname = "cargo-bazel"\nversion = "{generator}"\n',
    }


def bindgen_rules(version: str) -> Files:
    return {"extensions/wasm_bindgen/repositories.bzl": f'WASM_BINDGEN_VERSION = "{version}"\n'}


def linter(workflow: str, go: str) -> Files:
    return {f".github/workflows/{workflow}.yml": f"env:\n  GO_VERSION: '{go}'\n"}


def pyodide(python: str, emscripten: str) -> Files:
    text = f"export PYVERSION ?= {python}\nexport PYODIDE_EMSCRIPTEN_VERSION ?= {emscripten}\n"
    return {"Makefile.envs": text}


def module(name: str, version: str, *bounds: str) -> Files:
    said = f", bazel_compatibility = [{', '.join(map(repr, bounds))}]" if bounds else ""
    return {f"modules/{name}/{version}/MODULE.bazel": f'module(name = "{name}"{said})\n'}


WORKSPACE = "workspace.dependencies"

CASES: list[tuple[str, Sequence[tuple[str, Files]], Rows]] = [
    (
        "wt-wit",
        [
            ("v0.52.0", manifest('wit-component = "0.244.0"', table=WORKSPACE)),
            ("v0.53.0", manifest('wit-component = "0.245.0"', table=WORKSPACE)),
            ("v0.53.1", manifest('wit-component = "0.245.1"', table=WORKSPACE)),
            ("v0.54.0", manifest('wit-component = "0.245.1"', table=WORKSPACE)),
        ],
        [
            ("0.52", ">=1.244"),
            ("=0.53.0", ">=1.245"),
            (">=0.53.1, <0.54", ">=1.245.1"),
            ("0.54", ">=1.245.1"),
        ],
    ),
    (
        "wt-wit-crates",
        [("v0.52.0", manifest('wit-component = { version = "0.244.1" }', table=WORKSPACE))],
        [("0.52", ">=0.244.1")],
    ),
    (
        "wt-wasmtime",
        [
            ("v37.0.0", manifest('wasmparser = "0.239.0"', table=WORKSPACE)),
            ("v37.0.2", manifest('wasmparser = "0.239.0"', table=WORKSPACE)),
            ("v38.0.1", manifest('wasmparser = "0.239.0"', table=WORKSPACE)),
        ],
        [("37", "<1.240"), (">=38.0.1, <39", "<1.240")],
    ),
    (
        "wasmtime-msrv",
        [
            ("v22.0.0", manifest(more='rust-version = "1.76.0"')),
            ("v23.0.0", manifest(more='rust-version = "1.77.0"')),
        ],
        [("22", ">=1.76"), ("23", ">=1.77")],
    ),
    (
        "tinygo-go",
        [
            ("v0.20.0", go(11, 16)),
            ("v0.31.0", go(18, 22)),
            ("v0.31.2", go(18, 22)),
            ("v0.32.0", go(18, 22)),
            ("v0.33.0", {"builder/config.go": "\tconst minorMin = 19\n\tconst minorMax = 23\n"}),
        ],
        [(">=0.31, <0.33", ">=1.18, <1.23"), ("0.33", ">=1.19, <1.24")],
    ),
    (
        "pyo3-python",
        [
            ("v0.28.0", interpreters(7, 14)),
            ("v0.28.3", interpreters(7, 14)),
            ("v0.29.0", interpreters(8, 15)),
        ],
        [("0.28", ">=3.7, <3.15"), ("0.29", ">=3.8, <3.16")],
    ),
    (
        "treesitter",
        [
            ("v0.24.7", interface(14)),
            ("v0.25.0", interface(15)),
            ("v0.26.1", interface(15)),
            ("v0.27.0", interface(16)),
        ],
        [(">=0.25, <0.27", ">=0.25"), (">=0.27", ">=0.27")],
    ),
    (
        "otel-tracing",
        [
            ("v0.29.0", manifest('opentelemetry = { version = "0.28.0", features = ["trace"] }')),
            ("v0.30.0", manifest('opentelemetry = { version = "0.29", features = ["trace"] }')),
        ],
        [("0.29", "0.28"), ("0.30", "0.29")],
    ),
    (
        "rules-rust-rust",
        [
            ("0.71.0", {"rust/private/common.bzl": 'DEFAULT_RUST_VERSION = "1.96.0"\n'}),
            ("0.71.2", {"rust/private/common.bzl": 'DEFAULT_RUST_VERSION = "1.96.0"\n'}),
            ("0.71.3", {"rust/private/common.bzl": 'DEFAULT_RUST_VERSION = "1.96.1"\n'}),
        ],
        [(">=0.71, <0.71.3", "=1.96.0"), (">=0.71.3, <0.72", "=1.96.1")],
    ),
    (
        "wbg-bazel",
        [
            ("0.59.0", bindgen_rules("0.2.97")),
            ("0.67.0", bindgen_rules("0.2.97")),
            ("0.68.0", bindgen_rules("0.2.110")),
        ],
        [
            (">=0.59, <0.68", "=0.2.96 || =0.2.97 || =0.2.98"),
            ("~0.68", ">=0.2.107, <=0.2.113"),
        ],
    ),
    (
        "wt-wasmtime-wit",
        [("v37.0.0", manifest('wit-bindgen = { version = "0.46.0" }', table=WORKSPACE))],
        [("37", "<0.47")],
    ),
    (
        "jco-wit",
        [
            ("1.10.1", manifest('wit-bindgen = "0.39.0"', table=WORKSPACE)),
            ("jco-v1.17.0", manifest('wit-bindgen = "0.52.0"', table=WORKSPACE)),
            ("jco-v1.17.1", manifest('wit-bindgen = "0.53.1"', table=WORKSPACE)),
        ],
        [("=1.17.0", "<0.53"), (">=1.17.1, <2", "<0.54")],
    ),
    (
        "jco-wt",
        [("jco-v1.17.0", manifest('wit-component = "0.244.0"', table=WORKSPACE))],
        [(">=1.17.0, <2", "<1.245")],
    ),
    (
        "golangci-go",
        [
            ("v1.60.0", linter("tag", "1.23")),
            ("v1.64.0", {**linter("tag", "1.24"), **linter("post-release", "1.20")}),
            ("v2.1.0", {**linter("tag", "1.23"), **linter("release", "1.24")}),
            ("v2.4.0", linter("release", "1.25.0")),
        ],
        [("=1.60.0", "<1.24"), (">=1.64.0, <2.4.0", "<1.25"), (">=2.4.0, <3", "<1.26")],
    ),
    (
        "pyodide-emscripten",
        [("0.28.3", pyodide("3.13.2", "4.0.9")), ("314.0.0", pyodide("3.14.2", "5.0.3"))],
        [(">=0.28.3, <0.29", "=4.0.9"), ("~314", "=5.0.3")],
    ),
    (
        "pyodide-python",
        [("0.28.0", pyodide("3.13.2", "4.0.9")), ("314.0.0", pyodide("3.14.2", "5.0.3"))],
        [("~0.28", "~3.13"), ("~314", "~3.14")],
    ),
    *(
        (
            name,
            [
                ("v0.20.0", manifest(f'wit-parser = "0.{first}.1"')),
                ("v0.21.0", manifest(f'wit-parser = "0.{last}.0"')),
            ],
            [("0.20", f"{sign}1.{first + more}"), ("0.21", f"{sign}1.{last + more}")],
        )
        for name, sign, more, first, last in (
            ("wac-wt", "<", 1, 244, 247),
            ("wkg-wt", "<", 1, 244, 254),
            ("cargo-component-wt", ">=", 0, 220, 227),
            ("componentize-py-wt", ">=", 0, 244, 245),
            ("wrpc-wt", ">=", 0, 239, 252),
        )
    ),
    (
        "tonic-prost",
        [
            ("v0.13.0", {"tonic/Cargo.toml": '[dependencies]\nprost = { version = "0.13" }\n'}),
            (
                "v0.14.0",
                {
                    "tonic/Cargo.toml": "[dependencies]\n",
                    "tonic-prost/Cargo.toml": '[dependencies]\nprost = "0.14"\n',
                },
            ),
        ],
        [("0.13", "0.13"), ("0.14", "0.14")],
    ),
]


@pytest.mark.parametrize(("name", "releases", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rows_follow_what_the_files_say_at_each_tag(
    tmp_path: Path, name: str, releases: Sequence[tuple[str, Files]], expected: Rows
) -> None:
    rebuilt = read(tables()[name], upstream(tmp_path / "upstream", releases))
    assert [(row.when, row.needs) for row in rebuilt.rows] == expected
    assert {row.source for row in rebuilt.rows} <= {tag for tag, _ in releases}


def test_releases_with_one_schema_are_a_group(tmp_path: Path) -> None:
    texts = {95: "95", 96: "96", 97: "96", 99: "99", 100: "99", 101: "99", 102: "99", 104: "104"}
    releases = [(f"0.2.{number}", schema(f"0.2.{text}")) for number, text in texts.items()]
    rebuilt = read(tables()["wbg-schema"], upstream(tmp_path / "upstream", releases))
    assert rebuilt.known_through == "0.2.104"
    assert rebuilt.groups == (
        ("=0.2.95",),
        ("=0.2.96", "=0.2.97"),
        (">=0.2.99, <=0.2.102",),
        ("=0.2.104",),
    )


def test_releases_that_write_one_digest_are_a_group(tmp_path: Path) -> None:
    releases = [
        ("0.60.0", rules_rust("1.86.0", "0.16.0")),
        ("0.61.0", rules_rust("1.86.0", "0.17.0")),
        ("0.68.1", rules_rust("1.86.0", "0.17.0")),
        ("0.69.0", rules_rust("1.93.1", "0.17.0")),
    ]
    rebuilt = read(tables()["crate-universe-digests"], upstream(tmp_path / "upstream", releases))
    assert rebuilt.groups == (("0.60",), ("0.61", "0.68"), ("=0.69.0",))


def test_a_registry_has_a_folder_for_each_release_and_needs_no_tags(tmp_path: Path) -> None:
    name = "rules_java"
    files = {
        **module(name, "7.3.2"),
        **module(name, "7.10.0", ">=6.2.0", "<9"),
        **module(name, "8.0.0", ">=6.2.0", ">=7.3.2"),
        **module(name, "8.1.0", ">=7.3.2"),
        **module(name, "9.0.0-rc1", ">=9.0.0"),
        **module("other", "9.0.0", ">=9.0.0"),
    }
    rebuilt = read(tables()["bazel-of-rules-java"], upstream(tmp_path / "registry", [("", files)]))
    assert [(row.when, row.needs, row.source) for row in rebuilt.rows] == [
        (">=7.10.0, <8", ">=6.2.0", "modules/rules_java/7.10.0"),
        (">=8", ">=7.3.2", "modules/rules_java/8.0.0"),
    ]


def test_a_group_names_whole_lines_but_not_the_one_that_still_grows(tmp_path: Path) -> None:
    releases = [
        ("v0.29.0", contract(29)),
        ("v0.30.0", contract(30)),
        ("v0.31.1", contract(30)),
        ("v0.32.0", contract(30)),
    ]
    rebuilt = read(tables()["uniffi-contract-versions"], upstream(tmp_path / "upstream", releases))
    assert rebuilt.groups == (("0.29",), ("0.30", "0.31", "=0.32.0"))


VERSIONS = st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))


@given(
    st.dictionaries(VERSIONS, st.sampled_from("abc"), min_size=1), st.sampled_from([Shape.RUNS, Shape.LINES])
)
def test_of_all_rows_exactly_one_is_about_a_release_and_it_says_its_value(
    values: dict[tuple[int, int, int], str], shape: Shape
) -> None:
    table = Table(id="a", pack="a", paths=(), read=lambda _: None, shape=shape)
    told = [
        (Release(Version(".".join(map(str, parts))), "", "v"), value)
        for parts, value in sorted(values.items())
    ]
    rows = rebuild(table, told).rows
    for release, value in told:
        about = [
            row for row in rows if admits(_requirement(row.when), parse(release.version.text, PACK_SCHEME))
        ]
        assert [row.needs for row in about] == [value]


@given(st.dictionaries(VERSIONS, st.sampled_from("abc"), min_size=1))
def test_of_all_groups_exactly_one_holds_a_release_unless_a_value_came_back(
    values: dict[tuple[int, int, int], str],
) -> None:
    table = Table(id="a", pack="a", paths=(), read=lambda _: None, shape=Shape.GROUPS)
    told = [
        (Release(Version(".".join(map(str, parts))), "", "v"), value)
        for parts, value in sorted(values.items())
    ]
    groups = rebuild(table, told).groups
    for release, _ in told:
        version = parse(release.version.text, PACK_SCHEME)
        assert sum(any(admits(_requirement(text), version) for text in group) for group in groups) == 1


def _requirement(text: str) -> Requirement:
    return parse_requirement(text, PACK_SCHEME)


def test_every_table_has_a_case() -> None:
    groups = {"wbg-schema", "uniffi-contract-versions", "crate-universe-digests"}
    modules = {name for name in tables() if name.startswith("bazel-of-")}
    assert set(tables()) == {case[0] for case in CASES} | groups | modules


def test_candidates_and_tags_of_other_things_are_no_releases(tmp_path: Path) -> None:
    releases = [
        ("v0.33.0", go(19, 23)),
        ("v0.34.0-rc.1", go(19, 24)),
        ("nightly", go(19, 25)),
        ("sub/v0.35.0", go(19, 26)),
    ]
    rebuilt = read(tables()["tinygo-go"], upstream(tmp_path / "upstream", releases))
    assert [(row.when, row.needs) for row in rebuilt.rows] == [("0.33", ">=1.19, <1.24")]


def test_a_release_that_does_not_say_it_is_named_and_gets_no_row(tmp_path: Path) -> None:
    releases = [
        ("v0.31.0", {"README": ""}),
        ("v0.32.0", {"builder/config.go": "func main() {}\n"}),
        ("v0.33.0", go(19, 23)),
    ]
    rebuilt = read(tables()["tinygo-go"], upstream(tmp_path / "upstream", releases))
    assert [release.source for release in rebuilt.silent] == ["v0.31.0", "v0.32.0"]
    assert [row.when for row in rebuilt.rows] == ["0.33"]


def test_tags_are_read_by_version_whatever_the_order_they_were_made_in(tmp_path: Path) -> None:
    releases = [
        ("v0.33.0", go(19, 23)),
        ("v0.31.0", go(18, 22)),
        ("v0.32.0", go(19, 22)),
        ("v0.31.10", go(18, 22)),
    ]
    rebuilt = read(tables()["tinygo-go"], upstream(tmp_path / "upstream", releases))
    assert [row.when for row in rebuilt.rows] == ["0.31", "0.32", "0.33"]


def test_a_bare_copy_and_an_annotated_tag_are_read_too(tmp_path: Path) -> None:
    whole = upstream(tmp_path / "upstream", [("", go(19, 23))])
    git(whole, "tag", "--annotate", "--message", "release", "v0.33.0")
    git(tmp_path, "clone", "--quiet", "--bare", "upstream", "bare")
    assert [row.when for row in read(tables()["tinygo-go"], tmp_path / "bare").rows] == ["0.33"]


# without tags


def test_history_takes_a_release_at_the_first_commit_that_names_it(tmp_path: Path) -> None:
    work = [
        ("", go(18, 22, version="0.32.0-dev")),
        ("", go(18, 22, version="0.32.0")),
        ("", go(18, 23, version="0.32.0")),
        ("", go(19, 23, version="0.33.0")),
    ]
    rebuilt = read(tables()["tinygo-go"], upstream(tmp_path / "upstream", work), by_history=True)
    assert [(row.when, row.needs) for row in rebuilt.rows] == [
        ("0.32", ">=1.18, <1.23"),
        ("0.33", ">=1.19, <1.24"),
    ]
    assert all(row.source.startswith("goenv/version.go at ") for row in rebuilt.rows)


def test_history_is_refused_where_a_version_is_named_before_its_release(tmp_path: Path) -> None:
    directory = upstream(
        tmp_path / "upstream", [("", manifest('wit-component = "0.244.0"', version="0.52.0"))]
    )
    with pytest.raises(HistoryError, match="long before it is released"):
        read(tables()["wt-wit"], directory, by_history=True)


# into a pack


PACK = """\
about = "a pack"  # with a remark

[[table]]
id = "other"
rows = [ { when = "1",   needs = "2" } ]

[[companion]]
id = "between"

# Go and TinyGo.

[[table]]
id = "tinygo-go"
anchor = "bin:tinygo"   # odd   spacing
known_through = "0.40.1"
rows = [
  { when = "0.30", needs = ">=1.18, <1.22", source = "read long ago" },
  { when = "0.32", needs = ">=1.19, <1.23", source = "by hand" },
  { when = "0.33", needs = ">=1.19, <1.99", source = "wrong" },
  { when = "0.40", needs = ">=1.19, <1.26", source = "an issue" },
]

# What follows.

[[groups]]
id = "last"
"""


def test_a_table_goes_into_a_pack_and_no_other_byte_changes(tmp_path: Path) -> None:
    table = tables()["tinygo-go"]
    rebuilt = read(table, upstream(tmp_path / "upstream", [("v0.32.0", go(19, 22)), ("v0.33.0", go(19, 23))]))
    wrong = '  { when = "0.33", needs = ">=1.19, <1.99", source = "wrong" },\n'
    right = '  { when = "0.33", needs = ">=1.19, <1.24", source = "v0.33.0" },\n'
    assert merged(PACK, table, rebuilt) == PACK.replace(wrong, right)


def test_a_newer_release_moves_the_end_of_the_table(tmp_path: Path) -> None:
    table = tables()["tinygo-go"]
    rebuilt = read(table, upstream(tmp_path / "upstream", [("v0.41.0", go(19, 26))]))
    after = merged(PACK, table, rebuilt)
    assert 'known_through = "0.41.0"' in after
    assert [row["when"] for row in tomllib.loads(after)["table"][1]["rows"]] == [
        "0.30",
        "0.32",
        "0.33",
        "0.40",
        "0.41",
    ]


def test_a_table_that_says_the_same_changes_nothing(tmp_path: Path) -> None:
    table = tables()["tinygo-go"]
    rebuilt = read(table, upstream(tmp_path / "upstream", [("v0.32.0", go(19, 22))]))
    assert merged(PACK, table, rebuilt) == PACK


@pytest.mark.parametrize(
    ("name", "releases"),
    [
        ("tinygo-go", [("v0.33.0", go(19, 23)), ("v0.99.0", go(20, 40))]),
        ("wbg-schema", [("0.2.127", schema("0.2.127")), ("0.2.999", schema("0.2.999"))]),
        ("pyo3-python", [("v0.29.0", interpreters(8, 15)), ("v0.99.0", interpreters(9, 30))]),
    ],
)
def test_a_shipped_pack_is_still_valid_after_a_table_is_written_into_it(
    tmp_path: Path, name: str, releases: Sequence[tuple[str, Files]], capsys: pytest.CaptureFixture[str]
) -> None:
    table = tables()[name]
    shipped = (RULES / f"{table.pack}.toml").read_text("utf-8")
    pack = tmp_path / f"{table.pack}.toml"
    pack.write_text(shipped, "utf-8")
    assert run([name, str(upstream(tmp_path / "upstream", releases)), "--write", str(pack)]) == 0
    before, after = tomllib.loads(shipped), dict(read_pack(pack).document)
    assert _without(before, table.kind, name) == _without(after, table.kind, name)
    assert [row["id"] for row in before[table.kind]] == [row["id"] for row in after[table.kind]]
    assert before != after
    assert "+known_through" in capsys.readouterr().out


def _without(document: Mapping[str, object], kind: str, name: str) -> dict[str, object]:
    """A pack but for one row."""
    rows = document[kind]
    assert isinstance(rows, list)
    return {**document, kind: [row for row in rows if row["id"] != name]}


# the program


def test_a_difference_is_shown_and_is_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = upstream(tmp_path / "upstream", [("v0.99.0", go(20, 40))])
    assert run(["tinygo-go", str(directory)]) == 1
    shown = capsys.readouterr().out
    assert '+  { when = "0.99", needs = ">=1.20, <1.41", source = "v0.99.0" },' in shown
    assert '+known_through = "0.99.0"' in shown


def test_rows_alone_are_toml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tinygo-go", str(upstream(tmp_path / "upstream", [("v0.33.0", go(19, 23))])), "--rows"]) == 0
    shown = tomllib.loads(capsys.readouterr().out)
    assert shown == {
        "known_through": "0.33.0",
        "rows": [{"when": "0.33", "needs": ">=1.19, <1.24", "source": "v0.33.0"}],
    }


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: upstream(path, [("", go(19, 23))])])
def test_what_is_no_repository_or_tells_nothing_is_said(
    tmp_path: Path, make: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    make(tmp_path / "upstream")
    assert run(["tinygo-go", str(tmp_path / "upstream")]) == 2
    assert str(tmp_path / "upstream") in capsys.readouterr().err


def test_without_a_table_the_tables_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out.split() == sorted(tables())
