"""The pin graph: identity, references, statements, scopes. Answers in the words of the domain."""

from vercheck.graph.facts import Facts, Hold, Policy
from vercheck.graph.knowledge import Companion, Knowledge, Lockstep, Row, Shadow, Table, Tool
from vercheck.graph.pin_graph import PinGraph
from vercheck.graph.scopes import Scope, Standing

__all__ = [
    "Companion",
    "Facts",
    "Hold",
    "Knowledge",
    "Lockstep",
    "PinGraph",
    "Policy",
    "Row",
    "Scope",
    "Shadow",
    "Standing",
    "Table",
    "Tool",
]
