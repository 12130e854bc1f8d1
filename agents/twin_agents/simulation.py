"""Runs the model beside the plant."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from twin_bus.agent import Agent, every, on
from twin_bus.errors import SnapshotRefused
from twin_schemas.alarms.of_model import COURSE_HORIZON_S, COURSE_PERIOD_S
from twin_schemas.behind import behind_words
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.plant import Plant
from twin_schemas.prediction_events import BranchTaken, PredictionRequested
from twin_schemas.record import Record
from twin_schemas.release_events import ReleaseEstimated

if TYPE_CHECKING:
    # CasADi takes a third of a second to import; only the process that runs a model needs it.
    from twin_simulator import Run
    from twin_simulator.estimation import Finding, Follower

_STEP_SECONDS = 1.0
_NS = 1_000_000_000
_LONGEST_CATCH_UP = 60.0
_PARAMETERS_SECONDS = 60


@dataclass
class Simulation(Agent):
    """Steps the model in real time with the plant's measured boundary conditions.

    Its actuators stand where the plant's control system has them while the loop that they close is
    seen; else the model's own controllers, whose setpoints and modes follow the plant's, hold its
    levels and pressures. States and slow parameters are corrected every ten seconds by what is
    good, fresh and not late, and what is wrong with sensors or has changed is told.
    Its values are marked uncertain while a boundary condition is not good or stale, and while it
    is behind plant time because its steps take longer than they may. A restart goes on with the
    run of its last snapshot, with what it had found to be wrong, and catches up with the time in
    between; how well it knew the plant it has to find out anew, as it has when it had to leave time
    out to catch up.

    Attributes:
        plant: Says which tags are boundary conditions.
        model: Run to step.
        speed: Model seconds per second.
    """

    name = "simulation"
    emits = (
        SimulatedValue,
        BranchTaken,
        ParameterEstimated,
        FaultSuspected,
        TwinRated,
        ReleaseEstimated,
    )

    plant: Plant
    model: Run
    speed: float = 1.0
    run_id: str = field(default_factory=lambda: secrets.token_hex(8))
    _measured: dict[str, Measurement] = field(default_factory=dict, init=False)
    _stepped_ns: int | None = field(default=None, init=False)
    _owed: float = field(default=0.0, init=False)
    _told: dict[str, Finding] = field(default_factory=dict, init=False)
    _told_parameters_ns: int = field(default=0, init=False)
    _follower: Follower | None = field(default=None, init=False)
    _behind_s: float = field(default=0.0, init=False)
    _verdicts: dict[str, Any] = field(default_factory=dict, init=False)
    _left_out_s: float = field(default=0.0, init=False)

    @on(Measurement, start="live")
    def follow(self, measured: Measurement) -> Iterator[SimulatedValue]:
        self._measured[measured.tag] = measured
        yield from ()

    @on(PredictionRequested, start="live")
    def branch(self, asked: PredictionRequested) -> Iterator[Record]:
        """Hands the run out as it is now, for somebody else to run ahead."""
        yield BranchTaken(
            request_id=asked.request_id,
            tag=asked.tag,
            value=asked.value,
            horizon_s=asked.horizon_s,
            author=asked.author,
            run_id=self.run_id,
            state=zlib.compress(self.model.snapshot(), 1),
            doubt=self._doubt(self._stepped_ns or 0),
            time_ns=self._stepped_ns or 0,
        )

    @every(_STEP_SECONDS)
    def step(self, now_ns: int) -> Iterator[Record]:
        """Advances the model to the present and publishes every tag."""
        corrected = self._advance(now_ns)
        reason = self._doubt(now_ns)
        known = self._following().expected()
        for tag, value in self.model.values().items():
            expected, spread = known.get(tag, (0.0, 0.0))
            yield SimulatedValue(
                tag=tag,
                value=value,
                unit=self.plant.tags[tag].unit,
                quality="uncertain" if reason else "good",
                reason=reason,
                time_ns=now_ns,
                run_id=self.run_id,
                origin="model",
                expected=expected,
                spread=spread,
            )
        yield from self._burned(now_ns)
        if corrected:
            yield from self._learned(now_ns)

    @every(COURSE_PERIOD_S)
    def look_ahead(self, now_ns: int) -> Iterator[Record]:
        """Has the predictor look where the plant goes; not while the model is in doubt."""
        if self._doubt(now_ns) or not self._following().expected():
            return
        yield BranchTaken(
            request_id="",
            tag="",
            value=0.0,
            horizon_s=COURSE_HORIZON_S,
            author=self.name,
            run_id=self.run_id,
            state=zlib.compress(self.model.snapshot(), 1),
            doubt="",
            time_ns=self._stepped_ns or now_ns,
        )

    def unwell(self) -> str:
        """Whether plant time runs away from it."""
        return behind_words(self._behind_s)

    def snapshot(self) -> bytes:
        """The run with its states and controllers, compressed: 70 kB for the whole plant."""
        head: dict[str, Any] = {
            "run_id": self.run_id,
            "stepped_ns": self._stepped_ns,
            "owed": self._owed,
        }
        head["told"] = [asdict(one) for one in self._told.values()]
        follower = self._follower
        head["verdicts"] = self._verdicts if follower is None else follower.verdicts()
        return zlib.compress(json.dumps(head).encode() + b"\n" + self.model.snapshot(), 1)

    def restore(self, state: bytes) -> None:
        """Goes on with the run of an earlier process.

        Raises:
            SnapshotRefused: If it is the run of another plant or version.
        """
        try:
            head, _, run = zlib.decompress(state).partition(b"\n")
            known = json.loads(head)
            values = known["run_id"], known["stepped_ns"], known["owed"]
            self.model = self.model.restored(run)
            self._follower, self._left_out_s = None, 0.0
            self._verdicts = known.get("verdicts", {})  # those of before 2026-11-28 have none
            self._told = _findings(known["told"])
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise SnapshotRefused(f"no run of this plant: {error}") from error
        self.run_id, self._stepped_ns, self._owed = values

    def _advance(self, now_ns: int) -> bool:
        """Whether the model was corrected on the way."""
        before = self._stepped_ns if self._stepped_ns is not None else now_ns - _NS
        elapsed = max(0.0, (now_ns - before) / _NS)
        self._stepped_ns = now_ns
        self._behind_s = max(0.0, elapsed - _STEP_SECONDS)
        if elapsed > _LONGEST_CATCH_UP:
            self._leave_out(elapsed - _LONGEST_CATCH_UP)
        self._owed += self.speed * min(elapsed, _LONGEST_CATCH_UP)
        scans = int(self._owed / self.model.scan)
        if not scans:
            return False
        self._owed -= scans * self.model.scan
        return self._following().step(scans * self.model.scan, self._usable(now_ns))

    def _following(self) -> Follower:
        if self._follower is None:
            from twin_simulator.estimation import Follower

            self._follower = Follower.of(self.model)
            self._follower.take_up(self._verdicts, self.speed * self._left_out_s)
        return self._follower

    def _leave_out(self, seconds: float) -> None:
        """Begins to follow anew, with the same verdicts."""
        if self._follower is not None:
            self._verdicts, self._left_out_s = self._follower.verdicts(), 0.0
        self._follower = None
        self._left_out_s += seconds

    def _usable(self, now_ns: int) -> dict[str, float]:
        """What is good, fresh and not late: nothing else may drive or correct the model."""
        tags = self.plant.tags
        return {
            name: m.value
            for name, m in self._measured.items()
            if m.quality == "good"
            and not m.late
            and name in tags
            and now_ns - m.ingest_time_ns <= tags[name].stale_s * _NS
        }

    def _burned(self, now_ns: int) -> Iterator[ReleaseEstimated]:
        """What flares burn; what does not burn, such as the nitrogen of their purge, too."""
        from twin_simulator.consequence import Weather, sight_of

        for tip, release in self.model.flared().items():
            seen = sight_of(release, Weather(), wet=False)
            yield ReleaseEstimated(
                **seen,
                place=tip,
                kind="flare",
                phase="gas",
                burning=seen["heat"] > 0,
                origin="model",
                time_ns=now_ns,
            )

    def _learned(self, now_ns: int) -> Iterator[Record]:
        follower = self._following()
        health = follower.health()
        yield TwinRated(
            run_id=self.run_id,
            score=health.score,
            within=health.within,
            consistent=health.consistent,
            seen=health.seen,
            bounded=health.bounded,
            time_ns=now_ns,
        )
        found = {one.target: one for one in follower.findings()}
        for target, one in found.items():
            if target not in self._told or self._told[target].fault != one.fault:
                yield self._suspected(one, now_ns, present=True)
        for target in self._told.keys() - found.keys():
            yield self._suspected(self._told[target], now_ns, present=False)
        self._told = found
        if now_ns - self._told_parameters_ns >= _PARAMETERS_SECONDS * _NS:
            self._told_parameters_ns = now_ns
            yield from self._parameters(now_ns)

    def _suspected(self, one: Finding, now_ns: int, *, present: bool) -> FaultSuspected:
        ago = int(max(0.0, self._following().time - one.since) / self.speed * _NS)
        return FaultSuspected(
            target=one.target,
            place=one.kind,
            fault=one.fault,
            present=present,
            size=one.size,
            significance=one.significance,
            since_ns=max(0, now_ns - ago),
            run_id=self.run_id,
            time_ns=now_ns,
        )

    def _parameters(self, now_ns: int) -> Iterator[ParameterEstimated]:
        for one in self._following().estimates():
            yield ParameterEstimated(
                parameter=one.name,
                value=one.value,
                deviation=one.deviation,
                nominal=one.nominal,
                prior=one.prior,
                run_id=self.run_id,
                time_ns=now_ns,
            )

    def _doubt(self, now_ns: int) -> str:
        if behind := behind_words(self._behind_s):
            return behind
        for tag in self.plant.tags.values():
            if not tag.boundary:
                continue
            measured = self._measured.get(tag.name)
            if measured is None:
                return f"boundary condition {tag.name} has not been measured yet"
            if measured.quality != "good":
                return f"boundary condition {tag.name} is {measured.quality}: {measured.reason}"
            if now_ns - measured.ingest_time_ns > tag.stale_s * _NS:
                return f"boundary condition {tag.name} is stale"
        return ""


def _findings(told: list[dict[str, Any]]) -> dict[str, Finding]:
    from twin_simulator.estimation import Finding

    return {one["target"]: Finding(**one) for one in told}
