"""Runs all processes of an instance until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from twin_bus.errors import BusUnavailable, TwinError
from twin_ops.kafka.broker import Broker
from twin_ops.kafka.credentials import administrator
from twin_ops.ports import require_free
from twin_ops.settings import Settings
from twin_ops.supervisor.launch import memory_of
from twin_ops.supervisor.leftovers import clear_leftovers
from twin_ops.supervisor.nursery import Nursery
from twin_ops.supervisor.plan import nurseries, plan, ports
from twin_ops.supervisor.probes import Probes, probes
from twin_ops.supervisor.process import SupervisedProcess
from twin_ops.supervisor.state import (
    InstanceReport,
    ProcessReport,
    own_birth,
    read_report,
    state_file,
    write_report,
)
from twin_ops.topics import ensure_topics

log = logging.getLogger(__name__)
_CHECK_SECONDS, _CHECK_SECONDS_AT_START = 1.0, 0.2


class AlreadyRunning(TwinError):
    """An instance with this home runs already."""


@dataclass
class Supervisor:
    """The processes of one instance.

    Attributes:
        settings: Which instance.
        broker: The embedded broker; None where the user's cluster is used.
        on_report: Called with each new report.
    """

    settings: Settings
    broker: Broker | None
    on_report: Callable[[InstanceReport], None] = lambda report: None
    processes: list[SupervisedProcess] = field(default_factory=list, init=False)
    _nurseries: dict[str, Nursery] = field(default_factory=dict, init=False)
    _started: float = field(default_factory=time.time, init=False)
    _healthy_after: float | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Starts everything, keeps it running, and stops it when `stop` is set.

        Raises:
            AlreadyRunning: If the instance runs already.
            PortTaken: If another program has one of the ports.
        """
        require_startable(self.settings)
        self.settings.logs.mkdir(parents=True, exist_ok=True)
        if self.broker is not None:
            await asyncio.to_thread(self.broker.configure)
        kafka = self.broker.connection if self.broker is not None else None
        async with probes(self.settings, kafka) as asking:
            await self._supervise(asking, stop)

    async def _supervise(self, asking: Probes, stop: asyncio.Event) -> None:
        self._nurseries = nurseries(self.settings)
        self.processes = [
            SupervisedProcess(spec, self.settings.logs)
            for spec in plan(self.settings, self.broker, asking, self._nurseries)
        ]
        tasks = [asyncio.create_task(p.keep_running()) for p in self.processes]
        tasks += [asyncio.create_task(self._watch()), asyncio.create_task(self._prepare_bus())]
        try:
            await stop.wait()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._stop_all()
            await asyncio.gather(*(nursery.close() for nursery in self._nurseries.values()))
            state_file(self.settings).unlink(missing_ok=True)

    async def _stop_all(self) -> None:
        # The broker goes last, so that the agents can hand in what they hold.
        brokers = [p for p in self.processes if p.spec.name == "kafka"]
        await asyncio.gather(*(p.stop() for p in self.processes if p not in brokers))
        await asyncio.gather(*(p.stop() for p in brokers))

    async def _prepare_bus(self) -> None:
        told = ""
        while True:
            try:
                await ensure_topics(administrator(self.settings))
                if self.broker is not None:
                    # Only this needs librdkafka, which the start need not wait for.
                    from twin_ops.kafka.admission import admit

                    await asyncio.to_thread(admit, self.settings)
            except BusUnavailable as error:
                if told != (told := str(error)):
                    log.info("%s", error)
                await asyncio.sleep(0.2)
            else:
                return

    async def _watch(self) -> None:
        while True:
            await asyncio.gather(*(p.check() for p in self.processes))
            report = self.report()
            write_report(self.settings, report)
            self.on_report(report)
            is_starting = self._healthy_after is None
            await asyncio.sleep(_CHECK_SECONDS_AT_START if is_starting else _CHECK_SECONDS)

    def report(self) -> InstanceReport:
        """How everything is now."""
        processes = tuple(
            ProcessReport(
                name=p.spec.name,
                state=p.state,
                reason=p.reason,
                pid=p.pid,
                restarts=p.restarts,
                since=p.since,
                memory=p.memory(),
            )
            for p in self.processes
        )
        if self._healthy_after is None and all(p.state == "healthy" for p in processes):
            self._healthy_after = time.time() - self._started
        return InstanceReport(
            pid=os.getpid(),
            born=own_birth(),
            started=self._started,
            url=self.settings.exchange_url,
            memory=memory_of(os.getpid())
            + sum(n.memory() for n in self._nurseries.values())
            + sum(p.memory for p in processes),
            healthy_after=self._healthy_after,
            processes=processes,
        )


def require_startable(settings: Settings) -> None:
    """Checks that an instance may be started here, and clears what a killed one left.

    Raises:
        AlreadyRunning: If the instance runs already.
        PortTaken: If another program has one of the ports.
    """
    if running := read_report(settings):
        raise AlreadyRunning(
            f"the twin in {settings.home} runs already: {running.url} (process {running.pid}). "
            "`twin status` shows it, `twin down` stops it; for a second one set TWIN_HOME and "
            "TWIN_PORT_BASE"
        )
    clear_leftovers(settings)
    require_free(ports(settings))
