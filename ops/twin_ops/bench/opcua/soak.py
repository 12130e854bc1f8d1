"""The OPC UA adapter under many tags for a long time, over an encrypted link.

`python -m twin_ops.bench.opcua.soak --minutes 30 --tags 10000 --every 5` prints what the adapter
took, and ends with 4 if a change was lost or the adapter's memory has grown by more than a tenth
after the first quarter of the time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.progress import track

from twin_bus.kafka import KafkaConnection
from twin_ops.bench.isolated import cpu_s
from twin_ops.bench.opcua.load import OF_A_FOLDER, Load
from twin_ops.bench.opcua.stand import Part, stand
from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.kafka.throwaway import throwaway_broker
from twin_ops.settings import load_settings

_LOOK_S = 1.0
_SETTLING, _GROWTH = 0.25, 0.1
_MIB = 1024 * 1024
_FAILED = 4


@dataclass
class Account:
    """What was measured.

    Attributes:
        tags: Subscribed.
        minutes: How long they changed.
        changes: Made by the server, of all tags.
        looked_at: Of them, those of every hundredth tag.
        lost: Of those, never published, not even late.
        cores: That the adapter kept busy.
        settled_mib: Largest memory of the adapter in the first quarter of the time.
        largest_mib: Largest after it.
    """

    tags: int
    minutes: float
    changes: int = 0
    looked_at: int = 0
    lost: int = 0
    cores: float = 0.0
    settled_mib: float = 0.0
    largest_mib: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether a change was lost or memory has grown."""
        return self.lost != 0 or self.largest_mib > (1 + _GROWTH) * self.settled_mib


async def soak(kafka: KafkaConnection, load: Load, account: Account, console: Console) -> None:
    """Runs the load, and fills the account.

    Raises:
        Unreachable: If the tags have no values at first.
    """
    with tempfile.TemporaryDirectory() as home:
        async with stand(kafka, home, load, "adapter") as under_load:
            seen = under_load.seen
            under_load.server.say("begin")
            await _watch(under_load.adapter, account, console)
            under_load.server.say("end")
            account.changes = int(await under_load.server.answer())
            account.looked_at = _of_hundredths(account.changes, load.tags)
            await seen.until(lambda: seen.changes() >= account.looked_at)
            account.lost = account.looked_at - seen.changes()


def _of_hundredths(changes: int, tags: int) -> int:
    """How many of so many changes, tag by tag in order, were those of every hundredth tag."""
    scans, begun = divmod(changes, tags)
    return scans * (tags // OF_A_FOLDER) + -(-begun // OF_A_FOLDER)


async def _watch(adapter: Part, account: Account, console: Console) -> None:
    looks = int(account.minutes * 60 / _LOOK_S)
    begun = cpu_s(adapter.process)
    for look in track(range(looks), "Changing tags", console=console):
        await asyncio.sleep(_LOOK_S)
        mib = adapter.process.memory_info().rss / _MIB
        if look < _SETTLING * looks:
            account.settled_mib = max(account.settled_mib, mib)
        else:
            account.largest_mib = max(account.largest_mib, mib)
    account.cores = (cpu_s(adapter.process) - begun) / (looks * _LOOK_S)


def main() -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--tags", type=int, default=10_000, help="a multiple of 100")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between changes of a tag")
    chosen = parser.parse_args()
    if chosen.tags < OF_A_FOLDER or chosen.tags % OF_A_FOLDER:
        parser.error(f"--tags {chosen.tags}: give a multiple of {OF_A_FOLDER}")
    console, account = Console(stderr=True), Account(chosen.tags, chosen.minutes)
    with throwaway_broker(prepare_kafka(load_settings(), console)) as kafka:
        asyncio.run(soak(kafka, Load(chosen.tags, chosen.every), account, console))
    sys.stdout.write(json.dumps(asdict(account)) + "\n")
    return _FAILED if account.failed else 0


if __name__ == "__main__":
    sys.exit(main())
