"""Documents mention: their snippets, links and sentences are read, and they never select."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.prose import EXTRACTOR
from vercheck.model import Role, Statement

DIGEST = "0123456789abcdef" * 4
URL = "https://github.com/o/rules_x/releases/download/0.15.0/rules_x-0.14.0.tar.gz"


def members(statement: Statement) -> list[tuple[str, str, int]]:
    return [(member.name, member.text, member.location.line) for member in statement.members]


@pytest.mark.parametrize(
    ("path", "before", "indent", "after"),
    [
        ("README.md", "```starlark\n", "", "```\n"),
        ("README.rst", "Add:\n\n.. code:: bzl\n\n", "    ", "\nThen\n"),
    ],
)
def test_an_archive_in_a_snippet_is_a_statement_with_exact_lines(
    path: str, before: str, indent: str, after: str
) -> None:
    lines = [
        "http_archive(",
        '    name = "rules_x",',
        f'    urls = ["{URL}"],',
        f'    sha256 = "{DIGEST}",',
        ")",
    ]
    text = before + "".join(f"{indent}{line}\n" for line in lines) + after
    first = before.count("\n") + 1
    (statement,) = read(EXTRACTOR, path, text).statements
    assert (statement.kind, statement.name, statement.location.line) == (
        "documented-archive",
        "rules_x",
        first,
    )
    assert members(statement) == [("url", URL, first + 2), ("digest", DIGEST, first + 3)]
    assert pins(EXTRACTOR, path, text) == ["github:o/rules_x mentions 0.15.0"]


@pytest.mark.parametrize("digest", ["<sha256>", "$SHA", "x" * 64, "..."])
def test_a_placeholder_is_for_the_reader_to_fill_in(digest: str) -> None:
    (statement,) = read(
        EXTRACTOR, "README.md", f'```\nhttp_archive(\n  url = "{URL}",\n  sha256 = "{digest}",\n)\n```\n'
    ).statements
    assert [member.name for member in statement.members] == ["url"]


def test_modules_crates_and_actions_in_snippets_are_mentions() -> None:
    text = (
        '```python\nbazel_dep(name = "rules_x", version = "1.2.3")\n```\n'
        '```toml\n[dependencies]\nserde = "1"\nfoo = { path = "x", version = "0.3" }\n'
        '[features]\nx = "1"\n```\n'
        "```yaml\n- uses: o/r@v4\n```\n"
        "```console\n$ cargo install x --version 1.2.3\n```\n"
    )
    extraction = read(EXTRACTOR, "README.md", text)
    assert {pin.role for pin in extraction.pins} == {Role.MENTIONS}
    assert pins(EXTRACTOR, "README.md", text) == [
        "bazel:rules_x mentions 1.2.3",
        "cargo:serde mentions ~1",
        "cargo:foo mentions ~0.3",
        "action:o/r mentions v4",
        "cargo:x mentions 1.2.3",
    ]


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("README.rst", "`v0.44.1 <https://github.com/o/r/releases/tag/v0.43.0>`_"),
        ("README.md", "[v0.44.1](https://github.com/o/r/releases/tag/v0.43.0)"),
    ],
)
def test_a_link_whose_text_is_a_version_is_a_statement(path: str, link: str) -> None:
    (statement,) = read(EXTRACTOR, path, f"News\n\nRelease {link}\nis out.\n").statements
    assert statement.kind == "link"
    assert members(statement) == [
        ("text", "v0.44.1", 3),
        ("url", "https://github.com/o/r/releases/tag/v0.43.0", 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[the release notes](https://github.com/o/r/releases/tag/v0.43.0)",
        "[v1.2.3](https://example.org/docs)",
        "[v1.2.3](https://github.com/o/r/compare/v1.2.2...v1.2.3)",
        "[1.2.3]: #anchor",
        "Use X_VERSION=1.2.3 and cargo install x@1.2.3 in a sentence.",
        "```rust\nfoo(1.2, 3.4)\n```",
        "```\nbar(\n  name = 'x',\n  size = '1.2.3',\n)\n```",
    ],
)
def test_other_links_sentences_and_calls_are_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "README.md", text + "\n")
    assert extraction.pins == ()
    assert extraction.statements == ()


def test_sentences_with_versions_are_remarks_and_code_is_not() -> None:
    text = "You need [Bazel >= 0.27][b] here.\n\nNo version.\n\n```\nbazel 9.9.9\n```\nThen node 20.1.\n"
    remarks = read(EXTRACTOR, "README.md", text).remarks
    assert [(remark.text, remark.location.line, remark.kind) for remark in remarks] == [
        ("You need [Bazel >= 0.27][b] here.", 1, "prose"),
        ("Then node 20.1.", 8, "prose"),
    ]


def test_a_path_with_colons_opens_no_block_in_markdown() -> None:
    assert len(read(EXTRACTOR, "README.md", "See std::\n  about 1.2.3\n").remarks) == 1


def test_a_download_in_a_sentence_is_a_statement() -> None:
    (statement,) = read(EXTRACTOR, "README.md", f"Get <{URL}>.\n").statements
    assert members(statement) == [("url", URL, 1)]


_LINES = [
    "```",
    "~~~ sh",
    ".. code:: bzl",
    "::",
    "    x(",
    ")",
    'url = "https://github.com/o/r/archive/v1.tar.gz",',
    "a 1.2",
]


@given(
    st.lists(st.sampled_from(_LINES) | st.text(max_size=20), max_size=30), st.sampled_from(["a.md", "a.rst"])
)
def test_any_lines_are_read(lines: list[str], path: str) -> None:
    read(EXTRACTOR, path, "\n".join(lines))


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "a.md", content)
