"""Info.plist: the version that a bundle shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.info_plist import EXTRACTOR


def _plist(body: str) -> str:
    kind = '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">'
    return f'<?xml version="1.0"?>\n{kind}\n<plist version="1.0">\n<dict>\n{body}\n</dict>\n</plist>\n'


VERSION = "<key>CFBundleShortVersionString</key>\n<string>1.2.3</string>"


def test_a_bundle_shows_its_version() -> None:
    text = _plist(
        f"<key>CFBundleName</key><string>Foo</string>{VERSION}<key>CFBundleVersion</key><string>4567</string>"
    )
    assert pins(EXTRACTOR, "macos/Info.plist", text) == ["apple:Foo provides 1.2.3"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<key>CFBundleShortVersionString</key><string>$(MARKETING_VERSION)</string>",
        f"<!-- {VERSION} -->",
        f"<key>Other</key><dict>{VERSION}</dict>",
        "<key>CFBundleVersion</key><string>1.2.3</string>",
    ],
)
def test_a_variable_a_comment_and_a_part_of_the_bundle_are_not_its_version(body: str) -> None:
    assert pins(EXTRACTOR, "Info.plist", _plist(body)) == []


def test_a_file_that_ends_in_the_middle_is_read_as_far_as_it_goes() -> None:
    text = _plist(VERSION)
    assert pins(EXTRACTOR, "a/Info.plist", text[: text.index("</dict>")]) == ["apple:a provides 1.2.3"]


@given(st.binary(max_size=200) | st.text(alphabet="<plist></dict>key\n!-", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "Info.plist", content)
