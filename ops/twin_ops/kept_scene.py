"""The scene of an instance's plant, kept in the cache: it is made once, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import twin_ops.scene
import twin_schemas
from twin_agents.exchange.scene import SceneNotMade
from twin_ops.kept import kept
from twin_schemas.plant import SHIPPED, Plant

if TYPE_CHECKING:
    from twin_ops.settings import Settings
    from twin_schemas.plant.draft import Draft

_MOST_SECONDS = 120.0
_SOURCES = (Path(twin_schemas.__path__[0]), Path(twin_ops.scene.__path__[0]))


@dataclass(frozen=True)
class KeptScene:
    """Makes the scene when the description, its drawings or the code have changed.

    Attributes:
        settings: Where the description and the cache are.
        plant: The description, as the instance has read it.
    """

    settings: Settings
    plant: Plant

    def glb(self) -> bytes:
        """See `SceneMaker` of the exchange."""
        described = str(self.settings.plant_file or SHIPPED)
        name = hashlib.sha256(described.encode()).hexdigest()[:16]
        return kept(
            self.settings.cache / "scenes" / f"scene-{name}.pickle",
            self._made,
            read_from=lambda _: self.plant.files,
            sources=_SOURCES,
            packages=("numpy",),
        )

    def drawn_glb(self, draft: Draft) -> bytes:
        """See `SceneMaker` of the exchange; what is drawn is kept by nobody but the exchange."""
        files = [str(file) for file in self.plant.files]
        return _written("twin_ops.scene.drawn", files, json.dumps(asdict(draft)).encode())

    def _made(self) -> bytes:
        own = [str(self.settings.plant_file)] if self.settings.plant_file else []
        return _written("twin_ops.scene", own)


def _written(program: str, arguments: list[str], told: bytes = b"") -> bytes:
    """What a program writes that is told something."""
    command = (sys.executable, "-m", program, *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - our own command line
            command, input=told, capture_output=True, timeout=_MOST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SceneNotMade(f"the scene could not be made: {error}") from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise SceneNotMade(f"the scene could not be made: {last}")
    return done.stdout
