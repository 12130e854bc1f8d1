"""The sample client of the live protocol, against a served exchange."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import free_base
from tests.docs.markdown import ROOT
from tests.plants import plant_of
from tests.unit.exchange_setup import NS, setup  # noqa: F401
from tests.unit.serving import Serving

from twin_agents.exchange.api import exchange_app
from twin_ops.scene import scene_of
from twin_ops.scene.gltf import to_glb

CLIENT = ROOT / "ops" / "docs" / "examples" / "scene_client.py"
TAG = "TT-901"


@contextmanager
def _client(file: Path, base: int, password: str) -> Iterator[Iterator[dict[str, Any]]]:
    """What it prints; it does not outlive the block."""
    command = (sys.executable, str(CLIENT), str(file), f"http://127.0.0.1:{base}", "admin")
    environment = {**os.environ, "TWIN_PASSWORD": password}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield (json.loads(line) for line in process.stdout or ())
        finally:
            process.kill()


def test_it_binds_values_to_nodes_ages_them_tells_a_lost_link_and_comes_back(
    setup: Any,  # noqa: F811
    tmp_path: Path,
):
    file, base = tmp_path / "plant.glb", free_base()
    file.write_bytes(to_glb(scene_of(plant_of("fuel_flare"))))
    setup.report(TAG, 21.5)
    application = exchange_app(setup.exchange, setup.out)
    with _client(file, base, setup.password) as told:
        with Serving(application, base):
            first = next(one for one in told if one.get("tag") == TAG)
            assert first["nodes"] == ["V-901"]
            assert (first["value"], first["unit"], first["origin"]) == (21.5, "degC", "plant")
            assert (first["quality"], first["stale"]) == ("good", False)
        assert next(one for one in told if "lost" in one)
        setup.clock.now += 1000 * NS  # it has told nothing since
        with Serving(application, base):
            again = next(one for one in told if one.get("tag") == TAG)
            assert (again["value"], again["quality"], again["stale"]) == (21.5, "uncertain", True)
