"""Who could be right when sites disagree: a table that the tools' versions are looked up in, and the files
in which a tool itself reads its version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vercheck.checks._authority import lies_at
from vercheck.checks._drifting import Site, agree, sites_of
from vercheck.graph import PinGraph, Standing
from vercheck.model import Address
from vercheck.pipeline import Reading
from vercheck.printable import without_surrogates
from vercheck.proposal.settings import Setting, counted, quoted
from vercheck.shapes.names import words

_ENTRY = re.compile(r"([A-Za-z_]\w*)\[")
_CONSTANT = re.compile(r"[A-Za-z_]\w*")
_OWN_FILES = frozenset({"version-file", "rust-toolchain"})
"""Extractors of files that a tool itself, or what starts it, goes by."""

_FEWEST = 2
"""Tools of a table that are spoken of elsewhere."""

_FEWEST_UNASKED = 3
"""Tools in a table in which nobody looks anything up."""


@dataclass(frozen=True, slots=True)
class Authority:
    """`subject` is an artifact or `*`; `seen` says what makes the address a candidate."""

    subject: str
    address: Address
    seen: str

    def setting(self, *, is_on: bool) -> Setting:
        place = str(self.address) if self.address.trail else self.address.path
        return Setting(self.seen, (f"{quoted(self.subject)} = {quoted(place)}",), is_on)


def authorities(reading: Reading, graph: PinGraph) -> tuple[Authority, ...]:
    """The candidates, at most one for each subject; that of all tools comes first."""
    sites = {tool: own for tool in graph.tools() if (own := tuple(chosen(graph, tool)))}
    found = {one.subject: one for one in (*_of_one(reading, graph, sites), *_of_all(graph, sites))}
    return tuple(
        found[subject]
        for subject in sorted(found, key=lambda subject: (subject != "*", subject))
        if without_surrogates(found[subject].address.path) == found[subject].address.path
    )


def chosen(graph: PinGraph, tool: str) -> Iterator[Site]:
    """The sites of a tool that must agree: each literal once, the product's own, in the main build root. The
    name of a package (`nodejs_22`) is none that could lead or follow."""
    seen = set()
    for site in (site for family in sites_of(graph, tool) for site in family):
        is_own = (
            site.standing is Standing.PRODUCT and not site.root and not site.track and not site.is_packaged
        )
        if is_own and site.pin.location not in seen:
            seen.add(site.pin.location)
            yield site


def _of_all(graph: PinGraph, sites: dict[str, tuple[Site, ...]]) -> Iterator[Authority]:
    """The table, or file of constants, that holds the most tools that are also spoken of elsewhere."""
    held: dict[Address, set[str]] = defaultdict(set)
    for tool, own in sites.items():
        for site in own:
            address = _holder(site)
            if address is not None:
                held[address].add(tool)
    best: tuple[int, int] = (0, 0)
    candidate: Authority | None = None
    for address, tools in sorted(held.items()):
        inside = {tool: [site for site in sites[tool] if lies_at(site.pin, address)] for tool in tools}
        # A tool at two versions in one table has no authority in it.
        inside = {tool: own for tool, own in inside.items() if len({site.version.text for site in own}) == 1}
        followers = {
            tool: sum(
                referrer.location.path != address.path
                for site in own
                for referrer in graph.referrers(site.pin)
            )
            for tool, own in inside.items()
        }
        repeats = {tool: len(sites[tool]) - len(own) for tool, own in inside.items()}
        spoken_of = sum(bool(followers[tool] or repeats[tool]) for tool in inside)
        score = (spoken_of, len(inside))
        is_table = any(followers.values()) or len(inside) >= _FEWEST_UNASKED
        if is_table and spoken_of >= _FEWEST and score > best:
            best = score
            candidate = Authority("*", address, _counts(len(inside), followers, repeats))
    if candidate is not None:
        yield candidate


def _holder(site: Site) -> Address | None:
    """The table that a site is an entry of, or the file that it is a constant of."""
    trail, path = site.pin.trail, site.pin.location.path
    entry = _ENTRY.match(trail)
    if entry:
        return Address(path, entry[1])
    is_constant = _CONSTANT.fullmatch(trail) and (trail.isupper() or "version" in words(trail))
    return Address(path, "") if is_constant else None


def _counts(held: int, followers: dict[str, int], repeats: dict[str, int]) -> str:
    parts = [f"{counted(held, 'tool')} in it"]
    if any(followers.values()):
        asking = sum(map(bool, followers.values()))
        parts.append(f"{counted(sum(followers.values()), 'place')} elsewhere look up {asking:,} of them")
    if any(repeats.values()):
        said = sum(map(bool, repeats.values()))
        parts.append(f"{counted(sum(repeats.values()), 'place')} elsewhere spell out {said:,} of them")
    return "; ".join(parts)


def _of_one(reading: Reading, graph: PinGraph, sites: dict[str, tuple[Site, ...]]) -> Iterator[Authority]:
    """Files that a tool goes by, where another place names a version of the tool, too. Of two such files
    for one tool there is no telling which leads, unless they agree."""
    for own in sites.values():
        leading = [site for site in own if _OWN_FILES & {*reading.owners.get(site.pin.location.path, ())}]
        others = [site for site in own if site not in leading]
        if not leading or not others or any(not agree(site, leading[0]) for site in leading):
            continue
        pin = leading[0].pin
        in_file = sum(one.location.path == pin.location.path for one in graph.pins)
        address = Address(pin.location.path, pin.trail if in_file > 1 else "")
        yield Authority(str(graph.artifact(pin)), address, _agreement(leading[0], others))


def _agreement(leader: Site, others: Sequence[Site]) -> str:
    same = sum(agree(site, leader) for site in others)
    differing = len(others) - same
    parts = [f"{counted(same, 'other place')} says the same"] if same == 1 else []
    parts += [f"{same:,} other places say the same"] if same > 1 else []
    parts += [f"{counted(differing, 'place')} differ{'s' if differing == 1 else ''}"] if differing else []
    return "; ".join(parts)
