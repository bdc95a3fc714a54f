"""pubspec.yaml: the own version, dependencies of every form, and the SDK."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.pubspec import EXTRACTOR

PUBSPEC = """\
name: foo
version: 1.2.3+4
environment:
  sdk: '>=2.12.0 <3.0.0'
  flutter: ^3.0.0
dependencies:
  http: ^1.0.0
  exact: 2.0.0
  whatever: any
  hosted:
    version: ^2.0.0
    hosted: https://example.com
dev_dependencies:
  test: ^1.24.0
"""


def test_a_package_states_its_version_and_asks_for_others() -> None:
    assert pins(EXTRACTOR, "pubspec.yaml", PUBSPEC) == [
        "pub:foo provides 1.2.3+4",
        "bin:dart requires ~>=2.12.0 <3.0.0",
        "bin:flutter requires ~^3.0.0",
        "pub:http requires ~^1.0.0",
        "pub:exact selects 2.0.0",
        "pub:whatever selects *any",
        "pub:hosted requires ~^2.0.0",
        "pub:test requires ~^1.24.0",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name: foo\n",
        "dependencies:\n  flutter:\n    sdk: flutter\n",
        "dependencies:\n  here:\n    path: ../here\n",
        "dependencies:\n  there:\n    git: https://example.com/x\n",
        "dependencies:\n",
    ],
)
def test_what_comes_from_a_folder_or_a_repository_is_no_version(text: str) -> None:
    extraction = read(EXTRACTOR, "pubspec.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_constraint_that_cannot_be_read_is_noted() -> None:
    (note,) = read(EXTRACTOR, "pubspec.yaml", "dependencies:\n  x: '@@'\n").notes
    assert (note.check, note.location.line) == ("not-understood", 2)


@given(st.binary(max_size=200) | st.text(alphabet="dependencies: ^1.2\n -", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "pubspec.yaml", content)
