"""A version in a registry's own style, from its neighbours; expected texts stand beside the inputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registries.reading import TODAY, downloads, extract, planned, site, sites, written
from vercheck.model import Source
from vercheck.registries.add import prove
from vercheck.registries.draft import write
from vercheck.registries.error import RegistryError
from vercheck.registries.patterns import patterns_in
from vercheck.registries.sites import Site

FIXTURES = Path(__file__).parents[2] / "fixtures/registries"
TEMPLATE = "https://dl.example.org/v{version}/gizmo-{version}-{platform}"
DIGESTS = [
    f"{number:x}" * 2 + "0123456789abcdef" * 3 + "fedcba9876543" + f"{number:x}" for number in range(1, 16)
]


def entry(digest: str = DIGESTS[0], **further: Any) -> dict[str, Any]:
    return {"platforms": {"linux_amd64": {"sha256": digest, **further}}}


def registry(versions: dict[str, Any], **head: Any) -> str:
    return json.dumps({"tool_name": "gizmo", **head, "versions": versions}, indent=2) + "\n"


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("newest_first.json", "1.3.0"),
        ("oldest_first.json", "2.2"),
        ("records.json", "3.11.0"),
        ("constants.bzl", "0.9.2"),
    ],
)
def test_an_entry_is_written_as_its_neighbours_are(name: str, version: str) -> None:
    before = site((FIXTURES / name).read_bytes(), f"checksums/{name}")
    template = "https://dl.example.org/{version}/{url_suffix}" if name == "newest_first.json" else None
    made = planned(before, version, template=template, code=patterns_in(before.source))
    assert written(made).encode() == (FIXTURES / f"{name}.expected").read_bytes()


@pytest.mark.parametrize(
    ("versions", "new", "after"),
    [
        (["2.0", "1.0"], "3.0", ["3.0", "2.0", "1.0"]),
        (["1.0", "2.0"], "3.0", ["1.0", "2.0", "3.0"]),
        (["3.0", "1.0"], "2.0", ["3.0", "2.0", "1.0"]),
        (["1.0", "3.0"], "2.0", ["1.0", "2.0", "3.0"]),
        (["3.0", "2.0"], "1.0", ["3.0", "2.0", "1.0"]),
        (["9.0", "10.0"], "11.0", ["9.0", "10.0", "11.0"]),
        (["3.0", "1.0", "2.0"], "4.0", ["4.0", "3.0", "1.0", "2.0"]),
        (["1.0", "3.0", "2.0"], "4.0", ["1.0", "3.0", "2.0", "4.0"]),
    ],
)
def test_an_entry_stands_in_the_order_of_the_file(versions: list[str], new: str, after: list[str]) -> None:
    text = registry({version: entry(DIGESTS[number]) for number, version in enumerate(versions)})
    made = written(planned(site(text), new, template=TEMPLATE))
    assert list(json.loads(made)["versions"]) == after


@pytest.mark.parametrize(("newest_first", "after"), [(True, ["2.0", "1.0"]), (False, ["1.0", "2.0"])])
def test_beside_a_single_entry_the_other_registries_tell_the_order(
    newest_first: bool, after: list[str]
) -> None:
    made = written(
        planned(site(registry({"1.0": entry()})), "2.0", template=TEMPLATE), newest_first=newest_first
    )
    assert list(json.loads(made)["versions"]) == after


@pytest.mark.parametrize(
    ("latest", "new", "after"),
    [
        ("1.0.0", "1.1.0", "1.1.0"),
        ("1.0.0", "0.9.0", "1.0.0"),
        ("1.0.0", "1.1.0-rc.1", "1.0.0"),
        ("1.0.0-rc.1", "1.0.0-rc.2", "1.0.0-rc.2"),
        ("v1.0.0", "1.1.0", "v1.1.0"),
    ],
)
def test_the_latest_version_moves_forward_only(latest: str, new: str, after: str) -> None:
    key = "1.0.0-rc.1" if "rc" in latest else "1.0.0"
    text = registry({key: entry()}, latest_version=latest)
    assert json.loads(written(planned(site(text), new, template=TEMPLATE)))["latest_version"] == after


@pytest.mark.parametrize(
    ("checked", "after"),
    [
        ("2025-01-02", "2026-03-21"),
        ("2025-01-02T10:20:30.123456Z", "2026-03-21T00:00:00Z"),
        ("2025-01-02T10:20:30+01:00", "2026-03-21T00:00:00+01:00"),
    ],
)
def test_the_day_of_the_look_is_written_in_the_form_of_the_file(checked: str, after: str) -> None:
    text = registry({"1.0": entry()}, last_checked=checked)
    assert json.loads(written(planned(site(text), "1.1", template=TEMPLATE)))["last_checked"] == after


def test_what_is_written_about_a_release_is_not_copied() -> None:
    text = registry({"1.0": {"description": "The first of many releases", **entry(notes="a", kind="static")}})
    made = planned(site(text), "1.1", template=TEMPLATE)
    new = json.loads(written(made))["versions"]["1.1"]
    assert new.keys() == {"platforms"}
    assert new["platforms"]["linux_amd64"].keys() == {"sha256", "kind"}
    assert write(made, downloads(made), TODAY, newest_first=True).left_out == ("description", "notes")


def test_further_digests_of_a_file_are_made_anew() -> None:
    text = registry({"1.0": entry(sha512="0123456789abcdef" * 7 + "fedcba9876543210")})
    new = json.loads(written(planned(site(text), "1.1", template=TEMPLATE)))["versions"]["1.1"]
    (file,) = downloads(planned(site(text), "1.1", template=TEMPLATE)).values()
    assert new["platforms"]["linux_amd64"] == {name: file.digests[name] for name in ("sha256", "sha512")}


def test_a_digest_of_something_else_cannot_be_copied() -> None:
    text = registry({"1.0": {"commit": "0123456789abcdef0123456789abcdef01234567", **entry()}})
    made = planned(site(text), "1.1", template=TEMPLATE)
    with pytest.raises(RegistryError, match=r"`commit` belongs to 1\.0"):
        written(made)


def test_platforms_that_are_not_wanted_are_not_copied() -> None:
    files = {name: {"sha256": DIGESTS[number]} for number, name in enumerate(("linux_amd64", "darwin_arm64"))}
    text = registry({"1.0": {"platforms": files}})
    made = planned(site(text), "1.1", template=TEMPLATE, platforms=frozenset({"darwin_arm64"}))
    assert [item.platform for item in made.wanted] == ["darwin_arm64"]
    assert list(json.loads(written(made))["versions"]["1.1"]["platforms"]) == ["darwin_arm64"]


def test_a_platform_that_nobody_knows_is_refused() -> None:
    with pytest.raises(RegistryError, match="no file is known for `plan9`"):
        planned(site(registry({"1.0": entry()})), "1.1", template=TEMPLATE, platforms=frozenset({"plan9"}))


@pytest.mark.parametrize("digest", ["", "0" * 64, "TODO", "PLACEHOLDER_SHA256"])
def test_an_entry_without_digests_is_no_model(digest: str) -> None:
    text = registry({"1.0": entry(), "2.0": entry(digest)})
    assert planned(site(text), "3.0", template=TEMPLATE).model.pin.raw == "1.0"


def test_a_registry_without_entries_has_nothing_to_learn_from() -> None:
    with pytest.raises(RegistryError, match="to learn from"):
        planned(site(registry({}, latest_version="1.0")), "1.0", template=TEMPLATE)


@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "\r\n"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_line_endings_and_the_end_of_the_file_stay(ending: str, line: str) -> None:
    text = registry({"1.0": entry(), "0.9": entry(DIGESTS[1])}).rstrip("\n").replace("\n", line) + ending
    made = written(planned(site(text.encode()), "1.1", template=TEMPLATE))
    assert made.endswith(f"}}{line}}}{ending}")
    assert ("\n" in made.replace("\r\n", "")) == (line == "\n" or ending in ("\n", "\n\n"))


numbers = st.lists(st.integers(0, 40), min_size=1, max_size=5, unique=True)
styles = st.sampled_from(
    [(None, (", ", ": ")), (2, (",", ": ")), (4, (",", ":")), ("\t", (",", " : ")), (0, (",", ": "))]
)


@given(numbers, st.integers(41, 60), styles, st.booleans(), st.sampled_from(["", "v"]), st.data())
def test_only_the_entry_and_the_head_change(
    minors: list[int],
    new: int,
    style: tuple[Any, tuple[str, str]],
    latest: bool,
    prefix: str,
    data: st.DataObject,
) -> None:
    """Whatever the style and the order: taking the planned bytes out again gives the file as it was, and
    what is added is the entry that was meant."""
    if data.draw(st.booleans()):
        new = data.draw(st.integers(0, 60).filter(lambda number: number not in minors))
    versions = {f"{prefix}1.{minor}.0": entry(DIGESTS[number]) for number, minor in enumerate(minors)}
    head = {"latest_version": f"{prefix}1.{max(minors)}.0", "last_checked": "2026-01-01"} if latest else {}
    indent, separators = style
    text = json.dumps(
        {"tool_name": "gizmo", **head, "versions": versions}, indent=indent, separators=separators
    )
    before = site(text)
    made = planned(before, f"1.{new}.0", template=TEMPLATE)
    edits = write(made, downloads(made), TODAY, newest_first=True).edits
    insertions = [edit for edit in edits if not edit.old]
    assert len(insertions) == 1
    assert {edit.old for edit in edits} <= {"", *head.values()}
    after = json.loads(written(made))
    (file,) = downloads(made).values()
    key = f"{prefix}1.{new}.0"
    assert after["versions"].pop(key) == entry(file.digests["sha256"])
    assert after["versions"] == versions
    assert list(after["versions"]) == list(versions)
    if latest:
        assert after["latest_version"] == f"{prefix}1.{max(*minors, new)}.0"
    order = list(json.loads(written(made))["versions"])
    numbers_after = [int(version.split(".")[1]) for version in order]
    if minors == sorted(minors) and len(minors) > 1:
        assert numbers_after == sorted(numbers_after)
    if minors == sorted(minors, reverse=True):
        assert numbers_after == sorted(numbers_after, reverse=True)


@given(numbers, st.integers(41, 60), styles)
def test_the_new_version_is_read_as_it_was_written(
    minors: list[int], new: int, style: tuple[Any, Any]
) -> None:
    versions = {f"1.{minor}.0": entry(DIGESTS[number]) for number, minor in enumerate(minors)}
    text = json.dumps({"tool_name": "gizmo", "versions": versions}, indent=style[0], separators=style[1])
    made = planned(site(text), f"1.{new}.0", template=TEMPLATE)
    again: Site = site(written(made))
    assert {release.pin.raw for release in again.registry.releases} == {*versions, f"1.{new}.0"}
    assert not extract(Source("checksums/tools/gizmo.json", written(made).encode())).notes


keys = st.sampled_from(
    "1.0.0 v2.0 3 linux_amd64 darwin_arm64 platforms sha256 integrity url url_suffix version files "
    "release_date commit notes size 1.0.0-linux latest é".split()
)
leaves = st.sampled_from(
    [
        *DIGESTS[:4],
        *("1.0.0", "v2.0", "https://dl.example.org/1.0.0/a.zip", "x86_64.zip", "2025-01-01", "a b c d"),
        *("", '\\ " é', 7, True, None),
    ]
)
shapes = st.recursive(
    leaves,
    lambda inner: st.dictionaries(keys, inner, max_size=4) | st.lists(inner, max_size=3),
    max_leaves=16,
)


@given(st.dictionaries(st.sampled_from(["1.0.0", "v2.0", "3", "1.0.0-linux"]), shapes, max_size=3), styles)
def test_whatever_the_shape_it_is_written_rightly_or_not_at_all(
    versions: dict[str, Any], style: tuple[Any, Any]
) -> None:
    document = {"tool_name": "gizmo", "latest_version": "1.0.0", "versions": versions}
    text = json.dumps(document, indent=style[0], separators=style[1])
    for found in sites(text):
        try:
            made = planned(found, "9.9.9", template=TEMPLATE)
            after = written(made).encode()
            prove(found.path, text.encode(), after, [made], downloads(made), extract)
        except RegistryError:
            continue
        assert len(json.loads(after)["versions"]) >= len(versions)
