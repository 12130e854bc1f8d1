"""The plant in three dimensions, as one file for whoever draws it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from twin_agents.exchange.named_file import NamedFile
from twin_bus.errors import TwinError
from twin_schemas.plant.draft import Draft

DRAWN_KEPT = 4
"""Scenes of drawings that are kept, each of some megabytes."""


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

    def drawn_glb(self, draft: Draft) -> bytes:
        """The same of the plant with an area as it is drawn, which nobody runs.

        Raises:
            SceneNotMade: What kept it from being made.
        """
        ...


@dataclass
class SceneDesk:
    """Makes the scene once, for all who ask for it meanwhile and later.

    Attributes:
        maker: Who makes it.
    """

    maker: SceneMaker
    _made: asyncio.Task[NamedFile] | None = field(default=None, init=False)
    _drawn: dict[Draft, asyncio.Task[NamedFile]] = field(default_factory=dict, init=False)
    _drawing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def file(self) -> NamedFile:
        """The scene, as soon as it is made. Whoever stops waiting stops nobody else.

        Raises:
            SceneNotMade: It could not be made; the next who asks has it tried again.
        """
        if self._made is None or _has_failed(self._made):
            self._made = asyncio.create_task(self._make())
        return await asyncio.shield(self._made)

    async def drawn(self, draft: Draft) -> NamedFile:
        """The scene of a drawing; what was drawn alike is made once. One is made after the other.

        Raises:
            SceneNotMade: It could not be made; the next who asks has it tried again.
        """
        known = self._drawn.pop(draft, None)
        if known is None or _has_failed(known):
            known = asyncio.create_task(self._draw(draft))
        self._drawn[draft] = known  # behind those that nobody has asked for since
        for forgotten in [*self._drawn][:-DRAWN_KEPT]:
            del self._drawn[forgotten]
        return await asyncio.shield(known)

    async def _make(self) -> NamedFile:
        return NamedFile.of(await asyncio.to_thread(self.maker.glb))

    async def _draw(self, draft: Draft) -> NamedFile:
        async with self._drawing:
            return NamedFile.of(await asyncio.to_thread(self.maker.drawn_glb, draft))


def _has_failed(task: asyncio.Task[NamedFile]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
