"""pnpm-lock.yaml from the fifth format to the ninth; read quickly and read as YAML with one result."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import read, shown
from vercheck.extractors.pnpm_lock import EXTRACTOR, read_quickly
from vercheck.model import Digest, Extraction

HEX = "cd" * 64
SRI = "sha512-" + base64.b64encode(bytes.fromhex(HEX)).decode()
NINTH = f"""lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .: {{}}

  app/web:
    dependencies:
      '@acme/lib':
        specifier: workspace:*
        version: link:../../lib
      vue:
        specifier: ^3.5.13
        version: 3.5.13(typescript@5.9.3)
      nick:
        specifier: npm:real@^1
        version: real@1.2.3
    devDependencies:
      typescript:
        specifier: ^5.9.3
        version: 5.9.3

packages:

  '@scope/a@0.1.3':
    resolution: {{integrity: {SRI}}}
    engines: {{node: '>=14'}}

  real@1.2.3:
    resolution: {{integrity: {SRI}, tarball: https://example.org/real.tgz}}

  tool@https://codeload.github.com/acme/tool/tar.gz/0123456:
    resolution: {{tarball: https://codeload.github.com/acme/tool/tar.gz/0123456}}
    version: 1.0.0

snapshots:

  '@scope/a@0.1.3': {{}}

  vue@3.5.13(typescript@5.9.3):
    dependencies:
      real: 1.2.3
"""
FIFTH = f"""lockfileVersion: 5.4

specifiers:
  webpack: ^5.76.0

devDependencies:
  webpack: 5.76.2_webpack-cli@4.9.1

packages:

  /@scope/a/0.5.5:
    resolution: {{integrity: {SRI}}}
    dev: true

  /webpack/5.76.2_webpack-cli@4.9.1:
    resolution: {{integrity: {SRI}}}
    dependencies:
      '@scope/a': 0.5.5
    dev: true
"""
SIXTH = f"""lockfileVersion: '6.0'

devDependencies:
  webpack:
    specifier: ^5.76.0
    version: 5.76.2(webpack-cli@4.9.1)

packages:

  /@scope/a@0.5.5:
    resolution: {{integrity: {SRI}}}
    dev: true

  /webpack@5.76.2(webpack-cli@4.9.1):
    resolution: {{integrity: {SRI}}}
    dev: true
"""


def extract(content: str | bytes) -> Extraction:
    return read(EXTRACTOR, "pnpm-lock.yaml", content)


def test_each_importer_is_told_apart_from_what_is_only_installed() -> None:
    pins = extract(NINTH).pins
    assert [(shown(pin), pin.note) for pin in pins] == [
        ("npm:@acme/lib resolves #link:../../lib", "importer app/web"),
        ("npm:vue resolves 3.5.13", "importer app/web"),
        ("npm:real resolves 1.2.3", "importer app/web"),
        ("npm:typescript resolves 5.9.3", "importer app/web"),
        ("npm:@scope/a resolves 0.1.3 [transitive]", ""),
        ("npm:real resolves 1.2.3 [transitive]", ""),
    ]
    assert pins[1].trail == "importers.app/web.dependencies.vue"
    assert pins[4].digests == (Digest("sha512", HEX),)


@pytest.mark.parametrize("lock", [FIFTH, SIXTH])
def test_older_formats_write_the_same_in_other_ways(lock: str) -> None:
    assert [(shown(pin), pin.note) for pin in extract(lock).pins] == [
        ("npm:webpack resolves 5.76.2", "importer ."),
        ("npm:@scope/a resolves 0.5.5 [transitive]", ""),
        ("npm:webpack resolves 5.76.2 [transitive]", ""),
    ]


@pytest.mark.parametrize("lock", [NINTH, FIFTH, SIXTH, NINTH.replace("\n", "\r\n")])
def test_what_pnpm_writes_is_read_quickly(lock: str) -> None:
    assert read_quickly(lock.encode()) is not None


@pytest.mark.parametrize(
    "edited",
    [
        NINTH.replace("  real@1.2.3:\n    res", "  ? real@1.2.3\n  : res"),
        NINTH.replace("resolution: {integrity", "resolution:\n      {integrity"),
        NINTH.replace("packages:\n\n", "packages:\n\n  # mine\n"),
        "---\n" + NINTH + "---\n" + FIFTH,
    ],
)
def test_another_form_is_read_as_yaml_to_the_same_end(edited: str) -> None:
    assert read_quickly(edited.encode()) is None
    assert {(pin.artifact, pin.raw) for pin in extract(NINTH).pins} <= {
        (pin.artifact, pin.raw) for pin in extract(edited).pins
    }


def test_both_ways_see_the_same_packages() -> None:
    quick, slow = extract(NINTH), extract(NINTH.replace("snapshots:", "# as YAML\nsnapshots:"))
    assert quick.pins == slow.pins


def test_a_merge_conflict_is_noted() -> None:
    damaged = NINTH.replace("  real@1.2.3:\n", "<<<<<<< a\n  real@1.2.3:\n=======\n>>>>>>> b\n")
    extraction = extract(damaged)
    assert extraction.notes
    assert "vue" in {pin.artifact.name for pin in extraction.pins}


def test_a_lock_without_packages_is_quiet() -> None:
    assert extract("lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n") == Extraction()


def test_a_number_is_a_version_where_yaml_sees_a_number() -> None:
    assert [pin.raw for pin in extract("importers:\n  .:\n    dependencies:\n      foo: 1.5\n").pins] == [
        "1.5"
    ]


@pytest.mark.parametrize("text", ["a:\n" + " a:\n" * 3, "[" * 100_000, "packages:\n" + "  '" * 50_000])
def test_nesting_without_end_is_survived(text: str) -> None:
    extract(text)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content: bytes) -> None:
    extract(b"packages:\n" + content)


@given(st.binary(max_size=12), st.integers(0, 1300))
def test_no_damage_breaks_it(damage: bytes, place: int) -> None:
    content = NINTH.encode()
    extract(content[:place] + damage + content[place + 3 :])
