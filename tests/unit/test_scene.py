"""The plant in three dimensions follows from its description alone."""

import itertools
import json
import math
import struct
from dataclasses import replace

import numpy as np
import pytest
from tests.plants import WHOLE, plant_of
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.scene import scene_of
from twin_ops.scene.bodies import body_of
from twin_ops.scene.buffer import Buffer
from twin_ops.scene.columns import trays_of
from twin_ops.scene.gltf import to_glb
from twin_ops.scene.mesh import box, dome, rod
from twin_ops.scene.normals import normals_of
from twin_ops.scene.routing import Nozzle, Router, straightened
from twin_ops.scene.supports import span_of, supported


@pytest.fixture(scope="module")
def plant():
    return plant_of("methanol")


@pytest.fixture(scope="module")
def scene(plant):
    return scene_of(plant)


def test_everything_of_the_description_is_shown(plant, scene):
    assert scene.missing == {}
    assert [node.name for node in scene.nodes()] == [*plant.equipment, *sorted(plant.streams)]


def test_every_kind_of_the_shipped_plant_has_a_body():
    assert [i.id for i in plant_of(WHOLE).equipment.values() if body_of(i) is None] == []


def test_a_column_has_its_trays_and_platforms_no_further_apart_than_a_flight_of_a_ladder():
    item = plant_of(WHOLE).equipment["T-502A"]
    body = body_of(item)
    trays, floors = (
        sorted({round(float(mesh.vertices[:, 2].mean()), 3) for mesh in meshes})
        for meshes in (body.parts["steel"][: trays_of(item)], body.parts["machine"])
    )
    assert len(trays) == trays_of(item) == 17
    assert np.allclose(np.diff(trays), item.parameters["spacing"], atol=2e-3)
    assert np.diff(floors).max() <= 6.0
    assert floors[0] < trays[3] < trays[-3] < floors[-1]
    every = np.vstack([mesh.vertices for meshes in body.parts.values() for mesh in meshes])
    assert (np.abs(every[:, :2]) <= np.array(body.size[:2]) / 2 + 1e-6).all()
    assert every[:, 2].max() <= body.size[2] + 0.05


def test_what_has_no_body_no_place_or_no_way_is_listed(plant):
    strange = replace(plant.equipment["R-101"], kind="flux.capacitor")
    layout = plant.layouts["methanol"]
    drawn = {name: place for name, place in layout.equipment.items() if name != "E-102"}
    changed = replace(
        plant,
        equipment={**plant.equipment, "R-101": strange},
        layouts={"methanol": replace(layout, equipment=drawn)},
    )
    missing = scene_of(changed).missing
    assert missing["R-101"] == "there is no body for its kind, flux.capacitor"
    assert missing["E-102"] == "no drawing shows it"
    ends = {
        s.id
        for s in plant.streams.values()
        if {"R-101", "E-102"} & {s.source.equipment, s.target.equipment}
    }
    assert missing.keys() == {"R-101", "E-102"} | ends


def test_nothing_stands_in_something_else(scene):
    for (one, (x, y)), (other, (u, v)) in itertools.combinations(scene.places.items(), 2):
        long, wide, _ = np.add(scene.solids[one].size, scene.solids[other].size) / 2
        assert abs(x - u) >= long or abs(y - v) >= wide, (one, other)


def test_no_pipe_runs_through_another_pipe_or_through_equipment(scene):
    pieces = [
        (pipe.stream.id, *_box(start, end, pipe.diameter / 2 - 1e-6))
        for pipe in scene.pipes
        for start, end in itertools.pairwise(pipe.corners[1:-1])  # the ends touch what they join
    ]
    bodies = [(name, *_body(scene, name)) for name in scene.places]
    for (one, low, high), (other, low_2, high_2) in itertools.product(pieces, pieces + bodies):
        apart = (np.maximum(low, low_2) >= np.minimum(high, high_2)).any()
        assert apart or one == other, (one, other)


def _box(start, end, around):
    return np.minimum(start, end) - around, np.maximum(start, end) + around


def _body(scene, name):
    (x, y), (long, wide, tall) = scene.places[name], scene.solids[name].size
    return np.array([x - long / 2, y - wide / 2, 0]), np.array([x + long / 2, y + wide / 2, tall])


def test_steel_touches_neither_pipes_nor_equipment(scene):
    steel = [_box_of(corners) for corners in _steel(scene)]
    others = [_body(scene, name) for name in scene.places] + [
        _box(start, end, pipe.diameter / 2)
        for pipe in scene.pipes
        for start, end in itertools.pairwise(pipe.corners)
    ]
    lows, highs = (np.array(side) for side in zip(*others, strict=True))
    for low, high in steel:
        assert not ((low + 1e-6 < highs) & (lows < high - 1e-6)).all(axis=1).any()


def _box_of(vertices):
    return vertices.min(axis=0), vertices.max(axis=0)


def _steel(scene):
    """Corners of each column and arm, shape (24, 3)."""
    for area in scene.supports.arms:
        yield from scene.supports.mesh(area).vertices.reshape(-1, 24, 3)


def test_every_level_piece_lies_on_steel_as_often_as_its_size_asks_for(scene):
    found = {
        pipe.stream.id: [arm for arms in scene.supports.arms.values() for arm in arms]
        for pipe in scene.pipes
    }
    for pipe in scene.pipes:
        arms = [arm for arm in found[pipe.stream.id] if arm.pipe == pipe.stream.id]
        level = [
            float(np.abs(end - start).sum())
            for start, end in itertools.pairwise(pipe.corners)
            if abs(start[2] - end[2]) < 1e-6
        ]
        asked = sum(math.ceil(length / span_of(pipe.diameter) - 0.5) for length in level)
        assert len(arms) + scene.supports.lacking[pipe.stream.id] == asked
    assert scene.supports.lacking.total() < 0.05 * len(scene.supports.arms["methanol"])


def test_an_arm_is_under_its_pipe_and_above_the_foot_of_its_column(scene):
    pipes = {pipe.stream.id: pipe for pipe in scene.pipes}
    for arm in itertools.chain(*scene.supports.arms.values()):
        pipe = pipes[arm.pipe]
        top = np.add(arm.at, (0, 0, pipe.diameter / 2))
        boxes = [_box(a, b, 0.01) for a, b in itertools.pairwise(pipe.corners)]
        assert any((low <= top).all() and (top <= high).all() for low, high in boxes)
        assert scene.supports.heights[arm.column] >= arm.at[2] - 1e-9


def test_a_pipe_on_walled_in_ground_is_told_to_lack_its_supports(plant, scene):
    high = scene.pipes[0]
    level = np.array([[0.0, 0.0, 9.0], [30.0, 0.0, 9.0]])
    alone = replace(high, corners=level, diameter=0.1)
    nothing = np.zeros((0, 3))
    free = supported([alone], nothing, nothing)
    assert len(free.arms[high.stream.area]) == 7
    wall = np.array([[-9.0, -9.0, 0.0]]), np.array([[39.0, 9.0, 8.0]])
    assert supported([alone], *wall).lacking == {high.stream.id: 7}


def test_pipes_join_the_equipment_that_the_description_joins(scene):
    for pipe in scene.pipes:
        ends = pipe.stream.source, pipe.stream.target
        for corner, port in zip(pipe.corners[[0, -1]], ends, strict=True):
            low, high = _body(scene, port.equipment)
            assert (corner >= low - 1e-6).all(), port
            assert (corner <= high + 1e-6).all(), port


def test_the_same_description_gives_the_same_bytes(plant, scene):
    assert to_glb(scene) == to_glb(scene_of(plant))


def test_a_move_on_the_drawing_moves_it_in_the_scene(plant, scene):
    layout = plant.layouts["methanol"]
    place = replace(layout.equipment["V-101"], y=layout.equipment["V-101"].y + 400)
    moved = replace(layout, equipment={**layout.equipment, "V-101": place})
    places = scene_of(replace(plant, layouts={"methanol": moved})).places
    assert places["V-101"][1] < scene.places["V-101"][1]


def test_a_viewer_finds_id_and_tags_with_each_node(plant, scene):
    content = to_glb(scene)
    magic, version, length = struct.unpack_from("<4sII", content)
    assert (magic, version, length) == (b"glTF", 2, len(content))
    size = struct.unpack_from("<I", content, 12)[0]
    document = json.loads(content[20 : 20 + size])
    extras = {n["name"]: n["extras"] for n in document["nodes"] if "extras" in n}
    reactor = extras["R-101"]
    assert (reactor["id"], reactor["type"]) == ("R-101", "equipment")
    assert reactor["tags"] == [t.name for t in plant.tags.values() if t.equipment == "R-101"]
    assert extras["S-101"]["from"] == plant.streams["S-101"].source.equipment


@pytest.mark.parametrize(
    "mesh",
    [box((1, 2, 3), (1, 2, 3)), rod((0, 0, 0), (0, 1, 2), 1.0), rod((0, 0, 0), (1, 0, 0), 1, 0.2)],
)
def test_bodies_are_closed_and_their_faces_look_outwards(mesh):
    corners = mesh.vertices[mesh.faces] - mesh.vertices.mean(axis=0)
    volumes = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6
    assert (volumes > -1e-12).all()
    edges = np.sort(np.round(corners, 9)[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 6), axis=1)
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts % 2 == 0).all()


def test_a_dome_looks_outwards():
    mesh = dome((0, 0, 0), (0, 0, 1), 1.0, 0.5)
    one, other, third = np.moveaxis(mesh.vertices[mesh.faces], 1, 0)
    normals = np.cross(other - one, third - one)
    assert (np.einsum("ij,ij->i", normals, one + other + third) >= -1e-9).all()


def test_a_pipe_whose_nozzles_are_walled_in_has_no_way():
    wall = np.array([[-1.0, -1.0, 2.0]]), np.array([[11.0, 1.0, 60.0]])
    start = Nozzle(np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]))
    end = Nozzle(np.array([10.0, 0.0, 1.0]), np.array([-1.0, 0.0, 0.0]))
    assert Router(*wall).route(start, end, 0.1) is None
    assert Router(np.zeros((0, 3)), np.zeros((0, 3))).route(start, end, 0.1) is not None


def test_normals_are_those_of_the_body_whatever_the_cut_of_its_quadrangles():
    mesh = rod((0, 0, 0), (0, 0, 2), 1.0)
    normals = normals_of(mesh)
    assert np.allclose(np.linalg.norm(normals, axis=1), 1.0)
    round_about = normals[:40]  # the two rings of the side come first
    assert np.allclose(round_about[:, :2], mesh.vertices[:40, :2])
    assert np.allclose(np.abs(normals[40:, 2]), 1.0)


def test_what_has_the_same_shape_is_in_the_file_once():
    buffer, one, other = Buffer(), box((0, 0, 0), (1, 1, 1)), box((0, 0, 0), (2, 1, 1))
    numbers = [buffer.add_points(m.vertices, bounds=True) for m in (one, other, one)]
    assert numbers == [0, 1, 0]
    assert buffer.add_corners(one.faces) == buffer.add_corners(other.faces) == 2
    _, accessors, content = buffer.packed()
    assert accessors[1]["max"] == [1.0, 0.5, 0.5]
    assert len(content) == 2 * 24 * 12 + 36 * 2


def test_straight_pieces_have_no_corners_in_between():
    points = np.array([[0, 0, 0], [0, 0, 0], [1, 0, 0], [2, 0, 0], [2, 1, 0]], float)
    assert straightened(points).tolist() == [[0, 0, 0], [2, 0, 0], [2, 1, 0]]


@pytest.mark.parametrize("file", ["plant.obj", "nowhere/plant.glb"])
def test_a_file_that_can_not_be_written_is_told_before_anything_is_made(file, tmp_path):
    done = CliRunner().invoke(app, ["scene", "export", str(tmp_path / file)])
    assert isinstance(done.exception, Exception)
    assert file.rpartition("/")[2] in str(done.exception)
