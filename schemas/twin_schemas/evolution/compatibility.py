"""Compatibility of Avro schemas, by the `avro` package's rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType
from avro.errors import AvroException
from avro.schema import Schema, parse


class InvalidAvro(ValueError):
    """The text is no Avro schema."""


_DIRECTIONS = {
    "NONE": "",
    "BACKWARD": "b",
    "FORWARD": "f",
    "FULL": "bf",
}
LEVELS = frozenset(_DIRECTIONS) | {f"{name}_TRANSITIVE" for name in _DIRECTIONS if name != "NONE"}


def parsed(text: str) -> Schema:
    """The schema in a text.

    Raises:
        InvalidAvro: If it is none.
    """
    try:
        return parse(text)
    except (AvroException, ValueError, TypeError, AttributeError, KeyError) as error:
        raise InvalidAvro(str(error)) from error


def broken_rules(candidate: str, earlier: Sequence[str], level: str) -> list[str]:
    """Why a schema must not follow the earlier ones; empty if it may.

    Args:
        candidate: Schema to register.
        earlier: Registered schemas, oldest first.
        level: Compatibility level; transitive ones look at all earlier schemas.

    Raises:
        InvalidAvro: If the candidate is no schema.
    """
    new = parsed(candidate)
    directions = _DIRECTIONS[level.removesuffix("_TRANSITIVE")]
    against = earlier if level.endswith("_TRANSITIVE") else earlier[-1:]
    rules = []
    for text in against:
        old = parsed(text)
        if "b" in directions:
            rules += _unreadable(reader=new, writer=old, who="the new schema cannot read old data")
        if "f" in directions:
            rules += _unreadable(reader=old, writer=new, who="the old schema cannot read new data")
    return rules


def _unreadable(*, reader: Schema, writer: Schema, who: str) -> list[str]:
    checker: Any = ReaderWriterCompatibilityChecker  # its constructor has no annotations
    result = checker().get_compatibility(reader, writer)
    if result.compatibility is SchemaCompatibilityType.compatible:
        return []
    places = ", ".join(sorted(result.locations))
    return [f"{who}: {message} (at {places})" for message in sorted(result.messages)]
