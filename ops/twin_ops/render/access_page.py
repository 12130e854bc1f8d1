"""Reference page of who may write and read which topic."""

from __future__ import annotations

from collections.abc import Sequence

from twin_ops.kafka.grants import Grant
from twin_ops.render.access_control import declared_grants
from twin_schemas.messages import CONTRACTS

_HEAD = """# Who may do what on the bus

Made by `make generate` from what contracts and agents declare; the supervisor brings the embedded
broker in line with it at each start, and `tests/integration/test_access_on_the_bus.py` tries every
cell on a real broker. W: may write, R: may read. `twin grants` lists the entries themselves.

"""


def may(grants: Sequence[Grant], principal: str, operation: str, topic: str) -> bool:
    """Whether the broker lets a principal do this; what is forbidden beats what is allowed."""
    wanted = (principal, operation, "TOPIC")
    found = [
        grant
        for grant in grants
        if (grant.principal, grant.operation, grant.resource) == wanted
        and (grant.name in {"*", topic} or (grant.prefixed and topic.startswith(grant.name)))
    ]
    return bool(found) and all(grant.allowed for grant in found)


def access_page() -> str:
    """The page."""
    grants = declared_grants()
    who = sorted({grant.principal for grant in grants})
    topics = ["_schemas", *(record.contract.topic for record in CONTRACTS)]
    lines = [
        _row("topic", [name.removeprefix("twin.") for name in who]),
        "|---" * (len(who) + 1) + "|",
        *(_row(f"`{topic}`", [_cell(grants, name, topic) for name in who]) for topic in topics),
    ]
    return _HEAD + "\n".join(lines) + "\n"


def _row(first: str, others: Sequence[str]) -> str:
    return f"| {' | '.join([first, *others])} |"


def _cell(grants: Sequence[Grant], principal: str, topic: str) -> str:
    marks = (("WRITE", "W"), ("READ", "R"))
    return "".join(mark for operation, mark in marks if may(grants, principal, operation, topic))
