"""Hoists a crate's requirement into `[workspace.dependencies]`, and has the members inherit it.

What Cargo takes from the workspace is more than a version: its features are added, and only it can turn the
default ones off. A member that would get other features than before keeps what it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from vercheck.did_you_mean import did_you_mean
from vercheck.fix.apply import edited
from vercheck.graph import Standing
from vercheck.hoist.dependencies import Dependency, added
from vercheck.hoist.result import Hoist, HoistError, Left
from vercheck.hoist.witness import Change, objections
from vercheck.hoist.workspace import Manifest, Workspace
from vercheck.model import Address, Edit, Location, Range
from vercheck.pipeline import Outcome
from vercheck.syntax.judges import accepts
from vercheck.versions import RequirementError, parse_requirement

_HOME = ("workspace", "dependencies")


def hoist_cargo(outcome: Outcome, crate: str, home: str, version: str | None = None) -> Hoist:
    """Every requirement on `crate` in the workspace of the manifest `home`, in the table that members share.

    Requirements that differ are refused, unless `version` says which it is to be.

    Raises:
        HoistError: the manifest has no workspace, nothing in it asks for the crate, or `version` is none.
    """
    source = outcome.reading.source(home)
    manifest = Manifest(source) if source is not None else None
    if manifest is None or manifest.table("workspace") is None:
        raise HoistError(f"`{home}` has no `[workspace]`")
    if version is not None:
        try:
            parse_requirement(version, "cargo")
        except RequirementError as error:
            raise HoistError(str(error)) from None
    return _Hoisting(outcome, manifest, crate.removeprefix("cargo:"), version).hoist()


@dataclass(frozen=True)
class _Hoisting:
    outcome: Outcome
    manifest: Manifest
    crate: str
    wanted: str | None

    def hoist(self) -> Hoist:
        asking = self._asking
        if not asking and self._entry is None:
            raise HoistError(
                f"nothing in this workspace asks for `{self.crate}`{did_you_mean(self.crate, self._names)}"
            )
        movable, left = self._sorted(asking)
        version = self.wanted or self._says or next((_text(item) for item in movable), "")
        address = Address(self.manifest.path, f"workspace.dependencies.{self.crate}")
        base = Hoist(address, version, left=left)
        if movable and self._entry is not None and self._says is None:
            return replace(
                base, refused=(f"`{address}` says where `{self.crate}` comes from, but no version",)
            )
        if self.wanted is None and (truths := self._truths(movable)):
            return replace(base, refused=(*truths, "`--to VERSION` says which it is to be"))
        if not movable and self._says in (None, version):
            return base
        if torn := tuple(self._torn(movable)):
            return replace(base, refused=torn)
        before, after, problems = self._contents(movable, version)
        if problems:
            return replace(base, refused=problems)
        pins = {pin.location: pin for pin in self.outcome.facts.graph.pins}
        sites = tuple(pins[place] for item in movable if (place := _place(item)) in pins)
        return replace(base, sites=sites, entry=self._place, before=before, after=after)

    # which dependencies

    @cached_property
    def _members(self) -> tuple[Manifest, ...]:
        reading = self.outcome.reading
        paths = [path for path in reading.owners if path.rpartition("/")[2] == "Cargo.toml"]
        return Workspace(self.manifest, paths, reading.source).members

    @cached_property
    def _asking(self) -> tuple[Dependency, ...]:
        """Dependencies of members on the crate that do not inherit."""
        found = (
            Dependency(member, (*trail, key), entry)
            for member in self._members
            for trail, table in member.dependencies()
            for key, entry in table.items()
        )
        return tuple(item for item in found if item.package == self.crate and not item.inherits)

    @property
    def _names(self) -> tuple[str, ...]:
        """What members ask for."""
        tables = (table for member in self._members for _, table in member.dependencies())
        return tuple(sorted({key for table in tables for key, _ in table.items()}))

    @cached_property
    def _entry(self) -> Dependency | None:
        """What the workspace says about the crate already."""
        table = self.manifest.table(*_HOME)
        found = dict(table.items()) if table is not None else {}
        entry = found.get(self.crate)
        return Dependency(self.manifest, (*_HOME, self.crate), entry) if entry is not None else None

    @property
    def _says(self) -> str | None:
        return _text(self._entry) if self._entry is not None and self._entry.version is not None else None

    @property
    def _place(self) -> Location | None:
        return _place(self._entry) if self._entry is not None and self._entry.version is not None else None

    def _sorted(self, asking: tuple[Dependency, ...]) -> tuple[tuple[Dependency, ...], tuple[Left, ...]]:
        movable, left = [], []
        for item in asking:
            words = self._obstacle(item)
            if words is None:
                movable.append(item)
            elif item.version is not None:
                left.append(Left(_place(item), _text(item), words))
        left.extend(self._outside())
        return tuple(movable), tuple(sorted(left, key=lambda one: one.location))

    def _obstacle(self, item: Dependency) -> str | None:
        """Why a dependency has to say its version itself."""
        if item.key != self.crate:
            return f"it is renamed to `{item.key}`"
        if foreign := item.foreign():
            return "it has " + " and ".join(f"`{key}`" for key in foreign)
        if item.version is None or "*" in _text(item):
            return "it takes any version"
        if self._entry is None:
            return None
        if self._entry.package != self.crate or self._entry.foreign():
            return f"`workspace.dependencies.{self.crate}` is something else"
        if extra := sorted(self._entry.features - item.features):
            return "it would get the features " + ", ".join(f"`{name}`" for name in extra)
        if item.default_features is False and self._has_defaults:
            return "it turns the default features off, which only the workspace can"
        return None

    def _outside(self) -> Iterator[Left]:
        """Requirements of the product's own packages that are in no workspace, or in another."""
        graph = self.outcome.facts.graph
        members = {member.path for member in self._members}
        folder = self.manifest.folder
        for pin in graph.pins:
            is_crate = pin.artifact.ecosystem == "cargo" and pin.artifact.name == self.crate
            path = pin.location.path
            if not is_crate or not isinstance(pin.value, Range) or path.rpartition("/")[2] != "Cargo.toml":
                continue
            is_below = path.startswith(f"{folder}/" if folder else "")
            if path not in members and is_below and graph.standing_of(pin) is Standing.PRODUCT:
                yield Left(
                    pin.location, pin.raw, f"it is no member of the workspace of `{self.manifest.path}`"
                )

    # which version

    def _truths(self, movable: tuple[Dependency, ...]) -> tuple[str, ...]:
        """What each place says, where they do not agree; empty where they do."""
        every = ((self._entry,) if self._entry is not None else ()) + movable
        if len({_text(item) for item in every}) < 2:
            return ()
        return tuple(f"{_place(item).path}:{_place(item).line} says `{_text(item)}`" for item in every)

    def _torn(self, movable: tuple[Dependency, ...]) -> Iterator[str]:
        for path in sorted({self.manifest.path, *(item.source.path for item in movable)}):
            source = self.outcome.reading.source(path)
            words = accepts(path, source.content) if source is not None else "it can no longer be read"
            if words is not None:
                yield f"{path} does not parse: {words}"

    # the edits

    @cached_property
    def _has_defaults(self) -> bool:
        """Whether the workspace's entry has the default features on."""
        return self._entry is not None and self._entry.default_features is not False

    @cached_property
    def _is_dotted(self) -> bool:
        """Whether members of this workspace write `name.workspace = true`, as far as they do."""
        dotted = inline = 0
        for member in self._members:
            for _, table in member.dependencies():
                for key, entry in table.items():
                    if Dependency(member, (key,), entry).inherits:
                        is_inline = (
                            member.source.content[entry.value.span.start : entry.value.span.start + 1] == b"{"
                        )
                        inline += is_inline
                        dotted += not is_inline
        return dotted >= inline

    def _contents(
        self, movable: tuple[Dependency, ...], version: str
    ) -> tuple[dict[str, bytes], dict[str, bytes], tuple[str, ...]]:
        """Files before and after, and what tomlkit has to say against them."""
        has_defaults = (
            self._has_defaults if self._entry else all(item.default_features is not False for item in movable)
        )
        edits: dict[str, list[Edit]] = defaultdict(list)
        changes: dict[str, list[Change]] = defaultdict(list)
        for item in movable:
            turned_on = not has_defaults and item.default_features is None
            edits[item.source.path].extend(
                item.inheriting(dotted=self._is_dotted, default_features=turned_on)
            )
            changes[item.source.path].append(Change(item.trail, None, True if turned_on else None))
        home = self.manifest.path
        if self._entry is None:
            edits[home].append(added(self.manifest, self.crate, version, default_features=has_defaults))
            changes[home].append(Change((*_HOME, self.crate), version, None if has_defaults else False))
        elif (edit := self._entry.restated(version)) is not None and self._says != version:
            edits[home].append(edit)
            changes[home].append(Change((*_HOME, self.crate), version, None))
        every = {member.path: member.source.content for member in (*self._members, self.manifest)}
        before = {path: content for path, content in every.items() if path in edits}
        after = {path: edited(content, edits[path]) for path, content in before.items()}
        problems = tuple(
            problem
            for path in after
            for problem in objections(path, before[path], after[path], changes[path])
        )
        return before, after, problems


def _text(item: Dependency) -> str:
    return item.source.text(item.version.span) if item.version is not None else ""


def _place(item: Dependency) -> Location:
    span = item.version.span if item.version is not None else item.entry.key.span
    return item.source.locate(span)
