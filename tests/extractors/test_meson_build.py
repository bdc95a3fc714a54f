"""meson.build: the project's declaration, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.meson_build import EXTRACTOR


def test_a_project_states_its_version_and_the_meson_that_it_needs() -> None:
    text = "project('foo', 'c',\n  # version : '9.9.9'\n  version : '1.2.3', meson_version: '>= 0.56')\n"
    assert pins(EXTRACTOR, "meson.build", text) == ["meson:foo provides 1.2.3", "bin:meson requires ~>= 0.56"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "project('foo', 'c')\ndependency('x', version : '1.2.3')\n",
        "project('foo', version : run_command('x').stdout())\n",
        "project('foo', version : files('VERSION'))\n",
        "# project('foo', version : '1.2.3')\n",
    ],
)
def test_other_calls_and_what_is_computed_are_not_read(text: str) -> None:
    assert pins(EXTRACTOR, "meson.build", text) == []


@given(
    st.binary(max_size=200)
    | st.text(alphabet="project('foo', version : '1.2')#\n", max_size=200).map(str.encode)
)
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "meson.build", content)
