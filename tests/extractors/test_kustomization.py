"""kustomization.yaml: new tags, charts, remote bases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.extractors.kustomization import EXTRACTOR

_PATH = "deploy/kustomization.yaml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("images:\n- name: nginx\n  newTag: 1.25.3\n", ["docker:nginx selects 1.25.3"]),
        (
            "images:\n- name: app\n  newName: ghcr.io/o/app\n  newTag: v2.0.1\n",
            ["docker:ghcr.io/o/app selects v2.0.1"],
        ),
        ("helmCharts:\n- name: redis\n  version: 18.1.0\n", ["helm:redis selects 18.1.0"]),
        (
            "resources:\n- https://github.com/o/r//config?ref=v1.2.3\n- ../base\n",
            ["github:o/r selects v1.2.3"],
        ),
        ("bases:\n- github.com/o/r/config?ref=v1.2.3\n", ["github:o/r selects v1.2.3"]),
    ],
)
def test_what_is_chosen_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, _PATH, text)
    assert pins(EXTRACTOR, _PATH, text) == expected
    assert extraction.notes == ()


def test_a_digest_belongs_to_its_tag() -> None:
    sha = digest("image")
    text = f"images:\n- name: nginx\n  newTag: 1.25.3\n  digest: sha256:{sha}\n"
    (pin,) = read(EXTRACTOR, _PATH, text).pins
    assert [one.hex for one in pin.digests] == [sha]


@pytest.mark.parametrize(
    "text",
    [
        "resources:\n- deployment.yaml\n- ../base\n",
        "images:\n- name: nginx\n  newName: ghcr.io/o/nginx\n",
        'images:\n- name: nginx\n  newTag: ""\n',
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
        "patches:\n- patch: |-\n    image: nginx:1.25.3\n",
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, _PATH, text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_each_overlay_is_on_a_track_of_its_own() -> None:
    text = "images:\n- name: nginx\n  newTag: 1.25.3\n"
    path = "k/overlays/prod/kustomization.yaml"
    assert pins(EXTRACTOR, path, text) == ["docker:nginx selects 1.25.3 [prod]"]


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, _PATH, content)
    read(EXTRACTOR, _PATH, b"images:\n- name: a\n  newTag: " + content)
