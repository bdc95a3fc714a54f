"""Which sites of a tool must agree: without those that choose for themselves among others that do.

Apart from what a site is, because whether one counts depends on which others there are.
"""

from __future__ import annotations

from vercheck.checks._drifting import Site, agree, spread

_SERIES = {"python": 2, "node": 1, "java": 1, "ruby": 2, "dotnet": 1, "php": 2}
"""Runtimes of which several series are maintained side by side: how many numbers name one."""
_SEVERAL = 3


def comparable(sites: list[Site]) -> list[Site]:
    """The sites that must agree. A package set holds packages that are built with different compilers
    (`go_1_25`, `go_1_26`): what its files choose is held against the rest of the repository only."""
    others = [site for site in sites if not site.is_packaged]
    return _unpaired(_without_own_series(sites)) if others else []


def _without_own_series(sites: list[Site]) -> list[Site]:
    """The sites without the jobs that set up a runtime, where these have so many series of it that there is
    no one that they share: who supports several runs each job with any."""
    series = {_series(site) for site in sites} - {None}
    return [site for site in sites if _series(site) is None] if len(series) >= _SEVERAL else sites


def _series(site: Site) -> tuple[int, ...] | None:
    """The series of a runtime that a job sets up; `None` for any other site."""
    numbers = _SERIES.get(site.artifact.name)
    return site.version.release[:numbers] if numbers is not None and site.is_set_up else None


def _unpaired(sites: list[Site]) -> list[Site]:
    """The sites without the packages in folders of their own that some job agrees with, and those jobs: the
    other jobs are about another package."""
    inner = [site for site in sites if site.is_of_package and "/" in site.pin.location.path]
    if not inner:
        return sites
    rest = [
        groups[0] for groups in spread([one for one in sites if not one.is_of_package and not one.is_in_job])
    ]
    left_out = set()
    for job in (site for site in sites if site.is_in_job):
        followed = [package for package in inner if agree(package, job)]
        if followed and not any(agree(job, other) for other in rest):
            left_out |= {site.pin.location for site in (job, *followed)}
    return [site for site in sites if site.pin.location not in left_out]
