"""Which toolchains build a project, and what it asks of them at least.

What a manifest declares (`rust-version`, the `go` directive, `engines`, `requires-python`) and what a
table derives from something else in the project (an edition, the format of a lock file, a dependency)
are demands of one kind; separate from the check, which decides what an unmet one means.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from vercheck.checks._environments import environment, folder, meet
from vercheck.checks._steps import gets, is_added
from vercheck.graph import Facts, Standing, Table
from vercheck.graph.in_force import FORMAT, InForce, Site
from vercheck.graph.knowledge import folded
from vercheck.graph.relations import Side, admitted, series
from vercheck.graph.verdicts import needed
from vercheck.model import Artifact, Floating, Interval, Requirement, Role, Version
from vercheck.versions import equal_at_precision, parse

CHECK_NAME = "toolchain-below-minimum"
DECLARING = frozenset(Artifact("toolchain", name) for name in ("rust", "go", "node", "python"))
"""Languages whose manifests declare the oldest toolchain."""

_NEAREST = frozenset({
    "rust-toolchain", "rust-toolchain.toml", ".nvmrc", ".node-version", ".python-version", ".go-version",
    ".tool-versions", "mise.toml", ".mise.toml",
})  # fmt: skip
"""Files that choose for their own folder and all below it, the nearest one winning."""
_MANIFESTS = ("Cargo.toml", "go.mod", "package.json", "pyproject.toml", "setup.cfg")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a place of the project asks of a toolchain, the subject; `row` is the table that says so."""

    site: Site
    subject: Artifact
    need: Requirement
    row: Table | None = None

    @property
    def is_declared(self) -> bool:
        return self.row is None

    @property
    def wanted(self) -> str:
        """Which toolchains would do, in words."""
        if self.need.scheme == "minimum":
            return f"`{self.need.text}` or a newer one"
        return f"one that `{self.need.text}` admits"

    @property
    def is_format(self) -> bool:
        return self.site.artifact.name == FORMAT

    def is_about(self, toolchain: Site) -> bool:
        """Whether the toolchain may be what builds the place."""
        return meet(replace(self.site, artifact=self.subject), toolchain)

    def asks_more(self, other: Demand) -> bool:
        """Whether the lowest version of the other would not do for this one."""
        lows = [interval.low for interval in other.need.intervals if interval.low is not None]
        return bool(lows) and all(is_below(self.need, low) for low in lows)

    @property
    def text(self) -> str:
        place = f"{self.site.path}:{self.site.location.line}"
        if self.row is None:
            return f"{place} requires `{self.site.raw}`"
        return (
            f"`{self.site.artifact}` `{self.site.raw}` ({place}) needs `{self.need.text}`: {self.row.reason}"
        )


def demands(facts: Facts, pins: InForce, root: str) -> dict[Artifact, list[Demand]]:
    """All demands of a build root, by the toolchain that they are about."""
    found: dict[Artifact, list[Demand]] = defaultdict(list)
    for artifact in sorted(DECLARING):
        for site in pins.sites(root, artifact, Role.REQUIRES):
            if is_declaration(site) and isinstance(site.side, Requirement):
                found[artifact].append(Demand(site, artifact, site.side))
    for table in facts.knowledge.tables:
        if table.check == CHECK_NAME and table.severity:
            subject = folded(table.subject)
            for site in pins.sites(root, table.anchor):
                need = needed(table, site.side)
                if need is not None:
                    found[subject].append(Demand(site, subject, need, table))
    return found


def is_declaration(site: Site) -> bool:
    """Whether a requirement of a toolchain is the project's own: what a job asks for is a choice."""
    return folded(site.artifact) in DECLARING and "/." not in f"/{folder(site)}"


def is_below(need: Requirement, side: Side) -> bool:
    """Whether a version is older than all that a requirement admits. A short version stands for its
    series, and what has no order is not below anything."""
    lows = [interval.low for interval in need.intervals]
    if not isinstance(side, Version) or side.is_opaque or not lows or None in lows:
        return False
    floor = replace(need, intervals=tuple(Interval(low, None) for low in lows), excluded=())
    return admitted(floor, series(side)) is False


def chooses_for_folder(site: Site) -> bool:
    """Whether a site stands in a file whose choice holds for its folder and those inside it."""
    return site.path.rpartition("/")[2] in _NEAREST


def governed(facts: Facts, site: Site, every: list[Demand], sites: tuple[Site, ...] = ()) -> list[Demand]:
    """The demands on a toolchain that its place says it builds. A file that chooses for its folder leaves
    to a nearer one what lies there; anything else builds the project of its own folder or of the nearest
    one above, and where there is none, any of those below: then it must be too old for all."""
    added = [one for one in every if is_added(one.site) and gets(facts, site, one.site)]
    near = [demand for demand in every if demand.is_about(site) and not is_added(demand.site)]
    if chooses_for_folder(site):
        nearer = [one for one in sites if chooses_for_folder(one) and len(folder(one)) > len(folder(site))]
        return [
            demand
            for demand in near
            if _is_inside(demand.site, site) and not any(_is_inside(demand.site, one) for one in nearer)
        ]
    level = _project(facts, environment(site.path), near)
    direct = [demand for demand in near if folder(demand.site) == level]
    locks = [demand for demand in near if demand.is_format and _is_inside(site, demand.site)]
    if direct or locks or added:
        return [*direct, *(lock for lock in locks if lock not in direct), *added]
    is_too_old = all(is_below(demand.need, site.side) for demand in near if demand.is_declared)
    return near if not level and is_too_old else []


def is_promised(site: Site, every: list[Demand]) -> bool:
    """Whether some manifest of the build root declares exactly the version of a toolchain as its oldest."""
    side = site.side
    return isinstance(side, Version) and any(
        one.is_declared and equal_at_precision(parse(one.site.raw), side) for one in every
    )


def _project(facts: Facts, level: str, near: list[Demand]) -> str:
    """The nearest folder, from one upwards, that has a manifest or demands something."""
    while level:
        if any(folder(demand.site) == level for demand in near):
            return level
        if any(f"{level}/{name}" in facts.graph.paths for name in _MANIFESTS):
            return level
        level = level.rpartition("/")[0]
    return level


def floats(facts: Facts, artifact: Artifact, root: str) -> bool:
    """Whether the product takes a toolchain at its newest somewhere in a build root."""
    graph = facts.graph
    tool = graph.tool_named(str(artifact)) or artifact.name
    return any(
        isinstance(pin.value, Floating)
        and graph.root(pin.location.path) == root
        and graph.standing_of(pin) is Standing.PRODUCT
        for pin in graph.pins_of(tool, Role.SELECTS)
    )


def _is_inside(inner: Site, outer: Site) -> bool:
    return not folder(outer) or f"{folder(inner)}/".startswith(f"{folder(outer)}/")
