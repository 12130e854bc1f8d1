"""What a route answers where a change of users can not be made."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

from twin_agents.exchange.session import Refusal
from twin_agents.exchange.users.desk import NoSuchUser, UnfitUser
from twin_bus.errors import BusUnavailable, Refused

_T = TypeVar("_T")


async def done(change: Awaitable[_T]) -> _T:
    """What the change gives.

    Raises:
        Refusal: 404, 409, 422 or 503, with what to do next.
    """
    try:
        return await change
    except NoSuchUser as error:
        raise Refusal(404, str(error), "GET /v1/users lists all users") from error
    except UnfitUser as error:
        raise Refusal(422, str(error), "nothing was changed") from error
    except Refused as error:
        raise Refusal(409, str(error), "nothing was changed") from error
    except BusUnavailable as error:
        raise Refusal(503, str(error), "look at the user before you try again") from error
