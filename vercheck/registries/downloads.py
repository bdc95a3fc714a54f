"""Fetches the files that a new version of registries takes: every one of them, or none.

Apart from the writing, which does not care where digests come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from vercheck.fetch import Client, Download, FetchError, Progress, Published, contradictions, each, published
from vercheck.registries.draft import Draft
from vercheck.registries.error import RegistryError


def downloaded(
    planned: Sequence[Draft], client: Client, tell: Callable[[Progress], None] | None, *, compares: bool
) -> tuple[dict[str, Download], dict[str, Published]]:
    """Every file that is not lent, by its address, and what is published for it; where somebody `compares`,
    those that are lent too, as far as they can be had.

    Raises:
        RegistryError: one could not be fetched, or is not the one whose digest is published.
    """
    urls = {item.url for planning in planned for item in planning.fetched}
    kinds = frozenset(kind for planning in planned for kind in planning.algorithms)
    if compares:
        urls |= {item.url for planning in planned for item in planning.wanted if item.url}
    files = _whole(each(client, sorted(urls), kinds, tell), planned)
    try:
        known = published(client, files)
    except FetchError as error:
        raise RegistryError(
            f"the digests that are published beside the files cannot be read: {error}"
        ) from None
    _compare(files, known)
    return files, known


def _whole(results: Mapping[str, Download | FetchError], planned: Sequence[Draft]) -> dict[str, Download]:
    """Every file, or an error that names the platforms that failed."""
    failures = [
        f"`{item.platform}`: {result}"
        for planning in planned
        for item in planning.fetched
        if isinstance(result := results[item.url], FetchError)
    ]
    if failures:
        told = "; ".join(dict.fromkeys(failures))
        raise RegistryError(
            f"nothing was changed, for these files could not be fetched: {told}", _ways_out(results, planned)
        )
    return {url: result for url, result in results.items() if isinstance(result, Download)}


def _ways_out(results: Mapping[str, Download | FetchError], planned: Sequence[Draft]) -> str:
    wanted = [item for planning in planned for item in planning.wanted]
    failed = {item.platform for item in wanted if isinstance(results.get(item.url), FetchError)}
    there = dict.fromkeys(f"--platform {item.platform}" for item in wanted if item.platform not in failed)
    made = sorted({item.template for item in planned if item.template is not None})
    ways = [f"to register the other platforms alone, add `{' '.join(there)}`"] if there else []
    ways += (
        [f"addresses were made as {_quoted(made)}; another way is said with `--url-template`"] if made else []
    )
    return "; ".join(ways)


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts)


def _compare(files: Mapping[str, Download], known: Mapping[str, Published]) -> None:
    """Hold our own digests against those that are published."""
    wrong = list(contradictions(files, known))
    if wrong:
        raise RegistryError(
            "nothing was changed: " + "; ".join(wrong), "ask the project which of them is right"
        )
