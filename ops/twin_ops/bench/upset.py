"""Which alarms come while the whole plant is upset, of limits and of the model.

`python -m twin_ops.bench.upset` has an aged plant with noisy sensors run, a twin follow it, and
alarms look at both, all in one process and in the plant's own time. The turbine of the synthesis
gas compressor loses its steam after twenty minutes. It prints, as JSON, how many alarms of each
basis were raised in ten minutes before and after, and how long each look ahead took.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import track

from twin_agents.alarms import alarms_of
from twin_agents.predictor import Predictor
from twin_agents.simulation import Simulation
from twin_agents.synchronizer import Synchronizer
from twin_bus.agent import Agent
from twin_ops.kept_plant import model_of
from twin_ops.settings import load_settings
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.faults import Fault
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.prediction_events import BranchTaken
from twin_schemas.record import Record
from twin_simulator import ProcessModel, Run
from twin_simulator.emulation.mismatch import Mismatch

_NS = 1_000_000_000
_BEGIN_NS = 1_800_000_000 * _NS
_BEFORE_S, _AFTER_S, _SEED = 1_200, 600, 101
_FAULT = Fault(name="trip", kind="drive_lost", target="C-301")


@dataclass
class Upset:
    """A plant, its twin and their alarms, a second at a time."""

    model: ProcessModel
    raised: list[tuple[int, AlarmChanged]] = field(default_factory=list)
    looks: list[tuple[int, float, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        plant = self.model.plant
        self.run = Run.at_design(self.model, _SEED, Mismatch.aged(plant), sensors=True)
        self.twin = Simulation(plant=plant, model=Run.at_design(self.model))
        self.compared, self.alarms = Synchronizer(), alarms_of(plant)
        self.predictor = Predictor(model=self.model)

    def step(self, second: int) -> None:
        """Advances the plant, and lets everybody see what it says."""
        now_ns = _BEGIN_NS + second * _NS
        self.run.step(1.0)
        seen: list[Record] = []
        for measured in self._measured(now_ns):
            self.twin.handle(measured)
            seen += [measured, *self.compared.handle(measured)]
        for told in _due(self.twin, second):
            if isinstance(told, SimulatedValue):
                self.compared.handle(told)
            elif isinstance(told, BranchTaken):
                seen.append(self._foreseen(told, second))
        for one in seen:
            if type(one) in self.alarms.handlers:
                self._note(self.alarms.handle(one), second)
        self._note(_due(self.alarms, second), second)

    def _measured(self, now_ns: int) -> Iterator[Measurement]:
        bad = self.run.qualities()
        for tag, value in self.run.values().items():
            yield Measurement(
                tag=tag,
                value=value,
                unit=self.model.plant.tags[tag].unit,
                quality="bad" if tag in bad else "good",
                reason=bad.get(tag, ""),
                source_time_ns=now_ns,
                server_time_ns=now_ns,
                ingest_time_ns=now_ns,
                origin="plant",
                sequence=0,
            )

    def _foreseen(self, branch: BranchTaken, second: int) -> Record:
        begun = time.process_time()
        course = self.predictor.foresee(branch)
        self.looks.append((second, time.process_time() - begun, course.complete))
        return course

    def _note(self, told: list[Record], second: int) -> None:
        self.raised += [
            (second, one)
            for one in told
            if isinstance(one, AlarmChanged) and one.change == "raised"
        ]


def _due(agent: Agent, second: int) -> list[Record]:
    now_ns = _BEGIN_NS + second * _NS
    return [
        told
        for timer in agent.timers()
        if second % max(1, round(timer.seconds)) == 0
        for told in agent.run_timer(timer, now_ns)
    ]


def _counted(upset: Upset, begin: int, end: int) -> dict[str, object]:
    alarms = [one for second, one in upset.raised if begin <= second < end]
    looks = [(cpu_s, whole) for second, cpu_s, whole in upset.looks if begin <= second < end]
    return {
        "raised": dict(Counter(one.basis for one in alarms)),
        "of_the_model": sorted({one.alarm for one in alarms if one.basis != "measured"}),
        "looks": len(looks),
        "of_them_complete": sum(whole for _, whole in looks),
        "longest_look_cpu_s": max((cpu_s for cpu_s, _ in looks), default=0.0),
    }


def main() -> None:
    """The command line."""
    console = Console(stderr=True)
    with console.status("Building the model of the whole plant"):
        upset = Upset(model_of(load_settings()))
    for second in track(range(_BEFORE_S + _AFTER_S), "Running the plant", console=console):
        if second == _BEFORE_S:
            upset.run.inject(_FAULT)
        upset.step(second)
    end = _BEFORE_S + _AFTER_S
    found = {
        "ten_minutes_before": _counted(upset, _BEFORE_S - 600, _BEFORE_S),
        "ten_minutes_after": _counted(upset, _BEFORE_S, end),
    }
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
