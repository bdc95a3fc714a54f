"""What findings offer to repair, carried out on real trees: the lines that change, and nothing after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Result, run
from tests.trees import digest

GITHUB = "https://github.com/acme/gizmo"
MODULE = 'module(name = "gizmo", version = "1.0.0")\n'


def lay(root: Path, files: dict[str, str]) -> dict[str, str]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return files


def fixed(capfd: pytest.CaptureFixture[str], root: Path, *options: str) -> Result:
    return run(capfd, "fix", "--write", *options, root)


def now(root: Path, files: dict[str, str]) -> dict[str, str]:
    """The files that say something else than they did."""
    said = {path: (root / path).read_text() for path in files}
    return {path: text for path, text in said.items() if text != files[path]}


def package(version: str) -> str:
    return f'[package]\nname = "app"\nversion = "{version}"\nedition = "2021"\nrust-version = "1.90.0"\n'


def locked(*entries: tuple[str, str]) -> str:
    tables = "".join(f'\n[[package]]\nname = "{name}"\nversion = "{version}"\n' for name, version in entries)
    return f"version = 4\n{tables}"


# safe


def test_the_lock_repeats_the_version_that_the_package_gives_itself(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = lay(tmp_path, {"Cargo.toml": package("0.21.14"), "Cargo.lock": locked(("app", "0.21.13"))})
    done = fixed(capfd, tmp_path)
    assert (done.status, done.err) == (0, "applied: lock `app` at its own `0.21.14`\n")
    assert now(tmp_path, files) == {"Cargo.lock": locked(("app", "0.21.14"))}


def test_a_lock_with_two_packages_of_the_name_is_left_to_cargo(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lock = locked(("app", "0.21.13")) + locked(("app", "0.1.0")).partition("\n")[2]
    files = lay(tmp_path, {"Cargo.toml": package("0.21.14"), "Cargo.lock": lock})
    fixed(capfd, tmp_path, "--unsafe")
    assert now(tmp_path, files) == {}


def archive(version: str, prefix: str, *lines: str) -> str:
    rest = "".join(f"    {line},\n" for line in lines)
    return (
        f'http_archive(\n    name = "gizmo",\n    sha256 = "{digest("gizmo")}",\n'
        f'    strip_prefix = "{prefix}",\n    url = "{GITHUB}/archive/v{version}.tar.gz",\n{rest})\n'
    )


def test_a_prefix_to_strip_follows_from_the_version(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = lay(tmp_path, {"WORKSPACE": archive("2.2.0", "gizmo-2.1.0/src", 'version = "2.2.0"')})
    done = fixed(capfd, tmp_path)
    assert (done.status, done.err) == (0, "applied: strip the prefix of `2.2.0`\n")
    assert now(tmp_path, files) == {"WORKSPACE": archive("2.2.0", "gizmo-2.2.0/src", 'version = "2.2.0"')}


def location(version: str, downloaded: str) -> str:
    return (
        f'LOCATIONS = dict(\n    gizmo = dict(\n        version = "{version}",\n'
        f'        sha256 = "{digest("gizmo")}",\n        strip_prefix = "gizmo-{downloaded}",\n'
        f'        urls = ["{GITHUB}/archive/v{downloaded}.tar.gz"],\n    ),\n)\n'
    )


def test_a_version_that_moves_to_what_is_downloaded_already_keeps_the_digest(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = lay(tmp_path, {"repository_locations.bzl": location("2.1.0", "2.2.0")})
    done = fixed(capfd, tmp_path, "--tool", "gizmo", "--to", "2.2.0")
    assert now(tmp_path, files) == {"repository_locations.bzl": location("2.2.0", "2.2.0")}, done.err


def test_a_version_that_moves_away_from_what_is_downloaded_waits_for_the_digest(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = lay(tmp_path, {"repository_locations.bzl": location("2.2.0", "2.2.0")})
    held = fixed(capfd, tmp_path, "--tool", "gizmo", "--to", "2.3.0")
    assert "has a digest that belongs to `2.2.0`" in held.err
    assert (held.status, now(tmp_path, files)) == (1, {})


# unsafe


@pytest.mark.parametrize(
    ("files", "path", "old", "new"),
    [
        (
            {
                "Cargo.toml": package("1.0.0"),
                ".github/workflows/ci.yml": "on: push\njobs:\n  msrv:\n    runs-on: ubuntu-24.04\n"
                "    steps:\n      - uses: dtolnay/rust-toolchain@1.88.0\n      - run: cargo build\n",
            },
            ".github/workflows/ci.yml",
            "1.88.0",
            "1.90.0",
        ),
        (
            {"Cargo.toml": package("1.0.0"), "clippy.toml": 'msrv = "1.88.0"\n'},
            "clippy.toml",
            "1.88.0",
            "1.90.0",
        ),
        ({"WORKSPACE": archive("2.2.0", "gizmo-2.1.0")}, "WORKSPACE", "gizmo-2.1.0", "gizmo-2.2.0"),
        (
            {"README.md": f"The newest is [v2.2.0]({GITHUB}/releases/tag/v2.1.0).\n"},
            "README.md",
            "tag/v2.1.0",
            "tag/v2.2.0",
        ),
        (
            {
                "third-party/BUCK": 'alias(\n    name = "quux",\n    actual = ":quux-1.0.56",\n)\n\n'
                'cargo.rust_library(\n    name = "quux-1.0.58",\n)\n\n'
                'cargo.rust_library(\n    name = "quux-0.4.2",\n)\n'
            },
            "third-party/BUCK",
            "quux-1.0.56",
            "quux-1.0.58",
        ),
        (
            {
                "WORKSPACE": MODULE.replace("module", "workspace").replace(', version = "1.0.0"', "")
                + "".join(
                    f'http_archive(\n    name = "{name}",\n    sha256 = "{digest("gizmo")}",\n'
                    f'    url = "{GITHUB}/releases/download/2.2.0/gizmo-{file}.tar.gz",\n)\n'
                    for name, file in (("one", "2.2.0"), ("two", "2.1.0"))
                )
            },
            "WORKSPACE",
            "gizmo-2.1.0",
            "gizmo-2.2.0",
        ),
    ],
    ids=["job", "lints", "prefix", "link", "label", "address"],
)
def test_what_picks_a_side_waits_for_the_flag(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, files: dict[str, str], path: str, old: str, new: str
) -> None:
    lay(tmp_path, files)
    waiting = fixed(capfd, tmp_path)
    assert "held back" in waiting.err
    assert "picks a side: `--unsafe` applies it" in waiting.err
    assert (waiting.status, now(tmp_path, files)) == (1, {})
    done = fixed(capfd, tmp_path, "--unsafe")
    assert (done.status, now(tmp_path, files)) == (0, {path: files[path].replace(old, new)}), done.err
    again = fixed(capfd, tmp_path, "--unsafe")
    assert again.out == ""


def test_an_example_that_was_forgotten_shows_what_the_other_shows(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def example(version: str) -> str:
        return f'```toml\n[dependencies]\napp = "{version}"\n```\n'

    files = {
        "Cargo.toml": package("0.14.1"),
        "README.md": example("0.14"),
        "guide/use.md": example("0.13") + example("0.12"),
    }
    lay(tmp_path, files)
    done = fixed(capfd, tmp_path, "--unsafe")
    assert now(tmp_path, files) == {"guide/use.md": example("0.14") * 2}, done.err


def test_a_badge_says_its_version_in_its_words_and_in_its_address(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    badge = "![minimum rustc {0}](https://img.shields.io/badge/rustc-{0}+-blue.svg)\n\nSee issue 11.63.\n"
    files = lay(tmp_path, {"Cargo.toml": package("0.14.1"), "README.md": badge.format("1.63")})
    done = fixed(capfd, tmp_path, "--unsafe")
    assert now(tmp_path, files) == {"README.md": badge.format("1.90")}, done.err


def test_a_label_that_may_mean_either_of_two_versions_is_left_alone(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    libraries = "".join(f'cargo.rust_library(\n    name = "quux-1.{minor}.0",\n)\n\n' for minor in (1, 2))
    alias = 'alias(\n    name = "quux",\n    actual = ":quux-1.0.56",\n)\n\n'
    files = lay(tmp_path, {"third-party/BUCK": alias + libraries})
    fixed(capfd, tmp_path, "--unsafe")
    assert now(tmp_path, files) == {}


# named versions


def test_a_requirement_of_a_pre_release_moves_to_another_one_that_it_admits(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = lay(
        tmp_path,
        {
            f"{name}/Cargo.toml": f'{package("1.0.0")}\n[dependencies]\nquux = "{version}"\n'
            for name, version in (("a", "3.0.0-beta.4"), ("b", "3.0.0-beta.5"), ("c", "2"))
        },
    )
    fixed(capfd, tmp_path, "--tool", "quux", "--to", "3.0.0-beta.5", "--unsafe")
    assert "beta.5" in now(tmp_path, files)["a/Cargo.toml"]
    assert "b/Cargo.toml" not in now(tmp_path, files)


def bundles(stable: str, old: str) -> str:
    return f"""{{
  "bundles": {{
    "stable": {{"tools": {{"wasm-tools": "{stable}"}}}},
    "minimal": {{"tools": {{"wasm-tools": "{stable}"}}}},
    "old": {{"tools": {{"wasm-tools": "{old}"}}}}
  }},
  "default_bundle": "stable"
}}
"""


def test_the_default_bundle_goes_along_where_it_says_what_the_product_says(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = 'TOOL_VERSIONS = {\n    "wasm-tools": "1.243.0",\n}\n'
    files = lay(
        tmp_path,
        {
            "MODULE.bazel": MODULE,
            "toolchains/tool_versions.bzl": table,
            "checksums/toolchain_bundles.json": bundles("1.243.0", "1.240.0"),
        },
    )
    fixed(capfd, tmp_path, "--tool", "wasm-tools", "--to", "1.244.0")
    after = now(tmp_path, files)
    assert after["toolchains/tool_versions.bzl"] == table.replace("1.243.0", "1.244.0")
    moved = bundles("1.243.0", "1.240.0").replace("1.243.0", "1.244.0", 1)
    assert after["checksums/toolchain_bundles.json"] == moved
