"""The report of a fleet: what is shown of it, asked of the store once and in one order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vercheck.fleet.across import Across, Repository, Tool
from vercheck.fleet.summary import Summary
from vercheck.model import Severity


@dataclass(frozen=True)
class FleetReport:
    """`severity` hides findings below it. Findings are many, and stay in the store until they are told."""

    across: Across
    repositories: tuple[Repository, ...]
    tools: tuple[Tool, ...]
    severity: Severity

    @classmethod
    def of(cls, across: Across, severity: Severity) -> FleetReport:
        return cls(across, tuple(across.repositories()), tuple(across.apart()), severity)

    @property
    def summary(self) -> Summary:
        return Summary.of(self.repositories, sum(len(tool.versions) > 1 for tool in self.tools))

    @property
    def failed(self) -> tuple[Repository, ...]:
        return tuple(one for one in self.repositories if one.trouble is not None)

    @property
    def with_findings(self) -> tuple[Repository, ...]:
        """Repositories that have some, those with most errors first."""
        found = (one for one in self.repositories if one.checks)
        return tuple(sorted(found, key=lambda one: (-one.errors, -one.warnings, one.name, one.root)))

    def findings(self, key: int | None = None) -> Iterator[tuple[str, Any]]:
        """The name of a repository and a finding in it, in order; with a key, those of that repository."""
        return self.across.findings(self.severity, key)
