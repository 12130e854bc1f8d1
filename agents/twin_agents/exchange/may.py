"""The rule of a route, declared where the route is by the type of a parameter, such as `Reader`.

The permission matrix is read from these declarations; a route without one fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Depends, Request

from twin_agents.exchange.session import Bearer, Refusal, Rule, session_of
from twin_agents.exchange.users.standing import Standing
from twin_bus.agent import Outbox
from twin_schemas.access import Grant
from twin_schemas.access_events import AccessRefused
from twin_schemas.vocabulary import Action


@dataclass(frozen=True)
class Permit:
    """What the user of one request may do.

    Attributes:
        standing: The user's rights at this moment.
        action: What the route is for.
        out: Where refusals are published.
    """

    standing: Standing
    action: Action
    out: Outbox

    @property
    def user(self) -> str:
        """The user's name."""
        return self.standing.user

    def allows(self, subject: str) -> bool:
        """Whether the user may do it with this tag; for leaving the others out of a list."""
        return self.standing.may(self.action, subject)

    def require(
        self,
        subject: str = "",
        *,
        origin: str = "",
        value: float | None = None,
        own: bool = False,
        action: Action | None = None,
        at: str = "",
    ) -> Grant:
        """The right that allows it; a refusal is an event.

        Args:
            subject: Tag or contract that it is about.
            origin: As what it is done.
            value: Wanted value in the tag's unit.
            own: Whether the subject belongs to the user.
            action: What is done, if not what the route is for.
            at: What to call the subject where there is none.

        Raises:
            Refusal: 403 if no right allows it; says what forbids it.
        """
        wanted = action or self.action
        found = self.standing.judge(wanted, subject, origin=origin, value=value, own=own)
        if found.grant is not None:
            return found.grant
        now = self.standing.clock.now_ns()
        refused = AccessRefused(
            user=self.user,
            action=wanted,
            subject=subject or at,
            reason=found.reason,
            time_ns=now,
        )
        self.out.offer([refused])
        what = f"{wanted} {subject}".strip()
        hint = "GET /v1/me shows your rights; somebody with the right `users` can grant more"
        raise Refusal(403, f"{self.user} may not {what}: {found.reason}", hint)


@dataclass(frozen=True)
class May:
    """The rule of a route that is for those who have a right for an action.

    Attributes:
        rule: The action.
    """

    rule: Action

    # FastAPI takes about as long for each thing that is asked for here as a short route takes
    # in all, so it asks for two and not for session, exchange and outbox.
    async def __call__(self, request: Request, bearer: Bearer) -> Permit:
        """What the user may do.

        Raises:
            Refusal: 401 without a valid token, 403 without any right for the action now.
        """
        state = request.app.state
        session = session_of(state.exchange, bearer)
        permit = Permit(state.exchange.standing(session.user), self.rule, state.outbox)
        permit.require(at=f"{request.method} {request.url.path}")
        return permit


class _Open:
    rule: ClassVar[Rule] = "open"

    async def __call__(self) -> None:
        """Asks nothing."""


class _ByFirstMessage:
    rule: ClassVar[Rule] = "first message"

    async def __call__(self) -> None:
        """Asks nothing before the first message."""


OPEN = Depends(_Open())
"""For a route that is for everybody."""
BY_FIRST_MESSAGE = Depends(_ByFirstMessage())
"""For a stream, whose token comes in its first message."""
Reader = Annotated[Permit, Depends(May("read"))]
Auditor = Annotated[Permit, Depends(May("audit"))]
Approver = Annotated[Permit, Depends(May("approve"))]
Commander = Annotated[Permit, Depends(May("command"))]
Tuner = Annotated[Permit, Depends(May("tune"))]
Drafter = Annotated[Permit, Depends(May("draw"))]
Supplier = Annotated[Permit, Depends(May("supply"))]
ContractKeeper = Annotated[Permit, Depends(May("contracts"))]
Trainer = Annotated[Permit, Depends(May("train"))]
UserKeeper = Annotated[Permit, Depends(May("users"))]
