"""Helm charts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.helm_chart import EXTRACTOR

CHART = """\
apiVersion: v2
name: app
version: 0.1.0
appVersion: "1.16.0"
kubeVersion: ">=1.22.0-0"
dependencies:
- name: postgresql
  version: ~12.1.0
  repository: oci://charts.example.com
- name: redis
  version: 17.0.1
- name: any
  version: "*"
"""


def test_a_chart_offers_its_versions_and_asks_for_others() -> None:
    assert pins(EXTRACTOR, "Chart.yaml", CHART) == [
        "helm:app provides 0.1.0",
        "bin:app provides 1.16.0",
        "bin:kubernetes requires ~>=1.22.0-0",
        "helm:postgresql requires ~~12.1.0",
        "helm:redis selects 17.0.1",
    ]


def test_a_lock_resolves() -> None:
    text = "dependencies:\n- name: redis\n  repository: https://x\n  version: 17.0.1\ndigest: sha256:x\n"
    assert pins(EXTRACTOR, "Chart.lock", text) == ["helm:redis resolves 17.0.1"]


@pytest.mark.parametrize("text", ["", "name: x\n", "dependencies: []\n", "- a\n", "version: 1.0.0\n"])
def test_a_chart_that_names_no_version_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "Chart.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_charts_number_is_not_that_of_the_program_in_it() -> None:
    files = {"chart/Chart.yaml": CHART, "versions.env": "REDIS_VERSION=7.2.0\nPOSTGRESQL_VERSION=16.1\n"}
    assert said("version-drift", tree(files)) == []
    assert said("range-excludes-pin", tree(files)) == []


def test_a_dependency_without_a_readable_version_is_noted() -> None:
    (note,) = read(EXTRACTOR, "Chart.yaml", "dependencies:\n- name: x\n  version: '@@'\n").notes
    assert (note.check, note.location.line) == ("not-understood", 3)


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "Chart.yaml", content)
    read(EXTRACTOR, "Chart.yaml", b"name: x\nversion: " + content)
