"""An agent under steady load that is killed over and over: what is lost, what comes twice.

`python -m twin_ops.bench.soak --minutes 30 --rate 5000` starts a broker of its own and kills the
agent with -9 twice a minute; exit code 4 if anything was lost or out of order.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
from collections import OrderedDict
from dataclasses import asdict, dataclass, field

from aiokafka import AIOKafkaConsumer
from rich.console import Console

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.memory import MemorySchemas
from twin_bus.runtime import AgentRuntime
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_ops.bench.bus import Copier, measurement
from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.kafka.throwaway import throwaway_broker
from twin_ops.settings import load_settings
from twin_ops.topics import ensure_topics
from twin_schemas.messages import CONTRACTS, Measurement, Residual

_RESTART_SECONDS = 30.0
_SHARES = 10  # a second, in each of which a tenth of the tags is reported
_IDS_KEPT = 200_000
_LAST_PATIENCE = 60.0
_FAILED = 4


@dataclass
class Account:
    """What came out, against what went in.

    Attributes:
        published: Measurements that the bus has acknowledged.
        arrived: Measurements of which a residual came.
        lost: Numbers that were left out within a tag, or never came.
        repeated: Residuals that came again after a kill, with the id they had before.
        unrecognised: Residuals that came again with another id: effects that are duplicated.
        restarts: Times the agent was killed.
    """

    published: int = 0
    arrived: int = 0
    lost: int = 0
    repeated: int = 0
    unrecognised: int = 0
    restarts: int = 0
    _next: dict[str, int] = field(default_factory=dict, repr=False)
    _ids: OrderedDict[bytes, None] = field(default_factory=OrderedDict, repr=False)

    def take(self, tag: str, number: int, message_id: bytes) -> None:
        """Counts one residual."""
        expected = self._next.get(tag, 0)
        if number < expected:
            self.repeated += message_id in self._ids
            self.unrecognised += message_id not in self._ids
            return
        self.lost += number - expected
        self.arrived += 1
        self._next[tag] = number + 1
        self._ids[message_id] = None
        if len(self._ids) > _IDS_KEPT:
            self._ids.popitem(last=False)

    def close(self) -> None:
        """Counts what never came as lost."""
        self.lost = self.published - self.arrived


async def _supply(
    kafka: KafkaConnection, account: Account, tags: list[str], seconds: float
) -> None:
    codec = Codec(MemorySchemas([*CONTRACTS]))
    await codec.prepare([Measurement])
    envelope, bus = Envelope("soak", codec), KafkaBus(kafka, client_id="soak.supply")
    loop = asyncio.get_running_loop()
    begun, share = loop.time(), len(tags) // _SHARES
    for tick in range(int(seconds * _SHARES)):
        number, part = divmod(tick * share, len(tags))
        batch = [measurement(number, tag) for tag in tags[part : part + share]]
        await bus.publish(envelope.wrap(batch, new_trace()))
        account.published += len(batch)
        await asyncio.sleep(max(0.0, begun + (tick + 1) / _SHARES - loop.time()))
    await bus.stop()


async def _count(kafka: KafkaConnection, account: Account) -> None:
    codec = Codec(MemorySchemas([*CONTRACTS]))
    await codec.prepare([Residual])
    topic = Residual.contract.topic
    consumer = AIOKafkaConsumer(topic, **kafka.options(), auto_offset_reset="earliest")
    await consumer.start()
    try:
        async for message in consumer:
            residual = codec.decode(message.value, Residual)
            account.take(residual.tag, residual.time_ns, dict(message.headers)["ce_id"])
    finally:
        await consumer.stop()


def _start_agent(kafka: KafkaConnection) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "twin_ops.bench.soak", "--agent", kafka.servers]
    return subprocess.Popen(command)  # noqa: S603 - our own command line


async def _kill_over_and_over(kafka: KafkaConnection, account: Account) -> None:
    agent = _start_agent(kafka)
    try:
        while True:
            await asyncio.sleep(_RESTART_SECONDS)
            agent.kill()
            await asyncio.to_thread(agent.wait)
            account.restarts += 1
            agent = _start_agent(kafka)
    finally:
        agent.kill()
        agent.wait()


async def soak(kafka: KafkaConnection, minutes: float, rate: int) -> Account:
    """Runs the load and gives the account of it.

    Args:
        kafka: Broker that nobody else uses.
        minutes: How long measurements are supplied.
        rate: Tags, each reported once a second.
    """
    await ensure_topics(kafka)
    account = Account()
    tags = [f"T-{number:05}" for number in range(rate)]
    tasks = [
        asyncio.create_task(_count(kafka, account)),
        asyncio.create_task(_kill_over_and_over(kafka, account)),
    ]
    try:
        await _supply(kafka, account, tags, minutes * 60)
        await _last_ones(account)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    account.close()
    return account


async def _last_ones(account: Account) -> None:
    """Waits for all that was published; what does not come while nothing comes is lost."""
    loop = asyncio.get_running_loop()
    arrived, since = account.arrived, loop.time()
    while account.arrived < account.published and loop.time() - since < _LAST_PATIENCE:
        await asyncio.sleep(0.1)
        if account.arrived > arrived:
            arrived, since = account.arrived, loop.time()


async def _agent(kafka: KafkaConnection) -> None:
    bus = KafkaBus(kafka, client_id="soak.agent")
    runtime = AgentRuntime(Copier(name="soak"), bus, MemorySchemas([*CONTRACTS]))
    await runtime.run(asyncio.Event())


def main() -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--rate", type=int, default=5_000, help="tags, each once a second")
    parser.add_argument("--agent", metavar="SERVERS", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.rate < _SHARES or chosen.rate % _SHARES:
        parser.error(f"--rate {chosen.rate}: give a multiple of {_SHARES}")
    if chosen.agent:
        asyncio.run(_agent(KafkaConnection(chosen.agent)))
        return 0
    console = Console(stderr=True)
    with throwaway_broker(prepare_kafka(load_settings(), console)) as kafka:
        account = asyncio.run(soak(kafka, chosen.minutes, chosen.rate))
    shown = {name: value for name, value in asdict(account).items() if name[0] != "_"}
    sys.stdout.write(json.dumps(shown) + "\n")
    return _FAILED if account.lost or account.unrecognised else 0


if __name__ == "__main__":
    sys.exit(main())
