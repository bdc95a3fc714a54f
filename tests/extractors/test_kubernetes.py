"""Kubernetes manifests: images and charts; and all the YAML that is no manifest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.kubernetes import EXTRACTOR, holds
from vercheck.model import Source

_POD = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: nginx:1.25.3\n"


def test_the_images_of_all_containers_are_pins() -> None:
    text = (
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n"
        "      initContainers:\n      - image: busybox:1.36\n"
        "      containers:\n      - image: ghcr.io/o/x:v2.0.1\n---\n" + _POD
    )
    assert pins(EXTRACTOR, "k8s/all.yaml", text) == [
        "docker:busybox selects 1.36",
        "docker:ghcr.io/o/x selects v2.0.1",
        "docker:nginx selects 1.25.3",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    chart: redis\n"
            "    targetRevision: 18.1.0\n",
            ["helm:redis selects 18.1.0"],
        ),
        (
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n"
            "      chart: redis\n      version: '>=18.0.0 <19.0.0'\n",
            ["helm:redis requires ~>=18.0.0 <19.0.0"],
        ),
    ],
)
def test_a_chart_that_is_installed_is_a_pin(text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "apps/redis.yaml", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "image: nginx:1.25.3\n",
        "jobs:\n  build:\n    container:\n      image: nginx:1.25.3\n",
        _POD.replace("nginx:1.25.3", '"{{ .Values.image }}:1.25.3"'),
        _POD.replace("nginx:1.25.3", "${IMAGE}:1.25.3"),
        _POD.replace("nginx:1.25.3", "nginx"),
        _POD.replace("kind: Pod", "kind: CustomResourceDefinition"),
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  version: 1.2.3\n",
        "",
    ],
)
def test_what_is_no_manifest_with_images_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "x.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_file_counts_as_read_only_where_it_is_a_manifest() -> None:
    assert holds(Source("a.yaml", _POD.encode()))
    assert not holds(Source("a.yaml", b"image: nginx:1.25.3\n"))
    assert not holds(Source("a.yaml", _POD.replace("nginx", "{{ .x }}").encode()))


def test_overlays_may_run_other_versions() -> None:
    other = _POD.replace("1.25.3", "1.26.0")
    assert said("version-drift", tree({"k/base/a.yaml": _POD, "k/overlays/prod/a.yaml": other})) == []
    assert said("version-drift", tree({"k/base/a.yaml": _POD, "k/other/a.yaml": other}))


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "x.yaml", content)
    read(EXTRACTOR, "x.yaml", _POD.encode() + content)
