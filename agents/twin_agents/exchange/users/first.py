"""The first user, and the moment from which users are known."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from twin_agents.exchange.access import FIRST_USER, Access
from twin_bus.agent import Outbox
from twin_bus.clock import Clock
from twin_bus.errors import BusUnavailable
from twin_schemas.access.directory import UserDirectory
from twin_schemas.access_events import UserChanged

log = logging.getLogger(__name__)
_PAUSE = 0.2


class House(Protocol):
    """What has users."""

    access: Access
    users: UserDirectory
    clock: Clock

    def note_user(self, changed: UserChanged) -> None:
        """Takes a change of a user."""
        ...


def first_user(time_ns: int) -> UserChanged:
    """The user whose password the first start has shown."""
    return UserChanged(
        user=FIRST_USER,
        roles="admin",
        change="first",
        author="first start",
        time_ns=time_ns,
    )


async def open_users(house: House, out: Outbox) -> None:
    """Returns once all users are read from the bus; makes the first one if it is not there.

    Only the user of the first start is taken from the file of passwords; a password of anybody else
    whom the topic does not know opens nothing.
    """
    while True:
        try:
            await out.publish([])  # until the runtime has replayed all that the topics keep
            if house.access.has_password(FIRST_USER) and not house.users.changed_at(FIRST_USER):
                made = first_user(house.clock.now_ns())
                await out.publish([made])
                house.note_user(made)
        except BusUnavailable as error:
            log.info("users wait: %s", error)
            await asyncio.sleep(_PAUSE)
        else:
            return
