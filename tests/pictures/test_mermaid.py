"""What is written for Mermaid is a flowchart in which nothing but this module's own marks is markup."""

from __future__ import annotations

import html
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.pictures.drawing import HOSTILE, MATCHED, MISMATCHED, drawn, many
from vercheck.pictures.mermaid import EDGES, TEXT, _text, as_mermaid

LINE = re.compile(
    r"""\ \ (?:
      [tf]\d+ (?: \(\["[^"]+"\]\) | \["[^"]+"\] ) (?: :::(?:error|warning) )?
    | t\d+\ ---\|"[^"]+"\|\ f\d+
    | linkStyle\ [\d,]+\ stroke:\#[0-9a-f]{6},stroke-width:2px
    | classDef\ (?:error|warning)\ \S+
    | rest\["[^"]+"\]
    )""",
    re.VERBOSE,
)


def test_a_drift_is_drawn_with_its_versions_and_its_colour(tmp_path: Path) -> None:
    text = as_mermaid(drawn(tmp_path, MISMATCHED, tools=["wit-bindgen"]))
    assert text.splitlines()[:6] == [
        "flowchart LR",
        '  t0(["wit-bindgen"]):::error',
        '  f0["toolchains/tool_versions.bzl"]:::error',
        '  t0 ---|"0.46.0"| f0',
        '  f1["tools/updater/Cargo.toml"]:::error',
        '  t0 ---|"0.47.0"| f1',
    ]
    assert "  linkStyle 0,1 stroke:#c62828,stroke-width:2px" in text.splitlines()


def test_what_agrees_has_no_colour(tmp_path: Path) -> None:
    text = as_mermaid(drawn(tmp_path, MATCHED))
    assert "linkStyle" not in text
    assert ":::" not in text


def test_every_line_has_the_shape_of_one_that_was_meant(tmp_path: Path) -> None:
    first, *lines = as_mermaid(drawn(tmp_path, HOSTILE)).splitlines()
    assert first == "flowchart LR"
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_a_picture_that_no_viewer_would_draw_says_what_is_left_out(tmp_path: Path) -> None:
    text = as_mermaid(drawn(tmp_path, many(300)))
    assert text.count(" ---|") == EDGES
    assert f'rest["{600 - EDGES} more places are left out for size"]' in text
    assert len(text) < TEXT + 5_000


def test_a_small_picture_leaves_nothing_out(tmp_path: Path) -> None:
    assert "left out" not in as_mermaid(drawn(tmp_path, many(3)))


def test_a_list_of_markdown_is_none(tmp_path: Path) -> None:
    assert _text("1. one") == "1#46; one"
    assert _text("- one") == "#45; one"
    assert _text("0.46.0-rc1") == "0.46.0-rc1"


@given(st.text(min_size=1))
def test_a_text_is_letters_and_numbered_characters_that_mean_it(text: str) -> None:
    written = _text(text)
    assert re.fullmatch(r"(?:[A-Za-z0-9 ./,_-]|#\d+;)+", written)
    decoded = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), written)
    assert decoded == text
    assert html.escape(written) == written
