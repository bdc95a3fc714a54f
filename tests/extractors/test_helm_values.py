"""values.yaml: images as records and as text, and values for other environments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.helm_values import EXTRACTOR

_SHA = digest("image")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("image:\n  repository: nginx\n  tag: 1.25.3\n", ["docker:nginx selects 1.25.3"]),
        ("image:\n  repository: nginx\n  tag: '1.25.3-alpine'\n", ["docker:nginx selects 1.25.3"]),
        (
            "web:\n  image:\n    registry: docker.io\n    repository: library/nginx\n    tag: v1.25.3\n",
            ["docker:nginx selects v1.25.3"],
        ),
        ("a:\n  image: ghcr.io/o/x:1.2.3\n", ["docker:ghcr.io/o/x selects 1.2.3"]),
        ("a:\n  image: ghcr.io/o/x\n  tag: 1.2.3\n", ["docker:ghcr.io/o/x selects 1.2.3"]),
        ("controller:\n  repository: o/x\n  tag: 1.2.3\n", ["docker:o/x selects 1.2.3"]),
        ("items:\n- image:\n    name: o/x\n    tag: 1.2.3\n", ["docker:o/x selects 1.2.3"]),
        ("image:\n  repository: o/x\n  tag: latest\n", ["docker:o/x selects *latest"]),
    ],
)
def test_an_image_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "chart/values.yaml", text)
    assert pins(EXTRACTOR, "chart/values.yaml", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        f"image:\n  repository: nginx\n  tag: 1.25.3@sha256:{_SHA}\n",
        f"image:\n  repository: nginx\n  tag: 1.25.3\n  digest: sha256:{_SHA}\n",
        f"image: nginx:1.25.3@sha256:{_SHA}\n",
    ],
)
def test_a_digest_belongs_to_its_image(text: str) -> None:
    (pin,) = read(EXTRACTOR, "values.yaml", text).pins
    assert (pin.raw, [one.hex for one in pin.digests]) == ("1.25.3", [_SHA])


@pytest.mark.parametrize(
    "text",
    [
        'image:\n  repository: o/x\n  tag: ""\n',
        "image:\n  repository: o/x\n  tag:\n  pullPolicy: Always\n",
        "image:\n  tag: 1.2.3\n",
        'image:\n  repository: o/x\n  tag: "{{ .Chart.AppVersion }}"\n',
        "image: nginx\nresources:\n  cpu: 1.5\nversion: 1.2.3\n",
        "# image: nginx\n",
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "chart/values.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_another_environment_may_run_another_version() -> None:
    text = "image:\n  repository: nginx\n  tag: 1.25.3\n"
    other = text.replace("1.25.3", "1.26.0")
    assert pins(EXTRACTOR, "values-prod.yaml", text) == ["docker:nginx selects 1.25.3 [prod]"]
    assert pins(EXTRACTOR, "ci-values.yaml", text) == ["docker:nginx selects 1.25.3 [ci]"]
    assert said("version-drift", tree({"c/values.yaml": text, "c/values-prod.yaml": other})) == []
    assert said("version-drift", tree({"c/values.yaml": text, "d/values.yaml": other}))


def test_what_is_aliased_is_one_place() -> None:
    text = "a: &a\n  image: nginx:1.25.3\nb: *a\nc: *a\n"
    assert pins(EXTRACTOR, "values.yaml", text) == ["docker:nginx selects 1.25.3"]


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "values.yaml", content)
    read(EXTRACTOR, "values.yaml", b"image:\n  repository: a\n  tag: " + content)
