"""Calls of build files: defaults, look-ups, distributions, labels; and the remarks around them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.extractors import reading
from vercheck.extractors.starlark import EXTRACTOR
from vercheck.model import Extraction, Pin


def read(text: str, path: str = "tools/gizmo.bzl") -> Extraction:
    return reading.read(EXTRACTOR, path, dedent(text))


def pins(text: str, path: str = "tools/gizmo.bzl") -> list[str]:
    return [reading.shown(pin) for pin in read(text, path).pins]


def only(text: str, path: str = "tools/gizmo.bzl") -> Pin:
    (pin,) = read(text, path).pins
    return pin


# images


def test_an_image_that_is_pulled_goes_by_its_repository() -> None:
    text = 'container_pull(name = "b", registry = "ghcr.io", repository = "acme/base", tag = "1.2")\n'
    assert pins(text) == ["docker:acme/base selects 1.2"]


def test_a_digest_of_something_else_is_no_version() -> None:
    assert pins(f'toolchain_setup(name = "b", digest = "sha256:{"ab" * 32}")\n') == []


# defaults


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ('A = {"wasi_sdk_version": attr.string(default = "29")}', "bin:wasi-sdk selects 29"),
        ('A = {"gizmo_version": attrs.string(default = "1.2.3")}', "bin:gizmo selects 1.2.3"),
        ('wac = rule(attrs = {"version": attr.string(default = "0.8.0")})', "bin:wac selects 0.8.0"),
        (
            't = tag_class(attrs = dict(go_version = attr.string(default = "1.22.0")))',
            "toolchain:go selects 1.22.0",
        ),
        ('def f(tag):\n    v = getattr(tag, "node_version", "20.18.0")', "toolchain:node selects 20.18.0"),
        ('def download_rust(name, version = "1.88.0"):\n    pass', "toolchain:rust selects 1.88.0"),
        ('def f(wasi_sdk_version = "29.0"):\n    pass', "bin:wasi-sdk selects 29.0"),
    ],
)
def test_a_default_is_a_pin_that_an_explicit_choice_overrides(text: str, pin: str) -> None:
    found = only(f"{text}\n")
    assert (reading.shown(found), found.is_default) == (pin, True)


def test_a_default_of_a_minimum_is_a_requirement() -> None:
    assert pins('def f(min_go_version = "1.20"):\n    pass\n') == ["toolchain:go requires ~1.20"]


@pytest.mark.parametrize(
    "text",
    [
        'A = {"name": attr.string(default = "1.2.3")}\n',
        'A = {"gizmo_version": attr.string(mandatory = True)}\n',
        'A = {"gizmo_version": attr.label(default = "//:gizmo-1.2.3")}\n',
        'def f(tag):\n    v = getattr(tag, "name", "1.2.3")\n',
        'def f(tag):\n    v = getattr(tag, "gizmo_version")\n',
        'def f(other = "1.2.3"):\n    pass\n',
    ],
)
def test_other_defaults_are_quiet(text: str) -> None:
    assert pins(text) == []


def test_a_default_stands_beside_the_values_that_are_allowed() -> None:
    text = 'A = {"go_version": attr.string(default = "1.23.0", values = ["1.21.0", "1.22.0"])}\n'
    found = read(text)
    (statement,) = found.statements
    assert (found.pins, statement.kind) == ((), "attribute")
    assert [member.text for member in statement.all("default")] == ["1.23.0"]
    assert [member.text for member in statement.all("allowed")] == ["1.21.0", "1.22.0"]


# look-ups


def test_a_look_up_requires_the_version_that_it_names() -> None:
    pin = only('def f():\n    get_tool_info("wasm-tools", "1.235.0", "linux")\n')
    assert reading.shown(pin) == "bin:wasm-tools requires 1.235.0"


@pytest.mark.parametrize(
    "line",
    [
        'asserts.false(env, validate("wasm-tools", "1.235.0"))',
        'validate("wasm-tools", "1.235.0")  # invalid'.replace("validate", "check_invalid"),
        'text.replace("wasm-tools", "1.235.0")',
        'join("a", "1")',
        'f("a b c", "1.2.3")',
        'f("wasm-tools", x, "1.2.3")',
        'f("1.2.3", "wasm-tools")',
        'f("wasm-tools")',
    ],
)
def test_calls_that_look_nothing_up_or_fail_on_purpose_are_quiet(line: str) -> None:
    assert pins(f"def f():\n    {line}\n") == []


# declarations


def test_a_distribution_of_buck_names_its_tool_and_its_version() -> None:
    text = """\
        download_rust_distribution(
            name = "rust_dist",
            version = "1.88.0",
        )
        download_deno_distribution(name = "deno_dist", version = "2.2.12")
    """
    assert pins(text, "toolchains/BUCK") == [
        "toolchain:rust selects 1.88.0",
        "bin:deno selects 2.2.12",
    ]


def test_a_dated_build_beside_a_release_is_a_track_of_its_own() -> None:
    text = """\
        download_rust_distribution(name = "rust_dist", version = "1.88.0")
        download_rust_distribution(name = "fmt_dist", version = "nightly-2025-04-17")
    """
    release, build = read(text, "toolchains/BUCK").pins
    assert (release.track, build.track != "") == ("", True)


def test_a_version_of_a_call_may_be_a_reference() -> None:
    text = 'load("//:v.bzl", "RUST")\ndownload_rust_distribution(name = "x", version = RUST)\n'
    assert pins(text, "toolchains/BUCK") == ["toolchain:rust selects @RUST"]


def test_generated_labels_provide_and_require_the_version_in_them() -> None:
    text = """\
        cargo.rust_library(
            name = "syn-2.0.16",
            crate = "syn",
            deps = [":quote-1.0.27", "//other:b-1.0.0"],
        )
        alias(name = "syn", actual = ":syn-2.0.16")
    """
    assert pins(text, "third-party/rust/BUCK") == [
        "cargo:syn provides 2.0.16 [labels]",
        "cargo:quote requires ~=1.0.27 [labels]",
        "cargo:syn requires ~=2.0.16 [labels]",
    ]


def test_labels_with_numbers_in_other_files_are_names() -> None:
    assert pins('cc_library(name = "x-1.2.3", deps = [":y-1.0.0"])\n', "BUILD.bazel") == []


@pytest.mark.parametrize(
    "text",
    [
        'cc_library(name = "x", version = "1.2.3")\n',
        'print(go_version = "1.22.0")\n',
        'foo(version = "1.2.3")\n',
        'genrule(name = "x", cmd = "gizmo --version 1.2.3")\n',
        'load("//a-1.2.3:b.bzl", "c")\n',
    ],
)
def test_calls_that_get_nothing_are_quiet(text: str) -> None:
    assert pins(text, "BUILD.bazel") == []


# remarks


def remarks(text: str) -> list[tuple[str, str]]:
    return [(remark.kind, remark.text) for remark in read(text).remarks]


def test_a_comment_with_a_version_or_a_promise_is_a_remark() -> None:
    text = '# Must match version in checksums/gizmo.json\nX = "1"  # gizmo 1.1.0 was fine\n# plain\n'
    assert remarks(text) == [
        ("comment", "Must match version in checksums/gizmo.json"),
        ("comment", "gizmo 1.1.0 was fine"),
    ]


def test_an_embedded_text_gives_its_own_comments_and_not_its_code() -> None:
    text = 'def f(ctx):\n    ctx.write("x", """\n// compatible with gizmo 1.3.0\nlet x = "1.2.3";\n""")\n'
    assert remarks(text) == [("text", "compatible with gizmo 1.3.0")]


def test_a_docstring_is_told_from_an_embedded_text() -> None:
    text = '"""About.\n\nUses gizmo 1.2.0.\n"""\ndef f():\n    """Do.\n\n    Wants gizmo 1.3.0.\n    """\n'
    assert remarks(text) == [("docstring", "Uses gizmo 1.2.0."), ("docstring", "Wants gizmo 1.3.0.")]


def test_comments_about_other_things_are_quiet() -> None:
    assert remarks('# see issue 123\nX = "1.2.3"\n# 10 files\n') == []


# damage


def test_an_unclosed_bracket_is_noted() -> None:
    found = read('A_VERSION = "1.2.3"\nX = [\n')
    assert [pin.raw for pin in found.pins] == ["1.2.3"]
    assert [(note.check, note.location.line) for note in found.notes] == [("parse-error", 2)]


def test_damage_is_noted_and_what_stands_around_it_is_read() -> None:
    found = read('def f(:\n  pass\nGIZMO_VERSION = "1.2.3"\n)))\nWAC_VERSION = "0.8.0"\n')
    assert [pin.raw for pin in found.pins] == ["1.2.3", "0.8.0"]
    assert [(note.check, note.location.line) for note in found.notes] == [
        ("parse-error", 1),
        ("parse-error", 4),
    ]
