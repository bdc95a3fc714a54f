"""No finding tells the credentials of an address, and nothing else of it changes."""

from __future__ import annotations

from vercheck.discreet import discreet
from vercheck.model import Diagnostic, Label, Location, Source, Span

ADDRESS = "https://ci:s3cr3t@example.com/anvil-1.0.tgz"
SHOWN = ADDRESS.replace("ci:s3cr3t", "*********")


def place() -> Location:
    return Source("a.txt", b"anvil 1.0\n").locate(Span(6, 9))


def test_every_word_that_people_read_is_without_credentials() -> None:
    found = Diagnostic(
        f"`{ADDRESS}` is wrong",
        place(),
        help=f"open {ADDRESS}",
        version=ADDRESS,
        expected=ADDRESS,
        related=(Label(place(), f"at {ADDRESS}", ADDRESS),),
    )
    assert discreet(found) == Diagnostic(
        f"`{SHOWN}` is wrong",
        place(),
        help=f"open {SHOWN}",
        version=SHOWN,
        expected=SHOWN,
        related=(Label(place(), f"at {SHOWN}", SHOWN),),
    )


def test_what_has_none_stays_as_it_is() -> None:
    found = Diagnostic("`@acme/anvil@1.0`, a@b.example", place(), related=(Label(place(), "npm `@acme/x`"),))
    assert discreet(found) == found


def test_a_version_of_a_million_digits_is_shown_by_its_beginning_and_its_end() -> None:
    endless = "1." + "2" * 1_000_000
    found = Diagnostic(
        f"`gizmo` is `{endless}` here", place(), version=endless, related=(Label(place(), "x", endless),)
    )
    told = discreet(found)
    assert told.message.startswith("`gizmo` is `1.222")
    assert "2…2" in told.message
    assert told.version is not None
    assert len(told.version) < 300
    assert len(told.related[0].version or "") < 300


def test_an_address_of_a_few_hundred_signs_is_shown_whole() -> None:
    address = "https://example.com/" + "a/" * 200
    assert discreet(Diagnostic(address, place())).message == address
