"""Where new lines land, as buildifier would have them, and that nothing else changes."""

from __future__ import annotations

import pytest
import starlark
from hypothesis import given
from hypothesis import strategies as st

from vercheck.fix.apply import edited
from vercheck.hoist.insertions import entry_edit, load_edit, name_edit, table_edit
from vercheck.hoist.outline import outline
from vercheck.model import Source
from vercheck.syntax.judges import accepts

LABEL = "//t:versions.bzl"


def with_entry(text: str, key: str = "m", version: str = "1.0") -> str:
    source = Source("v.bzl", text.encode())
    (table,) = outline(source.content).tables
    return edited(source.content, [entry_edit(source, table, key, version)]).decode()


def with_load(text: str, label: str = LABEL, path: str = "d.bzl") -> str:
    source = Source(path, text.encode())
    return edited(source.content, [load_edit(source, outline(source.content), label, "T")]).decode()


def with_name(text: str, name: str = "T") -> str:
    source = Source("d.bzl", text.encode())
    return edited(source.content, [name_edit(source, outline(source.content).loads[0], name)]).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("T = {}\n", 'T = {\n    "m": "1.0",\n}\n'),
        ('T = {"a": "1"}\n', 'T = {"a": "1", "m": "1.0"}\n'),
        ('T = {"a": "1", "z": "2"}\n', 'T = {"a": "1", "m": "1.0", "z": "2"}\n'),
        (
            'T = {\n    "a": "1",  # one\n    # about z\n    "z": "2",\n}\n',
            'T = {\n    "a": "1",  # one\n    "m": "1.0",\n    # about z\n    "z": "2",\n}\n',
        ),
        (
            'T = {\n    "z": "2",\n    "a": "1",  # one\n    # the end\n}\n',
            'T = {\n    "z": "2",\n    "a": "1",  # one\n    "m": "1.0",\n    # the end\n}\n',
        ),
        ('T = {\n  "a": "1"  # one\n}\n', 'T = {\n  "a": "1",  # one\n  "m": "1.0",\n}\n'),
        ('T = {\n    "a": "1",\n    "b": "2"}\n', 'T = {\n    "a": "1",\n    "b": "2",\n    "m": "1.0"}\n'),
        ('T = {"a": "1",}\n', 'T = {"a": "1", "m": "1.0",}\n'),
    ],
)
def test_an_entry_stands_in_the_order_and_the_shape_of_its_table(before: str, after: str) -> None:
    assert with_entry(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f'load("{LABEL}", "T")\n'),
        ("X = 1\n", f'load("{LABEL}", "T")\n\nX = 1\n'),
        ('"""Doc."""\n\nX = 1\n', f'"""Doc."""\n\nload("{LABEL}", "T")\n\nX = 1\n'),
        ('"""Doc."""', f'"""Doc."""\n\nload("{LABEL}", "T")\n'),
        ("# License\n\n# about X\nX = 1\n", f'# License\n\nload("{LABEL}", "T")\n\n# about X\nX = 1\n'),
        ("# License\nX = 1\n", f'# License\nload("{LABEL}", "T")\n\nX = 1\n'),
        (
            'load("@r//:d.bzl", "r")\nload("//z:z.bzl", "z")\nload(":own.bzl", "o")\n',
            f'load("@r//:d.bzl", "r")\nload("{LABEL}", "T")\nload("//z:z.bzl", "z")\nload(":own.bzl", "o")\n',
        ),
        (
            'load("//a:a.bzl", "a")  # why\nX = 1\n',
            f'load("//a:a.bzl", "a")  # why\nload("{LABEL}", "T")\nX = 1\n',
        ),
        (
            '# about z\nload("//z:z.bzl", "z")\n',
            f'# about z\nload("{LABEL}", "T")\nload("//z:z.bzl", "z")\n',
        ),
        ('X = 1\n\nload("//a:a.bzl", "a")\n', f'load("{LABEL}", "T")\n\nX = 1\n\nload("//a:a.bzl", "a")\n'),
        ('workspace(name = "w")\n\nX = 1\n', f'workspace(name = "w")\n\nload("{LABEL}", "T")\n\nX = 1\n'),
        ("X = 1\r\n", f'load("{LABEL}", "T")\r\n\r\nX = 1\r\n'),
    ],
)
def test_a_load_stands_where_buildifier_would_have_it(before: str, after: str) -> None:
    assert with_load(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('load("//t:v.bzl", "a")\n', 'load("//t:v.bzl", "T", "a")\n'),
        ('load("//t:v.bzl", "A")\n', 'load("//t:v.bzl", "A", "T")\n'),
        ('load("//t:v.bzl", "A", z = "Z")\n', 'load("//t:v.bzl", "A", "T", z = "Z")\n'),
        (
            'load(\n    "//t:v.bzl",\n    "A",  # why\n    "z",\n)\n',
            'load(\n    "//t:v.bzl",\n    "A",  # why\n    "T",\n    "z",\n)\n',
        ),
        (
            'load(\n    "//t:v.bzl",\n    "A",  # why\n)\n',
            'load(\n    "//t:v.bzl",\n    "A",  # why\n    "T",\n)\n',
        ),
        (
            'load(\n    "//t:v.bzl",\n    "A"\n)\n',
            'load(\n    "//t:v.bzl",\n    "A",\n    "T"\n)\n',
        ),
    ],
)
def test_a_name_stands_in_the_order_of_its_load(before: str, after: str) -> None:
    assert with_name(before) == after


def test_a_table_stands_behind_the_loads() -> None:
    text = '"""Doc."""\n\nload("//a:a.bzl", "a")\n\nX = a\n'
    source = Source("v.bzl", text.encode())
    made = edited(source.content, [table_edit(source, outline(source.content), "T", "m", "1.0")]).decode()
    assert made == text.replace('"a")\n', '"a")\n\nT = {\n    "m": "1.0",\n}\n')


KEYS = st.lists(
    st.from_regex(r"[a-z][a-z_-]{0,5}", fullmatch=True).filter(lambda key: key != "m"), unique=True
)
COMMENTS = st.sampled_from(["", "  # why", "  # a, b", "  # }"])
ABOVE = st.sampled_from(["", "    # about\n", "\n", "    # {\n\n"])


@given(KEYS, st.data())
def test_an_entry_is_the_only_thing_that_a_table_gains(keys: list[str], data: st.DataObject) -> None:
    lines = []
    for number, key in enumerate(keys):
        comma = "," if number + 1 < len(keys) else data.draw(st.sampled_from(["", ","]))
        lines.append(f'{data.draw(ABOVE)}    "{key}": "{number}"{comma}{data.draw(COMMENTS)}\n')
    text = "T = {\n" + "".join(lines) + "}\n"
    after = with_entry(text)
    assert accepts("v.bzl", after.encode()) is None
    assert _table(after) == {**_table(text), "m": "1.0"}
    kept = after.replace('    "m": "1.0",\n', "", 1)
    assert kept.replace(",", "") == text.replace(",", "") or not keys


def _table(text: str) -> dict[str, str]:
    module = starlark.Module()
    starlark.eval(module, starlark.parse("v.bzl", text), starlark.Globals.standard())
    table = module["T"]
    assert isinstance(table, dict)
    return table


LOADS = st.lists(
    st.from_regex(r'load\("(@[a-z]{1,3})?//[a-z]{0,3}:[a-z]{1,3}\.bzl", "[A-Za-z]{1,4}"\)', fullmatch=True),
    max_size=4,
)


@given(
    LOADS, st.sampled_from(["", '"""Doc."""\n\n', "# License\n\n"]), st.sampled_from(["", "\n# x\nX = 1\n"])
)
def test_a_load_is_one_line_and_everything_else_stays(loads: list[str], head: str, tail: str) -> None:
    text = head + "".join(f"{load}\n" for load in loads) + tail
    after = with_load(text)
    assert accepts("d.bzl", after.encode()) is None
    gained = after.splitlines()
    gained.remove(f'load("{LABEL}", "T")')
    assert [line for line in gained if line] == [line for line in text.splitlines() if line]
