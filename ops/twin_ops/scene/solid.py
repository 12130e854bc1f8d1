"""A piece of equipment as a body."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from twin_ops.scene.mesh import Mesh

Material = Literal[
    "steel", "insulated", "machine", "fired", "concrete", "actuator", "inlet", "outlet",
    "gas", "liquid", "two_phase", "steam", "water",
]  # fmt: skip


@dataclass
class Solid:
    """Meshes by material around an origin on the ground; x is along, y across, z up.

    Attributes:
        size: Length, width and height in m of the box that it stands in.
        nozzle_height: Where its pipes begin, m.
        parts: Its meshes.
    """

    size: tuple[float, float, float]
    nozzle_height: float
    parts: dict[Material, list[Mesh]] = field(default_factory=lambda: defaultdict(list))

    def add(self, material: Material, *meshes: Mesh) -> None:
        """Adds meshes of one material."""
        self.parts[material].extend(meshes)
