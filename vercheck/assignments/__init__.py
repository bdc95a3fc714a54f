"""Which versions fit together: assignments of versions to tools that satisfy all that is known.

`move` says what one tool at one version takes, `search` which tools have to move with it, `solving` picks,
`order` says in which order the moves go through, `groups` which tools have to be searched for
together and what the groups add up to.
"""

from vercheck.assignments.groups import Total, groups, total
from vercheck.assignments.move import Move
from vercheck.assignments.search import Answer, Assignment, Refusal, answers

__all__ = ["Answer", "Assignment", "Move", "Refusal", "Total", "answers", "groups", "total"]
