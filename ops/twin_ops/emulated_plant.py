"""The emulated plant: the process library, made different, behind an OPC UA server."""

from __future__ import annotations

import asyncio
import logging

from twin_bus.clock import SystemClock
from twin_bus.runtime.http import serve_health
from twin_bus.runtime.metrics import Metrics
from twin_bus.runtime.status import Status
from twin_ops.faults_file import faults_file
from twin_ops.kept_plant import model_of, plant_of
from twin_ops.plant_link import ensure_link, server_security
from twin_ops.reporting import Reporting
from twin_ops.settings import Settings
from twin_ops.staged_faults import StagedFaults
from twin_ops.supervisor.plan import health_port
from twin_plc_adapters.opcua.server import PlantRefuses, PlantServer
from twin_schemas.messages import AgentHealth
from twin_simulator import (
    IntegrationError,
    Mismatch,
    ProcessModel,
    Run,
    SnapshotError,
    WriteRefused,
)

log = logging.getLogger(__name__)
_SEED = 20_261_123
_SAVE_SECONDS = 10.0
_LONGEST_CATCH_UP = 5.0


class EmulatedPlant:
    """A soft PLC and its process with the faults of a file, scanned at a fixed period in real time.

    Args:
        settings: Says where the plant's state is kept and which port it serves.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        plant = plant_of(settings)
        self._state_file = settings.home / "plant" / "state"
        self._run = self._restored(model_of(settings))
        ensure_link(settings)
        self._faults = StagedFaults(faults_file(settings), self._run)
        self._reporting = Reporting(plant.tags)
        self._scans = 0
        self._server = PlantServer(plant, settings.opcua, self._write, server_security(settings))

    def _restored(self, model: ProcessModel) -> Run:
        if self._state_file.exists():
            try:
                return Run.restore(model, self._state_file.read_bytes())
            except SnapshotError as error:
                log.warning("%s: %s; starting at the design point", self._state_file, error)
        aged = Mismatch.aged(model.plant)
        return Run.at_design(model, seed=_SEED, mismatch=aged, sensors=True)

    def _write(self, tag: str, value: float) -> None:
        try:
            self._run.write(tag, value)
        except WriteRefused as error:
            raise PlantRefuses(str(error), error.cause) from error
        self._save()  # what an operator has set outlives a crash, as in a controller's memory

    async def run(self, stop: asyncio.Event, status: Status) -> None:
        """Scans until `stop` is set."""
        await self._server.start()
        status.ready = True
        try:
            await self._scan_until(stop, status)
        finally:
            await self._server.stop()
            self._save()

    async def _scan_until(self, stop: asyncio.Event, status: Status) -> None:
        loop = asyncio.get_running_loop()
        due = saved = loop.time()
        while not stop.is_set():
            self._look_at_faults(status)
            self._step(status)
            await self._report()
            if loop.time() - saved > _SAVE_SECONDS:
                self._save()
                saved = loop.time()
            due = max(due + self._run.scan, loop.time() - _LONGEST_CATCH_UP)
            try:
                await asyncio.wait_for(stop.wait(), max(0.0, due - loop.time()))
            except TimeoutError:
                continue

    async def _report(self) -> None:
        self._scans += 1
        values, reasons = self._run.values(), self._run.qualities()
        due = self._reporting.due(values, reasons, self._scans * self._run.scan)
        await self._server.show(due, reasons)

    def _step(self, status: Status) -> None:
        """One scan; what the model can not follow is told, and tried again with the next one."""
        try:
            self._run.step(self._run.scan)
        except IntegrationError as error:
            remedy = (
                f"clear what led there (`twin plant faults list`), or delete {self._state_file}"
            )
            status.note("model", f"the plant stands still: {error}; {remedy}")
        else:
            status.note("model", "")

    def _look_at_faults(self, status: Status) -> None:
        """What a person stages, at each change of the file; a mistake in it is told, no more."""
        trouble = self._faults.look()
        if trouble is not None:
            status.note("faults", trouble)
            self._save()  # a crash does not make a fault begin anew

    def _save(self) -> None:
        self._state_file.parent.mkdir(parents=True, exist_ok=True)
        new = self._state_file.with_suffix(".new")
        new.write_bytes(self._run.snapshot())
        new.replace(self._state_file)


async def run_emulated_plant(settings: Settings, stop: asyncio.Event) -> None:
    """Runs the emulated plant with its health page until `stop` is set."""
    clock, metrics = SystemClock(), Metrics()
    status = Status("plant", clock.now_ns(), metrics)

    def health() -> AgentHealth:
        return status.health(clock.now_ns(), buffered=0, dropped=0)

    close = serve_health(
        health_port(settings, "plant"), health, metrics.registry, settings.identity
    )
    try:
        await EmulatedPlant(settings).run(stop, status)
    finally:
        close()
