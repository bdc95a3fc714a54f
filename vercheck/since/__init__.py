"""What changed since a revision: findings that a change touches, and pins that moved."""

from vercheck.since.base import Base, base_of, check_since, last_commit
from vercheck.since.moves import Move, moves
from vercheck.since.pins import Pins, pins_of

__all__ = ["Base", "Move", "Pins", "base_of", "check_since", "last_commit", "moves", "pins_of"]
