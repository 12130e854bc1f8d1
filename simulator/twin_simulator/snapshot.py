"""A run as portable bytes: JSON, whose decimal floats read back to the very same bits."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from twin_simulator.control.guard import GuardState
from twin_simulator.control.pid import PidState
from twin_simulator.control.soft_plc import PlcState
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.emulation.sensors import SensorState
from twin_simulator.integration.implicit import Base

VERSION = 3


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
    return PlcState(pids=pids, guard=GuardState(**data["guard"]))


def sensor_content(state: SensorState) -> dict[str, Any]:
    """Returns the sensors' memory, with their random generator."""
    return {
        "lagged": state.lagged.tolist(),
        "reading": state.reading.tolist(),
        "failed": sorted(state.failed),
        "generator": state.generator.bit_generator.state,
    }


def sensor_state(data: dict[str, Any]) -> SensorState:
    """Rebuilds the sensors' memory."""
    generator = np.random.Generator(np.random.PCG64())
    generator.bit_generator.state = data["generator"]
    return SensorState(
        lagged=np.array(data["lagged"]),
        reading=np.array(data["reading"]),
        failed=set(data["failed"]),
        generator=generator,
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
