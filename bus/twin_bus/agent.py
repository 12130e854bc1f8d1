"""What an agent is: records in, records out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from twin_bus.errors import UndeclaredOutput
from twin_bus.ports import Start
from twin_schemas.record import Record

A = TypeVar("A", bound="Agent")
R = TypeVar("R", bound=Record)
Outputs = Iterable[Record]


@dataclass(frozen=True)
class Subscription:
    """A record type that an agent handles, and where it begins to read."""

    record: type[Record]
    start: Start
    method: str


@dataclass(frozen=True)
class Timer:
    """A method that the runtime calls at a fixed period."""

    seconds: float
    method: str


def on(
    record: type[R], *, start: Start = "resume"
) -> Callable[[Callable[[A, R], Outputs]], Callable[[A, R], Outputs]]:
    """Has the method handle every record of this type.

    Args:
        record: Contract to subscribe to.
        start: `resume` handles each message at least once across restarts; `live` only new
            ones; `replay` all that the topic keeps, at every start.
    """

    def mark(method: Callable[[A, R], Outputs]) -> Callable[[A, R], Outputs]:
        setattr(method, "__subscription__", Subscription(record, start, method.__name__))  # noqa: B010
        return method

    return mark


def every(
    seconds: float,
) -> Callable[[Callable[[A, int], Outputs]], Callable[[A, int], Outputs]]:
    """Has the method called at this period with the time in nanoseconds."""

    def mark(method: Callable[[A, int], Outputs]) -> Callable[[A, int], Outputs]:
        setattr(method, "__timer__", Timer(seconds, method.__name__))  # noqa: B010
        return method

    return mark


def _marked(cls: type[Agent], mark: str) -> list[Any]:
    names = dict.fromkeys(name for base in reversed(cls.__mro__) for name in vars(base))
    found = (getattr(getattr(cls, name, None), mark, None) for name in names)
    return [item for item in found if item is not None]


class Outbox(Protocol):
    """Where a source puts its records."""

    def offer(self, records: Iterable[Record]) -> None:
        """Queues records for the bus, in order; counts a drop when the buffer is full."""
        ...

    async def publish(self, records: Iterable[Record]) -> None:
        """Returns when the bus has the records.

        Raises:
            BusUnavailable: If it cannot take them now.
        """
        ...


class Agent:
    """Handles records and yields records: no bus, no clock, no await.

    A subclass names itself, declares what it `emits`, and marks methods with `@on` and `@every`.
    What it may do on the bus follows from these declarations.

    Attributes:
        name: Name of the agent, of its process and of its consumer group.
        emits: Records that it may yield.
        open_contracts: Whether it also reads and writes topics of other systems' contracts.
        stands_for_users: Whether it reads any contract for its users, makes the topics of other
            systems, and moves their consumer groups.
        keeps_history: Whether it reads every contract, to keep what was said.
        is_waited_for: Whether somebody waits for its answers: a batch then gives way to them every
            millisecond for as long, and Kafka is read in a thread of its own.
    """

    name: ClassVar[str]
    emits: ClassVar[tuple[type[Record], ...]] = ()
    open_contracts: ClassVar[bool] = False
    stands_for_users: ClassVar[bool] = False
    keeps_history: ClassVar[bool] = False
    is_waited_for: ClassVar[bool] = False

    @classmethod
    def subscriptions(cls) -> tuple[Subscription, ...]:
        """Records that the agent handles."""
        return tuple(_marked(cls, "__subscription__"))

    @classmethod
    def timers(cls) -> tuple[Timer, ...]:
        """Methods that the agent wants called at a period."""
        return tuple(_marked(cls, "__timer__"))

    @functools.cached_property
    def handlers(self) -> dict[type[Record], Callable[[Any], Outputs]]:
        """Bound handler of each record type."""
        return {s.record: getattr(self, s.method) for s in self.subscriptions()}

    def handle(self, record: Record) -> list[Record]:
        """Outputs of one record.

        Raises:
            UndeclaredOutput: If a handler yields what the agent does not declare.
        """
        return self._declared(self.handlers[type(record)](record))

    def tick(self, now_ns: int) -> list[Record]:
        """Outputs of all timers at this time."""
        return [r for timer in self.timers() for r in self.run_timer(timer, now_ns)]

    def run_timer(self, timer: Timer, now_ns: int) -> list[Record]:
        """Outputs of one timer at this time.

        Raises:
            UndeclaredOutput: If it yields what the agent does not declare.
        """
        return self._declared(getattr(self, timer.method)(now_ns))

    def _declared(self, outputs: Outputs) -> list[Record]:
        records = list(outputs)
        for record in records:
            if type(record) not in self.emits:
                raise self.undeclared(record)
        return records

    def undeclared(self, record: Record) -> UndeclaredOutput:
        """The error of an agent that yields what it does not declare."""
        kind = type(record).__name__
        return UndeclaredOutput(f"agent {self.name} yields {kind}; add it to its `emits`")

    @classmethod
    def keeps_state(cls) -> bool:
        """Whether the runtime keeps what `snapshot` gives, and restores it at the next start."""
        return cls.snapshot is not Agent.snapshot

    def snapshot(self) -> bytes:
        """State that a restart must not lose, at most `LARGEST_STATE` bytes.

        An agent that has one reads its inputs `live` or by `replay`: what was handled after the
        last snapshot is not delivered again.
        """
        raise NotImplementedError

    def restore(self, state: bytes) -> None:
        """Goes on with the state of an earlier process, all of it or nothing.

        Raises:
            SnapshotRefused: If it is none of this agent as it is today.
        """
        raise NotImplementedError

    def delayed(self, record: Record) -> Record:
        """What a record of a source is published as after it had to wait for the bus."""
        return record

    def unwell(self) -> str:
        """Why the agent cannot do all of its work; empty if it can."""
        return ""


class Source(Agent):
    """An agent that also produces by itself: a gateway to something outside the bus."""

    async def run(self, out: Outbox) -> None:
        """Runs until cancelled."""
        raise NotImplementedError
