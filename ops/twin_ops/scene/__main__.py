"""`python -m twin_ops.scene [PLANT.yaml]` writes the scene to stdout, in a process of its own.

Routing pipes takes seconds of a core, which the exchange's thread has for its clients.
"""

from __future__ import annotations

import sys
from pathlib import Path

from twin_ops.scene import scene_of
from twin_ops.scene.gltf import to_glb
from twin_schemas.plant import load_plant


def _main() -> None:
    own = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.stdout.buffer.write(to_glb(scene_of(load_plant(own))))


if __name__ == "__main__":
    _main()
