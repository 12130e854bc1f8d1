"""Whether the right that a request carries allows it; the exchange's word alone is not enough."""

from __future__ import annotations

from typing import Protocol

from twin_schemas.access.right import BadRight, Demand, Right


class Carrier(Protocol):
    """A record that names the right which allows it."""

    @property
    def right(self) -> str:
        """The right as JSON."""
        ...

    @property
    def authorised_by(self) -> str:
        """Where its author has the right from."""
        ...


def objection_to(asked: Carrier, demand: Demand) -> str:
    """Why the right that a record carries does not allow what it asks for; empty if it does."""
    if not asked.right or not asked.authorised_by:
        return "it does not say which right allows it; send it through the exchange"
    try:
        right = Right.from_json(asked.right)
    except BadRight as error:
        return f"the right that it names can not be read: {error}"
    reason = right.objection(demand)
    return f"{asked.authorised_by} does not allow it: {reason}" if reason else ""
