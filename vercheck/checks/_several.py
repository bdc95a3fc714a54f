"""What one job sets up at several versions, held against the rest of the product.

Each of them is meant, so they are not held against each other. Where the rest has none of them, the job is
about something else than what is built.
"""

from __future__ import annotations

from collections import defaultdict

from vercheck.checks._drifting import Site, agree
from vercheck.graph.jobs import SEVERAL, Job, job_of


def set_up_alone(here: list[Site]) -> list[Site]:
    """Of the product's sites in one build root: the newest version of each job that sets up several, none of
    which the rest has."""
    outside = [site for site in here if not site.track and not site.pin.is_default]
    jobs: dict[Job, list[Site]] = defaultdict(list)
    for site in here:
        job = job_of(site.pin) if site.track == SEVERAL else None
        if job is not None:
            jobs[job].append(site)
    return [
        max(own, key=lambda site: (site.version.release, site.pin.location))
        for own in jobs.values()
        if outside and not any(agree(site, other) for site in own for other in outside)
    ]
