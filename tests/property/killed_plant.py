"""A plant, its adapter, an operator and a second person, all of whom may be killed at any time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tests.property.killable import Bus, Fate, Party
from tests.unit.commanding import CRITICAL, NS, PLANT, SP, Hand, measurement, request

from twin_agents.commander import Commander
from twin_bus.agent import Agent, on
from twin_plc_adapters.write_once import WriteOnce
from twin_schemas.access import Right
from twin_schemas.approval_events import ApprovalDecided
from twin_schemas.messages import (
    SetpointProgressed,
    SetpointRequested,
    WriteAttempted,
    WriteBegun,
    WriteRequested,
)
from twin_schemas.record import Record
from twin_schemas.vocabulary import FINAL_STATES

SECONDS = 1_500  # more than a setpoint and an approval may take
TIMEOUT_S = 60.0
R = TypeVar("R", bound=Record)
MODE = f"{CRITICAL.controller}.MODE"
SHOWN = (SP.name, "FT-101", "FIC-101.MODE", CRITICAL.name, MODE, "TT-201")
REQUESTS = (
    request(SP.high + 1.0, number="too high"),
    request(SP.design * 1.03, number="good"),
    request(SP.design * 1.05, number="newer"),
    request(CRITICAL.design + 0.5 * (CRITICAL.max_step or 0.0), CRITICAL.name, number="critical"),
    request(CRITICAL.design + 9 * (CRITICAL.max_step or 0.0), CRITICAL.name, number="too far"),
)


@dataclass
class Adapter(Agent):
    """The part of an adapter that every protocol shares, on a plant of this process."""

    name = "opcua"
    emits = (WriteBegun, WriteAttempted)

    clock: Hand
    due: list[WriteRequested] = field(default_factory=list)
    once: WriteOnce = field(default_factory=WriteOnce)

    @on(WriteRequested)
    def take(self, asked: WriteRequested) -> Iterator[Record]:
        yield from self.once.take(asked, self.clock.now)

    @on(WriteBegun, start="replay")
    def go_on(self, begun: WriteBegun) -> Iterator[Record]:
        if (asked := self.once.due(begun)) is not None:
            self.due.append(asked)
        yield from ()


@dataclass
class World:
    """Everybody, and the plant that keeps account of who wrote it."""

    fate: Fate
    clock: Hand = field(default_factory=Hand)
    bus: Bus = field(default_factory=Bus)
    at: dict[str, float] = field(default_factory=lambda: {t: PLANT.tags[t].design for t in SHOWN})
    writes: list[WriteRequested] = field(default_factory=list)
    _unsent: list[Record] = field(default_factory=list, init=False)
    _decided: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.commander = Party(lambda: Commander(PLANT, clock=self.clock), self.bus, self.fate)
        self.adapter = Party(
            lambda: Adapter(self.clock), self.bus, self.fate, meanwhile=self._write_unseen
        )

    def run(self, requests: tuple[SetpointRequested, ...] = REQUESTS) -> None:
        """Lets the requests come a second after each other, and all that follows end."""
        for second in range(SECONDS):
            if second < len(requests):
                now = self.clock.now
                self._unsent.append(
                    replace(requests[second], requested_ns=now, timeout_s=TIMEOUT_S)
                )
            self._second()
            if second > len(requests) and not self.still_open():
                return

    def still_open(self) -> set[str]:
        """Requests on the bus that have not ended."""
        asked = {r.request_id for r in self.told(SetpointRequested)}
        return asked - {s.request_id for s in self.steps() if s.state in FINAL_STATES}

    def steps(self) -> list[SetpointProgressed]:
        return self.told(SetpointProgressed)

    def told(self, kind: type[R]) -> list[R]:
        return [r for r in self.bus.kept[kind] if isinstance(r, kind)]

    def written(self) -> Counter[str]:
        """How often the plant was written for each request."""
        return Counter(w.request_id for w in self.writes)

    def _second(self) -> None:
        self.clock.now += NS
        self._send()
        self.bus.publish([measurement(tag, value, self.clock) for tag, value in self.at.items()])
        while self._work():
            pass
        commander = self.commander
        commander.do(lambda: commander.agent.tick(self.clock.now))

    def _work(self) -> bool:
        return self.commander.work() | self.adapter.work() | self._write()

    def _send(self) -> None:
        """The exchange tells the bus what people ask; without its answer they ask again."""
        waits = [s for s in self.steps() if s.state == "awaiting_approval"]
        if waits and not self._decided:
            self._unsent.append(_approval(waits[0].request_id, self.clock))
            self._decided = True
        for record in list(self._unsent):
            kill = self.fate("exchange")
            if kill != "before":
                self.bus.publish([record])
            if kill is None:
                self._unsent.remove(record)

    def _write(self) -> bool:
        """Has the adapter do one write that is due; whether there was one."""
        agent = self.adapter.agent
        assert isinstance(agent, Adapter)
        if not agent.due:
            return False
        asked = agent.due.pop(0)
        self.adapter.do(lambda: self._written_by_plant(asked))
        return True

    def _write_unseen(self, agent: Agent) -> None:
        """The adapter writes what is due, and is killed before it says so."""
        assert isinstance(agent, Adapter)
        while agent.due:
            self._written_by_plant(agent.due.pop(0))

    def _written_by_plant(self, asked: WriteRequested) -> list[Record]:
        kill = self.fate("plant")
        if kill != "before":
            self.writes.append(asked)
            self.at[asked.tag] = asked.value
            tag = PLANT.tags[asked.tag]
            if tag.kind == "setpoint":
                self.at[PLANT.controllers[tag.controller or ""].reads] = asked.value
        return [
            WriteAttempted(
                request_id=asked.request_id,
                tag=asked.tag,
                value=asked.value,
                outcome="unreachable" if kill else "done",
                reason="the plant did not answer" if kill else "",
                time_ns=self.clock.now,
            )
        ]


def _approval(request_id: str, clock: Hand) -> ApprovalDecided:
    right = Right(action="approve").to_json()
    return ApprovalDecided(
        request_id=request_id,
        tag=CRITICAL.name,
        user="bob",
        decision="approved",
        reason="",
        time_ns=clock.now,
        right=right,
        authorised_by="role engineer",
    )
