from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from vercheck.baseline import BaselineError, Entry, entries_of, read, text
from vercheck.declared import holds_comment
from vercheck.ignores import ignores_in
from vercheck.model import Diagnostic, Source, Span

SCHEMA = json.loads((files("vercheck") / "schemas/baseline.schema.json").read_text("utf-8"))
ENTRY = Entry("a/Cargo.toml", "version-drift", "`x` is `1` here but `2` in b:1", "0" * 32)

entries = st.builds(
    Entry,
    path=st.text(max_size=20).filter(lambda text: "\ud800" not in text),
    check=st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    message=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    fingerprint=st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
)
lists = st.lists(entries, max_size=6, unique_by=lambda entry: entry.fingerprint)


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "baseline.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@given(lists)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, found: list[Entry]) -> None:
    file = written(tmp_path_factory.mktemp("x"), text(found))
    assert read(file, "b").entries == tuple(sorted(found))


@given(lists)
def test_what_is_written_is_as_the_schema_says(found: list[Entry]) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(text(found)))


@given(lists, st.randoms())
def test_the_order_of_the_findings_does_not_matter(found: list[Entry], random: object) -> None:
    shuffled = [*found]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert text(shuffled) == text(found)


@given(lists.filter(bool), st.data())
def test_one_finding_less_is_one_line_less(found: list[Entry], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(found))
    before = {line.rstrip(",") for line in text(found).splitlines()}
    after = {line.rstrip(",") for line in text([one for one in found if one != gone]).splitlines()}
    assert len({line for line in before - after if "fingerprint" in line}) == 1


@given(lists.filter(bool), st.data())
def test_an_entry_is_pointed_at_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, found: list[Entry], data: st.DataObject
) -> None:
    entry = data.draw(st.sampled_from(found))
    baseline = read(written(tmp_path_factory.mktemp("x"), text(found)), "b")
    place = baseline.source.locate(baseline.span(entry))
    assert entry.fingerprint in baseline.source.line_text(place.line)


def test_a_message_that_quotes_a_comment_for_vercheck_is_no_such_comment() -> None:
    quoting = Entry("a", "unused-setting", "`# vercheck: pin` and `# vercheck: ignore[x] y`", "1" * 32)
    source = Source("b.json", text([quoting]).encode())
    assert not holds_comment(source.content)
    assert ignores_in(source) == ()
    assert json.loads(source.content)["findings"][0]["message"] == quoting.message


def test_a_file_name_that_is_no_text_can_be_written() -> None:
    place = Source("a\udcff.bzl", b"x").locate(Span(0, 1))
    (entry,) = entries_of([Diagnostic("m", place, check="version-drift")])
    assert entry.path == "a\\xff.bzl"
    text([entry]).encode()


def test_half_a_character_in_a_baseline_can_be_written_anew(tmp_path: Path) -> None:
    halved = text([ENTRY]).replace('"message": "', '"message": "\\ud800')
    (entry,) = read(written(tmp_path, halved), "b.json").entries
    assert entry.message.startswith("\\ud800")
    text([entry]).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "b.json:1: the baseline is not JSON: expecting value"),
        ('{\n"schema":\n<<<<<<< HEAD', "b.json:3: the baseline is not JSON"),
        (b"\xff\xfe\x00", "b.json: the baseline is not JSON in UTF-8"),
        ("[" * 200_000, "b.json: the baseline is not JSON in UTF-8"),
        ("[]", "b.json: the baseline is wrong"),
        ('{"findings": []}', "b.json: a baseline says `schema`: `vercheck-baseline-1`"),
        ('{"schema": "vercheck-baseline-2", "findings": []}', "by the same version of vercheck"),
        (
            text([ENTRY]).replace("0" * 32, "0" * 31),
            "b.json: the baseline is wrong at `findings.0.fingerprint`",
        ),
    ],
)
def test_what_is_no_baseline_is_told_apart(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(BaselineError) as raised:
        read(written(tmp_path, content), "b.json")
    assert words in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"`b\.json` cannot be read: No such file"):
        read(tmp_path / "none.json", "b.json")
