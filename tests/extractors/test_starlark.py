"""Build files: constants, tables, defaults and look-ups, and what only looks like one."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.extractors import reading
from vercheck.claims import Claims
from vercheck.extractors import bazel_module
from vercheck.extractors.starlark import EXTRACTOR
from vercheck.model import Address, Extraction, Pin

CLAIMS = Claims({"bazel-module": bazel_module.EXTRACTOR, "starlark": EXTRACTOR})
DIGEST = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4


def read(text: str, path: str = "tools/gizmo.bzl") -> Extraction:
    return reading.read(EXTRACTOR, path, dedent(text))


def pins(text: str, path: str = "tools/gizmo.bzl") -> list[str]:
    return [reading.shown(pin) for pin in read(text, path).pins]


def only(text: str, path: str = "tools/gizmo.bzl") -> Pin:
    (pin,) = read(text, path).pins
    return pin


@pytest.mark.parametrize(
    "path",
    [
        "a.bzl",
        "BUILD",
        "x/BUILD.bazel",
        "WORKSPACE",
        "WORKSPACE.bazel",
        "WORKSPACE.bzlmod",
        "BUCK",
        "TARGETS",
        "b.star",
    ],
)
def test_build_files_of_bazel_and_buck_are_read(path: str) -> None:
    assert CLAIMS.owners(path) == ("starlark",)


@pytest.mark.parametrize("path", ["MODULE.bazel", "a.py", "BUILD.md", "build.rs", "x/MODULE.bazel.lock"])
def test_other_files_are_left_to_others(path: str) -> None:
    assert "starlark" not in CLAIMS.owners(path)


# constants


@pytest.mark.parametrize(
    ("line", "pin"),
    [
        ('WIT_BINDGEN_VERSION = "0.46.0"', "bin:wit-bindgen selects 0.46.0"),
        ("WIT_BINDGEN_VERSION = '0.46.0'", "bin:wit-bindgen selects 0.46.0"),
        ('WIT_BINDGEN_VERSION = r"0.46.0"', "bin:wit-bindgen selects 0.46.0"),
        ('WIT_BINDGEN_VERSION = """0.46.0"""', "bin:wit-bindgen selects 0.46.0"),
        ('WIT_BINDGEN_VERSION = ("v0.46.0")', "bin:wit-bindgen selects v0.46.0"),
        ('_DEFAULT_GO_VERSION = "1.22.0"', "toolchain:go selects 1.22.0"),
        ("WASI_SDK_VERSION = 29", "bin:wasi-sdk selects 29"),
        ('NODE_VERSION = "latest"', "toolchain:node selects *latest"),
        ('MIN_BAZEL_VERSION = "7.0.0"', "bin:bazel requires ~7.0.0"),
        ('VERSION = "1.2.0"', "bin:gizmo selects 1.2.0"),
    ],
)
def test_a_constant_that_is_called_a_version_is_a_pin(line: str, pin: str) -> None:
    assert pins(f"{line}\n") == [pin]


@pytest.mark.parametrize(
    "line",
    [
        'NAME = "1.2.3"',
        'API_VERSION = "1"',
        'GIZMO_VERSION = "some words"',
        "GIZMO_VERSION = None",
        "GIZMO_VERSION = True",
        'GIZMO_VERSION = "1.2.3" if fast else "1.2.4"',
        "GIZMO_VERSION = ctx.attr.version",
        "A_VERSION = B_VERSION\nB_VERSION = A_VERSION",
    ],
)
def test_a_constant_that_is_no_version_or_not_known_is_quiet(line: str) -> None:
    assert pins(f"{line}\n") == []


def test_a_file_says_nothing_when_its_name_says_only_that_it_holds_versions() -> None:
    assert pins('VERSION = "1.2.0"\n', "tools/versions.bzl") == []


def test_a_local_of_a_function_is_a_pin_under_the_function() -> None:
    pin = only('def _impl(ctx):\n    wit_bindgen_version = "0.46.0"\n    other = "1.2.3"\n')
    assert (reading.shown(pin), pin.trail) == (
        "bin:wit-bindgen selects 0.46.0",
        "_impl.wit_bindgen_version",
    )


def test_a_local_that_depends_on_the_run_is_quiet() -> None:
    text = 'def f(x):\n    if x:\n        wac_version = "0.7.0"\n    else:\n        wac_version = "0.8.0"\n'
    assert pins(text) == []


def test_a_constant_may_pass_on_another_one_of_the_file_or_of_a_loaded_file() -> None:
    text = """\
        load("//tools:versions.bzl", "TOOL_VERSIONS", "get_tool_version", W = "WASM_VERSION")
        A_VERSION = "1.2.3"
        B_VERSION = A_VERSION
        C_VERSION = TOOL_VERSIONS["c"]
        D_VERSION = TOOL_VERSIONS.get("d")
        E_VERSION = get_tool_version("e")
        F_VERSION = W
    """
    assert pins(text) == [
        "bin:a selects 1.2.3",
        "bin:b selects @A_VERSION",
        "bin:c selects @TOOL_VERSIONS[c]",
        "bin:d selects @TOOL_VERSIONS[d]",
        "bin:e selects @get_tool_version(e)",
        "bin:f selects @WASM_VERSION",
    ]


def test_other_strings_at_the_top_may_stand_behind_a_pin() -> None:
    found = {constant.trail: constant.text for constant in read('BASE = "1.2.3"\nT = BASE\n').constants}
    assert found["BASE"] == "1.2.3"


# tables


def test_a_table_of_versions_pins_each_tool() -> None:
    text = """\
        TOOL_VERSIONS = {
            "wasm-tools": "1.240.0",
            "nodejs": "20.18.0",
        }
    """
    found = read(text).pins
    assert [reading.shown(pin) for pin in found] == [
        "bin:wasm-tools selects 1.240.0",
        "toolchain:node selects 20.18.0",
    ]
    assert [pin.trail for pin in found] == ["TOOL_VERSIONS[wasm-tools]", "TOOL_VERSIONS[nodejs]"]


def test_profiles_of_the_same_tools_are_tracks() -> None:
    text = """\
        PROFILES = {
            "stable": {"wac": "0.8.0", "wkg": "0.12.0"},
            "latest": {"wac": "0.9.0", "wkg": "0.13.0"},
        }
    """
    assert pins(text) == [
        "bin:wac selects 0.8.0 [stable]",
        "bin:wkg selects 0.12.0 [stable]",
        "bin:wac selects 0.9.0 [latest]",
        "bin:wkg selects 0.13.0 [latest]",
    ]


def test_a_list_of_names_and_versions_is_a_table() -> None:
    text = 'tools_to_download = [("wac", "0.7.0", True), ("wit-bindgen", "0.43.0", True)]\n'
    assert pins(text) == ["bin:wac selects 0.7.0", "bin:wit-bindgen selects 0.43.0"]


def test_a_table_of_defaults_yields_to_an_explicit_choice() -> None:
    assert [pin.is_default for pin in read('DEFAULT_VERSIONS = {"wac": "0.8.0"}\n').pins] == [True]
    assert [pin.is_default for pin in read('TOOL_VERSIONS = {"wac": "0.8.0"}\n').pins] == [False]


@pytest.mark.parametrize(
    "text",
    [
        f'_CHECKSUMS = {{"1.88.0": {{"linux": {{"x86_64": "{DIGEST}"}}}}}}',
        f'_CHECKSUMS = {{"linux": {{"x86_64": {{"1.88.0": "{DIGEST}"}}}}}}',
        f'_CHECKSUMS = {{"linux_x86_64": {{"1.88.0": "{DIGEST}"}}}}',
        f'_CHECKSUMS = {{"1.88.0": {{"linux_x86_64": "{DIGEST}"}}}}',
        f'_CHECKSUMS = {{"1.88.0-linux_x86_64": "{DIGEST}"}}',
    ],
)
def test_a_table_of_checksums_is_a_registry_however_it_is_nested(text: str) -> None:
    (registry,) = read(f"{text}\n", "rust_distribution.bzl").registries
    (release,) = registry.releases
    assert str(registry.artifact) == "toolchain:rust"
    assert release.pin.raw == "1.88.0"
    assert [asset.digest is not None for asset in release.assets] == [True]


def test_every_platform_of_a_registry_is_an_asset() -> None:
    text = f'SHA256 = {{"1.2.0": {{"linux": {{"x86_64": "{DIGEST}", "aarch64": "{OTHER}"}}}}}}\n'
    (registry,) = read(text).registries
    assert [asset.platform for asset in registry.releases[0].assets] == ["linux/x86_64", "linux/aarch64"]


def test_a_compatibility_table_pins_nothing() -> None:
    text = 'TOOL_COMPATIBILITY_MATRIX = {"1.240.0": {"wit-bindgen": ["0.46.0"]}}\n'
    found = read(text)
    assert (found.pins, [matrix.trail for matrix in found.matrices]) == ((), ["TOOL_COMPATIBILITY_MATRIX"])


@pytest.mark.parametrize(
    "text",
    [
        'PLATFORMS = {"linux": "x86_64", "macos": "arm64"}\n',
        'MESSAGES = {"a": "1", "b": "2"}\n',
        'X = ["1.2.3", "1.2.4"]\n',
        'REMOVED = {"wac": "0.8.0", "wkg": "0.12.0"}\n',
        'MIRRORS = {"a": "https://example.com/1.2.3"}\n',
    ],
)
def test_a_table_of_other_things_is_quiet(text: str) -> None:
    assert pins(text) == []


# functions that look into a table


@pytest.mark.parametrize("body", ["TOOL_VERSIONS[name]", "TOOL_VERSIONS.get(name)"])
def test_a_function_that_looks_into_a_table_is_an_accessor(body: str) -> None:
    table = 'TOOL_VERSIONS = {"wac": "0.8.0"}\n'
    text = f'{table}def version_of(ctx, name):\n    """Docs."""\n    return {body}\n'
    (accessor,) = read(text).accessors
    assert (accessor.name, accessor.parameter) == ("version_of", 1)
    assert accessor.table == Address("tools/gizmo.bzl", "TOOL_VERSIONS")


def test_an_accessor_may_look_into_a_loaded_table() -> None:
    text = 'load("//:v.bzl", T = "VERSIONS")\ndef version_of(name):\n    return T[name]\n'
    assert [accessor.table for accessor in read(text).accessors] == [Address("//:v.bzl", "VERSIONS")]


@pytest.mark.parametrize(
    "body",
    [
        'return T["wac"]',
        "return T[other]",
        "return name",
        "pass",
        "if name:\n        return T[name]\n    return T[name]",
    ],
)
def test_a_function_that_does_more_or_less_is_none(body: str) -> None:
    assert read(f'T = {{"wac": "0.8.0"}}\ndef f(name):\n    {body}\n').accessors == ()


def test_the_fields_of_a_struct_are_constants_under_its_name() -> None:
    found = read(
        """\
        versions = struct(
            GIZMO_VERSION = "1.2.1",
            GIZMO_SHA = "f7be3474d42aae265405a592bb7da8e171919d74c16f082a5457840f06054728",
            RULES_COG_TAG = "5.3",
        )
        """
    )
    trails = {pin.trail: pin.raw for pin in found.pins} | {one.trail: one.text for one in found.constants}
    assert trails["versions[GIZMO_VERSION]"] == "1.2.1"
    assert trails["versions[RULES_COG_TAG]"] == "5.3"
    assert all(
        pin.raw != "f7be3474d42aae265405a592bb7da8e171919d74c16f082a5457840f06054728" for pin in found.pins
    )


def test_a_struct_inside_a_function_is_no_constant_of_the_file() -> None:
    found = read('def f():\n    s = struct(GIZMO_TAG = "1.2")\n    return s\n')
    trails = [*(pin.trail for pin in found.pins), *(one.trail for one in found.constants)]
    assert not any("GIZMO_TAG" in trail for trail in trails)


def test_the_name_of_a_workspace_is_said_and_pins_nothing() -> None:
    found = read('workspace(name = "rules_gizmo")\n', "WORKSPACE")
    assert [(one.kind, one.name) for one in found.statements] == [("bazel-workspace", "rules_gizmo")]
    assert not found.pins
