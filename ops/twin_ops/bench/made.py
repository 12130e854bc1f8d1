"""What the screen loads: the bundle before anything in three dimensions, and the scene."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator

from twin_ops.bench.line import BenchLine, line
from twin_ops.frontend import STATIC
from twin_ops.scene import scene_of
from twin_ops.scene.gltf import to_glb
from twin_schemas.plant import Plant

_BUNDLE_KB = 600.0
_SCENE_S = 3.0
_SCENE_MB = 20.0
_LOADED = re.compile(r'(?:src|href)="\./([^"]+)"')


def bundle_bytes() -> int:
    """Bytes of all that a browser asks for before a view needs more, each file packed by gzip."""
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    files = [STATIC / "index.html", *(STATIC / name for name in _LOADED.findall(index))]
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def bench_made(plant: Plant) -> Iterator[BenchLine]:
    """Size of the bundle; time of the scene's making by one core, and its size."""
    yield line("bundle_before_3d_gzip", bundle_bytes() / 1e3, "kB", _BUNDLE_KB)
    began = time.process_time()
    glb = to_glb(scene_of(plant))
    yield line("scene_making_cpu", time.process_time() - began, "s", _SCENE_S)
    yield line("scene_size", len(glb) / 1e6, "MB", _SCENE_MB)
