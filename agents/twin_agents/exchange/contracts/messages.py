"""HTTP routes of a contract's messages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from twin_agents.exchange.contracts.catalogue import CODE_TOPICS, in_use
from twin_agents.exchange.contracts.routes import TheContract, TheOffice, refusal
from twin_agents.exchange.contracts.supply import AVRO, BARE_AVRO, JSON, Unfit
from twin_agents.exchange.may import Reader, Supplier
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_agents.exchange.users.standing import reading
from twin_bus.errors import BusUnavailable
from twin_schemas.contract_events import ContractDeclared, SupplyAttempted
from twin_schemas.vocabulary import Verdict

router = APIRouter(prefix="/v1/contracts", tags=["contracts"])
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"anyOf": [{"type": "object"}, {"type": "array"}]}},
            AVRO: {"schema": {"type": "string", "format": "binary"}},
            BARE_AVRO: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.post("/{name}/{version}/messages", openapi_extra=_BODY)
async def supply(
    request: Request,
    permit: Supplier,
    declared: TheContract,
    office: TheOffice,
    exchange: TheExchange,
    out: TheOutbox,
) -> dict[str, Any]:
    """Takes one record or an array of them if all keep the contract, else none.

    JSON, or Avro: `application/avro` for a container file or Confluent's framing, `avro/binary`
    for one record without a header.
    """

    def attempt(verdict: Verdict, messages: int, reason: str = "") -> None:
        now = exchange.clock.now_ns()
        event = SupplyAttempted(
            topic=declared.topic,
            verdict=verdict,
            messages=messages,
            reason=reason,
            author=permit.user,
            time_ns=now,
        )
        out.offer([event])

    permit.require(declared.name, own=declared.owner == permit.user)
    if reason := _why_not(declared):
        attempt("refused", 0, reason)
        raise Refusal(409, f"{declared.topic}: {reason}", "GET /v1/contracts lists all contracts")
    body = await request.body()
    content_type = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if content_type not in {JSON, AVRO, BARE_AVRO}:
        raise Refusal(415, f"content type {content_type}", f"send {JSON}, {AVRO} or {BARE_AVRO}")
    try:
        codec = office.codec(declared)
        messages = codec.messages(codec.records(body, content_type), permit.user)
        await office.topics.publish(messages)
    except Unfit as error:
        attempt("refused", error.messages, str(error))
        hint = f"GET /v1/contracts/{declared.name}/{declared.version} shows the fields"
        raise Refusal(
            422, str(error), hint, problems=[asdict(p) for p in error.problems]
        ) from error
    except BusUnavailable as error:
        attempt("refused", 0, str(error))
        raise refusal(error) from error
    attempt("done", len(messages))
    return {"contract": declared.name, "version": declared.version, "accepted": len(messages)}


def _why_not(declared: ContractDeclared) -> str:
    if declared.topic in CODE_TOPICS:
        return f"only {declared.owner} writes it"
    if not in_use(declared):
        return f"it is {declared.state}"
    if declared.bridge:
        return "a bridge makes it from a newer version; supply that one"
    return ""


@router.get("/{name}/{version}/latest")
async def latest(
    permit: Reader,
    declared: TheContract,
    office: TheOffice,
    key: Annotated[str | None, Query()] = None,
) -> dict[str, Any]:
    """The latest message of a key, or of every key without one."""
    own = declared.owner == permit.user
    permit.require(declared.name, own=own, action=reading(declared.name))
    if declared.topic in CODE_TOPICS:
        raise Refusal(
            409, f"{declared.topic} is not cached by key", "GET /v1/values, or WS /v1/stream"
        )
    found = office.reader.latest(declared.topic, key)
    if key is not None and not found:
        hint = f"GET /v1/contracts/{declared.name}/{declared.version}/latest lists all keys"
        raise Refusal(404, f"no message of {declared.topic} has the key {key!r}", hint)
    return found[0] if key is not None else {"messages": found}
