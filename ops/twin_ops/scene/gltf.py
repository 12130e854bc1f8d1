"""A scene as binary glTF 2.0."""

from __future__ import annotations

import numpy as np
import trimesh
from trimesh.visual.material import PBRMaterial
from trimesh.visual.texture import TextureVisuals

from twin_ops.scene.assemble import Node, Scene
from twin_ops.scene.mesh import Mesh, box
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
# glTF has y up: what was to the north goes away from the viewer.
_Y_UP = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]], dtype=float)
_MARGIN, _THICK = 4.0, 0.2  # m around and under an area


def to_glb(scene: Scene) -> bytes:
    """The file's bytes; the same scene always gives the same.

    Each node of equipment or of a pipe has its id, its tags and what it is in `extras`.
    """
    made = trimesh.Scene(base_frame="plant", metadata=_about(scene))
    materials = {name: _material(name) for name in _COLOURS}
    for plot in scene.plots:
        (west, south), (east, north) = plot.low, plot.high
        middle = ((west + east) / 2, (south + north) / 2, -_THICK / 2)
        size = (east - west + _MARGIN, north - south + _MARGIN, _THICK)
        ground = Node(f"area {plot.area}", middle, {}, {"id": plot.area, "type": "area"})
        _add(made, ground, "ground", box((0, 0, 0), size), materials["ground"])
    for node in scene.nodes():
        for material, mesh in node.meshes.items():
            _add(made, node, material, mesh, materials[material])
    glb: bytes = made.export(file_type="glb", include_normals=True)
    return glb


def _about(scene: Scene) -> dict[str, object]:
    plant = scene.plant
    return {"plant": plant.name, "title": plant.title, "missing": scene.missing}


def _material(name: str) -> PBRMaterial:
    *colour, metallic = _COLOURS[name]
    return PBRMaterial(
        name=name,
        baseColorFactor=[*(int(part) for part in colour), 255],
        metallicFactor=metallic,
        roughnessFactor=0.65,
    )


def _add(made: trimesh.Scene, node: Node, part: str, mesh: Mesh, material: PBRMaterial) -> None:
    """One node and one mesh for each material of a thing, all with the same extras."""
    shape = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    shape.visual = TextureVisuals(material=material)
    place = trimesh.transformations.translation_matrix(node.at)
    name = f"{node.name}/{part}"
    made.add_geometry(
        shape, node_name=name, geom_name=name, transform=_Y_UP @ place, metadata=node.extras
    )
