"""Words that the shell completes.

Commands import this module for their options, so what only completing needs is imported then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from twin_ops.settings import load_settings
from twin_schemas.access import ROLES
from twin_schemas.vocabulary import Action

if TYPE_CHECKING:
    from twin_schemas.plant import Plant


def _plant() -> Plant:
    from twin_ops.kept_plant import plant_of

    return plant_of(load_settings())


def tags(incomplete: str) -> list[tuple[str, str]]:
    """Tags that begin so, with their descriptions."""
    known = _plant().tags.values()
    return [(t.name, t.description) for t in known if t.name.startswith(incomplete.upper())]


def writable_tags(incomplete: str) -> list[tuple[str, str]]:
    """The same, of those that can be commanded."""
    plant = _plant()
    return [(name, text) for name, text in tags(incomplete) if plant.tags[name].writable]


def contracts(incomplete: str) -> list[tuple[str, str]]:
    """Contracts that begin so, with what they are."""
    from twin_schemas.avro import summary
    from twin_schemas.messages import CONTRACTS

    return [
        (c.contract.subject, summary(c))
        for c in CONTRACTS
        if c.contract.topic.startswith(incomplete)
    ]


def roles(incomplete: str) -> list[str]:
    """Roles that begin so."""
    return [role for role in ROLES if role.startswith(incomplete)]


def actions(incomplete: str) -> list[str]:
    """Actions of rights that begin so."""
    return [action for action in get_args(Action) if action.startswith(incomplete)]


def origins(incomplete: str) -> list[str]:
    """Origins of commands that begin so."""
    return [word for word in ("operator", "instructor") if word.startswith(incomplete)]


def users(incomplete: str) -> list[tuple[str, str]]:
    """Users that begin so, with their roles; none for whoever may not see them."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient

    try:
        rows = ExchangeClient(load_settings()).get("/v1/users")["users"]
    except TwinError:
        return []
    named = [row for row in rows if row["user"].startswith(incomplete)]
    return [(row["user"], ", ".join(row["roles"])) for row in named]


def contract_versions(incomplete: str) -> list[tuple[str, str]]:
    """The same, and those of other systems, with versions; of a running exchange."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient

    try:
        rows = ExchangeClient(load_settings()).get("/v1/contracts")["contracts"]
    except TwinError:
        return contracts(incomplete)
    return [(row["topic"], row["doc"]) for row in rows if row["topic"].startswith(incomplete)]


def alarms(incomplete: str) -> list[tuple[str, str]]:
    """Alarms that are not normal, of a running exchange."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient

    try:
        rows = ExchangeClient(load_settings()).get("/v1/alarms")["alarms"]
    except TwinError:
        return []
    begun = [row for row in rows if row["alarm"].upper().startswith(incomplete.upper())]
    return [(row["alarm"], f"{row['state']}, {row['description']}") for row in begun]


def alarm_limits(incomplete: str) -> list[tuple[str, str]]:
    """All alarms that begin so, with the descriptions of their tags."""
    known = _plant().tags.values()
    names = [(f"{tag.name}.{limit}", tag.description) for tag in known for limit in tag.alarms]
    return [(name, text) for name, text in names if name.upper().startswith(incomplete.upper())]


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


def sets(incomplete: str) -> list[tuple[str, str]]:
    """Setpoint sets, of a running exchange."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient

    try:
        rows = ExchangeClient(load_settings()).get("/v1/sets")["sets"]
    except TwinError:
        return []
    named = [row for row in rows if row["name"].startswith(incomplete)]
    return [(row["name"], f"{row['tags']} tags, {row['author']}") for row in named]


def restores(incomplete: str) -> list[tuple[str, str]]:
    """Restorings of setpoint sets that are under way, of a running exchange."""
    from twin_bus.errors import TwinError
    from twin_ops.exchange_client import ExchangeClient
    from twin_schemas.vocabulary import RESTORED_STATES

    try:
        rows = ExchangeClient(load_settings()).get("/v1/restores")["restores"]
    except TwinError:
        return []
    running = [row for row in rows if row["state"] not in RESTORED_STATES]
    begun = [row for row in running if row["restore_id"].startswith(incomplete)]
    return [(row["restore_id"], row["name"]) for row in begun]


def thumbprints(incomplete: str) -> list[tuple[str, str]]:
    """Thumbprints of servers' certificates that begin so, with whose they are."""
    from twin_ops.plant_link import trust_of
    from twin_plc_adapters.opcua.trust_list import thumbprint

    listed = [one.certificate for one in trust_of(load_settings()).entries()]
    named = [(thumbprint(one)[:16], one.subject.rfc4514_string()) for one in listed]
    return [(print_, subject) for print_, subject in named if print_.startswith(incomplete.upper())]


def plant_urls(incomplete: str) -> list[str]:
    """The address of this instance's plant, if it begins so."""
    url = load_settings().opcua
    return [url] if url.startswith(incomplete) else []


def scenarios(incomplete: str) -> list[str]:
    """Scenarios that come with the plant."""
    from twin_schemas.scenario import shipped

    return [name for name in shipped() if name.startswith(incomplete)]
