"""Gemfile.lock: gems for platforms, checksums, the Ruby and the Bundler."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.gemfile_lock import EXTRACTOR

_SHA = digest("gem")
_LOCK = f"""GIT
  remote: https://github.com/o/r.git
  revision: {"0" * 40}
  specs:
    mine (0.1.0)

GEM
  remote: https://gems.example/
  specs:
    nokogiri (1.15.0-x86_64-linux)
      racc (~> 1.4)
    rails (7.0.4)

DEPENDENCIES
  rails (~> 7.0)

CHECKSUMS
  rails (7.0.4) sha256={_SHA}

RUBY VERSION
   ruby 3.2.2p53

BUNDLED WITH
   2.4.1
"""


def test_a_lock_resolves() -> None:
    assert pins(EXTRACTOR, "Gemfile.lock", _LOCK) == [
        "gem:mine resolves 0.1.0",
        "gem:nokogiri resolves 1.15.0 [x86_64-linux]",
        "gem:rails resolves 7.0.4",
        "toolchain:ruby resolves 3.2.2",
        "gem:bundler resolves 2.4.1",
    ]
    hexes = [one.hex for pin in read(EXTRACTOR, "Gemfile.lock", _LOCK).pins for one in pin.digests]
    assert hexes == [_SHA]


def test_what_a_gem_depends_on_is_no_pin() -> None:
    assert "gem:racc" not in " ".join(pins(EXTRACTOR, "Gemfile.lock", _LOCK))


def test_a_ruby_that_the_gemfile_admits_is_quiet_and_another_is_not() -> None:
    assert said("range-excludes-pin", tree({"Gemfile": 'ruby ">= 3.1"\n', "Gemfile.lock": _LOCK})) == []
    assert said("version-drift", tree({"Gemfile": 'ruby "3.2.2"\n', "Gemfile.lock": _LOCK})) == []


@given(st.one_of(st.binary(max_size=200), st.text("GEM \n(1.)spcs", max_size=80).map(str.encode)))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "Gemfile.lock", content)
    read(EXTRACTOR, "Gemfile.lock", b"GEM\n  specs:\n    " + content)
