"""Client of a registry with Confluent's REST API."""

from __future__ import annotations

import contextlib
import json
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fastavro
import httpx

from twin_bus.errors import Incompatible, RegistryUnavailable
from twin_bus.trust import trusting, trusting_nobody
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_CONFLICT = 409
_NOT_FOUND = 404


@dataclass
class SchemaRegistry:
    """Registers and looks up schemas over HTTP.

    Attributes:
        url: Base address of the registry.
        ca: PEM file of the authority of its certificate; None for the system's.
        user: Who changes what it keeps; empty where it asks nobody, or the URL says it.
        password: The user's.
    """

    url: str
    ca: Path | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    _client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        auth = httpx.BasicAuth(self.user, self.password) if self.user else None
        self._client = httpx.AsyncClient(
            base_url=self.url, timeout=5.0, trust_env=False, verify=self._trust(), auth=auth
        )

    def _trust(self) -> ssl.SSLContext | bool:
        if not self.url.startswith("https:"):
            return trusting_nobody()
        return trusting(self.ca) if self.ca else True

    async def id_of(self, record: type[Record]) -> int:
        """Registers the record's schema unless it is there, and returns its id.

        Raises:
            Incompatible: If the registry refuses the schema.
            RegistryUnavailable: If the registry does not answer.
        """
        return await self.register(record.contract.registry_subject, avro_schema(record))

    async def register(self, subject: str, schema: object) -> int:
        """Registers a schema in JSON form unless it is there, and returns its id.

        Raises:
            Incompatible: If the registry refuses the schema.
            RegistryUnavailable: If the registry does not answer.
        """
        body = {"schema": json.dumps(schema), "schemaType": "AVRO"}
        answer = await self.request("POST", f"/subjects/{quote(subject)}/versions", body)
        return int(answer["id"])

    async def configure(self, subject: str, level: str) -> None:
        """Sets the compatibility level of a subject, unless it is in force already.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        path = f"/config/{quote(subject)}"
        with contextlib.suppress(KeyError):
            present = await self.request("GET", f"{path}?defaultToGlobal=true")
            if present["compatibilityLevel"] == level:
                return
        await self.request("PUT", path, {"compatibility": level})

    async def revisions(self, subject: str) -> list[Any]:
        """Schemas of a subject in JSON form, oldest first; none if it has none.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        path = f"/subjects/{quote(subject)}/versions"
        try:
            numbers = await self.request("GET", path)
            found = [await self.request("GET", f"{path}/{number}") for number in numbers]
        except KeyError:
            return []
        return [json.loads(one["schema"]) for one in found]

    async def remove(self, subject: str) -> None:
        """Hides a subject; its schemas are still found by id.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        with contextlib.suppress(KeyError):
            await self.request("DELETE", f"/subjects/{quote(subject)}")

    async def schema(self, schema_id: int) -> object:
        """Parsed schema with this id.

        Raises:
            KeyError: If there is no such id.
            RegistryUnavailable: If the registry does not answer.
        """
        answer = await self.request("GET", f"/schemas/ids/{schema_id}")
        return fastavro.parse_schema(json.loads(answer["schema"]))

    async def request(self, method: str, path: str, body: object = None) -> Any:
        """JSON answer of one call.

        Raises:
            KeyError: If the registry has no such thing.
            Incompatible: If it refuses a schema.
            RegistryUnavailable: If it does not answer, or answers with an error.
        """
        try:
            response = await self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            raise RegistryUnavailable(
                f"schema registry {self.url}: {error}; is it running? try `twin status`"
            ) from error
        if response.status_code == _NOT_FOUND:
            raise KeyError(_message(response))
        if response.status_code == _CONFLICT:
            raise Incompatible(f"{path}: {_message(response)}")
        if response.is_error:
            raise RegistryUnavailable(f"schema registry {self.url}: {_message(response)}")
        return response.json()

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()


def _message(response: httpx.Response) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return response.text[:200]
