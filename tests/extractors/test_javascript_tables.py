"""Which JavaScript and TypeScript files are read, and what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.javascript_tables import EXTRACTOR, extract, holds
from vercheck.model import Extraction, Source

TABLE = b'// keep in sync with release.sh\nconst TARGETS = { "linux-x64": "a", "darwin-arm64": "b" };\n'


def test_a_table_of_platforms_is_read_with_the_comments_around_it() -> None:
    found = extract(Source("build.ts", TABLE))
    assert [item.name for item in found.platform_lists] == ["TARGETS"]
    assert [remark.text for remark in found.remarks] == ["keep in sync with release.sh"]


def test_a_file_is_read_only_where_it_holds_a_list_of_platforms() -> None:
    assert holds(Source("build.ts", TABLE))
    assert not holds(Source("app.ts", b"if (process.platform === 'linux') { run(['linux', 'x64']); }\n"))
    assert not holds(Source("app.ts", b"export const x = 1;\n"))


@pytest.mark.parametrize("pattern", ["*.ts", "*.mts", "*.js", "*.mjs", "*.cjs"])
def test_the_usual_endings_are_claimed(pattern: str) -> None:
    assert pattern in EXTRACTOR.patterns


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    assert isinstance(extract(Source("a.ts", content + b" linux")), Extraction)
