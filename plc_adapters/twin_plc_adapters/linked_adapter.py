"""An adapter that keeps a connection to its plant."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from twin_bus.agent import Outbox
from twin_bus.errors import TwinError
from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.link import Heard, Link, WriteRefused, only
from twin_plc_adapters.plant_adapter import PlantAdapter
from twin_plc_adapters.reading import Reading
from twin_plc_adapters.watch import Watch
from twin_schemas.vocabulary import WriteOutcome

log = logging.getLogger(__name__)
_FIRST_PAUSE, _LAST_PAUSE = 0.25, 1.0
_CHECK_SECONDS = 1.0
_STARTED = "the adapter has just started: what came before is not known"


class SubscriptionDead(TwinError):
    """The server has newer values of most tags and does not send them."""


@dataclass(kw_only=True)
class LinkedAdapter(PlantAdapter):
    """Keeps a link up, marks gaps, and tells silence of the plant from silence of the link.

    A protocol gives `link_to` and `where`, and what its library raises in `link_errors`.

    Guarantees: while the plant cannot be reached every tag is marked bad once, and the values
    resume by themselves; a tag that is silent for three contract rates is told of by itself.
    """

    link_errors: ClassVar[tuple[type[Exception], ...]] = (OSError, TimeoutError, TwinError)

    _watch: Watch = field(init=False)
    _link: Link | None = field(default=None, init=False)
    _marked: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._watch = Watch(self.tags)

    @property
    def where(self) -> str:
        """Address of the plant, for messages."""
        raise NotImplementedError

    def link_to(self, heard: Heard) -> Link:
        """A new link, not yet open."""
        raise NotImplementedError

    def explain(self, error: Exception) -> str:
        """What is wrong, in words that say what to do next."""
        return str(error) if isinstance(error, TwinError) else repr(error)

    def connected(self, out: Outbox) -> None:
        """Tells what there is to tell at the begin of each connection."""

    async def tell(self, out: Outbox) -> None:
        """Keeps the connection up."""
        out.offer(self._measuring.gap(self.tags, _STARTED))
        pause = _FIRST_PAUSE
        # A library may swallow a cancellation, as `wait_for` of Python 3.11 does at its end.
        while not is_cancelled():
            link = self._new_link(out)
            try:
                await link.open()
                self._link, self._trouble, pause = link, "", _FIRST_PAUSE
                self._marked = False
                self.connected(out)
                await self._until_dead(link, out)
            except Exception as error:
                if not isinstance(error, self.link_errors):
                    log.exception("unexpected, and tried again like all that servers do")
                why = self.explain(error)
                self._mark_gap(out, f"no connection to the plant at {self.where}: {why}")
            finally:
                self._link = None
                await link.close()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LAST_PAUSE)

    def _new_link(self, out: Outbox) -> Link:
        def heard(tag: str, reading: Reading) -> None:
            if not reading.is_past:
                self._watch.heard(tag, time.monotonic())
            out.offer(self._measuring.told(tag, reading))

        return self.link_to(heard)

    async def _until_dead(self, link: Link, out: Outbox) -> None:
        self._watch.begin(time.monotonic())
        while not is_cancelled():
            self._measuring.offset_ns = await link.check()
            if silent := self._watch.overdue(time.monotonic()):
                await self._look_into(link, silent, out)
            try:
                await asyncio.wait_for(link.lost(), _CHECK_SECONDS)
            except TimeoutError:
                continue
            raise ConnectionError("the server closed the connection")

    async def _look_into(self, link: Link, silent: Sequence[str], out: Outbox) -> None:
        """Tells silence of the plant from silence of the subscription, and mends the latter."""
        values = await link.read(silent)
        dead = [tag for tag, value in values.items() if self._measuring.differs(tag, value)]
        if 2 * len(dead) > len(self.tags):
            raise SubscriptionDead(
                f"the subscription is dead: the server has newer values of {len(dead)} tags and "
                "does not send them"
            )
        if dead:
            log.warning("subscribing anew to %d silent tags: %s", len(dead), only(dead))
            reason = "the server has newer values and did not send them; subscribed anew"
            out.offer(self._measuring.gap(dead, reason))
            await link.subscribe_anew(dead)
        self._tell_silence([tag for tag in silent if tag not in dead], out)
        self._watch.told(silent, time.monotonic())

    def _tell_silence(self, silent: Sequence[str], out: Outbox) -> None:
        """What is bad stays bad for the reason that was told of it."""
        for tag in silent:
            if self._measuring.is_bad(tag):
                continue
            limit = self._watch.limit_s(tag)
            if self._measuring.has_heard(tag):
                out.offer([self._measuring.silent(tag, limit)])
            else:
                reason = f"nothing has come of it since the connection is up, for {limit:.1f} s"
                out.offer(self._measuring.gap([tag], reason))

    def _mark_gap(self, out: Outbox, reason: str) -> None:
        if self._trouble != reason:
            log.warning("%s", reason)
        if self._trouble != reason or not self._marked:
            out.offer(self._measuring.gap(self.tags, reason))
        self._trouble, self._marked = reason, True

    async def put(self, tag: str, value: float, within_s: float) -> tuple[WriteOutcome, str]:
        if self._link is None:
            return "unreachable", self._trouble
        try:
            await self._link.write(tag, value, within_s)
        except WriteRefused as error:
            return "refused", str(error)
        except self.link_errors as error:
            return "unreachable", f"the plant did not answer the write: {self.explain(error)}"
        return "done", ""
