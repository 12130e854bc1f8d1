"""A running server of a small plant's twin, and clients of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asyncua import Client, ua
from asyncua.common.node import Node
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256

import twin_schemas
from twin_ops.opcua_server_door import USER, ensure_door
from twin_ops.plant_link import adapter_identity, ensure_link
from twin_ops.ports import free_port
from twin_ops.settings import Settings
from twin_plc_adapters.opcua.security import own_uri
from twin_plc_adapters.opcua_server.agent import OpcUaServer
from twin_plc_adapters.opcua_server.names import NAMESPACE, Series, value_path
from twin_schemas.access import Right
from twin_schemas.access_events import UserChanged
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.plant import load_plant
from twin_schemas.record import Record

PLANT = load_plant(Path(twin_schemas.__file__).parent / "plant" / "nitrogen.yaml")
MEASURED, SETPOINT = "PT-940", "FIC-941.SP"
HELD, QUICK = "PT-941", "FT-941"  # by controllers
UNTOLD = "ZT-941"


class _Nobody:
    """An outbox for an agent that publishes nothing."""

    def offer(self, records: Iterable[Record]) -> None:
        assert not list(records)

    async def publish(self, records: Iterable[Record]) -> None:
        self.offer(records)


@dataclass
class Office:
    """A running server with what its clients need."""

    settings: Settings
    agent: OpcUaServer

    @property
    def url(self) -> str:
        return self.agent.url

    @property
    def password(self) -> str:
        return self.agent.door.passwords[USER]

    def grant(self, user: str, *rights: Right, disabled: bool = False) -> None:
        """What the bus tells of a user, whose password the exchange knows."""
        self.agent.handle(
            UserChanged(
                user=user,
                roles="",
                rights=json.dumps([right.to_dict() for right in rights]),
                disabled=disabled,
                change="granted",
                author="ann",
                time_ns=time.time_ns(),
            )
        )

    def report(self, tag: str, value: float, quality: str = "good", reason: str = "") -> None:
        """What the bus tells of the plant; `reason` says why the quality is not good."""
        now = time.time_ns()
        self.agent.handle(
            Measurement(
                tag=tag,
                value=value,
                unit=PLANT.tags[tag].unit,
                quality=quality,  # type: ignore[arg-type]
                reason=reason,
                source_time_ns=now,
                server_time_ns=now,
                ingest_time_ns=now,
                origin="plant",
                sequence=0,
            )
        )

    def tell(self) -> None:
        """All four values, as the bus would bring them."""
        now, unit = time.time_ns(), PLANT.tags[MEASURED].unit
        self.report(MEASURED, 7.5)
        self.agent.handle(
            SimulatedValue(
                tag=MEASURED,
                value=7.0,
                unit=unit,
                quality="good",
                time_ns=now,
                run_id="r",
                origin="model",
            )
        )
        self.agent.handle(
            Residual(
                tag=MEASURED,
                residual=0.5,
                measured=7.5,
                simulated=7.0,
                unit=unit,
                quality="good",
                time_ns=now,
            )
        )
        self.agent.handle(
            SetpointProgressed(
                request_id="1",
                tag=SETPOINT,
                value=0.125,
                unit=PLANT.tags[SETPOINT].unit,
                state="accepted",
                author="ann",
                time_ns=now,
            )
        )


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Office]:
    """The server for a plant with a tag that is stale after a second, and others after minutes."""
    ensure_link(settings)
    tags = {tag.name: replace(tag, rate_s=60.0) for tag in PLANT.tags.values()}
    tags[QUICK] = replace(tags[QUICK], rate_s=0.3)
    plant = replace(PLANT, tags=tags)
    url = f"opc.tcp://127.0.0.1:{free_port()}/twinbus/twin"
    agent = OpcUaServer(plant=plant, url=url, door=ensure_door(settings), tell_s=0.05)
    task = asyncio.create_task(agent.run(_Nobody()))
    try:
        await _until_it_serves(agent, task)
        yield Office(settings, agent)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _until_it_serves(agent: OpcUaServer, task: asyncio.Task[None]) -> None:
    while agent.unwell():
        assert not task.done(), task.result()
        await asyncio.sleep(0.01)  # an agent tells of its health when it is asked


@asynccontextmanager
async def visiting(
    office: Office, user: str = USER, password: str | None = None
) -> AsyncIterator[Client]:
    """A client of the library, with a certificate of its own; without a user it is anonymous."""
    client = Client(office.url)
    identity = adapter_identity(office.settings)
    client.application_uri = own_uri(identity)
    await client.set_security(
        SecurityPolicyBasic256Sha256,
        str(identity),
        str(identity),
        mode=ua.MessageSecurityMode.SignAndEncrypt,
    )
    if user:
        client.set_user(user)
        client.set_password(office.password if password is None else password)
    async with client:
        yield client


async def node(client: Client, tag: str, series: Series) -> Node:
    namespace = await client.get_namespace_index(NAMESPACE)
    return client.get_node(ua.NodeId(value_path(PLANT.tags[tag], series), namespace))


class Notified:
    """A subscription that tests wait on."""

    def __init__(self) -> None:
        self.values: list[ua.DataValue] = []
        self._more = asyncio.Event()

    def datachange_notification(self, _node: Node, _value: object, data: Any) -> None:
        self.values.append(data.monitored_item.Value)
        self._more.set()

    async def until(
        self, wanted: Callable[[ua.DataValue], bool], seconds: float = 10
    ) -> ua.DataValue:
        async with asyncio.timeout(seconds):
            while not (found := [value for value in self.values if wanted(value)]):
                self._more.clear()
                await self._more.wait()
        return found[0]
