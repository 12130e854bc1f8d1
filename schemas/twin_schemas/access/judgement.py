"""Whether somebody may do something: the only place where this is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twin_schemas.access.right import Demand
from twin_schemas.access.role import Grant


@dataclass(frozen=True)
class Judgement:
    """The answer to a demand.

    Attributes:
        grant: What allows it; None if nothing does.
        reason: Why nothing does; empty if something does.
    """

    grant: Grant | None
    reason: str = ""

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.grant is not None


def judge(grants: Sequence[Grant], demand: Demand) -> Judgement:
    """Allows a demand if one right covers it by itself; else says what forbids it.

    Limits of several rights are never added up: what one right leaves out, another one must allow
    alone.
    """
    for grant in grants:
        if grant.right.covers(demand):
            return Judgement(grant)
    near = [g for g in grants if g.right.action == demand.action]
    if not near:
        return Judgement(None, f"no role and no right allows {demand.action}")
    told = dict.fromkeys(f"{g.source}: {g.right.objection(demand)}" for g in near)
    return Judgement(None, "; ".join(told))
