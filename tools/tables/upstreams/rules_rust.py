"""rules_rust: the compiler that it brings where nobody names one, what it writes into the lock of crates, and
the program that its extension for wasm-bindgen brings.
"""

import re
import tomllib
from pathlib import Path

from tools.tables.manifests import package_version
from tools.tables.release import Version
from tools.tables.table import Files, Shape, Table
from tools.tables.wordings import exactly, found_by

_RULES = Path(__file__).parents[3] / "rules"
_COMPILER = "rust/private/common.bzl"
_GENERATOR = "crate_universe/Cargo.toml"
_DEFAULT = found_by(r'\bDEFAULT_RUST_VERSION = "([^"]+)"')


def _hashed(files: Files) -> str | None:
    """What goes into the digest of the lock besides the crates: the generator's version, and the compiler
    that reads the manifests."""
    generator = package_version(files.get(_GENERATOR, ""))
    compiler = _DEFAULT(files)
    return f"{generator} {compiler}" if generator and compiler else None


def _of_its_schema(value: str, _first: Version) -> str:
    """The releases that the program reads: those of its own group."""
    document = tomllib.loads((_RULES / "wasm.toml").read_text("utf-8"))
    groups = next(row["groups"] for row in document["groups"] if row["id"] == "wbg-schema")
    return next((" || ".join(group) for group in groups if _is_in(value, group)), f"={value}")


def _is_in(value: str, group: list[str]) -> bool:
    """Whether a group, of single releases or of a range of them, has a release."""
    numbers = [int(number) for number in re.findall(r"0\.2\.(\d+)", " ".join(group))]
    number = int(value.rpartition(".")[2])
    return min(numbers) <= number <= max(numbers) if ">=" in group[0] else number in numbers


TABLES = (
    Table(
        id="rules-rust-rust",
        pack="bazel",
        paths=(_COMPILER,),
        read=_DEFAULT,
        needs=exactly,
        line="~{}",
        since="0.54",
        tag="{}",
    ),
    Table(
        id="crate-universe-digests",
        pack="bazel",
        paths=(_COMPILER, _GENERATOR),
        read=_hashed,
        shape=Shape.GROUPS,
        since="0.54",
        tag="{}",
    ),
    Table(
        id="wbg-bazel",
        pack="wasm",
        paths=("extensions/wasm_bindgen/repositories.bzl", "extensions/wasm_bindgen/private/versions.bzl"),
        read=found_by(r'\b(?:DEFAULT_)?WASM_BINDGEN_VERSION = "([^"]+)"'),
        needs=_of_its_schema,
        line="~{}",
        since="0.55",
        tag="{}",
    ),
)
