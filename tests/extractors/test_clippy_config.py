"""clippy.toml: its `msrv`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.clippy_config import EXTRACTOR
from vercheck.model import Artifact, Range, Role, Source


def test_msrv_is_a_minimum_of_rust() -> None:
    (pin,) = EXTRACTOR.extract(Source("clippy.toml", b'# why\nmsrv = "1.70.0"\n')).pins
    assert (pin.artifact, pin.role, pin.raw) == (Artifact("toolchain", "rust"), Role.REQUIRES, "1.70.0")
    assert isinstance(pin.value, Range)
    assert pin.value.requirement.scheme == "minimum"


def test_other_settings_are_quiet() -> None:
    source = Source(".clippy.toml", b'too-many-arguments-threshold = 9\ndisallowed-names = ["v1.2.3"]\n')
    assert EXTRACTOR.extract(source).pins == ()


def test_an_msrv_that_is_no_version_is_noted() -> None:
    extraction = EXTRACTOR.extract(Source("clippy.toml", b'msrv = "stable"\n'))
    assert [(note.check, note.location.line) for note in extraction.notes] == [("not-understood", 1)]


@given(st.binary(max_size=120))
def test_never_raises_whatever_the_bytes_are(content: bytes) -> None:
    EXTRACTOR.extract(Source("clippy.toml", content))
