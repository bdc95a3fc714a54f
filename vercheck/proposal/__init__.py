"""A first configuration for a repository, proposed from what is in it."""

from vercheck.proposal.authorities import Authority, authorities
from vercheck.proposal.page import page
from vercheck.proposal.trial import harmless

__all__ = ["Authority", "authorities", "harmless", "page"]
