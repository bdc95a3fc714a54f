"""Downloads: the only place of vercheck that talks to the network, and only where a command is asked to.

Addresses come out of repositories that nobody vouches for, so each one is judged before it is opened, and
so is each redirect. What comes back is a digest; the bytes themselves are neither kept nor unpacked.
"""

from vercheck.fetch.address import Mirror
from vercheck.fetch.client import Client, Download
from vercheck.fetch.error import AbsentError, FetchError
from vercheck.fetch.limits import Limits
from vercheck.fetch.published import Published, contradictions, published
from vercheck.fetch.several import Progress, each

__all__ = [
    "AbsentError",
    "Client",
    "Download",
    "FetchError",
    "Limits",
    "Mirror",
    "Progress",
    "Published",
    "contradictions",
    "each",
    "published",
]
