"""A scene as binary glTF 2.0."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

from twin_ops.scene.assemble import Node, Scene
from twin_ops.scene.buffer import Buffer
from twin_ops.scene.mesh import Mesh, box
from twin_ops.scene.normals import normals_of
from twin_ops.scene.solid import Material

# Red, green, blue and how metallic it is. Fluids have the colours of ISO 14726, softened.
_COLOURS: dict[Material | str, tuple[int, int, int, float]] = {
    "steel": (150, 158, 166, 0.6),
    "insulated": (205, 208, 210, 0.2),
    "machine": (92, 110, 128, 0.5),
    "fired": (142, 108, 92, 0.1),
    "concrete": (168, 164, 156, 0.0),
    "actuator": (70, 92, 120, 0.2),
    "inlet": (86, 130, 96, 0.0),
    "outlet": (140, 96, 86, 0.0),
    "gas": (196, 170, 92, 0.2),
    "liquid": (150, 112, 84, 0.2),
    "two_phase": (172, 140, 96, 0.2),
    "steam": (178, 104, 98, 0.2),
    "water": (96, 140, 158, 0.2),
    "ground": (116, 120, 112, 0.0),
}
_ROUGHNESS = 0.65
_MARGIN, _THICK = 4.0, 0.2  # m around and under an area
_MAGIC, _VERSION, _JSON, _BINARY = 0x46546C67, 2, 0x4E4F534A, 0x004E4942


def to_glb(scene: Scene) -> bytes:
    """The file's bytes; the same scene always gives the same.

    Each piece of equipment, each pipe and the ground of each area is a node under its name with
    its id, its tags and what it is in `extras`; its mesh has a part for each material. The steel
    under the pipes of an area is a node, too; supports that found no place are told by pipe.
    """
    document = _Document()
    for plot in scene.plots:
        (west, south), (east, north) = plot.low, plot.high
        middle = ((west + east) / 2, (south + north) / 2, -_THICK / 2)
        size = (east - west + _MARGIN, north - south + _MARGIN, _THICK)
        extras = {"id": plot.area, "type": "area"}
        ground: Mapping[Material | str, Mesh] = {"ground": box((0, 0, 0), size)}
        document.add(f"area {plot.area}", middle, ground, extras)
    for node in scene.nodes():
        document.add_node(node)
    for area in sorted(scene.supports.arms):
        steel: Mapping[Material | str, Mesh] = {"steel": scene.supports.mesh(area)}
        extras = {"id": f"supports {area}", "type": "supports", "area": area}
        document.add(f"supports {area}", (0.0, 0.0, 0.0), steel, extras)
    plant = scene.plant
    about = {"plant": plant.name, "title": plant.title, "missing": scene.missing}
    return document.packed(about | {"unsupported": dict(sorted(scene.supports.lacking.items()))})


class _Document:
    """The parts of a file as they are collected."""

    def __init__(self) -> None:
        self.buffer = Buffer()
        self.nodes: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self._materials = {name: number for number, name in enumerate(_COLOURS)}

    def add_node(self, node: Node) -> None:
        self.add(node.name, node.at, node.meshes, node.extras)

    def add(
        self,
        name: str,
        at: tuple[float, float, float],
        meshes: Mapping[Any, Mesh],
        extras: dict[str, Any],
    ) -> None:
        """A node with its mesh; y goes up in glTF, so what was to the north goes away from us."""
        x, y, z = at
        parts = [self._part(material, mesh) for material, mesh in meshes.items()]
        node = {"name": name, "mesh": len(self.meshes), "extras": extras}
        self.nodes.append(node | {"translation": [round(x, 4), round(z, 4), round(-y, 4)]})
        self.meshes.append({"name": name, "primitives": parts})

    def _part(self, material: str, mesh: Mesh) -> dict[str, Any]:
        return {
            "attributes": {
                "POSITION": self.buffer.add_points(_y_up(mesh.vertices), bounds=True),
                "NORMAL": self.buffer.add_points(_y_up(normals_of(mesh)), bounds=False),
            },
            "indices": self.buffer.add_corners(mesh.faces),
            "material": self._materials[material],
        }

    def packed(self, about: dict[str, Any]) -> bytes:
        """The bytes of the file, with what is to be told of the whole scene."""
        views, accessors, binary = self.buffer.packed()
        document = {
            "asset": {"version": "2.0", "generator": "twinbus"},
            "scene": 0,
            "scenes": [{"nodes": list(range(len(self.nodes))), "extras": about}],
            "nodes": self.nodes,
            "meshes": self.meshes,
            "materials": [_material(name) for name in _COLOURS],
            "accessors": accessors,
            "bufferViews": views,
            "buffers": [{"byteLength": len(binary)}],
        }
        text = json.dumps(document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        length = 12 + 8 + len(text) + 8 + len(binary)
        head = struct.pack("<III", _MAGIC, _VERSION, length)
        chunks = (struct.pack("<II", len(text), _JSON), text)
        return b"".join((head, *chunks, struct.pack("<II", len(binary), _BINARY), binary))


def _y_up(vectors: Any) -> Any:
    return vectors[:, [0, 2, 1]] * (1.0, 1.0, -1.0)


def _material(name: str) -> dict[str, Any]:
    *colour, metallic = _COLOURS[name]
    return {
        "name": name,
        "pbrMetallicRoughness": {
            "baseColorFactor": [*(round(part / 255, 4) for part in colour), 1.0],
            "metallicFactor": metallic,
            "roughnessFactor": _ROUGHNESS,
        },
    }
