"""What stands against a fix that a finding offers, beyond what its check could see: a file that does not
parse, and a digest that a declaration elsewhere has for what the edited literal says now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.fix.origins import Origins
from vercheck.fix.overlap import changes
from vercheck.fix.refusal import Refusal
from vercheck.fix.siblings import sibling_lacks
from vercheck.graph import PinGraph
from vercheck.model import Diagnostic, Edit, Fix, Location


@dataclass(frozen=True, slots=True)
class Guard:
    graph: PinGraph
    origins: Origins
    refusal: Refusal

    def over(self, finding: Diagnostic) -> Diagnostic:
        """The finding, with its fix held back where something stands against it."""
        fix = finding.fix
        if fix is None:
            return finding
        reasons = tuple(reason for edit in fix.edits if changes(edit) for reason in self._reasons(edit, fix))
        if not reasons:
            return finding
        return replace(finding, fix=replace(fix, lacks=tuple(dict.fromkeys((*fix.lacks, *reasons)))))

    def _reasons(self, edit: Edit, fix: Fix) -> Iterator[str]:
        if (refused := self.refusal(edit.location)) is not None:
            yield refused
        for statement in self.origins.fed_by(edit.location):
            unedited = tuple(
                member
                for member in statement.members
                if not any(_is_inside(other, member.location) for other in fix.edits)
            )
            yield from sibling_lacks(replace(statement, members=unedited), edit.old, self.graph)


def _is_inside(edit: Edit, place: Location) -> bool:
    return edit.location.path == place.path and place.span.covers(edit.location.span)
