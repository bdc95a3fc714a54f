"""The three witnesses against a fix: another parser, the extractor, the checks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.fix.edits import at, edit, finding, fix
from vercheck.fix.apply import apply
from vercheck.fix.plan import Plan, arrange, plan
from vercheck.fix.verify import verify
from vercheck.model import (
    Artifact,
    Diagnostic,
    Exact,
    Extraction,
    Label,
    Note,
    Pin,
    Role,
    Severity,
    Source,
    Span,
)
from vercheck.versions import parse

PINS = re.compile(rb'^(?P<name>[\w-]+) *[=:] *"(?P<version>[^"]*)"', re.MULTILINE)


def extract(source: Source) -> Extraction:
    """A reader of lines `name = "version"`, so that these tests are about verifying alone."""
    pins = []
    for match in PINS.finditer(source.content):
        raw = match["version"].decode("utf-8", "replace")
        name = match["name"].decode()
        place = source.locate(Span(*match.span("version")))
        pins.append(Pin(Artifact("bin", name), Exact(parse(raw)), Role.SELECTS, place, raw, name))
    torn = [Note("parse-error", "torn", source.locate(Span(0, 0)))] if b"<<<<" in source.content else []
    return Extraction(pins=tuple(pins), notes=tuple(torn))


def problems(
    before: Mapping[str, bytes], chosen: Plan, after: Mapping[str, bytes] | None = None
) -> tuple[str, ...]:
    contents = apply(chosen, before.__getitem__) if after is None else after
    return verify(before, contents, chosen, extract, None)


TOML = b'tinygo = "0.39.0"\nwac = "0.7.0"\n'
MOVE = arrange([fix(edit("v.toml", TOML, "0.39.0", "0.40.1"))])


def test_a_changed_version_is_all_that_changed() -> None:
    assert problems({"v.toml": TOML}, MOVE) == ()


def test_equal_versions_elsewhere_in_the_file_may_stay() -> None:
    text = b'a = "1.0"\nb = "1.0"\n'
    assert problems({"v.toml": text}, arrange([fix(edit("v.toml", text, "1.0", "2.0", nth=1))])) == ()


def test_a_part_of_a_version_may_be_all_that_an_edit_replaces() -> None:
    assert problems({"v.toml": TOML}, arrange([fix(at("v.toml", TOML, 12, 14, "41"))])) == ()


def test_other_bytes_than_planned_are_told() -> None:
    sloppy = {"v.toml": TOML.replace(b"0.39.0", b"0.40.1").replace(b"\n", b"\r\n")}
    assert problems({"v.toml": TOML}, MOVE, sloppy) == (
        "v.toml: other bytes changed than those that were planned",
    )


def test_a_file_that_should_not_have_changed_is_told() -> None:
    after = {"v.toml": TOML.replace(b"0.39.0", b"0.40.1"), "w.toml": b""}
    assert problems({"v.toml": TOML, "w.toml": TOML}, MOVE, after) == (
        "w.toml: other bytes changed than those that were planned",
    )


def test_a_file_that_would_no_longer_parse_is_told() -> None:
    (problem, *_) = problems({"v.toml": TOML}, arrange([fix(edit("v.toml", TOML, "0.39.0", '0.40.1" "'))]))
    assert problem.startswith("v.toml: would no longer parse: ")


def test_a_file_that_did_not_parse_before_is_not_to_be_trusted() -> None:
    text = b'tinygo = "0.39.0"\n[[[\n'
    (problem,) = problems({"v.toml": text}, arrange([fix(edit("v.toml", text, "0.39.0", "0.40.1"))]))
    assert problem.startswith("v.toml does not parse: ")


def test_an_edit_that_the_extractor_reads_as_something_else_is_told() -> None:
    # The reader ends a version at a quote, so the planned text is not what it reads.
    text = b'a = "1.0"\n'
    assert problems({"f.txt": text}, arrange([fix(edit("f.txt", text, "1.0", '2.0"x'))])) == (
        'f.txt: `a` would not say `2.0"x` for `a`, as planned',
    )


def test_a_pin_that_comes_or_goes_outside_of_the_edits_is_told() -> None:
    text = b'a = "1.0"\n# b = "2.0"\n'
    uncommented = fix(edit("f.txt", text, "# ", ""))
    assert problems({"f.txt": text}, arrange([uncommented])) == (
        "f.txt: `b` would say `2.0` for `bin:b`, which nobody planned",
    )


def test_a_pin_that_an_edit_brings_or_takes_whole_is_its_own_affair() -> None:
    text = b'a = "1.0"\nb = "2.0"\n'
    assert problems({"f.txt": text}, arrange([fix(at("f.txt", text, 10, 10, 'c = "3.0"\n'))])) == ()
    assert problems({"f.txt": text}, arrange([fix(at("f.txt", text, 10, 20, ""))])) == ()


def test_a_new_note_of_the_reader_is_told_and_an_old_one_is_not() -> None:
    text = b'a = "1.0"\n'
    broken = problems({"f.txt": text}, arrange([fix(at("f.txt", text, 10, 10, "<<<<"))]))
    assert broken == ("f.txt: would bring `parse-error`: torn",)
    noted = b'a = "1.0"\n<<<<\n'
    assert problems({"f.txt": noted}, arrange([fix(edit("f.txt", noted, "1.0", "2.0"))])) == ()


# The checks, run again

BEFORE = {"v.toml": TOML}
OFFERED = replace(
    finding(fix(edit("v.toml", TOML, "0.39.0", "0.40.1"))), version="0.39.0", severity=Severity.ERROR
)


def rechecked(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> tuple[str, ...]:
    chosen = plan([OFFERED])
    contents = apply(chosen, BEFORE.__getitem__)
    return verify(BEFORE, contents, chosen, extract, lambda given: before if given == BEFORE else after)


def test_a_finding_that_is_gone_is_all_that_is_asked() -> None:
    assert rechecked([OFFERED], []) == ()


def test_a_finding_that_stays_is_told() -> None:
    (problem,) = rechecked([OFFERED], [OFFERED])
    assert "`version-drift` would still be reported" in problem


def test_an_equal_finding_in_the_same_file_that_nobody_answered_may_stay() -> None:
    assert rechecked([OFFERED, OFFERED], [OFFERED]) == ()


def test_a_new_error_is_told() -> None:
    brought = replace(finding(None, "companion-mismatch"), severity=Severity.ERROR, version="0.40.1")
    (problem,) = rechecked([OFFERED], [brought])
    assert "would bring a new `companion-mismatch`" in problem


def test_a_new_warning_and_an_old_error_are_no_reason_to_stop() -> None:
    warning = replace(finding(None, "stale-mention"), severity=Severity.WARNING)
    old = replace(finding(None, "malformed-digest", tool="wac"), severity=Severity.ERROR)
    assert rechecked([OFFERED, old], [old, warning]) == ()


def test_an_old_error_in_new_words_is_not_new() -> None:
    # A drift of three sites is told from its rarest side; once that is repaired, from another.
    third = Label(OFFERED.location, version="0.38.0")
    old = replace(OFFERED, related=(third,))
    left = replace(OFFERED, message="they still differ", version="0.38.0")
    assert rechecked([old], [left]) == ()


def test_a_lock_file_that_has_to_be_written_anew_is_no_reason_to_stop() -> None:
    lock = replace(finding(None, "lock-drift"), severity=Severity.ERROR)
    assert rechecked([OFFERED], [lock]) == ()
