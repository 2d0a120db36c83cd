"""Puts analyses of one runner beside each other: pure arithmetic on what was measured.

visits -> set_up.py   what about the clips is the same
-> changes.py  each number: difference, smallest detectable change, verdict
-> chance.py   what stands with all numbers looked at together
-> follows.py  which changes follow from another
-> trends.py   each number over three visits or more
"""

from __future__ import annotations

from formcheck.compare.visits import compare, in_order

__all__ = ["compare", "in_order"]
