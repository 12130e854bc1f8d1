"""The process model: a pure library without bus, clock or asyncio."""

from twin_simulator.control.soft_plc import WriteRefused
from twin_simulator.control.tuning import Tuning
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.integration.implicit import IntegrationError
from twin_simulator.move import Move
from twin_simulator.network import FlowsheetError
from twin_simulator.process_model import ProcessModel
from twin_simulator.run import Run
from twin_simulator.snapshot import SnapshotError
from twin_simulator.steady_state import NoSteadyStateError

__all__ = [
    "FlowsheetError",
    "IntegrationError",
    "Mismatch",
    "Move",
    "NoSteadyStateError",
    "ProcessModel",
    "Run",
    "SnapshotError",
    "Tuning",
    "WriteRefused",
]
