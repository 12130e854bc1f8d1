"""Pipes between nozzles, with elbows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from twin_ops.scene.mesh import Floats, Mesh, tube
from twin_ops.scene.routing import Nozzle, Router
from twin_ops.scene.solid import Solid
from twin_schemas.plant import Plant
from twin_schemas.plant.stream import Port, Stream

_DIAMETERS = {"gas": 0.3, "steam": 0.25, "two_phase": 0.3, "liquid": 0.15, "water": 0.2}
_THINNEST, _THICKEST = 0.08, 0.7  # m; ducts of flue gas are wider than any pipe
_STUBS = (0.5, 0.9, 1.3)  # m in front of neighbouring nozzles, so that their risers have room
_BEND = 1.5  # radius of an elbow to the diameter
_ELBOW = np.linspace(0.0, 1.0, 5)  # how far along the curve
_ON_BACK = frozenset({"header.gas", "header.steam", "header.water", "vessel.manifold"})


@dataclass(frozen=True)
class Pipe:
    """A pipe as it was routed.

    Attributes:
        corners: Of its way, shape (n, 3), in m.
        diameter: In m.
    """

    stream: Stream
    corners: Floats
    diameter: float

    def mesh(self) -> Mesh:
        """Its triangles."""
        return tube(with_elbows(self.corners, _BEND * self.diameter), self.diameter / 2)


def routed(
    plant: Plant,
    solids: Mapping[str, Solid],
    places: Mapping[str, tuple[float, float]],
    roads: tuple[float, ...] = (),
) -> tuple[list[Pipe], list[Stream]]:
    """The pipes, and the streams for which there is no way; the shortest have the first choice."""
    nozzles = _nozzles(plant, solids, places)
    ends = {
        s.id: (nozzles[s.source], nozzles[s.target])
        for s in plant.streams.values()
        if s.source in nozzles and s.target in nozzles
    }
    router = Router(*standing(solids, places), roads)
    router.keep_free(nozzle for pair in ends.values() for nozzle in pair)
    pipes, lost = [], [s for s in plant.streams.values() if s.id not in ends]
    for name in sorted(ends, key=lambda one: (_distance(*ends[one]), one)):
        stream = plant.streams[name]
        diameter = diameter_of(plant, stream)
        corners = router.route(*ends[name], diameter / 2)
        if corners is None:
            lost.append(stream)
        else:
            pipes.append(Pipe(stream, corners, diameter))
    return pipes, lost


def diameter_of(plant: Plant, stream: Stream) -> float:
    """As the opening of a valve at one of its ends has it, else what is usual for the phase."""
    for port in (stream.source, stream.target):
        item = plant.equipment[port.equipment]
        if item.kind.startswith(("valve", "pipe")) and "flow_area" in item.parameters:
            wide = math.sqrt(4 * item.parameters["flow_area"] / math.pi)
            return round(min(_THICKEST, max(_THINNEST, wide)), 3)
    return _DIAMETERS[stream.phase]


def _nozzles(
    plant: Plant, solids: Mapping[str, Solid], places: Mapping[str, tuple[float, float]]
) -> dict[Port, Nozzle]:
    """Inlets in the west of a body and outlets in the east; those of a long one on its back."""
    ports: dict[tuple[str, float], list[Port]] = defaultdict(list)
    for stream in plant.streams.values():
        ports[stream.target.equipment, -1.0].append(stream.target)
        ports[stream.source.equipment, 1.0].append(stream.source)
    nozzles = {}
    for (name, out), found in ports.items():
        if name in places:
            on_back = plant.equipment[name].kind in _ON_BACK
            make = _back_nozzle if on_back else _side_nozzle
            for number, port in enumerate(found, 1):
                share = number / (len(found) + 1)
                nozzle = make(solids[name], places[name], out, share)
                nozzles[port] = replace(nozzle, stub=_STUBS[number % len(_STUBS)])
    return nozzles


def _side_nozzle(solid: Solid, place: tuple[float, float], out: float, share: float) -> Nozzle:
    long, wide, _ = solid.size
    x, y = place
    at = np.array([x + out * long / 2, y + (share - 0.5) * wide, solid.nozzle_height])
    return Nozzle(at, np.array([out, 0.0, 0.0]))


def _back_nozzle(solid: Solid, place: tuple[float, float], out: float, share: float) -> Nozzle:
    long, wide, tall = solid.size
    x, y = place
    at = np.array([x + (share - 0.5) * long, y + out * wide / 6, tall])
    return Nozzle(at, np.array([0.0, 0.0, 1.0]))


def standing(
    solids: Mapping[str, Solid], places: Mapping[str, tuple[float, float]]
) -> tuple[Floats, Floats]:
    """Corners of the boxes in which bodies stand, shape (n, 3) each, m."""
    low, high = [], []
    for name, (x, y) in places.items():
        long, wide, tall = solids[name].size
        low.append((x - long / 2, y - wide / 2, 0.0))
        high.append((x + long / 2, y + wide / 2, tall))
    return np.array(low).reshape(-1, 3), np.array(high).reshape(-1, 3)


def _distance(start: Nozzle, end: Nozzle) -> float:
    return float(np.abs(start.at - end.at).sum())


def with_elbows(corners: Floats, radius: float) -> Floats:
    """Points of a way whose corners are rounded, as far as its straight pieces allow."""
    pieces = np.diff(corners, axis=0)
    lengths = np.linalg.norm(pieces, axis=1, keepdims=True)
    ways = pieces / lengths
    room = np.minimum(lengths[:-1], lengths[1:]) / 2
    bends = np.minimum(radius, 0.95 * room)
    middle = corners[1:-1]
    one, other = middle - bends * ways[:-1], middle + bends * ways[1:]
    # A quadratic curve is within 3 % of the radius of a quarter of a circle.
    share = _ELBOW[:, None]
    curves = (
        (1 - share) ** 2 * one[:, None]
        + 2 * share * (1 - share) * middle[:, None]
        + share**2 * other[:, None]
    )
    return np.vstack([corners[:1], curves.reshape(-1, 3), corners[-1:]])
