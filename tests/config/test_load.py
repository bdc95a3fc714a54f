from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.config import Config, ConfigError, Need, SeverityRule, load
from vercheck.graph import Hold
from vercheck.model import Address, Artifact, Severity

EVERYTHING = """\
exclude = ["third_party/**"]
packs = ["rules/own.toml"]
gone-hosts = ["artifacts.example.com"]

[authority]
"*" = "toolchains/tool_versions.bzl#TOOL_VERSIONS"
"toolchain:rust" = "./rust-toolchain.toml"

[severity]
stale-mention = "error"
version-drift = { level = "warning", paths = { "docs/**" = "off" }, tools = { go = "error" } }

[[scope]]
name = "tools-builder"
paths = ["tools-builder/**"]

[[hold]]
artifact = "bin:wit-bindgen"
version = "0.55.0"
reason = "0.58 renames C types"
until = 2027-01-31

[[table]]
path = "build/pins.py"
symbol = "PINS"
ecosystem = "bin"

[[extract]]
files = ["scripts/*.sh"]
pattern = 'WASMTIME="(?P<version>[^"]+)"'
artifact = "bin:wasmtime"

[[require]]
when = "bin:wasm-tools >=1.240"
needs = ["bin:wit-bindgen 0.46 || 0.47"]
reason = "the encoder changed"
"""


def configured(root: Path, text: str, name: str = "vercheck.toml") -> Config:
    (root / name).write_text(text)
    return load(root)


def complaint(root: Path, text: str, name: str = "vercheck.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        configured(root, text, name)
    return str(caught.value)


def test_a_repository_that_says_nothing_has_the_default(tmp_path: Path) -> None:
    assert load(tmp_path) == Config()


def test_every_key_becomes_a_value(tmp_path: Path) -> None:
    config = configured(tmp_path, EVERYTHING)
    assert [item.value for item in config.authorities] == [
        ("*", Address("toolchains/tool_versions.bzl", "TOOL_VERSIONS")),
        ("toolchain:rust", Address("rust-toolchain.toml", "")),
    ]
    assert [item.value for item in config.severities] == [
        SeverityRule("stale-mention", Severity.ERROR),
        SeverityRule("version-drift", Severity.WARNING),
        SeverityRule("version-drift", Severity.OFF, path="docs/**"),
        SeverityRule("version-drift", Severity.ERROR, tool="go"),
    ]
    assert [item.value for item in config.scopes] == [("tools-builder", ("tools-builder/**",))]
    assert [item.value for item in config.holds] == [
        Hold(Artifact("bin", "wit-bindgen"), "0.55.0", "0.58 renames C types", date(2027, 1, 31))
    ]
    assert [item.value.symbol for item in config.tables] == ["PINS"]
    assert [item.value.artifact for item in config.extracts] == [Artifact("bin", "wasmtime")]
    assert [item.value.needs for item in config.requires] == [
        (Need(Artifact("bin", "wit-bindgen"), "0.46 || 0.47"),)
    ]
    assert [item.value for item in config.exclude] == ["third_party/**"]
    assert [item.value for item in config.packs] == ["rules/own.toml"]
    assert config.policy.gone_hosts == ("artifacts.example.com",)


def test_a_row_without_a_requirement_is_about_any_version(tmp_path: Path) -> None:
    text = '[[require]]\nwhen = "bin:x"\nneeds = ["bin:y  >=1, <2 "]\nreason = "r"\n'
    (row,) = configured(tmp_path, text).requires
    assert row.value.when == Need(Artifact("bin", "x"), "*")
    assert row.value.needs == (Need(Artifact("bin", "y"), ">=1, <2"),)


def test_a_pattern_may_have_further_groups(tmp_path: Path) -> None:
    pattern = "(?P<v>v)?(?P<version>.)(?P<name>.)"
    text = f'[[extract]]\nfiles = ["./a"]\npattern = "{pattern}"\nartifact = "a:x-{{name}}"\n'
    (row,) = configured(tmp_path, text).extracts
    assert row.value.files == ("a",)


def test_values_know_their_lines(tmp_path: Path) -> None:
    config = configured(tmp_path, EVERYTHING)
    assert [item.location.line for item in config.authorities] == [6, 7]
    assert [item.location.line for item in config.holds] == [17]


def test_checks_see_the_policy(tmp_path: Path) -> None:
    policy = configured(tmp_path, EVERYTHING).policy
    assert policy.severities == (("stale-mention", Severity.ERROR), ("version-drift", Severity.WARNING))
    assert policy.scopes == (("tools-builder", ("tools-builder/**",)),)
    assert policy.gone_hosts == ("artifacts.example.com",)


def test_a_table_of_pyproject_says_the_same(tmp_path: Path) -> None:
    config = configured(
        tmp_path, '[project]\nname = "x"\n\n[tool.vercheck]\nexclude = ["a"]\n', "pyproject.toml"
    )
    assert [item.value for item in config.exclude] == ["a"]
    assert config.exclude[0].location.line == 5


def test_a_pyproject_that_does_not_speak_of_vercheck_is_no_configuration(tmp_path: Path) -> None:
    assert configured(tmp_path, "[tool.other]\nvercheck = 1\n", "pyproject.toml") == Config()


def test_a_broken_pyproject_is_no_trouble_of_the_configuration(tmp_path: Path) -> None:
    assert configured(tmp_path, "vercheck = [", "pyproject.toml") == Config()


def test_a_named_file_is_used_instead_of_the_one_at_the_root(tmp_path: Path) -> None:
    (tmp_path / "vercheck.toml").write_text('exclude = ["a"]\n')
    (tmp_path / "other.toml").write_text('exclude = ["b"]\n')
    assert [item.value for item in load(tmp_path, tmp_path / "other.toml").exclude] == ["b"]


def test_two_configurations_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / ".vercheck.toml").write_text("")
    assert "`vercheck.toml` and `.vercheck.toml` both configure" in complaint(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("authorty = 1\n", "vercheck.toml:1: unknown key `authorty`; did you mean `authority`?"),
        ('\n[severity]\nx = "eror"\n', "vercheck.toml:3: `severity.x` is `eror`: expected one of `error`"),
        ('[[hold]]\nartifact = "bin:x"\nversion = "1"\n', "vercheck.toml:1: `hold.0` lacks `reason`"),
        (
            '[[hold]]\nartifact = "x"\nversion = "1"\nreason = "r"\n',
            "vercheck.toml:2: `hold.0.artifact` is `x`: expected ecosystem:name",
        ),
        (
            '[[hold]]\nartifact = "a:x"\nversion = "1"\nreason = " "\n',
            "vercheck.toml:4: `hold.0.reason` is ` `: expected some text",
        ),
        (
            '[[hold]]\nartifact = "a:x"\nversion = "1"\nreason = "r"\nuntil = "2027-02-31"\n',
            "vercheck.toml:5: `until` is `2027-02-31`, which is no day",
        ),
        ('exclude = "x"\n', "vercheck.toml:1: `exclude` must be an array, not a string"),
        ("exclude = [1]\n", "vercheck.toml:1: `exclude.0` must be a string, not a number"),
        (
            'severity = { x = { levl = "off" } }\n',
            "vercheck.toml:1: unknown key `levl` in `severity.x`; did you mean `level`?",
        ),
        (
            '[[extract]]\nfiles = ["a"]\npattern = "("\nartifact = "a:b"\n',
            "vercheck.toml:3: `pattern` is not a regular expression",
        ),
        (
            '[[extract]]\nfiles = ["a"]\npattern = "x"\nartifact = "a:b"\n',
            "vercheck.toml:3: `pattern` has no group",
        ),
        (
            '[[extract]]\nfiles = ["a"]\npattern = "(?P<version>a)(?=b)"\nartifact = "a:b"\n',
            "vercheck.toml:3: `pattern` is not a regular expression that runs in linear time: invalid perl",
        ),
        (
            '[[extract]]\nfiles = ["a"]\npattern = "(?P<version>a)(?P<name>b)"\nartifact = "a:b"\n',
            "vercheck.toml:4: the group `name` needs a place in `artifact`, such as `a:{name}`",
        ),
        (
            '[[extract]]\nfiles = ["a"]\npattern = "(?P<version>a)"\nartifact = "a:{name}"\n',
            "vercheck.toml:3: `pattern` has no group `(?P<name>…)`, which `artifact` asks for",
        ),
        ('[[extract]]\nfiles = []\npattern = "x"\nartifact = "a:b"\n', "vercheck.toml:2: `extract.0.files`"),
        (
            '[[table]]\npath = "a"\nsymbol = "A"\necosystem = "bin:x"\n',
            "vercheck.toml:4: `table.0.ecosystem` is `bin:x`: expected the ecosystem of its names",
        ),
        (
            '[[require]]\nwhen = "wasm-tools 1"\nneeds = ["bin:x 1"]\nreason = "r"\n',
            "vercheck.toml:2: `when` says `wasm-tools 1`: expected an artifact and a requirement, such as",
        ),
        (
            '[[require]]\nwhen = "bin:x"\nneeds = ["bin:y 1", "bin:z"]\nreason = "r"\n',
            "vercheck.toml:3: `needs` says `bin:z`: expected an artifact and a requirement",
        ),
        (
            '[[require]]\nwhen = "bin:x >>1"\nneeds = ["bin:y 1"]\nreason = "r"\n',
            "vercheck.toml:2: `when` says `bin:x >>1`: `>>1` is not a Cargo requirement",
        ),
        ('a = "b\nc"\n', "vercheck.toml:1: not TOML"),
    ],
)
def test_a_wrong_configuration_says_where_and_what_was_expected(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert complaint(tmp_path, text).startswith(expected)


def test_a_configuration_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    (tmp_path / "vercheck.toml").write_bytes(b"# ok\nexclude = ['\xff']\n")
    with pytest.raises(ConfigError, match=r"vercheck\.toml:2: a configuration is UTF-8"):
        load(tmp_path)


def test_a_deeply_nested_configuration_is_an_error_and_no_crash(tmp_path: Path) -> None:
    assert "nested too deeply" in complaint(tmp_path, "a = " + "[" * 20_000)


def test_a_severity_table_that_is_wrong_in_a_quoted_key_still_has_a_line(tmp_path: Path) -> None:
    assert complaint(tmp_path, '[severity]\n"stale-mention" = "loud"\n').startswith("vercheck.toml:2:")


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reading(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("config")
    (root / "vercheck.toml").write_bytes(content)
    try:
        load(root)
    except ConfigError as error:
        assert str(error).startswith("vercheck.toml:")  # noqa: PT017 - both outcomes are right


@pytest.mark.parametrize("value", ["0", "''", "[]", "false", "[[{a = 1}]]"])
def test_a_table_of_the_project_that_is_none_is_an_error_in_words(tmp_path: Path, value: str) -> None:
    said = complaint(tmp_path, f"[tool]\nvercheck = {value}\n", "pyproject.toml")
    assert said.startswith("pyproject.toml:2: a configuration must be a table, not ")


def test_a_number_that_nobody_could_write_out_is_an_error_in_words(tmp_path: Path) -> None:
    said = complaint(tmp_path, "[severity]\na = 0x" + "f" * 5_000 + "\n")
    assert said == "vercheck.toml:1: an integer has more than 64 bits"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('authority."*" = 2027-01-31', "authority.*"),
        ("authority.until = 2027-01-31", "authority.until"),
        ("exclude = [2027-01-31]", "exclude.0"),
        ("packs = [07:32:00]", "packs.0"),
        ("[[hold]]\nartifact = 'bin:a'\nversion = '1'\nreason = 2027-01-31", "hold.0.reason"),
        ("[[hold]]\nartifact = 'bin:a'\nversion = '1'\nreason = 'a'\nuntil = 07:32:00", "hold.0.until"),
    ],
)
def test_a_date_is_no_text_but_for_the_last_day_of_a_hold(tmp_path: Path, text: str, key: str) -> None:
    assert f"`{key}` must be a string, not a date or a time" in complaint(tmp_path, text)
