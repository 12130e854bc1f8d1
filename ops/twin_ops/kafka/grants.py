"""Who may do what on the bus, from a file that `make generate` makes of the contracts."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

GRANTS_FILE = Path(__file__).with_name("grants.json")
Operation = Literal["READ", "WRITE", "CREATE", "DELETE", "DESCRIBE"]
Resource = Literal["TOPIC", "GROUP"]
OWN_PREFIX = "twin."
REGISTRY, COMMAND_LINE, REPLAY = "registry", "cli", "replay"
SANDBOX = "sandbox."
"""Begin of the names of topics in which the history is played again."""


@dataclass(frozen=True, order=True)
class Grant:
    """One entry of the broker's access control list.

    Attributes:
        principal: Who, without Kafka's `User:`.
        operation: What.
        resource: To what kind of thing.
        name: To which one; `*` for all.
        prefixed: Whether `name` is only the beginning.
        allowed: False forbids it, whatever else allows it.
    """

    principal: str
    operation: Operation
    resource: Resource
    name: str
    prefixed: bool = False
    allowed: bool = True


def principal_of(name: str) -> str:
    """The principal that an agent, the registry or the command line is on the bus."""
    return f"{OWN_PREFIX}{name}"


@functools.cache
def own_grants() -> tuple[Grant, ...]:
    """All entries for the twin's own principals."""
    return tuple(Grant(**fields) for fields in json.loads(GRANTS_FILE.read_text()))


def own_principals() -> list[str]:
    """Everybody of the twin's own who comes to the bus."""
    return sorted({grant.principal for grant in own_grants()})
