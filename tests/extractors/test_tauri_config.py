"""tauri.conf.json: the version of a bundle, in both generations of the format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.tauri_config import EXTRACTOR


def test_the_version_of_the_bundle_is_the_projects_own() -> None:
    assert pins(EXTRACTOR, "tauri.conf.json", '{"productName": "Foo", "version": "1.2.3"}') == [
        "tauri:Foo provides 1.2.3"
    ]


def test_the_first_generation_has_it_in_the_package() -> None:
    text = '{"package": {"productName": "Foo", "version": "1.2.3"}}'
    assert pins(EXTRACTOR, "src-tauri/tauri.conf.json", text) == ["tauri:Foo provides 1.2.3"]


@pytest.mark.parametrize("text", ["", "{}", '{"version": "../package.json"}', '{"version": 3}', "[1]"])
def test_a_path_or_nothing_in_its_place_is_no_version(text: str) -> None:
    assert pins(EXTRACTOR, "tauri.conf.json", text) == []


def test_a_template_need_not_be_json_yet() -> None:
    text = '{"productName": "{{ name }}", {{#if web}} "version": "0.1.0" {{/if}} }'
    assert read(EXTRACTOR, "tauri.conf.json", text).notes == ()
    assert read(EXTRACTOR, "tauri.conf.json", text.replace("{{", "").replace("}}", "")).notes


@given(st.binary(max_size=200) | st.text(alphabet='{}":version 1.2,', max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "tauri.conf.json", content)
