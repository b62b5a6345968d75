"""The four counts in which a task may stand, and how one number holds all four of them."""

from __future__ import annotations

COUNTS = ("accepted", "accepted_late", "within", "overdue")
UNDATED = "undated"
"""What stands beside them: assignments without a day."""
OUTSIDE = ("waived", "closed")
"""States of tasks that are not counted."""
BITS = 15
MASK = (1 << BITS) - 1
PLACES = {count: 1 << BITS * number for number, count in enumerate(COUNTS)}
"""What a task adds to its assignment's sum: one in the place of the count that holds it."""
