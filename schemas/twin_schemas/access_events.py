"""Contracts about who came in."""

from __future__ import annotations

from twin_schemas.quantities import Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import SessionChange


class SessionChanged(Record, topic="access.session_changed", owner="exchange", key="session"):
    """A session of a user began, went on with a new token, or ended.

    Attributes:
        session: Identity of the session, which all of its tokens carry.
        user: Whose it is.
        change: What happened; no token of an ended session is taken any more.
        client: Network address of the client.
        expires_ns: When the newest token expires by itself.
        time_ns: When it happened.
    """

    session: str
    user: str
    change: SessionChange
    client: str
    expires_ns: Nanoseconds
    time_ns: Nanoseconds
