"""pixi.lock: what is resolved, for each platform, with digests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.extractors.pixi_lock import EXTRACTOR

_LOCK = f"""version: 6
environments:
  default:
    packages:
      linux-64:
      - conda: https://conda.example.org/conda-forge/linux-64/python-3.12.3-hab00c5b_0_cpython.conda
packages:
- conda: https://conda.example.org/conda-forge/linux-64/python-3.12.3-hab00c5b_0_cpython.conda
  sha256: {digest("python")}
  depends:
  - openssl >=3.2.1
- conda: https://conda.example.org/conda-forge/noarch/wheel-0.43.0-pyhd8ed1ab_1.conda
  sha256: {digest("wheel")}
- pypi: https://files.example.org/packages/Flask-2.0.1-py3-none-any.whl
  name: Flask
  version: 2.0.1
  sha256: {digest("flask")}
- pypi: ./
  name: me
"""


def test_every_package_resolves_with_its_digest() -> None:
    assert pins(EXTRACTOR, "pixi.lock", _LOCK) == [
        "toolchain:python resolves 3.12.3 [linux-64]",
        "conda:wheel resolves 0.43.0",
        "pypi:flask resolves 2.0.1",
    ]
    hexes = [one.hex for pin in read(EXTRACTOR, "pixi.lock", _LOCK).pins for one in pin.digests]
    assert hexes == [digest("python"), digest("wheel"), digest("flask")]


def test_a_file_without_packages_is_quiet() -> None:
    extraction = read(EXTRACTOR, "pixi.lock", "version: 6\nenvironments: {}\n")
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "pixi.lock", content)
    read(EXTRACTOR, "pixi.lock", b"packages:\n- conda: https://x/noarch/a-1.2-0.conda" + content)
