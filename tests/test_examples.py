from __future__ import annotations

from pathlib import Path

import pytest

from vercheck.examples import Verdict, verdicts
from vercheck.packs import PackError, home

ROWS = """\
[[companion]]
id = "pair"
leader = "bin:one"
follower = "cargo:one"
relation = "same-minor"
grade = "S"
reason = "the one is compiled against the other"
evidence = ["https://example.org/one"]

[[companion]]
id = "exact"
leader = "bin:one"
follower = "cargo:one"
relation = "exact"
grade = "C"
reason = "both are tested together only"
evidence = ["https://example.org/one"]

[[table]]
id = "runtime"
anchor = "bin:one"
subject = "bin:two"
grade = "D"
reason = "the one runs inside of the other"
evidence = ["https://example.org/two"]
rows = [{ when = ">=1", needs = ">=3" }]
"""


def judged(folder: Path, example: str, rows: str = ROWS, name: str = "mine.toml") -> Verdict:
    path = folder / name
    path.write_text(f"{rows}\n[[example]]\n{example}\n")
    (verdict,) = verdicts(path)
    return verdict


LOUD = [
    'pins = ["bin:one 1.0", "cargo:one 1.1"]\nexpect = "companion-mismatch"',
    'pins = ["bin:one 1.0", "cargo:one ~1.1"]\nexpect = "companion-mismatch"\nrule = "pair"',
    'pins = ["bin:one v1.0.1", "cargo:one =1.0.0"]\n'
    'on = ["exact"]\nexpect = "companion-mismatch"\nrule = "mine/exact"',
    'pins = ["bin:one 1.0", "bin:two 2.9"]\nexpect = "incompatible-versions"',
    'pins = ["bin:wit-bindgen 0.46.0", "cargo:wit-bindgen 0.47"]\n'
    'expect = "companion-mismatch"\nrule = "wasm/wit-cli"',
    'pins = ["bin:one 1.0", "bin:one 1.1"]\nexpect = "version-drift"',
]
QUIET = [
    'pins = ["bin:one 1.0", "cargo:one 1.0.7"]\nexpect = "quiet"',
    'pins = ["bin:one 1.0.1", "cargo:one =1.0.0"]\nexpect = "quiet"',
    'pins = ["bin:one 1.0", "bin:two 3.0"]\nexpect = "quiet"',
    'pins = ["bin:one 0.9", "bin:two 2.0"]\nexpect = "quiet"',
    'pins = ["bin:one 1.0"]\nexpect = "quiet"',
    'pins = ["bin:one 1.0", "bin:one 1.1"]\nexpect = "quiet"\nrule = "pair"',
]


@pytest.mark.parametrize("example", [*LOUD, *QUIET])
def test_an_example_that_is_right_holds(tmp_path: Path, example: str) -> None:
    assert judged(tmp_path, example).holds


@pytest.mark.parametrize("example", LOUD)
def test_it_does_not_when_it_expects_silence(tmp_path: Path, example: str) -> None:
    expected = example.partition('expect = "')[2].partition('"')[0]
    verdict = judged(tmp_path, example.replace(f'expect = "{expected}"', 'expect = "quiet"'))
    assert not verdict.holds
    assert expected in {finding.check for finding in verdict.findings}


@pytest.mark.parametrize("example", QUIET)
def test_nor_when_it_expects_a_finding(tmp_path: Path, example: str) -> None:
    assert not judged(tmp_path, example.replace('"quiet"', '"companion-mismatch"')).holds


def test_an_example_knows_its_line(tmp_path: Path) -> None:
    assert judged(tmp_path, QUIET[0]).example.line == ROWS.count("\n") + 2


def test_a_pack_without_examples_has_no_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ROWS)
    assert verdicts(path) == ()


def test_a_pack_with_the_name_of_a_shipped_one_takes_its_place(tmp_path: Path) -> None:
    shipped = 'pins = ["bin:wit-bindgen 0.46.0", "cargo:wit-bindgen 0.47"]\nexpect = "quiet"'
    assert judged(tmp_path, shipped, name="wasm.toml").holds
    assert not judged(tmp_path, shipped).holds


@pytest.mark.parametrize("path", sorted(home().glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_of_the_shipped_packs_hold(path: Path) -> None:
    assert [verdict.example for verdict in verdicts(path) if not verdict.holds] == []


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ('pins = ["bin:one 1.0"]\nexpect = "loud"', "expected a check or `quiet`"),
        ('pins = ["bin:one 1.0"]\nexpect = "quite"', "did you mean `quiet`?"),
        (
            'pins = ["bin:one 1.0"]\nexpect = "quiet"\nrule = "pear"',
            "there is no row `mine/pear`; did you mean",
        ),
        ('pins = ["bin:one 1.0"]\nexpect = "quiet"\non = ["x"]', "there is no row `mine/x`"),
        ('pins = ["cargo:one one"]\nexpect = "quiet"', "`cargo:one one` has neither a version nor"),
        ('pins = ["bin:one"]\nexpect = "quiet"', "`0.pins.0`|pins"),
        ('pins = []\nexpect = "quiet"', "pins"),
        ('pins = ["bin:one 1.0"]', "`expect` is missing"),
        (
            'pins = ["bin:one 1.0"]\nexpect = "quiet"\nexcept = 1',
            "there is no `except` here; did you mean `expect`",
        ),
    ],
)
def test_an_example_that_says_nothing_is_refused_with_its_line(
    tmp_path: Path, example: str, words: str
) -> None:
    with pytest.raises(PackError, match=words) as caught:
        judged(tmp_path, example)
    assert caught.value.line == ROWS.count("\n") + 2
