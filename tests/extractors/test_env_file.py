"""Files of settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.env_file import EXTRACTOR


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        (".env", "NODE_VERSION=20.1.0", ["toolchain:node selects 20.1.0"]),
        (".env", "export NODE_VERSION='20.1.0' # why", ["toolchain:node selects 20.1.0"]),
        ("versions.env", 'BAZEL_VERSION = "7.4.1"', ["bin:bazel selects 7.4.1"]),
        ("gradle.properties", "kotlin.version=1.9.0", ["bin:kotlin selects 1.9.0"]),
        ("gradle.properties", "kotlinVersion: 1.9.0\r", ["bin:kotlin selects 1.9.0"]),
        ("versions.properties", "version.junit=5.10.0", ["bin:junit selects 5.10.0"]),
        (".env", "MIN_BAZEL_VERSION=7.0.0", ["bin:bazel requires ~7.0.0"]),
        (".env.staging", "NODE_VERSION=20.1.0", ["toolchain:node selects 20.1.0 [staging]"]),
    ],
)
def test_a_setting_whose_name_says_what_it_is_the_version_of_is_a_pin(
    name: str, line: str, expected: list[str]
) -> None:
    assert pins(EXTRACTOR, name, line + "\n") == expected


@pytest.mark.parametrize(
    "line",
    [
        "PORT=8080",
        "# NODE_VERSION=20.1.0",
        "APP_VERSION=1.2.3",
        "version=1.2.3",
        "API_VERSION=2024.1",
        "NODE_VERSION=",
        "NODE_VERSION=a b c",
        "DEV_HOST=127.0.0.1",
        "DATABASE_URL=postgresql://u:p@localhost:5432/x",
        "org.gradle.jvmargs=-Xmx2g",
    ],
)
def test_ordinary_settings_are_quiet(line: str) -> None:
    extraction = read(EXTRACTOR, ".env", line + "\n")
    assert (extraction.pins, extraction.notes, extraction.statements) == ((), (), ())


def test_a_setting_may_refer_to_another() -> None:
    text = "GO_VERSION=1.22\nURL=https://github.com/o/r/releases/download/v${GO_VERSION}/r.tgz\n"
    assert pins(EXTRACTOR, ".env", text) == ["toolchain:go selects 1.22", "github:o/r selects @GO_VERSION"]


def test_environments_differ_on_purpose() -> None:
    files = {".env": "DENO_VERSION=2.2.12\n", ".env.canary": "DENO_VERSION=2.3.0\n"}
    assert said("version-drift", tree(files)) == []


def test_a_setting_and_a_script_that_differ_are_drift() -> None:
    files = {"versions.env": "DENO_VERSION=2.2.12\n", "install.sh": "DENO_VERSION=2.3.0\n"}
    assert [found.tool for found in said("version-drift", tree(files))] == ["deno"]


@given(st.sampled_from([".env", "gradle.properties"]), st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(name: str, content: bytes) -> None:
    read(EXTRACTOR, name, content)
    read(EXTRACTOR, name, b"X_VERSION=" + content)
