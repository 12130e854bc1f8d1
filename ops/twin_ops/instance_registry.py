"""The schema registry of an instance."""

from __future__ import annotations

from twin_bus.schema_registry import SchemaRegistry
from twin_ops.kafka.credentials import passwords_of
from twin_ops.kafka.grants import principal_of
from twin_ops.settings import Settings


def registry_of(settings: Settings, name: str) -> SchemaRegistry:
    """Client of this instance's registry, for an agent or the command line."""
    known = {} if settings.external_registry else passwords_of(settings) or {}
    who = principal_of(name)
    user, password = (who, known[who]) if who in known else ("", "")
    return SchemaRegistry(settings.registry_url, settings.registry_ca, user, password)
