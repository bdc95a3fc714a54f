"""What the rows of a pack can say, each kind shown loud and quiet on small repositories."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.trees import Files, packs, registry, said, tree, versions
from vercheck.graph import Knowledge
from vercheck.model import Diagnostic, Severity
from vercheck.packs import PackError, build, read_pack
from vercheck.packs.rows import joined

GROUNDS = 'grade = "S"\nreason = "it was seen to break"\nevidence = ["somewhere"]\n'


def rows(text: str) -> Knowledge:
    """A pack of one row, beside those that ship."""
    return joined([packs(), build("mine", tomllib.loads(text + GROUNDS))])


def mine(check: str, files: Files, text: str) -> list[Diagnostic]:
    found = said(check, tree(files, knowledge=rows(text)))
    return [item for item in found if item.rule is not None and item.rule.startswith("mine/")]


def both(one: str, other: str) -> Files:
    return {"versions.bzl": versions(one=one, other=other)}


COMPANION = """
[[companion]]
id = "pair"
leader = "bin:one"
follower = "bin:other"
relation = "exact"
when = ">=2"
follower_when = "<5"
"""


class TestApplicability:
    def test_a_companion_holds_where_both_sides_are_of_the_versions_that_it_is_about(self) -> None:
        assert mine("companion-mismatch", both("2.0.0", "3.0.0"), COMPANION)

    @pytest.mark.parametrize(("one", "other"), [("1.0.0", "3.0.0"), ("2.0.0", "5.0.0"), ("4.0.0", "4.0.0")])
    def test_a_companion_has_begun_and_expires(self, one: str, other: str) -> None:
        assert not mine("companion-mismatch", both(one, other), COMPANION)

    TABLE = """
[[table]]
id = "needs"
anchor = "bin:one"
subject = "bin:other"
subject_when = "<5"
rows = [{ when = ">=2", needs = ">=4" }]
"""

    def test_a_table_holds_for_the_subjects_that_it_is_about(self) -> None:
        assert mine("incompatible-versions", both("2.0.0", "3.0.0"), self.TABLE)
        assert not mine("incompatible-versions", both("2.0.0", "4.0.0"), self.TABLE)
        lowered = self.TABLE.replace('needs = ">=4"', 'needs = "<4"')
        assert mine("incompatible-versions", both("2.0.0", "4.1.0"), lowered)
        assert not mine("incompatible-versions", both("2.0.0", "5.1.0"), lowered)

    @pytest.mark.parametrize("role", ["requires", "resolves"])
    def test_a_table_may_be_about_what_is_asked_for_or_locked_alone(self, role: str) -> None:
        def minds(crate: str, lock: str) -> bool:
            row = f"""
[[table]]
id = "role"
anchor = "bin:one"
subject = "cargo:other"
subject_role = "{role}"
rows = [{{ when = ">=2", needs = ">=4" }}]
"""
            files = {
                **both("2.0.0", "1.0.0"),
                "Cargo.toml": f'[dependencies]\nother = "{crate}"\n',
                "Cargo.lock": f'version = 3\n\n[[package]]\nname = "other"\nversion = "{lock}"\n',
            }
            return bool(mine("incompatible-versions", files, row))

        assert minds("3", "4.1.0") is (role == "requires")
        assert minds("4", "3.1.0") is (role == "resolves")
        assert not minds("4", "4.1.0")

    LOCKSTEP = """
[[lockstep]]
id = "family"
until = 50
members = { "cargo:alpha" = 0, "cargo:beta" = 0 }
"""

    def test_a_family_counts_together_until_it_ends(self) -> None:
        def manifest(alpha: str, beta: str) -> Files:
            return {"Cargo.toml": f'[dependencies]\nalpha = "{alpha}"\nbeta = "{beta}"\n'}

        assert mine("lockstep-broken", manifest("0.40", "0.41"), self.LOCKSTEP)
        assert not mine("lockstep-broken", manifest("0.40", "0.40"), self.LOCKSTEP)
        assert not mine("lockstep-broken", manifest("0.60", "0.61"), self.LOCKSTEP)


class TestTemplates:
    TABLE = """
[[table]]
id = "plugin"
anchor = "cargo:host-plugin-{name}"
subject = "npm:@host/plugin-{name}"
rows = [{ when = "2", needs = "2" }]
"""

    @staticmethod
    def plugin(name: str, version: str) -> Files:
        return {
            "Cargo.toml": '[dependencies]\nhost-plugin-fs = "2.1"\n',
            "package.json": f'{{"dependencies": {{"@host/plugin-{name}": "{version}"}}}}',
        }

    def test_a_table_of_names_refuses_the_pair_of_one_name(self) -> None:
        assert mine("incompatible-versions", self.plugin("fs", "1.4.0"), self.TABLE)

    def test_a_table_of_names_says_nothing_of_another_name_or_of_a_pair_that_fits(self) -> None:
        assert not mine("incompatible-versions", self.plugin("http", "1.4.0"), self.TABLE)
        assert not mine("incompatible-versions", self.plugin("fs", "2.4.0"), self.TABLE)


class TestMember:
    ROW = '[[member]]\nid = "listed"\nartifact = "bin:one"\nregistry = "checksums/*.json"\n'

    def test_a_version_that_no_registry_of_the_path_has(self) -> None:
        (found,) = mine("unregistered-version", both("1.0.0", "2.0.0"), self.ROW)
        assert found.message == (
            "`bin:one` is `1.0.0` here but no registry at `checksums/*.json` has it: it was seen to break"
        )
        assert found.severity is Severity.ERROR

    def test_a_version_that_a_registry_has_and_a_tool_that_no_row_is_about(self) -> None:
        listed = {**both("1.0.0", "2.0.0"), "checksums/one.json": registry("one", "1.0.0", ["1.0.0"])}
        assert not mine("unregistered-version", listed, self.ROW)
        assert not mine(
            "unregistered-version", both("1.0.0", "2.0.0"), self.ROW.replace("bin:one", "bin:third")
        )

    TEMPLATE = ROW.replace("bin:one", "bin:{name}").replace("*.json", "{name}.json")

    def test_a_row_of_names_asks_for_the_registry_of_each_name(self) -> None:
        listed = {**both("1.0.0", "2.0.0"), "checksums/one.json": registry("one", "1.0.0", ["1.0.0"])}
        (found,) = mine("unregistered-version", listed, self.TEMPLATE)
        assert found.message.startswith(
            "`bin:other` is `2.0.0` here but no registry at `checksums/other.json` has it"
        )

    def test_a_row_of_names_is_content_where_each_has_its_own(self) -> None:
        names = {"one": "1.0.0", "other": "2.0.0"}
        listed = {f"checksums/{name}.json": registry(name, own, [own]) for name, own in names.items()}
        assert not mine("unregistered-version", {**both("1.0.0", "2.0.0"), **listed}, self.TEMPLATE)

    def test_what_a_job_installs_for_itself_is_in_no_registry(self) -> None:
        step = "      - run: cargo install one --version 1.0.0\n"
        job = f"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{step}"
        assert not mine("unregistered-version", {".github/workflows/ci.yml": job}, self.ROW)


class TestDerived:
    ROW = """
[[derived]]
id = "generated"
artifact = "bin:one"
output = "**/*.gen.py"
command = "make generated"
"""
    MADE = frozenset({"one.gen.py", "api/one.gen.py", "api/one.py"})

    def left(self, before: str, now: str, row: str = ROW, kept: frozenset[str] = MADE) -> list[Diagnostic]:
        """What is said where a version moved and these files are as they were."""
        known = rows(row)
        old = tree(both(before, "9.0.0"), knowledge=known)
        given = replace(tree(both(now, "9.0.0"), knowledge=known), before=replace(old, kept=kept))
        return said("stale-digest", given)

    def test_a_version_that_moved_without_the_files_that_are_made_for_it(self) -> None:
        (found,) = self.left("1.0.0", "1.1.0")
        assert (found.rule, found.severity or Severity.ERROR) == ("mine/generated", Severity.ERROR)
        assert found.message == (
            "`bin:one` moved from `1.0.0` to `1.1.0` and api/one.gen.py (and 1 more) did not: "
            "it was seen to break"
        )
        assert found.help == "`make generated` makes it anew"
        assert found.location.path == "versions.bzl"

    def test_files_that_moved_too_and_a_version_that_stayed(self) -> None:
        assert not self.left("1.0.0", "1.1.0", kept=frozenset())
        assert not self.left("1.0.0", "1.0.0")
        assert not self.left("1.0.0", "v1.0.0")

    def test_files_of_others_say_nothing(self) -> None:
        assert not self.left("1.0.0", "1.1.0", kept=frozenset({"examples/api/one.gen.py"}))
        assert not self.left("1.0.0", "1.1.0", self.ROW.replace("bin:one", "bin:third"))

    GROUPED = (
        ROW.replace("[[derived]]", '[[derived]]\ngroups = "formats"')
        + GROUNDS
        + """
[[groups]]
id = "formats"
known_through = "1.3"
groups = [["~1.0", "~1.1"], ["~1.2", "~1.3"]]
"""
    )

    def test_releases_of_one_group_make_the_same(self) -> None:
        assert self.left("1.1.0", "1.2.0", self.GROUPED)
        assert not self.left("1.0.0", "1.1.0", self.GROUPED)
        assert not self.left("1.1.0", "1.9.0", self.GROUPED)  # nobody knows what that one makes

    def test_a_pack_whose_row_names_no_groups_of_it_is_refused(self, tmp_path: Path) -> None:
        pack = tmp_path / "mine.toml"
        pack.write_text(
            'about = "mine"\n' + self.GROUPED.replace('id = "formats"', 'id = "others"') + GROUNDS
        )
        with pytest.raises(PackError, match="`groups` is `formats`: expected the id of a groups row"):
            read_pack(pack)

    def test_a_row_that_is_off_is_silent(self) -> None:
        assert not self.left("1.0.0", "1.1.0", self.ROW + 'severity = "off"\n')

    def test_its_severity_can_be_set(self) -> None:
        known = rows(self.ROW).regraded({"mine/generated": Severity.WARNING})
        assert {row.severity for row in known.grounded if row.id == "mine/generated"} == {Severity.WARNING}


class TestTargets:
    """A target triple as the subject of a row."""

    @staticmethod
    def project(target: str, channel: str, folder: str = "") -> Files:
        return {
            ".cargo/config.toml": f'[build]\ntarget = "{target}"\n',
            f"{folder}rust-toolchain.toml": f'[toolchain]\nchannel = "{channel}"\n',
        }

    def test_a_compiler_that_does_not_know_the_target_yet(self) -> None:
        files = self.project("wasm32-wasip1", "1.77.2")
        (found,) = said("toolchain-below-minimum", tree(files, knowledge=packs()))
        assert (found.rule, found.location.path) == ("rust/wasi-target", "rust-toolchain.toml")

    def test_a_compiler_that_no_longer_knows_the_target(self) -> None:
        files = self.project("wasm32-wasi", "1.84.0")
        (found,) = said("incompatible-versions", tree(files, knowledge=packs()))
        assert (found.rule, found.location.path) == ("rust/wasi-target-gone", "rust-toolchain.toml")

    @pytest.mark.parametrize(
        ("target", "channel"),
        [
            ("wasm32-wasip1", "1.78.0"),
            ("wasm32-wasi", "1.83.0"),
            ("wasm32-wasi", "stable"),
            ("x86_64-unknown-linux-gnu", "1.60.0"),
        ],
    )
    def test_a_compiler_that_knows_the_target(self, target: str, channel: str) -> None:
        given = tree(self.project(target, channel), knowledge=packs())
        assert not said("toolchain-below-minimum", given)
        assert not said("incompatible-versions", given)

    def test_the_target_of_another_project(self) -> None:
        files = {
            "old/.cargo/config.toml": '[build]\ntarget = "wasm32-wasi"\n',
            "old/rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n',
            "new/rust-toolchain.toml": '[toolchain]\nchannel = "1.90.0"\n',
        }
        assert not said("incompatible-versions", tree(files, knowledge=packs()))


class TestToolConfiguration:
    """Where a tool's own configuration chooses the program of a crate."""

    LOCK = 'version = 4\n\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.95"\n'

    @pytest.mark.parametrize(
        ("path", "content"),
        [
            ("Trunk.toml", '[tools]\nwasm_bindgen = "{}"\n'),
            ("build.sh", "export LEPTOS_WASM_BINDGEN_VERSION={}\n"),
        ],
    )
    def test_a_program_of_another_schema_is_told_and_one_of_the_same_release_is_not(
        self, path: str, content: str
    ) -> None:
        def found(version: str) -> list[Diagnostic]:
            files = {"Cargo.lock": self.LOCK, path: content.format(version)}
            return said("companion-mismatch", tree(files, knowledge=packs()))

        assert [item.rule for item in found("0.2.100")] == ["wasm/wbg-cli"]
        assert not found("0.2.95")


def test_a_compiler_that_refuses_an_old_crate_of_the_lock_is_a_warning() -> None:
    def found(crate: str, channel: str) -> list[Diagnostic]:
        files = {
            "Cargo.lock": TestToolConfiguration.LOCK.replace("0.2.95", crate),
            "rust-toolchain.toml": f'[toolchain]\nchannel = "{channel}"\n',
        }
        return said("incompatible-versions", tree(files, knowledge=packs()))

    assert [(item.rule, item.severity) for item in found("0.2.87", "1.86.0")] == [
        ("wasm/wbg-rustc", Severity.WARNING)
    ]
    assert not found("0.2.88", "1.86.0")
    assert not found("0.2.87", "1.85.0")
