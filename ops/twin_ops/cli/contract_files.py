"""Contracts as a user names them: a name, a version of it, or a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twin_ops.errors import Usage
from twin_ops.exchange_client import ExchangeClient
from twin_schemas.evolution.change import Change
from twin_schemas.vocabulary import DEFAULT_COMPATIBILITY

_FORM = re.compile(r"(.+?)(?:\.v(\d+))?")


@dataclass(frozen=True)
class Named:
    """A contract that was asked for.

    Attributes:
        name: `<domain>.<noun>`.
        version: None for the newest one.
    """

    name: str
    version: int | None

    @property
    def path(self) -> str:
        """The same below `/v1/contracts/`."""
        return self.name if self.version is None else f"{self.name}/{self.version}"


def named(text: str) -> Named:
    """The contract in `plant.measurement`, `plant.measurement.v1` or a file's name."""
    if is_file(text):
        text = Path(text).name.removesuffix(".avsc")
    match = _FORM.fullmatch(text)
    if match is None:
        raise Usage("a contract is named like plant.measurement or plant.measurement.v1")
    return Named(match[1], int(match[2]) if match[2] else None)


def is_file(text: str) -> bool:
    """Whether this names a file rather than a contract."""
    return text.endswith(".avsc")


def schema_of(file: str) -> dict[str, Any]:
    """The Avro schema in a file.

    Raises:
        Usage: If there is none.
    """
    schema = _json(file)
    if not isinstance(schema, dict):
        raise Usage(f"{file} holds no Avro record, which is a JSON object")
    return schema


def bridge_of(file: str) -> dict[str, Any]:
    """The mapping in a file, `{"fields": {...}}` or the fields themselves.

    Raises:
        Usage: If there is none.
    """
    content = _json(file)
    if not isinstance(content, dict):
        raise Usage(f'{file} holds no mapping; write {{"fields": {{NAME: {{"from": NAME}}}}}}')
    return {"fields": content.get("fields", content)}


def _json(file: str) -> Any:
    try:
        return json.loads(Path(file).read_text())
    except OSError as error:
        raise Usage(f"cannot read {file}: {error.strerror}") from error
    except ValueError as error:
        raise Usage(f"{file} is no JSON: {error}") from error


def compared(client: ExchangeClient, new: str, old: str) -> tuple[str, list[Mapping[str, Any]]]:
    """Compatibility mode in force, and what one side changes of the other.

    Args:
        client: The exchange.
        new: A contract or a file.
        old: The same; empty for the version before, or what is registered for a file.
    """
    after, level = _side(client, new)
    before, own = _side(client, old or _before(client, new))
    return own or level, _changes(before, after, own or level)


def _before(client: ExchangeClient, new: str) -> str:
    if is_file(new):
        return named(new).name
    wanted = client.get(f"/v1/contracts/{named(new).path}")
    earlier = [v for v in wanted["versions"] if v < wanted["version"]]
    if not earlier:
        raise Usage(f"{new} has no version before it; name the other side too")
    return f"{named(new).name}.v{max(earlier)}"


def _side(client: ExchangeClient, text: str) -> tuple[dict[str, Any], str]:
    if is_file(text):
        return schema_of(text), ""
    answer = client.get(f"/v1/contracts/{named(text).path}")
    return answer["schema"], str(answer["compatibility"])


def _changes(before: Any, after: Any, level: str) -> list[Mapping[str, Any]]:
    from dataclasses import asdict

    from twin_schemas.evolution import differences

    def shown(change: Change) -> Mapping[str, Any]:
        rule = change.broken(level or DEFAULT_COMPATIBILITY)
        return asdict(change) | {"compatible": not rule, "rule": rule or None}

    return [shown(change) for change in differences(before, after)]
