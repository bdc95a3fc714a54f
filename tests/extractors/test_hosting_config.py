"""Read the Docs, Netlify and Vercel: what the host builds with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.hosting_config import EXTRACTOR
from vercheck.model import Severity


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            ".readthedocs.yaml",
            'version: 2\nbuild:\n  os: ubuntu-22.04\n  tools:\n    python: "3.12"\n    nodejs: "20"\n',
            ["toolchain:python selects 3.12", "toolchain:node selects 20"],
        ),
        (".readthedocs.yml", "python:\n  version: 3.8\n", ["toolchain:python selects 3.8"]),
        (
            "netlify.toml",
            '[build.environment]\nNODE_VERSION = "20"\nHUGO_VERSION = "0.120.0"\n',
            ["toolchain:node selects 20", "bin:hugo selects 0.120.0"],
        ),
        (
            "netlify.toml",
            '[context.deploy-preview.environment]\nNODE_VERSION = "18"\n',
            ["toolchain:node selects 18 [deploy-preview]"],
        ),
        ("vercel.json", '{"build": {"env": {"NODE_VERSION": "20"}}}', ["toolchain:node selects 20"]),
    ],
)
def test_what_the_host_builds_with_is_a_pin(path: str, text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, path, text)
    assert pins(EXTRACTOR, path, text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            ".readthedocs.yaml",
            "build:\n  os: ubuntu-22.04\n  tools:\n    python: mambaforge-4.10\n",
        ),
        (
            "netlify.toml",
            '[build]\ncommand = "make"\n[build.environment]\nNODE_ENV = "production"\n',
        ),
        ("vercel.json", '{"version": 2, "rewrites": []}'),
        ("vercel.json", "{}"),
        ("netlify.toml", ""),
    ],
)
def test_ordinary_content_is_quiet(path: str, text: str) -> None:
    extraction = read(EXTRACTOR, path, text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_host_that_builds_with_another_version_is_a_warning() -> None:
    files = {"netlify.toml": '[build.environment]\nNODE_VERSION = "18"\n', ".nvmrc": "20\n"}
    assert [found.severity for found in said("version-drift", tree(files))] == [Severity.WARNING]


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    for path in (".readthedocs.yaml", "netlify.toml", "vercel.json"):
        read(EXTRACTOR, path, content)
    read(EXTRACTOR, "netlify.toml", b'[build.environment]\nNODE_VERSION = "' + content)
