"""A plant whose setpoints are saved and restored while anybody may be killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.property.killable import Party
from tests.property.killed_plant import World
from tests.unit.commanding import NS, PLANT

from twin_agents.sets import Sets
from twin_schemas.access import Right
from twin_schemas.messages import WriteAttempted, WriteRequested
from twin_schemas.record import Record
from twin_schemas.set_events import RestoreProgressed, SetActionRequested, SetPlanned
from twin_schemas.vocabulary import RESTORED_STATES, SetAction

_SECONDS = 1_500


@dataclass
class Restored(World):
    """Everybody, with the agent of the sets; asks are numbered and sent until they are taken."""

    refused: set[str] = field(default_factory=set)
    plan_id: str = ""
    _asked: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        controllers = [PLANT.controllers[name] for name in ("FIC-101", "PIC-120")]
        shown = [tag for c in controllers for tag in (f"{c.name}.SP", f"{c.name}.MODE", c.reads)]
        self.at = {tag: PLANT.tags[tag].design for tag in shown}
        self.sets = Party(lambda: Sets(PLANT, clock=self.clock), self.bus, self.fate)

    def save(self, name: str, values: dict[str, float]) -> None:
        self.run_for(2)
        self.ask("save", name, values)
        self.run_for(2)

    def planned(self, name: str) -> SetPlanned:
        """Plans until there is an answer: a killed agent forgets plans."""
        known = len(self.told(SetPlanned))
        self.ask("plan", name)
        while len(self.told(SetPlanned)) == known:
            self.run_for(1)
        return self.told(SetPlanned)[-1]

    def restore(
        self,
        name: str,
        *,
        then: Callable[[Restored], None] = lambda _world: None,
        cancel_after: int = 0,
        twice: bool = False,
    ) -> None:
        """Plans, restores, and lets everything end."""
        plan = self.planned(name)
        self.plan_id = plan.request_id
        then(self)
        self.run_for(2)
        rights = [Right(action="command").to_json()] * len(set(plan.tags))
        tags = [*dict.fromkeys(plan.tags)]
        number = self.ask("restore", name, tags=tags, rights=rights)
        if twice:
            self.ask("restore", name, tags=tags, rights=rights)
        if cancel_after:
            self.run_for(cancel_after)
            self.plan_id = number
            self.ask("cancel", name)
        for _ in range(_SECONDS):
            self.run_for(1)
            if self.has_ended(number):
                return

    def has_ended(self, number: str) -> bool:
        told = [t for t in self.told(RestoreProgressed) if t.restore_id == number]
        return any(t.state in RESTORED_STATES for t in told)

    def ask(
        self,
        action: SetAction,
        name: str,
        values: dict[str, float] | None = None,
        tags: list[str] | None = None,
        rights: list[str] | None = None,
    ) -> str:
        self._asked += 1
        number = f"{self._asked:016x}"
        self._unsent.append(
            SetActionRequested(
                request_id=number,
                name=name,
                action=action,
                tags=tags or [*(values or {})],
                values=[*(values or {}).values()],
                rights=rights or [],
                authorised_by=["role operator"] * len(rights or []),
                plan_id=self.plan_id,
                author="ann",
                time_ns=self.clock.now,
            )
        )
        return number

    def run_for(self, seconds: int) -> None:
        for _ in range(seconds):
            self._second()

    def _work(self) -> bool:
        return super()._work() | self.sets.work()

    def _second(self) -> None:
        super()._second()
        sets = self.sets
        sets.do(lambda: sets.agent.tick(self.clock.now))

    def _written_by_plant(self, asked: WriteRequested) -> list[Record]:
        if asked.tag not in self.refused:
            return super()._written_by_plant(asked)
        return [
            WriteAttempted(
                request_id=asked.request_id,
                tag=asked.tag,
                value=asked.value,
                outcome="refused",
                reason="the plant does not want it",
                time_ns=self.clock.now // NS * NS,
            )
        ]
