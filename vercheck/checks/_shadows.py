"""Pins that another pin makes ineffective: one function for each order in which a program looks.

Shared by the check that tells them and by the comparison of all places, which leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vercheck.checks._shadow import WORKFLOWS, Shadow, differ, folder_of, is_mise, name_of
from vercheck.checks._shadowed_files import shadowed_by_variables
from vercheck.checks._shadowed_tags import shadowed_by_digests
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Artifact, Exact, Floating, Location, Opaque, Pin, Role, Severity
from vercheck.shapes.outranked import OWN_CHOICE, RUSTUP_DEFAULT

_RUST = Artifact("toolchain", "rust")
_TOOLCHAIN_FILES = ("rust-toolchain", "rust-toolchain.toml")
"""The first one wins where both are in one folder."""


@lru_cache(maxsize=1)
def shadows(facts: Facts) -> tuple[Shadow, ...]:
    """Every pin that is not in force, by place, each once."""
    pins = [pin for pin in facts.graph.pins if pin.role is Role.SELECTS and _counts(facts.graph, pin)]
    found = (
        *_toolchain_files(pins),
        *_rustup_defaults(pins),
        *shadowed_by_variables(facts.graph, pins),
        *_mise(facts.graph, pins),
        *_package_managers(pins),
        *shadowed_by_digests(facts.graph, pins),
    )
    first: dict[Location, Shadow] = {}
    for shadow in found:
        first.setdefault(shadow.pin.location, shadow)
    return tuple(first[location] for location in sorted(first))


def _counts(graph: PinGraph, pin: Pin) -> bool:
    return graph.standing_of(pin) is Standing.PRODUCT


def _toolchain_files(pins: list[Pin]) -> Iterator[Shadow]:
    files = {pin.location.path: pin for pin in pins if _is_toolchain_file(pin)}
    for path, pin in files.items():
        winner = files.get(path.removesuffix(".toml"))
        if winner is not None and winner is not pin and _are_other_toolchains(pin, winner):
            yield Shadow(
                pin,
                (winner,),
                "rustup takes `rust-toolchain` before `rust-toolchain.toml` in one folder",
                "the rustup book, Overrides, The toolchain file",
                "delete one of the two files",
            )


def _is_toolchain_file(pin: Pin) -> bool:
    return name_of(pin) in _TOOLCHAIN_FILES and pin.artifact == _RUST and pin.trail == "toolchain.channel"


def _rustup_defaults(pins: list[Pin]) -> Iterator[Shadow]:
    """Toolchains that a job makes the default, where a toolchain file is in charge."""
    files = {pin.location.path: pin for pin in pins if _is_toolchain_file(pin)}
    ruling = next((files[name] for name in _TOOLCHAIN_FILES if name in files), None)
    if ruling is None:
        return
    for pin in pins:
        is_set_up = pin.note == RUSTUP_DEFAULT and pin.location.path.startswith(WORKFLOWS)
        # `stable`, and channels in a matrix, are how a job asks for rustup; the file then says what runs.
        is_bootstrap = pin.raw == "stable" or (".matrix." in pin.trail and isinstance(pin.value, Floating))
        if is_set_up and not is_bootstrap and _are_other_toolchains(pin, ruling):
            yield Shadow(
                pin,
                (ruling,),
                "rustup takes the toolchain file before its default, and nothing in this job overrides it",
                "the rustup book, Overrides",
                f"run `cargo +{pin.raw}`, or set `RUSTUP_TOOLCHAIN: {pin.raw}` for the job",
            )


def _are_other_toolchains(first: Pin, second: Pin) -> bool:
    """Channels too: `nightly` is one with `nightly-2025-01-01`, not with `stable` or `1.80.0`."""
    if isinstance(first.value, Exact) and isinstance(second.value, Exact):
        return differ(first, second)
    return not second.raw.startswith(first.raw) and not first.raw.startswith(second.raw)


def _mise(graph: PinGraph, pins: list[Pin]) -> Iterator[Shadow]:
    tools: dict[tuple[str, str], Pin] = {}
    for pin in pins:
        if is_mise(pin) and pin.trail.startswith("tools[") and not pin.track:
            tools[folder_of(pin), graph.tool(pin)] = pin
    for pin in pins:
        winner = tools.get((folder_of(pin), graph.tool(pin)))
        if name_of(pin) == ".tool-versions" and not pin.track and winner is not None and differ(pin, winner):
            yield Shadow(
                pin,
                (winner,),
                f"mise takes `{name_of(winner)}` before `.tool-versions` in one folder",
                "jdx/mise: LOCAL_CONFIG_FILENAMES in src/config/mod.rs",
                f"keep `{graph.tool(pin)}` in one of the two files",
            )


def _package_managers(pins: list[Pin]) -> Iterator[Shadow]:
    manifest = next(
        (pin for pin in pins if pin.location.path == "package.json" and pin.trail == "packageManager"), None
    )
    if manifest is None:
        return
    used = {(pin.location.path, pin.trail): pin for pin in pins if pin.artifact.ecosystem == "action"}
    for pin in pins:
        if pin.note != OWN_CHOICE or not isinstance(pin.value, Exact) or pin.artifact != manifest.artifact:
            continue
        release = _release(used.get((pin.location.path, pin.trail.replace(".with.version", ".uses"))))
        refuses = release is not None and release >= 4
        if pin.raw != manifest.raw and (refuses or differ(pin, manifest)):
            yield Shadow(
                pin,
                (manifest,),
                "pnpm/action-setup stops where its `version` is not `packageManager` to the letter"
                if refuses
                else "pnpm goes by `packageManager` of the package that it is run in",
                "pnpm/action-setup: readTarget in src/install-pnpm/run.ts, from v4 on",
                "leave `version` out: the action then reads `packageManager`",
                Severity.ERROR if refuses else Severity.WARNING,
                refused=refuses,
            )


def _release(action: Pin | None) -> int | None:
    """The major version of an action, by its tag or by the comment behind its commit."""
    match action:
        case Pin(value=Exact(version=version)) if version.release:
            return version.release[0]
        case Pin(value=Opaque(), note=note) if note.endswith(" by its comment"):
            major = note.removeprefix("v").partition(" ")[0].partition(".")[0]
            return int(major) if major.isdecimal() else None
        case _:
            return None
