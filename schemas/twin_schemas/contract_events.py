"""Contracts about contracts: what is declared, what changed, who supplied."""

from __future__ import annotations

from twin_schemas.quantities import Count, Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import Compatibility, ContractAction, ContractState, Verdict


class ContractDeclared(
    Record, topic="contract.declared", owner="exchange", key="topic", compacted=True
):
    """All that is known of one version of a contract, the system's own ones included.

    Attributes:
        topic: Its topic, `<domain>.<noun>.v<N>`.
        name: Name without version.
        version: Version; each one has a topic of its own.
        owner: Who alone may supply it.
        doc: What it is.
        key_field: Field whose value is the Kafka key.
        compatibility: What a later revision of the schema has to keep.
        state: Where it stands between declared and decommissioned.
        schema: Newest revision of its Avro schema, as JSON text.
        bridge: How this version is made from a newer one, as JSON text; empty if it is supplied.
        author: User who changed it last; `code` for the system's own contracts.
        time_ns: When it was changed last.
    """

    topic: str
    name: str
    version: Count
    owner: str
    doc: str
    key_field: str
    compatibility: Compatibility
    state: ContractState
    schema: str
    bridge: str = ""
    author: str
    time_ns: Nanoseconds


class ContractChanged(Record, topic="contract.changed", owner="exchange", key="topic"):
    """Somebody changed a contract, or was refused to.

    Attributes:
        topic: Topic of the contract.
        action: What was asked for.
        verdict: Whether it was done.
        reason: Which rule refused it, or what was changed.
        author: User who asked.
        time_ns: When.
    """

    topic: str
    action: ContractAction
    verdict: Verdict
    reason: str
    author: str
    time_ns: Nanoseconds


class SupplyAttempted(Record, topic="contract.supply_attempted", owner="exchange", key="topic"):
    """Somebody supplied messages of a contract, or was refused to.

    Attributes:
        topic: Topic of the contract.
        verdict: Whether all messages were taken; else none was.
        messages: How many were supplied.
        reason: What is wrong with them; empty if they were taken.
        author: User who supplied.
        time_ns: When.
    """

    topic: str
    verdict: Verdict
    messages: Count
    reason: str = ""
    author: str
    time_ns: Nanoseconds
