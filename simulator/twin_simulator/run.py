"""A running plant: process, soft PLC, sensors and time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from twin_schemas.plant import load_plant, shipped_area
from twin_schemas.units import to_si
from twin_simulator import snapshot
from twin_simulator.control.soft_plc import SoftPlc
from twin_simulator.emulation.faulty import Faulty
from twin_simulator.emulation.field import Field, FieldState
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.emulation.sensors import SensorState
from twin_simulator.integration.evaluator import Evaluator
from twin_simulator.integration.implicit import Implicit
from twin_simulator.process_model import ProcessModel
from twin_simulator.steered import Steered
from twin_simulator.units.unit import Array
from twin_simulator.validity import outside

if TYPE_CHECKING:
    import pandas as pd

    from twin_schemas.plant import Plant
    from twin_simulator.control.tuning import Tuning
    from twin_simulator.move import Move

SCAN = 0.5  # s


class Run(Steered, Faulty):
    """One run of a model; not shared between threads.

    With a field it is an emulated plant: its values carry lag, bias and noise, its controllers
    act on them through actuators, and faults may be staged on it. Without, it is a twin: its values
    are the model's, and it never has faults.
    """

    def __init__(
        self,
        model: ProcessModel,
        *,
        plc: SoftPlc,
        mismatch: Mismatch,
        field: Field | None,
        scan: float = SCAN,
    ) -> None:
        self._model = model
        self._plc = plc
        self._mismatch = mismatch
        self._field = field
        self._scan = scan
        self._scans = 0
        self._x = model.design.x
        self._u = model.design.u
        self._orders = self._u  # of the control system; the actuators are where `_u` says
        self._p = model.variables.nominal.copy()
        self._acting = self._p  # the same after slow changes
        self._travel = np.zeros(len(self._u))  # how far actuators are from where they are told
        self._index = {name: k for k, name in enumerate(model.variables.parameters)}
        self._opened = self._open()
        self._integrator = Implicit(self._system)
        self._instruments = Evaluator(model.instruments)
        self._watched = Evaluator(model.watched)

    @classmethod
    def at_design(
        cls,
        model: ProcessModel,
        seed: int = 1,
        mismatch: Mismatch | None = None,
        sensors: bool = False,
        *,
        scan: float = SCAN,
    ) -> Run:
        """Starts at the model's design point.

        Args:
            model: shared between runs.
            seed: of the sensors' noise.
            mismatch: how the run differs from the description; not at all when None.
            sensors: an emulated plant, with sensors and actuators that are not ideal.
            scan: scan time of the soft PLC in s.

        Raises:
            KeyError: the mismatch names a parameter which the model does not have.
        """
        mismatch = mismatch or Mismatch()
        outputs = 100 * model.design.u
        inputs = dict(zip(model.variables.inputs, outputs.tolist(), strict=True))
        plant = model.plant
        measured = model.measure(model.design.x, model.design.u, model.variables.nominal)
        true = dict(zip(plant.instruments, measured.tolist(), strict=True))
        plc = SoftPlc.at_design(plant, inputs, true)
        field = _field_at_design(model, mismatch, seed) if sensors else None
        run = cls(model, plc=plc, mismatch=mismatch, field=field, scan=scan)
        for name, value in mismatch.parameters.items():
            run.set_parameter(name, value)
        return run

    @classmethod
    def load(cls, plant: str | Path | None = None, **options: Any) -> Run:
        """Builds a model and starts at its design point.

        Args:
            plant: a description's file, or the name of a shipped area (`methanol`); the whole
                shipped plant when None.
            options: of `at_design`.

        Raises:
            PlantError: there is no such description, or it has mistakes.
            FlowsheetError, NoSteadyStateError: it can not be turned into a model at rest.
        """
        if isinstance(plant, str) and not plant.endswith(".yaml"):
            described = shipped_area(plant)
        else:
            described = load_plant(Path(plant) if plant else None)
        return cls.at_design(ProcessModel.build(described), **options)

    @property
    def plant(self) -> Plant:
        """The plant's description."""
        return self._model.plant

    @property
    def time(self) -> float:
        """Seconds since the start."""
        return self._scans * self._scan

    @property
    def scan(self) -> float:
        """Scan time of the soft PLC in s, the shortest step."""
        return self._scan

    @property
    def tripped(self) -> list[str]:
        """Tripped interlocks, the first-out first."""
        return self._plc.tripped

    @property
    def holding(self) -> list[str]:
        """Every interlock that holds an actuator now, those without first-out record too."""
        return list(self._plc.state.guard.tripped)

    @property
    def point(self) -> tuple[Array, Array, Array]:
        """States, commands and parameters (x, u, p) as the flowsheet orders them."""
        return self._x.copy(), self._u.copy(), self._acting.copy()

    @property
    def model(self) -> ProcessModel:
        """The equations."""
        return self._model

    def measured(self) -> Array:
        """Returns the true value of every instrument in its engineering unit."""
        return self._true()

    def step(self, seconds: float) -> None:
        """Advances by a whole number of scans.

        Raises:
            ValueError: `seconds` is not a whole number of scans.
            IntegrationError: the model can not go on.
        """
        scans = round(seconds / self._scan)
        if scans < 0 or abs(scans * self._scan - seconds) > 1e-9 * max(seconds, 1.0):
            raise ValueError(f"{seconds} s is not a whole number of scans of {self._scan} s")
        for _ in range(scans):
            failed = () if self._field is None else self._field.failed(self.time)
            self._orders = self._vector(self._plc.scan(self._read(), self._scan, failed))
            self._u = self._moved()
            self._x = self._integrator.advance(self._x, self._u, self._together(), self._scan)
            self._scans += 1

    def record(
        self, seconds: float, every: float = 10.0, *, moves: Iterable[Move] = ()
    ) -> pd.DataFrame:
        """Advances and returns what every tag does.

        The frame has a row each `every` seconds, its time on the index (a Timedelta since the
        start of the run), and a column for each tag, named by tag and unit. The start itself is a
        row of the run's first record only, so that records can be concatenated.

        Args:
            seconds: how long, a whole number of scans.
            every: seconds between two rows, a whole number of scans.
            moves: what to write on the way.

        Raises:
            ValueError: a span is no whole number of scans.
            WriteRefused: a move is not allowed; what was recorded before is lost.
            IntegrationError: the model can not go on.
        """
        # pandas costs half a second to import, and a process which only steps needs none
        from twin_simulator.recording import record

        return record(self, seconds, every, moves=moves)

    def values(self) -> dict[str, float]:
        """Returns every tag of the plant in its engineering unit."""
        measured = self._true() if self._field is None else self._field.reading
        tags = self._model.plant.instruments
        return {**dict(zip(tags, measured.tolist(), strict=True)), **self._plc.values()}

    def qualities(self) -> dict[str, str]:
        """Returns the reason for every tag whose value is not good.

        On an emulated plant that is what the instruments know of themselves; on a twin, where the
        model is used outside the range in which its equations hold.
        """
        return (
            outside(self._model, self.point)
            if self._field is None
            else self._field.qualities(self.time)
        )

    def write(self, tag: str, value: float) -> None:
        """Writes a setpoint, a mode, the output of a controller in MAN, or a sequence's goal.

        Raises:
            WriteRefused: with the reason.
        """
        self._plc.write(tag, value, self._seen)

    def drive(self, measured: Mapping[str, float]) -> None:
        """Takes over measured boundary conditions, setpoints, modes and manual outputs.

        Unknown tags and values which are not finite are ignored.
        """
        instruments = self._model.plant.instruments
        for name, value in measured.items():
            instrument = instruments.get(name)
            if instrument and instrument.drives and isfinite(value):
                self.set_parameter(instrument.drives, to_si(value, instrument.unit))
        self._plc.follow(measured)

    def set_parameter(self, name: str, value: float) -> None:
        """Sets a boundary condition or adjustable parameter in SI, such as `R-101.activity`.

        Raises:
            KeyError: the model has no such parameter.
        """
        if name not in self._index:
            raise KeyError(f"the model has no parameter {name}; it has: {', '.join(self._index)}")
        self._p = self._p.copy()
        self._p[self._index[name]] = value
        self._acting = self._p if self._field is None else self._field.acting(self._p, self.time)

    def trip(self, actuator: str) -> None:
        """Forces a valve shut or a machine to stop, until `reset`."""
        self._plc.force(actuator, 0.0)

    def reset(self) -> None:
        """Releases trips and those interlocks whose cause is gone."""
        self._plc.reset(self._seen())

    def snapshot(self) -> bytes:
        """Returns everything needed to go on from here, bit by bit the same."""
        content = {
            "model": self._model.fingerprint,
            "scan": self._scan,
            "scans": self._scans,
            "x": self._x.tolist(),
            "u": self._u.tolist(),
            "p": self._p.tolist(),
            "acting": self._acting.tolist(),
            "orders": self._orders.tolist(),
            "travel": self._travel.tolist(),
            "plc": asdict(self._plc.state),
            "mismatch": asdict(self._mismatch),
            "field": self._field and snapshot.field_content(self._field.state),
            "base": snapshot.base_content(self._integrator.base),
            "slope": self._integrator.slope.tolist(),
            "halvings": self._integrator.halvings,
        }
        return snapshot.pack(content)

    @classmethod
    def restore(cls, model: ProcessModel, data: bytes, scan: float | None = None) -> Run:
        """Rebuilds a run from its snapshot.

        Args:
            model: of the run.
            data: its snapshot.
            scan: scan time of the soft PLC in s from now on, with the time counted from 0; as it
                was when None. A longer one is faster and coarser.

        Raises:
            SnapshotError: not a snapshot, or of another plant or version.
        """
        content = snapshot.unpack(data, model.fingerprint)
        mismatch = snapshot.mismatch_state(content["mismatch"])
        plc = SoftPlc(model.plant, snapshot.plc_state(content["plc"]))
        field = None
        if content["field"]:
            state = snapshot.field_state(content["field"])
            field = Field(model.plant, model.variables, mismatch, state)
        own = content["scan"] if scan is None else scan
        run = cls(model, plc=plc, mismatch=mismatch, field=field, scan=own)
        run._scans = content["scans"] if scan is None else 0
        run._x, run._u, run._orders = (np.array(content[key]) for key in ("x", "u", "orders"))
        run._travel = np.array(content["travel"])
        run._p, run._acting = np.array(content["p"]), np.array(content["acting"])
        base = snapshot.base_state(content["base"])
        slope, halvings = np.array(content["slope"]), content["halvings"]
        run._integrator = Implicit(run._system, base, slope, halvings)
        return run

    def restored(self, data: bytes) -> Run:
        """Rebuilds another run of the same model from its snapshot.

        Raises:
            SnapshotError: not a snapshot, or of another plant or version.
        """
        return Run.restore(self._model, data)

    def __deepcopy__(self, _memo: dict[int, Any]) -> Run:
        """A branch: model and integrator are shared by what goes on from the same state."""
        return self.branch()

    def branch(self, scan: float | None = None) -> Run:
        """Another run that goes on from here, on its own.

        Args:
            scan: as of `restore`.
        """
        return Run.restore(self._model, self.snapshot(), scan)

    def retuned(self, tunings: Mapping[str, Tuning]) -> Run:
        """Another run that goes on from here with other tunings of controllers, without a bump.

        Raises:
            KeyError: there is no such controller.
        """
        run = Run.restore(self._model.retuned(tunings), self.snapshot())
        run._plc.take_up(tunings)  # noqa: SLF001 - a run of its own class
        return run

    def _true(self) -> Array:
        values = self._instruments(self._x, self._u, self._acting)
        return self._model.scaling.to_engineering(values)

    def _seen(self) -> dict[str, float]:
        """What the soft PLC has seen last; a twin's controllers see everything at once."""
        if self._field is None:
            return self._read()
        return dict(zip(self._model.plant.instruments, self._field.reading.tolist(), strict=True))

    def _read(self) -> dict[str, float]:
        """What the soft PLC sees at the start of a scan."""
        if self._field is None:
            values = self._watched(self._x, self._u, self._acting)
            seen = self._model.watched_scaling.to_engineering(values).tolist()
            return dict(zip(self._model.watched_tags, seen, strict=True))
        true = self._true()
        # Where the model's equations end, a sensor goes on showing what it did.
        true = np.where(np.isfinite(true), true, self._field.reading)
        self._field.age(true, self._scan, self.time)
        self._field.read(true, self._scan, self.time)
        return self._seen()

    def _moved(self) -> Array:
        """Where the actuators are, given what they are told; slow changes go on."""
        if self._field is None:
            moved: Array = np.clip(self._orders + self._travel, 0.0, 1.0)
            return moved
        self._acting = self._field.acting(self._p, self.time)
        return self._field.move(self._orders, self._scan, self.time)

    def _vector(self, commands: Mapping[str, float]) -> Array:
        inputs = self._model.variables.inputs
        pairs = zip(inputs, (100 * self._orders).tolist(), strict=True)
        return np.array([commands.get(name, before) / 100 for name, before in pairs])


def _field_at_design(model: ProcessModel, mismatch: Mismatch, seed: int) -> Field:
    true = model.measure(model.design.x, model.design.u, model.variables.nominal)
    generator = np.random.Generator(np.random.PCG64(seed))
    sensors = SensorState(lagged=true, reading=true, generator=generator)
    state = FieldState(sensors=sensors, stems=model.design.u)
    return Field(model.plant, model.variables, mismatch, state)
