"""A run as portable bytes: JSON, whose decimal floats read back to the very same bits."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from twin_simulator.control.guard import GuardState
from twin_simulator.control.pid import PidState
from twin_simulator.control.sequencer import SequenceState
from twin_simulator.control.soft_plc import PlcState
from twin_simulator.emulation.field import FieldState
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.emulation.sensors import SensorState
from twin_simulator.emulation.staged import Staged
from twin_simulator.integration.implicit import Base

VERSION = 5


class SnapshotError(ValueError):
    """The bytes are no snapshot, or one of another plant or version."""


def pack(content: dict[str, Any]) -> bytes:
    """Returns the bytes of plain JSON content."""
    return json.dumps({"version": VERSION, **content}, sort_keys=True).encode()


def unpack(data: bytes, fingerprint: str) -> dict[str, Any]:
    """Returns the content of a snapshot.

    Raises:
        SnapshotError: not a snapshot, or of another plant or version.
    """
    try:
        content: dict[str, Any] = json.loads(data)
        version, model = content["version"], content["model"]
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotError("these bytes are not a snapshot of a run") from error
    if version != VERSION:
        raise SnapshotError(f"the snapshot has version {version}, this library reads {VERSION}")
    if model != fingerprint:
        raise SnapshotError(f"the snapshot is of another plant ({model}, not {fingerprint})")
    return content


def plc_state(data: dict[str, Any]) -> PlcState:
    """Rebuilds the memory of the soft PLC."""
    pids = {name: PidState(**pid) for name, pid in data["pids"].items()}
    sequences = {name: SequenceState(**one) for name, one in data["sequences"].items()}
    return PlcState(pids=pids, guard=GuardState(**data["guard"]), sequences=sequences)


def field_content(state: FieldState) -> dict[str, Any]:
    """Returns the memory of sensors, with their random generator, of actuators and faults."""
    return {
        "lagged": state.sensors.lagged.tolist(),
        "reading": state.sensors.reading.tolist(),
        "generator": state.sensors.generator.bit_generator.state,
        "stems": state.stems.tolist(),
        "staged": [one.content() for one in state.staged.values()],
    }


def field_state(data: dict[str, Any]) -> FieldState:
    """Rebuilds the field's memory."""
    generator = np.random.Generator(np.random.PCG64())
    generator.bit_generator.state = data["generator"]
    sensors = SensorState(
        lagged=np.array(data["lagged"]), reading=np.array(data["reading"]), generator=generator
    )
    staged = [Staged.of(content) for content in data["staged"]]
    return FieldState(
        sensors=sensors,
        stems=np.array(data["stems"]),
        staged={one.fault.name: one for one in staged},
    )


def base_content(base: Base | None) -> dict[str, Any] | None:
    """Returns where the Newton matrix was evaluated."""
    if base is None:
        return None
    vectors = {"x": base.x.tolist(), "u": base.u.tolist(), "p": base.p.tolist()}
    return {**vectors, "step": base.step, "wasted": base.wasted, "error": base.error}


def base_state(data: dict[str, Any] | None) -> Base | None:
    """Rebuilds where the Newton matrix was evaluated."""
    if data is None:
        return None
    vectors = {key: np.array(data[key]) for key in ("x", "u", "p")}
    return Base(**vectors, step=data["step"], wasted=data["wasted"], error=data["error"])


def mismatch_state(data: dict[str, Any]) -> Mismatch:
    """Rebuilds the mismatch."""
    return Mismatch(**data)
