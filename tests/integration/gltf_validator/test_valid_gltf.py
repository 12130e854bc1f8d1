"""The scene of a plant is what the makers of glTF call valid."""

import json
import subprocess

import pytest
from tests.integration.npm_packages import GLTF_VALIDATOR, HINT, is_installed
from tests.plants import plant_of

from twin_ops.frontend import find_node
from twin_ops.scene import scene_of
from twin_ops.scene.gltf import to_glb


def test_the_validator_finds_neither_errors_nor_warnings(tmp_path):
    if not is_installed(GLTF_VALIDATOR):
        pytest.fail(HINT)
    file = tmp_path / "plant.glb"
    file.write_bytes(to_glb(scene_of(plant_of("methanol"))))
    command = [*find_node().node, str(GLTF_VALIDATOR / "validate.mjs"), str(file)]
    report = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    issues = report["issues"]
    assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]
    assert report["info"]["totalTriangleCount"] > 1000
