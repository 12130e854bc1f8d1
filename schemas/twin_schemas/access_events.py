"""Contracts about users: who there is, who came in, and who was refused."""

from __future__ import annotations

from twin_schemas.quantities import Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import Action, LoginWay, SessionChange, UserChange


class LoginAttempted(Record, topic="access.login_attempted", owner="exchange", key="user"):
    """Somebody tried to log in to the exchange.

    Attributes:
        user: Name that was given.
        succeeded: Whether a token was issued.
        client: Network address of the client.
        time_ns: When.
        way: By a password of this system, or through an identity provider.
        reason: Why no token was issued; empty if one was.
    """

    user: str
    succeeded: bool
    client: str
    time_ns: Nanoseconds
    way: LoginWay = "password"
    reason: str = ""


class SessionChanged(Record, topic="access.session_changed", owner="exchange", key="session"):
    """A session of a user began, went on with a new token, or ended.

    Attributes:
        session: Identity of the session, which all of its tokens carry.
        user: Whose it is.
        change: What happened; no token of an ended session is taken any more.
        client: Network address of the client.
        expires_ns: When the newest token expires by itself.
        time_ns: When it happened.
        author: Who did it; empty for the user whose session it is.
    """

    session: str
    user: str
    change: SessionChange
    client: str
    expires_ns: Nanoseconds
    time_ns: Nanoseconds
    author: str = ""


class UserChanged(
    Record, topic="access.user_changed", owner="exchange", key="user", compacted=True
):
    """All that is known of a user, passwords aside: no topic carries a password or its hash.

    Attributes:
        user: The user's name.
        identity: Issuer and subject, of a user of an identity provider; empty for one of here.
        roles: Names of the user's roles, with blanks between them.
        rights: The user's rights besides those of the roles, as a JSON list.
        disabled: Whether the user may not come in.
        change: What was changed last.
        detail: The role or right that was given or taken; empty for other changes.
        author: Who changed it.
        time_ns: When.
    """

    user: str
    identity: str = ""
    roles: str
    rights: str = "[]"
    disabled: bool = False
    change: UserChange
    detail: str = ""
    author: str
    time_ns: Nanoseconds


class AccessRefused(Record, topic="access.refused", owner="exchange", key="user"):
    """Somebody who had logged in asked for what no right of theirs allows.

    Attributes:
        user: Who asked.
        action: What for.
        subject: Tag, contract, user or route that it was about.
        reason: What forbids it.
        time_ns: When.
    """

    user: str
    action: Action
    subject: str
    reason: str
    time_ns: Nanoseconds
