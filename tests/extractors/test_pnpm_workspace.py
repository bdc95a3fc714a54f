"""pnpm-workspace.yaml: catalogs that packages refer to, overrides, and which folders belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.pnpm_workspace import EXTRACTOR

WORKSPACE = """packages:
  - app/*
  - "lib/**"
useNodeVersion: 20.1.0
catalog:
  react: ^18.2.0
  typescript: 5.4.5 # must match the version in app/web
catalogs:
  old:
    react: 17
  default:
    vue: '3.5.13'
overrides:
  qs: 6.14.1
  a>b: ^2
"""


def test_catalogs_and_overrides_are_read() -> None:
    assert pins(EXTRACTOR, "pnpm-workspace.yaml", WORKSPACE) == [
        "toolchain:node selects 20.1.0",
        "npm:react requires ~^18.2.0",
        "npm:typescript selects 5.4.5",
        "npm:react requires ~17",
        "npm:vue selects 3.5.13",
        "npm:qs selects 6.14.1",
        "npm:b requires ~^2 [a]",
    ]


def test_the_default_catalog_has_one_trail_however_it_is_written() -> None:
    trails = [pin.trail for pin in read(EXTRACTOR, "pnpm-workspace.yaml", WORKSPACE).pins]
    assert {"catalog.react", "catalogs.old.react", "catalog.vue"} <= set(trails)


def test_the_folders_of_the_workspace_are_kept() -> None:
    (statement,) = read(EXTRACTOR, "pnpm-workspace.yaml", WORKSPACE).statements
    assert [member.text for member in statement.members] == ["app/*", "lib/**"]


def test_a_promise_in_a_comment_is_kept() -> None:
    (remark,) = read(EXTRACTOR, "pnpm-workspace.yaml", WORKSPACE).remarks
    assert remark.text == "must match the version in app/web"


def test_other_settings_and_an_empty_file_are_quiet() -> None:
    text = "packages: [a]\nonlyBuiltDependencies:\n  - esbuild\nminimumReleaseAge: 1440\n"
    assert read(EXTRACTOR, "pnpm-workspace.yaml", text).pins == ()
    assert read(EXTRACTOR, "pnpm-workspace.yaml", "---\n").pins == ()


@given(st.binary(max_size=200))
def test_no_bytes_break_it(content: bytes) -> None:
    read(EXTRACTOR, "pnpm-workspace.yaml", b"catalog:\n" + content)
