"""Published figures beside the model's, each family computed once for all tests."""

from __future__ import annotations

from functools import cache

from twin_simulator.validation import FAMILIES, ValidationLine

ON_THEIR_OWN = {family.name: family for family in FAMILIES if not family.whole_plant}


@cache
def lines_of(family: str) -> list[ValidationLine]:
    """Lines of a family that does not need the whole plant."""
    return ON_THEIR_OWN[family].compared()


def every_line() -> list[ValidationLine]:
    """Lines of all these families, in their order."""
    return [line for family in ON_THEIR_OWN for line in lines_of(family)]
