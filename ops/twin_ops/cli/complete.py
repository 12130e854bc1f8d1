"""Words that the shell completes."""

from __future__ import annotations

from twin_ops.settings import load_settings
from twin_ops.wiring import plant_of
from twin_schemas.messages import CONTRACTS


def tags(incomplete: str) -> list[tuple[str, str]]:
    """Tags that begin so, with their descriptions."""
    known = plant_of(load_settings()).tags.values()
    return [(t.name, t.description) for t in known if t.name.startswith(incomplete.upper())]


def writable_tags(incomplete: str) -> list[tuple[str, str]]:
    """The same, of those that can be commanded."""
    plant = plant_of(load_settings())
    return [(name, text) for name, text in tags(incomplete) if plant.tags[name].writable]


def contracts(incomplete: str) -> list[tuple[str, str]]:
    """Contracts that begin so, with what they are."""
    from twin_schemas.avro import summary

    return [
        (c.contract.subject, summary(c))
        for c in CONTRACTS
        if c.contract.topic.startswith(incomplete)
    ]


def contract_versions(incomplete: str) -> list[tuple[str, str]]:
    """The same, and those of other systems, with versions; of a running exchange."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient

    try:
        rows = ExchangeClient(load_settings()).get("/v1/contracts")["contracts"]
    except TwinError:
        return contracts(incomplete)
    return [(row["topic"], row["doc"]) for row in rows if row["topic"].startswith(incomplete)]


def approvals(incomplete: str) -> list[tuple[str, str]]:
    """Requests that wait for a second person, of a running exchange."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient

    try:
        rows = ExchangeClient(load_settings()).get("/v1/approvals")["approvals"]
    except TwinError:
        return []
    return [
        (row["request_id"], f"{row['tag']} to {row['value']:g} {row['unit']}, {row['author']}")
        for row in rows
        if row["request_id"].startswith(incomplete)
    ]
