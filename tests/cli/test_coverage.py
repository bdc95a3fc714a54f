from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import mismatched, run

Capture = pytest.CaptureFixture[str]


def covered(capfd: Capture, root: Path) -> Any:
    return json.loads(run(capfd, "coverage", "--format", "json", root).out)


def test_files_are_counted_by_reader_and_pins_by_role(tmp_path: Path, capfd: Capture) -> None:
    document = covered(capfd, mismatched(tmp_path))
    assert document["files"] == {"listed": 3, "read": 3, "unreadable": 0}
    assert document["readers"]["cargo-manifest"] == {"files": 1}
    assert document["roles"] == {"provides": 2, "requires": 1, "selects": 2}


def test_what_could_not_be_parsed_is_named_with_its_place(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "tools/updater/Cargo.toml").write_text('[package]\nname = \nversion = "1.0.0"\n')
    (note,) = covered(capfd, root)["notes"]
    assert (note["check"], note["path"], note["line"]) == ("parse-error", "tools/updater/Cargo.toml", 2)


def test_files_that_seem_to_name_versions_and_that_nobody_reads_are_named(
    tmp_path: Path, capfd: Capture
) -> None:
    (tmp_path / "build.xyz").write_text("first\nTOOL=1.2.3\nOTHER=v4.5.6\n")
    assert covered(capfd, tmp_path)["unclaimed"] == [
        {"path": "build.xyz", "line": 2, "versions": ["1.2.3", "v4.5.6"]}
    ]


@pytest.mark.parametrize(
    "content",
    [b"no versions, 1.2 and 10.0.0.1 and a1.2.3b\n", b"\0binary 1.2.3\n", b"1.2.3\n" * 50_000],
)
def test_other_files_are_not(tmp_path: Path, capfd: Capture, content: bytes) -> None:
    (tmp_path / "data.xyz").write_bytes(content)
    assert covered(capfd, tmp_path)["unclaimed"] == []


def test_ignores_that_match_nothing_and_what_is_hidden_are_named(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    manifest = root / "tools/updater/Cargo.toml"
    manifest.write_text(
        "# vercheck: ignore[version-drift] nothing drifts\n[dependencies]\n"
        'wit-bindgen = "0.47.0"  # vercheck: ignore[companion-mismatch] on purpose\n'
    )
    document = covered(capfd, root)
    assert [item["check"] for item in document["hidden"]] == ["companion-mismatch"]
    assert [(item["check"], item["line"]) for item in document["unused"]] == [("unused-ignore", 1)]


def test_text_says_the_same_for_people(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "build.xyz").write_text("TOOL=1.2.3\n")
    out = run(capfd, "coverage", root).out
    assert out.startswith("3 of 4 files read, 5 pins of 4 tools, 0 registries, 0 matrices\n")
    assert "  cargo-manifest  1\n" in out
    assert "  build.xyz:1: 1.2.3\n" in out


def test_a_long_list_is_cut_in_text_and_says_so(tmp_path: Path, capfd: Capture) -> None:
    for number in range(25):
        (tmp_path / f"{number}.xyz").write_text("1.2.3")
    out = run(capfd, "coverage", tmp_path).out
    assert "  and 5 more: `vercheck coverage --format json` lists all\n" in out


def test_a_file_that_cannot_be_read_is_not_counted_as_read(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.bzl").write_text('JCO_VERSION = "1.0.0"\n')
    (tmp_path / "b.bzl").write_bytes(b'JCO_VERSION = "\xff\xfe"\0\n')
    assert covered(capfd, tmp_path)["files"] == {"listed": 2, "read": 1, "unreadable": 1}
    assert run(capfd, "coverage", tmp_path).out.startswith("1 of 2 files read (1 could not be read), ")


def test_what_a_hold_hides_is_named_and_the_configuration_is_no_unread_file(
    tmp_path: Path, capfd: Capture
) -> None:
    for artifact, version in (("cargo:wit-bindgen", "0.47.0"), ("bin:wit-bindgen", "0.46.0")):
        hold = f'[[hold]]\nartifact = "{artifact}"\nversion = "{version}"\nreason = "waits"\n'
        (mismatched(tmp_path) / "vercheck.toml").write_text(hold)
        document = covered(capfd, tmp_path)
        assert [item["check"] for item in document["hidden"]] == ["companion-mismatch"], artifact
        assert (document["unused"], document["unclaimed"]) == ([], []), artifact


def test_folders_of_installed_packages_are_counted_and_named(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    for path in (".venv/pyvenv.cfg", ".venv/lib/x.py", "web/node_modules/x/package.json"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    document = covered(capfd, root)
    assert document["files"]["listed"] == 3
    assert document["installed"] == [
        {"path": ".venv", "files": 2},
        {"path": "web/node_modules", "files": 1},
    ]
    out = run(capfd, "coverage", root).out
    assert "\nnot looked at: 3 files that were installed in .venv, web/node_modules\n" in out


def test_nothing_is_said_of_them_where_there_are_none(tmp_path: Path, capfd: Capture) -> None:
    assert covered(capfd, mismatched(tmp_path))["installed"] == []
    assert "installed" not in run(capfd, "coverage", tmp_path).out
