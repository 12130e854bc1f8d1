"""The REST API, as Confluent documents it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from twin_ops.registry.catalogue import Registered, canonical
from twin_ops.registry.doorkeeper import Doorkeeper
from twin_ops.registry.errors import (
    ConfigNotFound,
    IncompatibleSchema,
    InvalidLevel,
    InvalidSchema,
    InvalidVersion,
    RegistryError,
    SchemaNotFound,
    StorageUnavailable,
    SubjectNotSoftDeleted,
    VersionNotSoftDeleted,
)
from twin_ops.registry.storage import SchemaTopic
from twin_schemas.evolution import LEVELS, InvalidAvro, broken_rules, parsed

_UNAUTHORISED = 401
_MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
Answer = Callable[[Request], Awaitable[Any]]
Judge = Callable[[Request], None]


class RegistryApi:
    """Handlers over one schema topic; changes happen one at a time."""

    def __init__(self, topic: SchemaTopic) -> None:
        self._topic = topic
        self._changing = asyncio.Lock()

    @property
    def _known(self) -> Any:
        if not self._topic.ready.is_set():
            raise StorageUnavailable(self._topic.trouble)
        return self._topic.catalogue

    async def subjects(self, request: Request) -> Any:
        prefix = request.query_params.get("subjectPrefix", "")
        found = self._known.subjects(deleted=_deleted(request))
        return _page(request, [subject for subject in found if subject.startswith(prefix)])

    async def versions(self, request: Request) -> Any:
        subject = request.path_params["subject"]
        found = self._known.versions(subject, deleted=_deleted(request))
        return _page(request, [entry.version for entry in found])

    async def version(self, request: Request) -> Any:
        return _described(self._version(request))

    async def version_schema(self, request: Request) -> Any:
        return json.loads(self._version(request).schema)

    def _version(self, request: Request) -> Registered:
        number = request.path_params["version"]
        if number not in {"latest", "-1"} and not number.isdecimal():
            raise InvalidVersion(number)
        subject = request.path_params["subject"]
        found: Registered = self._known.version(subject, number, deleted=_deleted(request))
        return found

    async def schema_by_id(self, request: Request) -> Any:
        return {"schema": self._known.by_id(request.path_params["id"]).schema}

    async def versions_by_id(self, request: Request) -> Any:
        number = request.path_params["id"]
        self._known.by_id(number)
        uses = self._known.uses(number, deleted=_deleted(request))
        return [{"subject": e.subject, "version": e.version} for e in uses]

    async def subjects_by_id(self, request: Request) -> Any:
        return list(dict.fromkeys(use["subject"] for use in await self.versions_by_id(request)))

    async def types(self, request: Request) -> Any:
        return ["AVRO"]

    async def mode(self, request: Request) -> Any:
        return {"mode": "READWRITE"}

    async def contexts(self, request: Request) -> Any:
        return ["."]

    async def referencing(self, request: Request) -> Any:
        self._version(request)
        return []  # this registry keeps no schemas that refer to others

    async def lookup(self, request: Request) -> Any:
        subject = request.path_params["subject"]
        schema = await _schema_of(request)
        deleted = _deleted(request)
        self._known.versions(subject, deleted=deleted)
        if (found := self._known.find(subject, schema, deleted=deleted)) is None:
            raise SchemaNotFound(subject)
        return _described(found)

    async def register(self, request: Request) -> Any:
        subject = request.path_params["subject"]
        schema = await _schema_of(request)
        async with self._changing:
            entry = self._known.find(subject, schema)
            if entry is None:
                self._require_compatible(subject, schema)
                entry = self._known.proposed(subject, schema)
                await self._topic.store(entry)
        return {"id": entry.id}

    def _require_compatible(self, subject: str, schema: str) -> None:
        earlier = [e.schema for e in self._known.versions(subject)] if self._has(subject) else []
        level = self._known.level(subject)
        if rules := broken_rules(schema, earlier, level):
            raise IncompatibleSchema(f"{subject} ({level}): {'; '.join(rules)}")

    def _has(self, subject: str) -> bool:
        return subject in self._known.subjects()

    async def check(self, request: Request) -> Any:
        subject = request.path_params["subject"]
        schema = await _schema_of(request)
        level = self._known.level(subject)
        if "version" in request.path_params:
            earlier = [self._version(request).schema]
        else:
            earlier = [e.schema for e in self._known.versions(subject)]
        rules = broken_rules(schema, earlier, level)
        verbose = _flag(request, "verbose")
        return {"is_compatible": not rules} | ({"messages": rules} if verbose else {})

    async def delete_subject(self, request: Request) -> Any:
        subject = request.path_params["subject"]
        entries = self._known.versions(subject, deleted=_permanent(request))
        if _permanent(request) and any(not entry.deleted for entry in entries):
            raise SubjectNotSoftDeleted(subject)
        async with self._changing:
            for entry in entries:
                await self._delete(request, entry)
        return [entry.version for entry in entries]

    async def delete_version(self, request: Request) -> Any:
        entry = self._version(request)
        if _permanent(request) and not entry.deleted:
            raise VersionNotSoftDeleted(f"{entry.subject} version {entry.version}")
        async with self._changing:
            await self._delete(request, entry)
        return entry.version

    async def _delete(self, request: Request, entry: Registered) -> None:
        if _permanent(request):
            await self._topic.forget(entry)
        else:
            await self._topic.store(self._known.deleted(entry))

    async def config(self, request: Request) -> Any:
        subject = request.path_params.get("subject")
        level = self._known.compatibility(subject)
        if level is None and _flag(request, "defaultToGlobal"):
            level = self._known.level(subject)
        if level is None:
            raise ConfigNotFound(str(subject))
        return {"compatibilityLevel": level}

    async def configure(self, request: Request) -> Any:
        level = str((await _body_of(request)).get("compatibility", "")).upper()
        if level not in LEVELS:
            raise InvalidLevel(f"{level!r}; choose one of {', '.join(sorted(LEVELS))}")
        async with self._changing:
            await self._topic.configure(request.path_params.get("subject"), level)
        return {"compatibility": level}

    async def unconfigure(self, request: Request) -> Any:
        subject = request.path_params["subject"]
        if (level := self._known.compatibility(subject)) is None:
            raise ConfigNotFound(subject)
        async with self._changing:
            await self._topic.configure(subject, None)
        return {"compatibilityLevel": level}


def _flag(request: Request, name: str) -> bool:
    return request.query_params.get(name, "").lower() == "true"


def _deleted(request: Request) -> bool:
    """Whether hidden versions are asked for too; whoever removes one for good means those."""
    return _flag(request, "deleted") or _permanent(request)


def _permanent(request: Request) -> bool:
    return _flag(request, "permanent")


def _page(request: Request, found: list[Any]) -> list[Any]:
    """The part of a list that `offset` and `limit` ask for; -1 is all."""
    numbers = [request.query_params.get(name, "") for name in ("offset", "limit")]
    first, count = (int(n) if n.lstrip("-").isdecimal() else -1 for n in numbers)
    rest = found[max(0, first) :]
    return rest[:count] if count >= 0 else rest


async def _body_of(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError as error:
        raise InvalidSchema(f"the body is no JSON: {error}") from error
    if not isinstance(body, dict):
        raise InvalidSchema("the body is no JSON object")
    return body


async def _schema_of(request: Request) -> str:
    body = await _body_of(request)
    if body.get("schemaType", "AVRO") != "AVRO":
        raise InvalidSchema(f"schemaType {body['schemaType']}: this registry keeps AVRO only")
    text = body.get("schema")
    if not isinstance(text, str):
        raise InvalidSchema('the body must have the schema as text under "schema"')
    try:
        parsed(text)
    except InvalidAvro as error:
        raise InvalidSchema(str(error)) from error
    return canonical(text)


def _described(entry: Registered) -> dict[str, Any]:
    return {
        "subject": entry.subject,
        "version": entry.version,
        "id": entry.id,
        "schema": entry.schema,
    }


def _everybody(_request: Request) -> None:
    """Lets everybody pass."""


def _route(path: str, method: str, answer: Answer, judge: Judge = _everybody) -> Route:
    async def endpoint(request: Request) -> Response:
        judge(request)
        return JSONResponse(await answer(request), media_type=_MEDIA_TYPE)

    return Route(path, endpoint, methods=[method], name=f"{method} {path}")


async def _on_error(request: Request, error: Exception) -> Response:
    del request
    code, status = (error.code, error.status) if isinstance(error, RegistryError) else (50001, 500)
    content = {"error_code": code, "message": str(error)}
    headers = {"WWW-Authenticate": 'Basic realm="registry"'} if status == _UNAUTHORISED else None
    return JSONResponse(content, status, headers, media_type=_MEDIA_TYPE)


def registry_app(topic: SchemaTopic, door: Doorkeeper | None = None) -> Starlette:
    """The registry as an ASGI application.

    Args:
        topic: Where the schemas are.
        door: Who may change them; None for everybody.
    """
    api = RegistryApi(topic)
    door = door or Doorkeeper()
    one = "/subjects/{subject}/versions/{version}"
    check = "/compatibility/subjects/{subject}/versions"
    routes = [
        _route("/", "GET", api.mode),
        _route("/subjects", "GET", api.subjects),
        _route("/subjects/{subject}", "POST", api.lookup),
        _route("/subjects/{subject}", "DELETE", api.delete_subject, door.may_keep),
        _route("/subjects/{subject}/versions", "GET", api.versions),
        _route("/subjects/{subject}/versions", "POST", api.register, door.may_register),
        _route(one, "GET", api.version),
        _route(one, "DELETE", api.delete_version, door.may_keep),
        _route(f"{one}/schema", "GET", api.version_schema),
        _route("/schemas/types", "GET", api.types),
        _route("/schemas/ids/{id:int}", "GET", api.schema_by_id),
        _route("/schemas/ids/{id:int}/versions", "GET", api.versions_by_id),
        _route(check, "POST", api.check),
        _route(f"{check}/{{version}}", "POST", api.check),
        _route("/config", "GET", api.config),
        _route("/config", "PUT", api.configure, door.may_keep),
        _route("/config/{subject}", "GET", api.config),
        _route("/config/{subject}", "PUT", api.configure, door.may_keep),
        _route("/config/{subject}", "DELETE", api.unconfigure, door.may_keep),
        _route("/schemas/ids/{id:int}/subjects", "GET", api.subjects_by_id),
        _route(f"{one}/referencedby", "GET", api.referencing),
        _route("/contexts", "GET", api.contexts),
        _route("/mode", "GET", api.mode),
        _route("/mode/{subject}", "GET", api.mode),
    ]
    return Starlette(routes=routes, exception_handlers={RegistryError: _on_error})
