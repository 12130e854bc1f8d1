"""HTTP routes of contracts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from twin_agents.exchange.contracts.bodies import ContractBody, SwitchBody
from twin_agents.exchange.contracts.desk import ProposalRefused
from twin_agents.exchange.contracts.office import ContractOffice
from twin_agents.exchange.contracts.shown import changes, detail, row
from twin_agents.exchange.may import ContractKeeper, Permit, Reader
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, TheSession
from twin_bus.errors import BusUnavailable, Refused, RegistryUnavailable, TwinError
from twin_schemas.contract_events import ContractDeclared
from twin_schemas.evolution import differences

router = APIRouter(prefix="/v1/contracts", tags=["contracts"])
_LIST = "GET /v1/contracts lists all contracts"


async def _office(exchange: TheExchange, _session: TheSession) -> ContractOffice:
    # The session comes first: nobody is told which contracts there are.
    office = exchange.office
    if office is None or not office.desk.ready.is_set():
        raise Refusal(503, "the contracts are not read from the bus yet", "try again in a second")
    return office


TheOffice = Annotated[ContractOffice, Depends(_office)]


async def _contract(name: str, version: str, office: TheOffice) -> ContractDeclared:
    number = version.removeprefix("v")
    found = office.desk.catalogue.version(name, int(number)) if number.isdecimal() else None
    if found is None:
        raise Refusal(404, f"there is no contract {name} version {version}", _LIST)
    return found


TheContract = Annotated[ContractDeclared, Depends(_contract)]


def refusal(error: TwinError) -> Refusal:
    """The HTTP answer to an error of the desk."""
    if isinstance(error, Refused):
        return Refusal(409, str(error), "nothing was changed")
    return Refusal(503, str(error), "try again")


@router.get("")
async def contracts(_permit: Reader, office: TheOffice, exchange: TheExchange) -> dict[str, Any]:
    """All contracts with owner, compatibility mode, state and consumers."""
    try:
        seen = await office.desk.seen()
    except BusUnavailable as error:
        raise refusal(error) from error
    known = office.desk.catalogue.all()
    groups = {d.topic: [*seen.get(d.topic, ()), *exchange.streams(d.topic)] for d in known}
    return {"contracts": [row(d, office.desk.reading(d.topic, groups[d.topic])) for d in known]}


@router.post("", status_code=201)
async def register(
    body: ContractBody,
    permit: ContractKeeper,
    office: TheOffice,
    exchange: TheExchange,
    out: TheOutbox,
) -> dict[str, Any]:
    """Declares a contract, the next version of one, or a compatible revision of its schema."""
    _require(permit, body.name, office, body.owner)
    try:
        declared = await office.desk.register(body.proposal(), permit.user, out)
    except ProposalRefused as error:
        answer = {"error": str(error), "hint": "POST /v1/contracts/check tries without effect"}
        raise Refusal(409, **answer, objections=[asdict(o) for o in error.objections]) from error
    except (BusUnavailable, RegistryUnavailable, TwinError) as error:
        raise refusal(error) from error
    office.reader.follow(declared)
    return await _detail(declared, office, exchange)


def _require(permit: Permit, name: str, office: ContractOffice, *owners: str) -> None:
    """Refuses who may not change the contract; it is one's own if one owns all of its versions."""
    versions = office.desk.catalogue.versions(name)
    owned = {*owners, *(known.owner for known in versions)} == {permit.user}
    permit.require(name, own=owned)


@router.post("/check")
async def check(body: ContractBody, _permit: ContractKeeper, office: TheOffice) -> dict[str, Any]:
    """Whether a declaration would be taken: every rule that it breaks, and what it changes."""
    proposal = body.proposal()
    try:
        found = await office.desk.check(proposal)
    except RegistryUnavailable as error:
        raise refusal(error) from error
    known = office.desk.catalogue.at(proposal.topic)
    changed = differences(json.loads(known.schema), proposal.schema) if known else []
    return {
        "contract": proposal.name,
        "version": proposal.version,
        "accepted": not found,
        "objections": [asdict(objection) for objection in found],
        "changes": changes(changed, proposal.compatibility),
    }


async def _detail(
    declared: ContractDeclared, office: ContractOffice, exchange: TheExchange
) -> dict[str, Any]:
    try:
        streams = exchange.streams(declared.topic)
        consumers = await office.desk.consumers(declared.topic, streams)
    except BusUnavailable as error:
        raise refusal(error) from error
    versions = office.desk.catalogue.versions(declared.name)
    return detail(declared, consumers) | {"versions": [d.version for d in versions]}


@router.get("/{name}")
async def newest(
    name: str, _permit: Reader, office: TheOffice, exchange: TheExchange
) -> dict[str, Any]:
    """The newest version of a contract, with its fields and its schema."""
    if not (versions := office.desk.catalogue.versions(name)):
        names = ", ".join(dict.fromkeys(d.name for d in office.desk.catalogue.all()))
        raise Refusal(404, f"there is no contract {name}; there are {names}", _LIST)
    return await _detail(versions[-1], office, exchange)


@router.get("/{name}/{version}")
async def version(
    _permit: Reader, declared: TheContract, office: TheOffice, exchange: TheExchange
) -> dict[str, Any]:
    """One version of a contract, with its fields and its schema."""
    return await _detail(declared, office, exchange)


@router.get("/{name}/{version}/revisions")
async def revisions(_permit: Reader, declared: TheContract, office: TheOffice) -> dict[str, Any]:
    """Registered revisions of a version's schema, oldest first."""
    try:
        found = await office.desk.registry.revisions(f"{declared.topic}-value")
    except RegistryUnavailable as error:
        raise refusal(error) from error
    return {"contract": declared.name, "version": declared.version, "revisions": found}


@router.get("/{name}/{version}/diff")
async def diff(
    name: str,
    _permit: Reader,
    declared: TheContract,
    office: TheOffice,
    against: Annotated[str, Query()],
) -> dict[str, Any]:
    """What a version changes of another one, field by field, and by which rule it breaks it."""
    other = await _contract(name, against, office)
    found = differences(json.loads(other.schema), json.loads(declared.schema))
    return {
        "contract": name,
        "version": declared.version,
        "against": other.version,
        "changes": changes(found, declared.compatibility),
    }


@router.post("/{name}/{version}/deprecate")
async def deprecate(
    permit: ContractKeeper,
    declared: TheContract,
    office: TheOffice,
    exchange: TheExchange,
    out: TheOutbox,
) -> dict[str, Any]:
    """Says that a version should not be used any more; it goes on working."""
    _require(permit, declared.name, office)
    try:
        await office.desk.deprecate(declared, permit.user, out)
    except TwinError as error:
        raise refusal(error) from error
    return await _detail(office.desk.catalogue.at(declared.topic) or declared, office, exchange)


@router.post("/{name}/{version}/decommission")
async def decommission(
    permit: ContractKeeper,
    declared: TheContract,
    office: TheOffice,
    exchange: TheExchange,
    out: TheOutbox,
) -> dict[str, Any]:
    """Withdraws a version; refused while anybody still reads it."""
    _require(permit, declared.name, office)
    try:
        streams = exchange.streams(declared.topic)
        await office.desk.decommission(declared, permit.user, out, streams)
    except TwinError as error:
        raise refusal(error) from error
    office.reader.leave(declared)
    return await _detail(office.desk.catalogue.at(declared.topic) or declared, office, exchange)


@router.post("/{name}/switch")
async def switch(
    name: str, body: SwitchBody, permit: ContractKeeper, office: TheOffice, out: TheOutbox
) -> dict[str, Any]:
    """Has a consumer group go on with another version at the same message, forth or back."""
    _require(permit, name, office)
    old = await _contract(name, str(body.old), office)
    new = await _contract(name, str(body.new), office)
    try:
        moved = await office.desk.move(body.group, old.topic, new.topic, permit.user, out)
    except TwinError as error:
        raise refusal(error) from error
    return {"group": body.group, "old": old.topic, "new": new.topic, "offsets": moved}
