"""Where the files of a version are: learnt from the registry's own addresses, else from the build files.

Nothing is guessed. An address that the repository does not show is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vercheck.model import Asset
from vercheck.registries.error import RegistryError, at
from vercheck.registries.patterns import Pattern
from vercheck.registries.sites import Site, fields, record_of
from vercheck.registries.template import holes, is_likely_address, mentions, moved, rendered
from vercheck.shapes.records import ADDRESS_FIELDS

_REPOSITORY = frozenset({"repo", "github_repo", "repository", "github_repository"})
_TOOL = frozenset({"tool", "tool_name", "name", "component_name", "component"})


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of one file when its address is made: the texts of its record, said about a version."""

    site: Site
    version: str
    platform: str
    fields: dict[str, str]

    def values(self) -> dict[str, str]:
        """What each hole may be called."""
        own = {} if self.site.record is None else fields(self.site.record)
        repository = self.site.registry.repository
        return {
            **own,
            **dict.fromkeys(_REPOSITORY, repository),
            **dict.fromkeys(_TOOL, self.site.called),
            "platform": self.platform,
            **{name: value for name, value in self.fields.items() if value},
            "version": re.sub(r"^v(?=\d)", "", self.version),
        }


def address(
    site: Site, asset: Asset, old: str, version: str, platform: str, template: str | None, own: dict[str, str]
) -> str:
    """The address of one file of a version. `own` are the texts of its record, said about the version."""
    if template is None:
        if asset.url.startswith(("http://", "https://")):
            return moved(asset.url, old, version)
        raise RegistryError(f"{site.path}: nothing says where the files of `{site.tool}` are")
    return rendered(template, Named(site, version, platform, own).values())


def template_for(
    site: Site, assets: Sequence[Asset], old: str, patterns: Iterable[Pattern], given: str | None
) -> str | None:
    """The template of the registry's addresses; `None` where the entries hold whole addresses themselves.

    Raises:
        RegistryError: it cannot be learnt, or two places say two things.
    """
    if given is not None:
        return given
    if all("://" in asset.url for asset in assets):
        fixed = next((asset for asset in assets if not mentions(asset.url, old)), None)
        if fixed is not None:
            raise RegistryError(
                f"{site.path}: `{fixed.url}` names no version, so the address of another does not follow",
                _HELP,
            )
        return None
    own = site.record is not None and [text for text in fields(site.record).values() if "{version}" in text]
    if own:
        return own[0]
    return _learnt(site, assets, old, patterns)


_HELP = "say where the files are: `--url-template 'https://…/v{version}/NAME-{version}-{url_suffix}'`"


def _learnt(site: Site, assets: Sequence[Asset], old: str, patterns: Iterable[Pattern]) -> str:
    """The template of the highest rank; several of one rank must lead to the same addresses."""
    ranked: dict[int, dict[tuple[str, ...], Pattern]] = {}
    for pattern in patterns:
        rank = _rank(site, pattern)
        suited = None if rank is None else _suited(site, assets, old, pattern.template)
        if rank is not None and suited is not None:
            template, urls = suited
            about = rank if site.tool in urls[0].rpartition("/")[2] else rank + 1
            kept = Pattern(template, pattern.location, pattern.row)
            ranked.setdefault(about, {}).setdefault(urls, kept)
    if not ranked:
        where = f" of `{site.registry.repository}`" if site.registry.repository else ""
        raise RegistryError(
            f"{site.path}: the entries of `{site.tool}` hold no addresses, and no build file here shows "
            f"how one is made{where}",
            _HELP,
        )
    best = list(ranked[min(ranked)].values())
    if len(best) > 1:
        shown = "; ".join(f"{at(pattern.location)}: `{pattern.template}`" for pattern in best[:4])
        raise RegistryError(
            f"{site.path}: the addresses of `{site.tool}` are made in two ways: {shown}", _HELP
        )
    return best[0].template


def _rank(site: Site, pattern: Pattern) -> int | None:
    """How surely a pattern is about a registry: a row of its name, its own file, its repository, or any."""
    if pattern.row:
        return 0 if pattern.row in {site.tool, site.called, *site.registry.names} else None
    if pattern.location.path == site.path and site.tool in pattern.template:
        return 1  # said beside the registry itself
    repository = site.registry.repository
    if not repository:
        return None
    start = pattern.template.partition("://")[2]
    if start.lower().startswith(f"github.com/{repository.lower()}/"):
        return 2
    named = rendered_start(start, site)
    return 4 if named and named.lower().startswith(f"github.com/{repository.lower()}/") else None


def rendered_start(start: str, site: Site) -> str:
    """The beginning of an address with the names of repository and tool in it."""
    values = {**dict.fromkeys(_REPOSITORY, site.registry.repository), **dict.fromkeys(_TOOL, site.called)}
    for name in holes(start):
        if name in values:
            start = start.replace(f"{{{name}}}", values[name])
    return start


def _suited(
    site: Site, assets: Sequence[Asset], old: str, template: str
) -> tuple[str, tuple[str, ...]] | None:
    """A pattern in the registry's own words, and the addresses of the files that are known; `None` where a
    hole of it is no field of theirs."""
    urls = []
    words: dict[str, str] = {}
    for asset in assets:
        own = fields(record_of(site, asset))
        values = Named(site, old, asset.platform, own).values()
        for name in holes(template):
            word = words.get(name) or _word(name, own, values)
            if word is None:
                return None
            words[name] = word
        spoken = spelled(template, words)
        try:
            urls.append(rendered(spoken, values))
        except RegistryError:
            return None
    if not all(map(is_likely_address, urls)) or (len(set(urls)) == 1 < len({item.raw for item in assets})):
        return None
    return spelled(template, words), tuple(urls)


def spelled(template: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        template = template.replace(f"{{{name}}}", f"{{{word}}}")
    return template


def _word(name: str, own: dict[str, str], values: dict[str, str]) -> str | None:
    """What the registry calls what a build file calls otherwise."""
    if own.get(name):
        return name
    if name.lower().endswith("version"):
        return "version"
    ending = [key for key in own if own[key] and key.endswith(f"_{name}")]
    if len(ending) == 1:
        return ending[0]
    if name in ADDRESS_FIELDS:
        return None  # a field that other registries have
    if name in values and name != "platform":
        return name if values[name] else None
    # A local variable for the one thing that the record says about its address.
    said = [key for key in ADDRESS_FIELDS if own.get(key)]
    is_about_it = name.endswith(("suffix", "platform", "asset", "filename", "triple", "target"))
    return said[0] if len(said) == 1 and is_about_it else ("platform" if name == "platform" else None)
