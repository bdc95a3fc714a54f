"""A hoist changes the version's own bytes in a member, whatever stands around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.fix.apply import edited
from vercheck.hoist.dependencies import Dependency, added
from vercheck.hoist.witness import Change, objections
from vercheck.hoist.workspace import Manifest
from vercheck.model import Source

SPELLINGS = st.sampled_from([
    ('serde = "1"', "serde.workspace = true"),
    ("serde  =  '1'", "serde.workspace  =  true"),
    ('"serde" = "1"', '"serde".workspace = true'),
    ('serde = { version = "1", features = ["a"] }', 'serde = { workspace = true, features = ["a"] }'),
    ('serde = {optional=true,version="1"}', "serde = {optional=true,workspace = true}"),
    ('serde.version = "1"', "serde.workspace = true"),
    ('[dependencies.serde]\nversion = "1"', "[dependencies.serde]\nworkspace = true"),
])  # fmt: skip
AROUND = st.lists(
    st.sampled_from(
        ["# serde = 1", "", "  # é", 'anyhow = "1"', 'zip = { version = "1" }  # "1"', "a.version='1'"]
    ),
    unique=True,
    max_size=4,
).map(lambda lines: "".join(f"{line}\n" for line in lines))
COMMENT = st.sampled_from(["", "  # why", "\t# { version = 1 }"])
ENDINGS = st.sampled_from(["\n", "\r\n"])


def dependency(text: str) -> Dependency:
    manifest = Manifest(Source("a/Cargo.toml", text.encode()))
    (found,) = (
        Dependency(manifest, (*trail, key), entry)
        for trail, table in manifest.dependencies()
        for key, entry in table.items()
        if key == "serde"
    )
    return found


@given(AROUND, SPELLINGS, COMMENT, ENDINGS)
def test_only_the_version_s_own_bytes_change(
    around: str, spelling: tuple[str, str], comment: str, ending: str
) -> None:
    before, after = (
        f"[dependencies]\n{around}{entry}{comment}\n".replace("\n", ending) for entry in spelling
    )
    item = dependency(before)
    made = edited(before.encode(), list(item.inheriting(dotted=True, default_features=False)))
    assert made.decode() == after
    assert list(objections("a/Cargo.toml", before.encode(), made, [Change(item.trail, None, None)])) == []


@given(AROUND, ENDINGS)
def test_the_workspace_gains_one_line(around: str, ending: str) -> None:
    text = f"[workspace]\nmembers = []\n\n[workspace.dependencies]\n{around}\n[profile.release]\n# last\n"
    text = text.replace("\n", ending)
    manifest = Manifest(Source("Cargo.toml", text.encode()))
    made = edited(text.encode(), [added(manifest, "serde", "1", default_features=True)]).decode()
    lines = made.split(ending)
    lines.remove('serde = "1"')
    assert lines == text.split(ending)
    change = Change(("workspace", "dependencies", "serde"), "1", None)
    assert list(objections("Cargo.toml", text.encode(), made.encode(), [change])) == []


def test_the_witness_speaks_up_when_another_value_changed() -> None:
    before = b'[dependencies]\nserde = "1"\nzip = "2"\n'
    after = b'[dependencies]\nserde.workspace = true\nzip = "3"\n'
    change = Change(("dependencies", "serde"), None, None)
    assert list(objections("Cargo.toml", before, after, [change])) != []


def test_the_witness_speaks_up_when_the_manifest_no_longer_parses() -> None:
    change = Change(("dependencies", "serde"), None, None)
    (words,) = objections("Cargo.toml", b'[dependencies]\nserde = "1"\n', b"[dependencies\n", [change])
    assert words.startswith("Cargo.toml: would not parse")
