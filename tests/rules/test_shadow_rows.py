"""Rows that say which of two places is in force: in packs of one's own, in the words of those shipped."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.checks.test_shadowed_pin import job
from tests.cli.running import run
from tests.trees import Files, digest, packs, place, said, tree
from vercheck.examples import verdicts
from vercheck.graph import Knowledge
from vercheck.model import Diagnostic, Severity
from vercheck.packs import PackError, build, load_packs, read_pack, validate
from vercheck.packs.rows import joined

Capture = pytest.CaptureFixture[str]

PAGE = (Path(__file__).parents[2] / "docs/commands/rules.md").read_text("utf-8")
(DOCUMENTED,) = re.findall(r"<!-- engine-order.toml -->\n```toml\n(.*?)```\n", PAGE, re.DOTALL)

GROUNDS = 'reason = "the engine was seen to do so"\nevidence = ["engine/src/launcher.rs"]\n'
VARIABLE = '{ variable = "ENGINE_VERSION", file = [".envrc"], gives_way = "+auto" }'
FILE = '{ file = ".tool-versions", trail = "[engine]" }'
INPUT = '{ action = "acme/setup-engine", input = "version" }'


def row(winner: str = VARIABLE, loser: str = FILE, more: str = "", artifact: str = "bin:engine") -> str:
    about = f'artifact = "{artifact}"\n' if artifact else ""
    return f'[[shadow]]\nid = "own"\nwinner = {winner}\nloser = {loser}\n{about}{more}{GROUNDS}'


def told(files: Files, text: str) -> list[Diagnostic]:
    known = joined([packs(), build("mine", tomllib.loads(text))])
    found = said("shadowed-pin", tree(files, knowledge=known))
    return [item for item in found if item.rule == "mine/own"]


def pinned(version: str = "2.4.0", folder: str = "") -> Files:
    return {f"{folder}.tool-versions": f"engine {version}\n"}


def exported(version: str = "2.5.0", folder: str = "") -> Files:
    return {f"{folder}.envrc": f"export ENGINE_VERSION={version}\n"}


def given(version: str = "2.5.0", action: str = "acme/setup-engine@v3", more: str = "") -> Files:
    return job(f'uses: {action}\nwith:\n  version: "{version}"{more}')


# variables


def test_a_variable_of_ones_own_is_in_force_with_the_reason_and_the_help_of_its_row() -> None:
    (found,) = told({**pinned(), **exported()}, row(more='help = "give {tool} `{version}`, {else}"\n'))
    assert (place(found), found.expected, found.severity) == ((".tool-versions", 1), "2.5.0", Severity.ERROR)
    assert found.message.endswith("in .envrc:1: the engine was seen to do so")
    assert found.help == "give engine `2.4.0`, {else}"


def test_a_whole_workflow_and_an_image_set_any_variable() -> None:
    assert told({**pinned(), **job("run: make", head="env:\n  ENGINE_VERSION: 2.5.0\n")}, row())
    assert told({**pinned(), "Dockerfile": "FROM debian:12\nENV ENGINE_VERSION=2.5.0\n"}, row())


@pytest.mark.parametrize(
    "files",
    [
        {**pinned(), **exported("2.4.0")},
        {**pinned(), **exported("2.5.0+auto")},
        {**pinned(), **exported(folder="tools/")},
        {**pinned(), ".env": "ENGINE_VERSION=2.5.0\n"},
        {**pinned(), ".envrc": "export OTHER_VERSION=2.5.0\n"},
        {".tool-versions": "other 2.4.0\n", **exported()},
        {**pinned(), **job("run: make\nenv:\n  ENGINE_VERSION: 2.5.0")},
        exported(),
    ],
)
def test_a_variable_that_agrees_gives_way_or_reaches_no_file_is_quiet(files: Files) -> None:
    assert not told(files, row())


def test_a_row_about_another_artifact_is_quiet() -> None:
    assert not told({**pinned(), **exported()}, row(artifact="bin:other"))


# files


FIRST = '{ file = ["one.env", "two.env"], trail = "*_VERSION" }'


def test_the_first_file_of_a_row_is_in_force() -> None:
    files = {"one.env": "ENGINE_VERSION=2.5.0\n", "two.env": "ENGINE_VERSION=2.6.0\n", **pinned()}
    (found,) = told(files, row(FIRST, artifact=""))
    assert (found.expected, [label.location.path for label in found.related]) == ("2.5.0", ["one.env"])


@pytest.mark.parametrize(
    "files",
    [
        {"one.env": "ENGINE_VERSION=2.4.0\n", **pinned()},
        {"sub/one.env": "ENGINE_VERSION=2.5.0\n", **pinned()},
        {"three.env": "ENGINE_VERSION=2.5.0\n", **pinned()},
        {"one.env": "OTHER_VERSION=2.5.0\n", **pinned()},
        {"one.env": "ENGINE_VERSION=2.5.0\n", **pinned(folder="sub/")},
    ],
)
def test_files_that_agree_or_do_not_meet_are_quiet(files: Files) -> None:
    assert not told(files, row(FIRST, artifact=""))


# what a job gives to an action


@pytest.mark.parametrize(
    ("version", "more"),
    [("2.5.0", ""), ("2.4", 'compare = "text"\nrefused = true\n')],
)
def test_an_input_is_not_in_force_beside_the_file_at_the_root(version: str, more: str) -> None:
    (found,) = told({**pinned(), **given(version)}, row(FILE, INPUT, more))
    assert found.version == version
    assert ("which is refused beside" if more else "but what is in force is") in found.message


@pytest.mark.parametrize(
    ("action", "is_told"),
    [
        ("acme/setup-engine@v2", True),
        ("Acme/Setup-Engine@v2.1.0", True),
        (f"acme/setup-engine@{'a1' * 20} # v2.0.1", True),
        ("acme/setup-engine@v1", False),
        (f"acme/setup-engine@{'a1' * 20}", False),
        ("acme/setup-engine@main", False),
        ("other/setup-engine@v2", False),
    ],
)
def test_a_row_holds_for_the_releases_of_the_action_that_it_names(action: str, is_told: bool) -> None:
    limited = '{ action = "acme/setup-engine", input = "version", when = ">=2" }'
    assert bool(told({**pinned(), **given(action=action)}, row(FILE, limited))) is is_told


@pytest.mark.parametrize(
    "files",
    [
        {**pinned(), **given("2.4")},
        {**pinned(folder="web/"), **given()},
        {**pinned(), **given(more="\n  version-file: web/.tool-versions")},
        {**pinned(), **job('uses: acme/setup-engine@v3\nwith:\n  version: "2.5.0"', checkout="")},
        {**pinned(), **job('uses: acme/setup-engine@v3\nwith:\n  engine-version: "2.5.0"')},
    ],
)
def test_an_input_that_agrees_or_is_about_another_file_is_quiet(files: Files) -> None:
    assert not told(files, row(FILE, INPUT))


def test_where_two_rows_tell_one_place_the_first_one_does() -> None:
    known = joined([build("a", tomllib.loads(row())), build("b", tomllib.loads(row()))])
    found = said("shadowed-pin", tree({**pinned(), **exported()}, knowledge=known))
    assert [item.rule for item in found] == ["a/own"]


# severities


BAZEL: Files = {".bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n"}


def regraded(severity: Severity) -> Knowledge:
    return load_packs().regraded({"bazel/bazelisk-variable": severity})


def test_the_severity_of_an_order_is_that_of_its_row() -> None:
    (found,) = said("shadowed-pin", tree(BAZEL, knowledge=regraded(Severity.WARNING)))
    assert (found.rule, found.severity) == ("bazel/bazelisk-variable", Severity.WARNING)


def test_an_order_that_is_off_explains_nothing_so_that_the_difference_is_drift() -> None:
    facts = tree(BAZEL, knowledge=regraded(Severity.OFF))
    assert not said("shadowed-pin", facts)
    assert said("version-drift", facts)


# mistakes


def refused(folder: Path, text: str) -> PackError:
    path = folder / "mine.toml"
    path.write_text(f'about = "mine"\n\n{text}')
    with pytest.raises(PackError) as caught:
        read_pack(path)
    return caught.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            row(winner=FILE, loser=VARIABLE),
            "`winner` has `file` and `loser` has `variable`: expected `file`",
        ),
        (row(winner=INPUT, loser=FILE), "`winner` has `action` and `loser` has `file`: expected `file`"),
        (
            row(winner='{ trail = "x" }'),
            "`winner` does not say what it is: expected one of `action`, `default`",
        ),
        (
            row(loser='{ file = "a", input = "x" }'),
            "`loser` has `input` beside `file`: expected `trail` there",
        ),
        (row(winner=FILE, loser='{ action = "a/b" }'), "`loser` has `action` and no `input`"),
        (
            row(winner=FILE, loser='{ action = "b", input = "x" }'),
            "`loser.action`: `b` is not what is expected",
        ),
        (row(winner=FILE), "`.tool-versions` is a file of `winner` and of `loser`: expected two files"),
        (
            row(winner='{ image = "tag" }', loser='{ image = "tag" }'),
            "`winner` has `image` and `loser`",
        ),
        (
            row(more='compare = "digest"\n'),
            "`compare` is `digest`: expected `version` or `channel` or `text`",
        ),
        (row(more='compare = "size"\n'), "'size' is not one of"),
        (row(loser='{ fil = "a" }'), "`loser`: there is no `fil` here; did you mean `file`?"),
        (row(loser="3"), "`loser`: is a number; expected the place that is not in force beside it"),
        (row(winner=FILE, loser='{ default = "nvm" }'), "'nvm' is not one of ['rustup']"),
        (
            row(FILE, '{ action = "a/b", input = "x", when = "newer" }'),
            "`newer` is not a requirement",
        ),
        (row().replace("winner = ", "winer = "), "there is no `winer` here; did you mean `winner`?"),
    ],
)
def test_a_row_that_says_what_no_row_can_say_is_refused_with_its_place(
    tmp_path: Path, text: str, words: str
) -> None:
    error = refused(tmp_path, text)
    assert words in str(error)
    assert (error.line, error.row) == (3, "own")


@pytest.mark.parametrize(
    "example",
    ['expect = "quiet"', 'pins = ["bin:a 1"]\nfiles = { a = "1" }\nexpect = "quiet"'],
)
def test_an_example_has_pins_or_files(tmp_path: Path, example: str) -> None:
    error = refused(tmp_path, f"[[example]]\n{example}\n")
    assert "an example has either `pins` or `files`" in str(error)
    assert error.line == 3


# what is shown


def test_the_pack_of_the_page_holds_its_own_examples(tmp_path: Path) -> None:
    path = tmp_path / "engine-order.toml"
    path.write_text(DOCUMENTED)
    found = verdicts(path)
    assert len(found) == 3
    assert all(one.holds for one in found)


def test_an_example_of_files_that_fails_names_them(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DOCUMENTED.replace('"shadowed-pin"', '"quiet"', 1))
    result = run(capfd, "rules", "test", path)
    assert result.status == 1
    assert "expected `quiet` by `mine/variable` of `.tool-versions`, `.envrc`" in result.out
    assert "found shadowed-pin (mine/variable): `engine` is `2.4.0` here" in result.out


def test_the_rows_are_listed_with_what_they_say_and_how_gravely(tmp_path: Path, capfd: Capture) -> None:
    document = json.loads(run(capfd, "rules", "list", "--format", "json", tmp_path).out)
    by_id = {rule["id"]: rule for rule in document["rules"] if rule["kind"] == "shadow"}
    assert by_id["bazel/bazelisk-variable"] == {
        "id": "bazel/bazelisk-variable",
        "kind": "shadow",
        "severity": "error",
        "grade": "D",
        "says": ["the variable `USE_BAZEL_VERSION` before `version` of `.bazelversion` (bin:bazel)"],
        "reason": "Bazelisk takes `USE_BAZEL_VERSION` before `.bazelversion`",
        "evidence": ["Bazelisk's README, how it knows which version to run"],
    }
    assert by_id["docker/digest-tags"]["says"] == ["the digest of an image before the tag of an image"]


def test_a_finding_names_its_row_and_where_that_was_read(tmp_path: Path, capfd: Capture) -> None:
    for path, text in BAZEL.items():
        (tmp_path / path).write_text(text)
    document = json.loads(run(capfd, "check", tmp_path, "--format", "json", "--select", "shadowed-pin").out)
    assert [item["rule"] for item in document["diagnostics"]] == ["bazel/bazelisk-variable"]
    text = run(capfd, "check", tmp_path, "--select", "shadowed-pin").out
    assert "rule: bazel/bazelisk-variable" in text
    assert "Bazelisk's README" in text


SIDES = st.dictionaries(
    st.sampled_from(
        ["file", "trail", "variable", "gives_way", "action", "input", "when", "default", "image"]
    ),
    st.sampled_from(["a", "b/c", "rustup", "tag", "digest", ">=1", ".tool-versions"]),
    max_size=3,
)


def inline(side: dict[str, str]) -> str:
    return f"{{ {', '.join(f'{key} = {json.dumps(text)}' for key, text in side.items())} }}"


@drawn(SIDES, SIDES, st.sampled_from(["version", "channel", "text", "digest"]))
def test_two_places_are_an_order_that_a_check_can_follow_or_are_refused(
    winner: dict[str, str], loser: dict[str, str], compare: str
) -> None:
    content = row(inline(winner), inline(loser), f'compare = "{compare}"\n')
    document = tomllib.loads(content)
    try:
        validate(Path("mine.toml"), document, content)
    except PackError:
        return
    image = {"Dockerfile": f"FROM node:22@sha256:{digest('a')}\n"}
    files = {**pinned(), **exported(), **given(), **image}
    said("shadowed-pin", tree(files, knowledge=build("mine", document)))
