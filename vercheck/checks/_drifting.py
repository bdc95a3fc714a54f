"""Sites of a tool: pins that choose a version, with what a comparison needs to know of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from vercheck.checks._announced import announced
from vercheck.checks._environments import environment
from vercheck.checks._jobs import is_job
from vercheck.checks._literals import chosen_literal
from vercheck.checks._locked_projects import own_project
from vercheck.checks._registered import holds
from vercheck.checks._released_products import product
from vercheck.checks._subprojects import chooses_for_project, project
from vercheck.graph import PinGraph, Standing
from vercheck.graph.choices import is_set_up
from vercheck.model import Artifact, Exact, Label, Location, Pin, Role, Version
from vercheck.shapes.own_version import OWN
from vercheck.shapes.platforms import is_platform
from vercheck.versions import Agreement, equal_at_precision

_OF_ONE_BUILD = frozenset({
    "the Gradle wrapper", "a Gradle toolchain", "the Maven wrapper", "what the host builds with",
})  # fmt: skip

_OVERRULING = frozenset({"USE_BAZEL_VERSION", "RUSTUP_TOOLCHAIN", "GOTOOLCHAIN", "UV_PYTHON"})


@dataclass(frozen=True, slots=True)
class Site:
    """A literal that selects a version."""

    pin: Pin
    version: Version
    artifact: Artifact
    family: str
    root: str
    track: str
    standing: Standing
    project: str

    @property
    def is_set_up(self) -> bool:
        """A step of a continuous-integration job that sets up a language runtime for itself."""
        return is_set_up(self.artifact, self.pin.location.path)

    @property
    def is_in_job(self) -> bool:
        """Anything that only the jobs of a continuous integration choose."""
        return is_job(self.pin.location.path)

    @property
    def is_insisting(self) -> bool:
        """A variable by which one step or job overrules the file that speaks to all others."""
        before, _, variable = self.pin.trail.rpartition(".env.")
        return self.is_in_job and bool(before) and variable in _OVERRULING

    @property
    def is_image(self) -> bool:
        """An image that holds the tool: a base to build on, which may lag behind what is built."""
        return self.artifact.ecosystem == "docker"

    @property
    def is_hook(self) -> bool:
        """A repository of commit hooks, each of which has an environment of its own."""
        return self.pin.note == "a repository of hooks"

    @property
    def is_of_package(self) -> bool:
        """A tool that a package.json names for those who work in its folder."""
        return self.pin.location.path.endswith("/package.json")

    @property
    def is_of_one_build(self) -> bool:
        """What one build fetches for itself, whatever another one or the machine has: that of Gradle, of
        Maven, of who hosts the pages."""
        return self.pin.note in _OF_ONE_BUILD

    @property
    def is_packaged(self) -> bool:
        """A versioned attribute of a Nix package set (`nodejs_22`)."""
        return self.artifact.ecosystem == "nix" and self.pin.note == "attribute"

    @property
    def is_parallel(self) -> bool:
        """In a table that stands beside another with the same keys: a second choice on purpose."""
        return bool(self.track) and not self.pin.track and "[" in self.pin.trail

    @property
    def is_for_project(self) -> bool:
        """In a file that chooses for the project in whose folder it lies."""
        return chooses_for_project(self.pin.location.path)

    @property
    def place(self) -> str:
        """`path:line` for messages."""
        return f"{self.pin.location.path}:{self.pin.location.line}"

    def label(self) -> Label:
        return Label(
            location=self.pin.location,
            text=self.pin.note,
            version=self.pin.raw,
            artifact=self.artifact,
            role=self.pin.role,
        )


def sites_of(graph: PinGraph, tool: str) -> list[list[Site]]:
    """The selecting literals of a tool, one list for each family, in order of place; Python's packages
    are installed into one environment for each project, and an image beside a manifest, or in a folder
    of one platform, is that one's."""
    projects = {_folder(pin) for pin in graph.pins_of(tool, Role.REQUIRES) if not pin.track}
    families: dict[tuple[str, str], list[Site]] = defaultdict(list)
    seen: set[object] = set()
    for pin in graph.pins_of(tool, Role.SELECTS):
        literal = chosen_literal(graph, pin)
        if literal is None or not isinstance(literal.value, Exact) or literal.value.version.is_opaque:
            continue
        if not literal.value.version.text.strip("v0."):
            continue  # `0.0.0` is written where nobody has set a version
        family = graph.family(pin)
        if family not in ("release", "docker") and not graph.ties(pin):
            continue
        scope, path = graph.scope(pin), literal.location.path
        use = (literal.location, family, scope.root, graph.standing_of(pin))
        if literal is not pin and literal.role is pin.role and use in seen:
            continue  # a constant that is looked up more than once
        seen.add(use)
        said = announced(graph.paths, path, pin.trail, graph.artifact(pin), literal.value.version)
        apart = environment(pin.location.path) if family == "pypi" else product(graph, pin)
        if graph.artifact(pin).ecosystem == "docker" and (_folder(pin) in projects or _is_for_target(pin)):
            apart = _folder(pin)
        # Two projects that are locked apart have the programs of their own crates.
        families[family, apart or own_project(graph, tool, pin.location.path)].append(
            Site(
                pin=literal,
                version=literal.value.version,
                artifact=graph.artifact(pin),
                family=family,
                root=scope.root,
                track=scope.track or said,
                standing=graph.standing_of(pin),
                project=project(graph.paths, path),
            )
        )
    return [families[name] for name in sorted(families)]


def _is_for_target(pin: Pin) -> bool:
    """Whether a folder holds what one platform is built in, often old on purpose."""
    return is_platform(_folder(pin).rpartition("/")[2])


def _folder(pin: Pin) -> str:
    return pin.location.path.rpartition("/")[0]


def agree(first: Site, second: Site) -> bool:
    return equal_at_precision(first.version, second.version)


def spread(sites: list[Site]) -> list[list[Site]]:
    """Sites grouped by agreeing versions, the rarest version first; among equals the later place."""
    agreement = Agreement()
    by_version: dict[int, list[Site]] = {}
    # The most precise versions open the groups, so that `1.90` joins `1.90.0` whatever the order.
    for site in sorted(sites, key=lambda item: (-item.version.precision, item.pin.location)):
        by_version.setdefault(agreement.group(site.version), []).append(site)
    groups = list(by_version.values())
    for group in groups:
        group.sort(key=lambda item: item.pin.location)
    last_first = sorted(groups, key=lambda group: group[0].pin.location, reverse=True)
    return sorted(last_first, key=len)


@lru_cache(maxsize=1)
def _stated_at_root(graph: PinGraph) -> tuple[Pin, ...]:
    """What the manifests at the root say of the project, which may be called more than they are (`nu` of
    nushell)."""
    return tuple(
        pin
        for pin in graph.pins
        if pin.role is Role.PROVIDES and pin.note == OWN and "/" not in pin.location.path
    )


def meant_last(groups: list[list[Site]], graph: PinGraph, tool: str) -> list[list[Site]]:
    """Groups with those last whose version a registry offers, or is the project's own where the tool is what
    it makes: the others cannot be what is meant."""
    if len(groups) < 2:
        return groups
    registries = graph.registries_of(tool)
    at_root = (pin for pin in _stated_at_root(graph) if tool.startswith(pin.artifact.name.lower()))
    stated = (*(pin for pin in graph.pins_of(tool, Role.PROVIDES) if pin.note == OWN), *at_root)
    own = [version for pin in stated if (version := graph.version(pin)) is not None]

    def is_meant(group: list[Site]) -> bool:
        is_own = any(equal_at_precision(group[0].version, version) for version in own)
        return is_own or any(holds(registry, group[0].pin) for registry in registries)

    return sorted(groups, key=is_meant)


def is_soft(chosen: list[Site], tracked: list[Site]) -> bool:
    """Whether a difference is only suspicious: base images, packages for people's own use, jobs among
    each other, a job or a hook that sets up its own beside the build's, projects that each choose their
    own, or two tables that differ on purpose."""
    if chosen[0].family in ("docker", "pypi") or all(site.is_in_job for site in chosen):
        return True
    apart = [
        site
        for site in chosen
        # What takes the newest entry of a registry takes another one when the registry grows.
        if site.is_set_up
        or site.is_image
        or site.is_hook
        or site.is_of_package
        or site.is_of_one_build
        or site.is_insisting
        or site.pin.role is Role.PROVIDES
    ]
    built = [site for site in chosen if site not in apart]
    if not _differ_inside(built):
        built = [site for site in built if not site.is_for_project]
    # What a `bazel_dep` names is a minimum: beside an archive for the old way it need not be equal.
    modules = [site for site in built if site.artifact.ecosystem == "bazel"]
    archives = [site for site in built if site.artifact.ecosystem != "bazel"]
    only_ways_differ = bool(modules) and len(spread(modules)) < 2 and len(spread(archives)) < 2
    only_jobs_differ = all(site.is_in_job for site in built)
    return len(spread(built)) < 2 or only_jobs_differ or only_ways_differ or _is_explained(chosen, tracked)


def _differ_inside(sites: list[Site]) -> bool:
    """Whether what a file chooses for its project is something else than what else is chosen there. From
    one project to the next it may differ."""
    choosing = {site.project for site in sites if site.is_for_project}
    return any(len(spread([site for site in sites if site.project == one])) > 1 for one in choosing)


def _is_explained(chosen: list[Site], tracked: list[Site]) -> bool:
    """Whether every site follows one of two tables that stand side by side and differ on purpose."""
    for other in tracked:
        twins = [site for site in chosen if site.pin.location.path == other.pin.location.path]
        for twin in twins:
            if not agree(twin, other) and all(agree(site, twin) or agree(site, other) for site in chosen):
                return True
    return False


_BESIDE = 3
"""Places next to the first one that are named besides the main one."""


def telling(groups: list[list[Site]], primary: Site, other: Site) -> list[Site]:
    """The sites worth naming: all of those that are behind, one for the version most agree on, and those that
    people look at next: in the same file, or the same folder."""
    *behind, most = groups
    main = other if other in most else main_site(most)
    near = [site for site in most if site is not main and _folder(site.pin) == _folder(primary.pin)]
    near.sort(key=lambda site: site.pin.location.path != primary.pin.location.path)
    return [*(site for group in behind for site in group), main, *near[:_BESIDE]]


def main_site(group: list[Site]) -> Site:
    """The site to name for a group: an entry of a table, then the file nearest to the root; what is
    built from a tag comes last."""
    return min(group, key=_rank)


def _rank(site: Site) -> tuple[bool, bool, int, Location]:
    trail, location = site.pin.trail, site.pin.location
    is_entry = trail.endswith("]") and "(" not in trail
    return trail.endswith((".tag", ".url", ".rev")), not is_entry, location.path.count("/"), location
