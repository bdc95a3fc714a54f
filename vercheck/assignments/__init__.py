"""Which versions fit together: assignments of versions to tools that satisfy all that is known.

`move` says what one tool at one version takes, `search` which tools have to move with it, `solving` picks,
`order` says in which order the moves go through.
"""

from vercheck.assignments.move import Move
from vercheck.assignments.search import Answer, Assignment, Refusal, answers

__all__ = ["Answer", "Assignment", "Move", "Refusal", "answers"]
