"""The whole scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from twin_ops.scene.bodies import body_of
from twin_ops.scene.columns import trays_of
from twin_ops.scene.mesh import Mesh, joined
from twin_ops.scene.pipes import Pipe, routed, standing
from twin_ops.scene.placement import Plot, placed, roads_of
from twin_ops.scene.solid import Material, Solid
from twin_ops.scene.supports import Supports, supported
from twin_schemas.plant import Plant


@dataclass(frozen=True)
class Node:
    """Something that can be pointed at.

    Attributes:
        name: Its id in the description.
        at: Where its own origin is, m; x to the east, y to the north, z up.
        meshes: Its triangles by material.
        extras: What a viewer is told of it.
    """

    name: str
    at: tuple[float, float, float]
    meshes: dict[Material, Mesh]
    extras: dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A plant in three dimensions.

    Attributes:
        plant: What it shows.
        places: Middle of each piece of equipment on the ground, m.
        plots: The ground of each area.
        pipes: As they were routed.
        supports: Steel that the pipes lie on.
        missing: Why something of the description is not shown, by its id.
    """

    plant: Plant
    solids: dict[str, Solid]
    places: dict[str, tuple[float, float]]
    plots: list[Plot]
    pipes: list[Pipe]
    supports: Supports
    missing: dict[str, str] = field(default_factory=dict)

    def nodes(self) -> Iterator[Node]:
        """Equipment and pipes, in the order of the description."""
        tags = self._tags()
        for name, item in self.plant.equipment.items():
            if name not in self.places:
                continue
            extras = {
                "id": name,
                "type": "equipment",
                "kind": item.kind,
                "description": item.description,
                "area": item.area,
                "height": self.solids[name].size[2],
                "tags": tags.get(name, []),
            }
            if trays := trays_of(item):
                extras["trays"] = trays
            meshes = {m: joined(found) for m, found in self.solids[name].parts.items()}
            yield Node(name, (*self.places[name], 0.0), meshes, extras)
        for pipe in sorted(self.pipes, key=lambda one: one.stream.id):
            yield _of_pipe(pipe, tags.get(pipe.stream.id, []))

    def _tags(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for tag in self.plant.tags.values():
            found.setdefault(tag.equipment, []).append(tag.name)
        return found


def scene_of(plant: Plant) -> Scene:
    """Builds the scene of a plant; the same plant always gives the same scene."""
    missing: dict[str, str] = {}
    solids: dict[str, Solid] = {}
    for name, item in plant.equipment.items():
        body = body_of(item)
        if body is None:
            missing[name] = f"there is no body for its kind, {item.kind}"
        else:
            solids[name] = body
    places, plots = placed(plant, solids)
    missing |= dict.fromkeys(solids.keys() - places.keys(), "no drawing shows it")
    pipes, lost = routed(plant, solids, places, roads_of(plots))
    missing |= {stream.id: "there is no free way for the pipe" for stream in lost}
    supports = supported(pipes, *standing(solids, places))
    return Scene(plant, solids, places, plots, pipes, supports, dict(sorted(missing.items())))


def _of_pipe(pipe: Pipe, tags: list[str]) -> Node:
    stream = pipe.stream
    extras = {
        "id": stream.id,
        "type": "pipe",
        "phase": stream.phase,
        "description": stream.description,
        "area": stream.area,
        "from": stream.source.equipment,
        "to": stream.target.equipment,
        "diameter": pipe.diameter,
        "way": [[round(float(c), 3) for c in corner] for corner in pipe.corners],
        "tags": tags,
    }
    return Node(stream.id, (0.0, 0.0, 0.0), {stream.phase: pipe.mesh()}, extras)
