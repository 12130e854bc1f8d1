"""A twin that follows an emulated plant, against the truth that only the emulation knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from twin_schemas.faults import Fault
from twin_schemas.significance import is_significant
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.estimation.follower import Follower
from twin_simulator.process_model import ProcessModel
from twin_simulator.run import Run

_SETTLED, _BEFORE, _WATCHED = 600.0, 1500, 2400  # s
_SLOW = 3900  # s, after which changes of parameters are judged
_LOOK, _CLOSE, _LASTS = 10, 3.0, 60  # s, standard deviations, s
SEEDS = (101, 102, 103)  # thresholds were chosen on 3, 21 and 22
FAULTS = (
    Fault(name="bias", kind="bias", target="TT-102", parameters={"offset": 5.0}),
    Fault(name="drift", kind="drift", target="TT-105", parameters={"per_hour": 4.0}),
    Fault(name="freeze", kind="freeze", target="PT-107"),
    Fault(
        name="fouling",
        kind="fouling",
        target="E-102.cleanness",
        parameters={"end": 70.0, "time": 1.0},
    ),
    Fault(
        name="deactivation",
        kind="deactivation",
        target="R-101.activity",
        parameters={"speed": 200.0},
    ),
    Fault(name="stiction", kind="stiction", target="FV-101", parameters={"band": 6.0, "jump": 4.0}),
)


@dataclass(frozen=True)
class Schedule:
    """How long a trial takes, in s: a short one shows that it works, and nothing more.

    Attributes:
        before: until a fault comes. slow: the same for a change of a parameter.
        watched: what follows it.
        quiet: length of the trial without a fault.
    """

    before: int = _BEFORE
    slow: int = _SLOW
    watched: int = _WATCHED
    quiet: int = 8 * 3600


QUICK = Schedule(before=140, slow=140, watched=60, quiet=200)


@dataclass(frozen=True)
class Trial:
    """What became of one fault.

    Attributes:
        case: name of the fault.
        target: where it was.
        seed: of the noise.
        delay_s: until the right target was suspected; None if it was not.
        wrong: what else was suspected since the fault, all of it.
        before, after: RMSE to the truth of a twin that only is driven, and of one that follows, in
            standard deviations of the sensors' noise, at the end.
    """

    case: str
    target: str
    seed: int
    delay_s: float | None
    wrong: tuple[str, ...]
    before: float
    after: float


@dataclass(frozen=True)
class Quiet:
    """What a twin said of a plant without a fault.

    Attributes:
        seed: of the noise.
        hours: how long.
        converged_s: after which its RMSE to the truth stayed below three standard deviations of the
            sensors' noise; None if it did not.
        findings: what was suspected nevertheless.
        residuals: tags whose residual was significant for a minute on end.
        before, after: RMSE as of a `Trial`.
    """

    seed: int
    hours: float
    converged_s: float | None
    findings: tuple[str, ...]
    residuals: tuple[str, ...]
    before: float
    after: float

    @property
    def false_a_day(self) -> float:
        """False findings and significant residuals in 24 h."""
        return 24 * (len(self.findings) + len(self.residuals)) / self.hours


class _Pair:
    """An emulated, aged plant, a twin that it drives, and one that follows it."""

    def __init__(self, model: ProcessModel, seed: int) -> None:
        self.plant = Run.at_design(model, seed, Mismatch.aged(model.plant), sensors=True)
        self.plant.step(_SETTLED)
        self.blind, self.twin = Run.at_design(model), Follower.of(Run.at_design(model))
        self.readings: dict[str, float] = {}

    def step(self) -> bool:
        """Advances all by a second; whether the twin was corrected."""
        self.plant.step(1.0)
        bad = self.plant.qualities()
        self.readings = {t: v for t, v in self.plant.values().items() if t not in bad}
        self.blind.drive(self.readings)
        self.blind.step(1.0)
        return self.twin.step(1.0, self.readings)

    def found(self) -> set[str]:
        return {one.target for one in self.twin.findings()}

    def errors(self) -> tuple[float, float]:
        """RMSE without and with estimation."""
        return _error(self.blind, self.plant), _error(self.twin.run, self.plant)


def trial(model: ProcessModel, fault: Fault, seed: int, schedule: Schedule | None = None) -> Trial:
    """Follows an aged plant from a wrong start, then has a fault come."""
    pair, times = _Pair(model, seed), schedule or Schedule()
    begins = times.slow if "." in fault.target else times.before
    delay, wrong = None, set[str]()
    for second in range(begins + times.watched):
        if second == begins:
            pair.plant.inject(fault)
        if pair.step() and second >= begins:
            found = pair.found()
            right = {one for one in found if one.removesuffix(".travel") == fault.target}
            wrong |= found - right
            if right and delay is None:
                delay = float(second - begins)
    return Trial(fault.name, fault.target, seed, delay, tuple(sorted(wrong)), *pair.errors())


def quiet(model: ProcessModel, seed: int, schedule: Schedule | None = None) -> Quiet:
    """Follows an aged plant without a fault from a wrong start."""
    pair, seconds = _Pair(model, seed), (schedule or Schedule()).quiet
    far, findings, lasting = 0, set[str](), _Lasting()
    for second in range(1, seconds + 1):
        if pair.step():
            findings |= pair.found()
        lasting.look(pair.twin.expected(), pair.readings)
        if second % _LOOK == 0 and pair.errors()[1] >= _CLOSE:
            far = second
    converged = float(far + _LOOK) if far + _LOOK <= seconds else None
    said = tuple(sorted(findings)), tuple(sorted(lasting.found))
    return Quiet(seed, seconds / 3600, converged, *said, *pair.errors())


@dataclass
class _Lasting:
    """Tags whose residual was significant for a minute on end."""

    found: set[str] = field(default_factory=set)
    _for: dict[str, int] = field(default_factory=dict)

    def look(
        self, expected: Mapping[str, tuple[float, float]], readings: Mapping[str, float]
    ) -> None:
        for tag, (value, spread) in expected.items():
            off = tag in readings and is_significant((readings[tag] - value) / spread)
            self._for[tag] = self._for.get(tag, 0) + 1 if off else 0
            if self._for[tag] >= _LASTS:
                self.found.add(tag)


def _error(run: Run, plant: Run) -> float:
    instruments = plant.plant.instruments.values()
    noise = np.array([i.noise for i in instruments])
    told = np.array([i.drives is None and i.noise > 0 for i in instruments], bool)
    far = (run.measured() - plant.measured())[told] / noise[told]
    return float(np.sqrt(np.mean(far**2)))
