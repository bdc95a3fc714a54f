"""Ruby: gems, the Ruby itself, gemspecs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.gemfile import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ruby "3.2.2"\n', ["toolchain:ruby selects 3.2.2"]),
        ('ruby ">= 3.1"\n', ["toolchain:ruby requires ~>= 3.1"]),
        ("gem 'puma', '6.4.0', require: false\n", ["gem:puma selects 6.4.0"]),
        ('gem "rails", "~> 7.0"\n', ["gem:rails requires ~~> 7.0"]),
        ('gem "rails", "~> 7.0", ">= 7.0.1"\n', ["gem:rails requires ~~> 7.0, >= 7.0.1"]),
        ('gem "x", github: "o/r", tag: "v1.2.3"\n', ["github:o/r selects v1.2.3"]),
        ('gem "x", :git => "https://github.com/o/r.git", :tag => "v1.2.3"\n', ["github:o/r selects v1.2.3"]),
    ],
)
def test_what_a_gemfile_asks_for_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "Gemfile", text)
    assert pins(EXTRACTOR, "Gemfile", text) == expected
    assert extraction.notes == ()


def test_a_gemspec_has_a_version_and_dependencies() -> None:
    text = (
        "Gem::Specification.new do |s|\n  s.name = 'mine'\n  s.version = '1.2.3'\n"
        "  s.required_ruby_version = '>= 2.7'\n  s.add_dependency('rack', '~> 3.0')\n"
        "  s.add_development_dependency 'rspec', '3.12.0'\nend\n"
    )
    assert pins(EXTRACTOR, "mine.gemspec", text) == [
        "gem:mine provides 1.2.3",
        "toolchain:ruby requires ~>= 2.7",
        "gem:rack requires ~~> 3.0",
        "gem:rspec selects 3.12.0",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'gem "plain"\ngem "x", require: "y", path: "../x"\n',
        '# gem "x", "1.2.3"\n',
        'gem "x", "#{VERSION}"\n',
        'gem "x"  # was "1.2.3"\n',
        'ruby file: ".ruby-version"\n',
        'source "https://gems.example"\nputs "1.2.3"\n',
        'gem "x", git: "https://github.com/o/r.git", branch: "main"\n',
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "Gemfile", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_what_is_no_version_is_noted() -> None:
    (note,) = read(EXTRACTOR, "Gemfile", 'gem "x", "@@"\n').notes
    assert (note.check, note.location.line) == ("not-understood", 1)


@given(st.one_of(st.binary(max_size=200), st.text("gem \"'x,1.~>#:=\n", max_size=80).map(str.encode)))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "Gemfile", content)
    read(EXTRACTOR, "x.gemspec", b's.version = "' + content)
