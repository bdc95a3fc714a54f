"""pyproject.toml: the standard tables, Poetry's, and those of other tools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors._python.constraint import read_constraint
from vercheck.extractors.pyproject import EXTRACTOR
from vercheck.model import Exact, Range
from vercheck.versions import RequirementError, admits, parse

PATH = "app/pyproject.toml"


def listed(requirement: str) -> str:
    return f"[project]\ndependencies = ['{requirement}']\n"


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("httpx==0.28.1", ["pypi:httpx selects 0.28.1"]),
        ("httpx===0.28.1", ["pypi:httpx selects 0.28.1"]),
        ("Zope.Interface_X [a, b] >= 5, < 6", ["pypi:zope-interface-x requires ~>= 5, < 6"]),
        ("httpx==0.28.*", ["pypi:httpx requires ~==0.28.*"]),
        ("httpx (~=0.28.1)", ["pypi:httpx requires ~~=0.28.1"]),
        ("httpx>=1,", ["pypi:httpx requires ~>=1"]),
        ("httpx>=1 ; os_name == \"nt\"", ["pypi:httpx requires ~>=1 [os_name == \"nt\"]"]),
        ("r @ git+https://github.com/o/r.git@v1.2.3", ["github:o/r selects v1.2.3"]),
        ("r@https://github.com/o/r/archive/refs/tags/v1.2.3.tar.gz", ["github:o/r selects 1.2.3"]),
        ("httpx", []),
        ("httpx[http2]; python_version < \"3.9\"", []),
        ("lib @ file:///somewhere/lib-1.2", []),
    ],
)  # fmt: skip
def test_a_requirement_is_read_for_what_it_is(requirement: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, PATH, listed(requirement)) == expected
    assert read(EXTRACTOR, PATH, listed(requirement)).notes == ()


@pytest.mark.parametrize("requirement", ["!!", "httpx >= ", "httpx 1.2", "httpx>=1 <2", "httpx==1.2 or so"])
def test_what_is_no_requirement_is_noted_at_its_place(requirement: str) -> None:
    (note,) = read(EXTRACTOR, PATH, listed(requirement)).notes
    assert (note.check, note.location.line) == ("not-understood", 2)


def test_the_standard_tables_are_read() -> None:
    text = """\
[build-system]
requires = ["hatchling>=1.26"]

[project]
name = "My.App"
version = "1.2.0"
requires-python = ">=3.11"
dependencies = ["click>=8"]

[project.optional-dependencies]
http = ["httpx==0.28.1"]

[dependency-groups]
dev = ["ruff==0.9.1", { include-group = "test" }]
test = ["pytest~=8.3"]
"""
    assert pins(EXTRACTOR, PATH, text) == [
        "pypi:hatchling requires ~>=1.26 [build]",
        "pypi:my-app provides 1.2.0",
        "toolchain:python requires ~>=3.11",
        "pypi:click requires ~>=8",
        "pypi:httpx selects 0.28.1",
        "pypi:ruff selects 0.9.1",
        "pypi:pytest requires ~~=8.3",
    ]
    trails = {pin.artifact.name: pin.trail for pin in read(EXTRACTOR, PATH, text).pins}
    assert trails["httpx"] == "project.optional-dependencies.http.httpx"
    assert trails["ruff"] == "dependency-groups.dev.ruff"


def test_a_project_without_a_name_goes_by_its_folder() -> None:
    assert pins(EXTRACTOR, "libs/My_Lib/pyproject.toml", "[project]\nversion = '1.0'\n") == [
        "pypi:my-lib provides 1.0"
    ]


@pytest.mark.parametrize("version", ["", "dynamic = ['version']", "version = { attr = 'x' }"])
def test_a_version_that_stands_elsewhere_is_no_pin(version: str) -> None:
    extraction = read(EXTRACTOR, PATH, f"[project]\nname = 'x'\n{version}\n")
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_version_that_is_none_is_noted() -> None:
    (note,) = read(EXTRACTOR, PATH, "[project]\nname = 'x'\nversion = 'to be done'\n").notes
    assert "expected the version of `x`" in note.message


def test_the_tables_of_poetry_are_read() -> None:
    text = """\
[tool.poetry]
name = "app"
version = "0.3.0"
requires-poetry = ">=2.0"
[tool.poetry.dependencies]
python = "^3.11"
httpx = "^0.28"
click = "8.1.7"
any = "*"
extra = { version = "~1.4.2", optional = true, extras = ["x"] }
old = { version = "2.0.1", python = "<3.12" }
tagged = { git = "https://github.com/o/tagged.git", tag = "v1.2.0" }
commit = { git = "https://github.com/o/commit", rev = "0123abc" }
local = { path = "../local" }
several = [
  { version = "<=1.9", python = "<3.9" },
  { version = "^2.0", python = ">=3.9" },
]
[tool.poetry.dev-dependencies]
black = "==24.1.0"
[tool.poetry.group.lint.dependencies]
ruff = ">=0.9,<0.10 || ^1.0"
"""
    assert pins(EXTRACTOR, PATH, text) == [
        "pypi:app provides 0.3.0",
        "bin:poetry requires ~>=2.0",
        "toolchain:python requires ~^3.11",
        "pypi:httpx requires ~^0.28",
        "pypi:click selects 8.1.7",
        "pypi:any requires **",
        "pypi:extra requires ~~1.4.2",
        "pypi:old selects 2.0.1 [python <3.12]",
        "github:o/tagged selects v1.2.0",
        "github:o/commit selects #0123abc",
        "pypi:several requires ~<=1.9 [python <3.9]",
        "pypi:several requires ~^2.0 [python >=3.9]",
        "pypi:black selects 24.1.0",
        "pypi:ruff requires ~>=0.9,<0.10 || ^1.0",
    ]
    assert read(EXTRACTOR, PATH, text).notes == ()


@pytest.mark.parametrize(
    ("constraint", "inside", "outside"),
    [
        ("^1.2.3", ["1.2.3", "1.9"], ["1.2.2", "2.0.0", "2.0.0rc1"]),
        ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("^0", ["0.9"], ["1.0"]),
        ("~1.2.3", ["1.2.9"], ["1.3.0"]),
        ("~1.2", ["1.2.9"], ["1.3.0"]),
        ("~1", ["1.9"], ["2.0"]),
        ("~=1.2", ["1.9"], ["2.0"]),
        ("1.2.*", ["1.2.7"], ["1.3"]),
        ("==1.2.*", ["1.2.7"], ["1.3"]),
        (">=1.2 <2", ["1.5"], ["2.1"]),
        (">=1.2, <2, !=1.5", ["1.4"], ["1.5"]),
        ("<1.5 || >=2.0", ["1.4", "2.1"], ["1.7"]),
        ("^1.2 | ^2.0", ["1.3", "2.1"], ["3.0"]),
    ],
)
def test_a_constraint_of_poetry_admits_what_poetry_admits(
    constraint: str, inside: list[str], outside: list[str]
) -> None:
    value, _, _ = read_constraint(constraint)
    assert isinstance(value, Range)
    assert [text for text in inside if not admits(value.requirement, parse(text, "pep440"))] == []
    assert [text for text in outside if admits(value.requirement, parse(text, "pep440"))] == []


@pytest.mark.parametrize("constraint", ["", "^x", "newest", ">>1", "|| 1", "^" + "9" * 6000])
def test_a_constraint_that_is_none_is_refused(constraint: str) -> None:
    with pytest.raises(RequirementError):
        read_constraint(constraint)


@given(st.tuples(*[st.integers(0, 30)] * 3))
def test_a_caret_admits_its_own_version_and_not_the_next_major(release: tuple[int, int, int]) -> None:
    text = ".".join(map(str, release))
    value, _, _ = read_constraint(f"^{text}")
    assert isinstance(value, Range)
    assert admits(value.requirement, parse(text, "pep440"))
    assert not admits(value.requirement, parse(f"{release[0] + 1}.0.0", "pep440"))


def test_what_uv_takes_from_the_repository_is_stated() -> None:
    text = '[tool.uv.sources]\nA_b = { workspace = true }\nc = { path = "../c" }\nd = { workspace = false }\n'
    stated = read(EXTRACTOR, PATH, text).statements
    assert [(one.kind, one.name) for one in stated] == [("uv-local", "a-b"), ("uv-local", "c")]


def test_the_tables_of_other_tools_are_read() -> None:
    text = """\
[tool.uv]
required-version = ">=0.5"
dev-dependencies = ["mypy==1.14.0"]
override-dependencies = ["numpy==1.26.4"]
[tool.uv.sources]
lib = { git = "https://github.com/o/lib", tag = "v1.2" }
member = { workspace = true }
[tool.pdm.dev-dependencies]
test = ["pytest>=8"]
[tool.ruff]
required-version = "0.9"
[tool.pytest.ini_options]
minversion = "8.0"
[tool.hatch.envs.default]
dependencies = ["coverage>=7"]
[tool.hatch.envs.lint]
python = "3.12"
extra-dependencies = ["ruff==0.9.1"]
[[tool.hatch.envs.test.matrix]]
python = ["3.11", "3.12"]
"""
    assert pins(EXTRACTOR, PATH, text) == [
        "bin:uv requires ~>=0.5",
        "pypi:mypy selects 1.14.0",
        "pypi:numpy selects 1.26.4 [override]",
        "github:o/lib selects v1.2",
        "pypi:pytest requires ~>=8",
        "pypi:ruff requires ~==0.9",
        "pypi:pytest requires ~8.0",
        "pypi:coverage requires ~>=7",
        "toolchain:python selects 3.12 [lint]",
        "pypi:ruff selects 0.9.1 [lint]",
        "toolchain:python selects 3.11 [matrix]",
        "toolchain:python selects 3.12 [matrix]",
    ]


@pytest.mark.parametrize(
    ("table", "raw", "oldest"),
    [
        ("[tool.ruff]\ntarget-version = 'py39'", "py39", "3.9"),
        ("[tool.black]\ntarget-version = ['py311', 'py310', 'py39']", "py39", "3.9"),
        ("[tool.mypy]\npython_version = '3.10'", "3.10", "3.10"),
        ("[tool.pyright]\npythonVersion = '3.13'", "3.13", "3.13"),
    ],
)
def test_the_python_that_a_tool_takes_for_granted_is_on_a_track_of_its_own(
    table: str, raw: str, oldest: str
) -> None:
    (pin,) = read(EXTRACTOR, PATH, table).pins
    assert (pin.raw, pin.track, str(pin.role)) == (raw, "target", "requires")
    assert isinstance(pin.value, Range)
    assert admits(pin.value.requirement, parse(oldest))
    assert admits(pin.value.requirement, parse("3.14"))
    assert not admits(pin.value.requirement, parse("3.8"))


def test_a_file_for_tools_alone_has_no_pins() -> None:
    text = "[tool.ruff]\nline-length = 100\n[tool.black]\ntarget-version = []\n[tool.x]\nversion = '1.2.3'\n"
    extraction = read(EXTRACTOR, PATH, text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_damage_stays_where_it_is() -> None:
    text = "[project]\ndependencies = ['a==1.0']\n???\n[dependency-groups]\ndev = ['b==2.0']\n"
    extraction = read(EXTRACTOR, PATH, text)
    assert [pin.raw for pin in extraction.pins] == ["1.0", "2.0"]
    assert [note.check for note in extraction.notes] == ["parse-error"]


def test_a_comment_that_promises_agreement_is_kept() -> None:
    text = "[dependency-groups]\ndev = [\n  'ruff==0.9.1', # must match .pre-commit-config.yaml\n]\n"
    (remark,) = read(EXTRACTOR, PATH, text).remarks
    assert remark.location.line == 3


def test_deep_nesting_is_no_trouble() -> None:
    for opening in ("[", "{a="):
        text = f"[project]\ndependencies = {opening * 100_000}"
        assert read(EXTRACTOR, PATH, text).notes


def test_a_value_with_an_escape_keeps_its_raw_text() -> None:
    text = '[project]\ndependencies = ["a\\u003d=1.0", "b==2.0"]\n'
    assert pins(EXTRACTOR, PATH, text) == ["pypi:b selects 2.0"]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, PATH, content)


@given(st.text(max_size=60))
def test_no_requirement_is_too_strange_to_read(text: str) -> None:
    written = text.replace("\\", "").replace("'", "").replace("\n", "").replace("\r", "")
    for pin in read(EXTRACTOR, PATH, f"tool.poetry.dependencies.x = '{written}'\n" + listed(written)).pins:
        assert not isinstance(pin.value, Exact) or pin.value.version.text == pin.raw


def test_the_table_of_tox_has_a_matrix_and_a_track_for_each_environment() -> None:
    text = """\
[tool.tox]
min_version = "4.2"
env_list = ["3.12", "py39", "lint"]
[tool.tox.env_run_base]
deps = ["pytest==8.3.4"]
[tool.tox.env.lint]
deps = ["ruff==0.9.1"]
"""
    assert pins(EXTRACTOR, "pyproject.toml", text) == [
        "pypi:tox requires ~4.2",
        "toolchain:python selects 3.12 [matrix]",
        "toolchain:python selects 39 [matrix]",
        "pypi:pytest selects 8.3.4",
        "pypi:ruff selects 0.9.1 [lint]",
    ]


def test_the_tools_that_bump_a_project_keep_its_version_too() -> None:
    text = '[project]\nname = "acme"\n[tool.bumpversion]\ncurrent_version = "1.2.3"\n'
    text += '[tool.commitizen]\nversion = "1.2.4"\n'
    assert pins(EXTRACTOR, "pyproject.toml", text) == [
        "pypi:acme provides 1.2.3",
        "pypi:acme provides 1.2.4",
    ]
