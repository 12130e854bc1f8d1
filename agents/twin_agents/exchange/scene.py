"""The plant in three dimensions, as one file for whoever draws it."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import Protocol

from twin_bus.errors import TwinError


class SceneNotMade(TwinError):
    """The scene could not be made; the caller may try again."""


class SceneMaker(Protocol):
    """Makes the scene of the plant."""

    def glb(self) -> bytes:
        """A binary glTF 2.0; it may take seconds, and be called in any thread.

        Raises:
            SceneNotMade: What kept it from being made.
        """
        ...


@dataclass(frozen=True)
class SceneFile:
    """A file and its name for caches.

    Attributes:
        content: Binary glTF 2.0.
        tag: Entity tag of RFC 9110; another one as soon as a byte is another.
    """

    content: bytes
    tag: str


@dataclass
class SceneDesk:
    """Makes the scene once, for all who ask for it meanwhile and later.

    Attributes:
        maker: Who makes it.
    """

    maker: SceneMaker
    _made: asyncio.Task[SceneFile] | None = field(default=None, init=False)

    async def file(self) -> SceneFile:
        """The scene, as soon as it is made. Whoever stops waiting stops nobody else.

        Raises:
            SceneNotMade: It could not be made; the next who asks has it tried again.
        """
        if self._made is None or _has_failed(self._made):
            self._made = asyncio.create_task(self._make())
        return await asyncio.shield(self._made)

    async def _make(self) -> SceneFile:
        content = await asyncio.to_thread(self.maker.glb)
        return SceneFile(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _has_failed(task: asyncio.Task[SceneFile]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
