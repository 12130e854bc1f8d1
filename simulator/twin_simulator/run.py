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
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.emulation.sensors import Sensors, SensorState
from twin_simulator.integration.evaluator import Evaluator
from twin_simulator.integration.implicit import Implicit
from twin_simulator.process_model import ProcessModel
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    import pandas as pd

    from twin_schemas.plant import Plant
    from twin_simulator.move import Move

SCAN = 0.5  # s


class Run:
    """One run of a model; not shared between threads.

    With sensors it is an emulated plant: its values carry lag, bias and noise, and its
    controllers act on them. Without, it is a twin: its values are the model's.
    """

    def __init__(
        self,
        model: ProcessModel,
        *,
        plc: SoftPlc,
        mismatch: Mismatch,
        sensors: Sensors | None,
        scan: float = SCAN,
    ) -> None:
        self._model = model
        self._plc = plc
        self._mismatch = mismatch
        self._sensors = sensors
        self._scan = scan
        self._scans = 0
        self._x = model.design.x
        self._u = model.design.u
        self._p = model.variables.nominal.copy()
        self._index = {name: k for k, name in enumerate(model.variables.parameters)}
        self._integrator = Implicit(model.system)
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
            sensors: read through lagging, noisy sensors.
            scan: scan time of the soft PLC in s.

        Raises:
            KeyError: the mismatch names a parameter which the model does not have.
        """
        mismatch = mismatch or Mismatch()
        outputs = 100 * model.design.u
        inputs = dict(zip(model.variables.inputs, outputs.tolist(), strict=True))
        plant = model.plant
        plc = SoftPlc.at_design(plant, {n: inputs[c.moves] for n, c in plant.controllers.items()})
        chain = None
        if sensors:
            true = model.measure(model.design.x, model.design.u, model.variables.nominal)
            generator = np.random.Generator(np.random.PCG64(seed))
            state = SensorState(lagged=true, reading=true, generator=generator)
            chain = Sensors(plant.instruments, mismatch, state)
        run = cls(model, plc=plc, mismatch=mismatch, sensors=chain, scan=scan)
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
    def point(self) -> tuple[Array, Array, Array]:
        """States, commands and parameters (x, u, p) as the flowsheet orders them."""
        return self._x.copy(), self._u.copy(), self._p.copy()

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
            commands = self._plc.scan(self._read(), self._scan)
            self._u = self._vector(commands)
            self._x = self._integrator.advance(self._x, self._u, self._p, self._scan)
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
        measured = self._true() if self._sensors is None else self._sensors.state.reading
        tags = self._model.plant.instruments
        return {**dict(zip(tags, measured.tolist(), strict=True)), **self._plc.values()}

    def qualities(self) -> dict[str, str]:
        """Returns the reason for every tag whose value is not good.

        With sensors that is what the instruments know; without, where the model is used outside
        the range in which its equations hold.
        """
        return self._outside() if self._sensors is None else self._sensors.qualities()

    def write(self, tag: str, value: float) -> None:
        """Writes a setpoint, a mode, or the output of a controller in MAN.

        Raises:
            WriteRefused: with the reason.
        """
        self._plc.write(tag, value)

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

    def trip(self, actuator: str) -> None:
        """Forces a valve shut or a machine to stop, until `reset`."""
        self._plc.force(actuator, 0.0)

    def reset(self) -> None:
        """Releases trips and those interlocks whose cause is gone."""
        self._plc.reset(self._read())

    def fail_sensor(self, tag: str) -> None:
        """Freezes a sensor at its reading and marks it as failed."""
        if self._sensors is None:
            raise ValueError("this run has no sensors")
        self._sensors.state.failed.add(tag)

    def snapshot(self) -> bytes:
        """Returns everything needed to go on from here, bit by bit the same."""
        content = {
            "model": self._model.fingerprint,
            "scan": self._scan,
            "scans": self._scans,
            "x": self._x.tolist(),
            "u": self._u.tolist(),
            "p": self._p.tolist(),
            "plc": asdict(self._plc.state),
            "mismatch": asdict(self._mismatch),
            "sensors": self._sensors and snapshot.sensor_content(self._sensors.state),
            "base": snapshot.base_content(self._integrator.base),
            "slope": self._integrator.slope.tolist(),
            "halvings": self._integrator.halvings,
        }
        return snapshot.pack(content)

    @classmethod
    def restore(cls, model: ProcessModel, data: bytes) -> Run:
        """Rebuilds a run from its snapshot.

        Raises:
            SnapshotError: not a snapshot, or of another plant or version.
        """
        content = snapshot.unpack(data, model.fingerprint)
        mismatch = snapshot.mismatch_state(content["mismatch"])
        plc = SoftPlc(model.plant, snapshot.plc_state(content["plc"]))
        sensors = None
        if content["sensors"]:
            state = snapshot.sensor_state(content["sensors"])
            sensors = Sensors(model.plant.instruments, mismatch, state)
        run = cls(model, plc=plc, mismatch=mismatch, sensors=sensors, scan=content["scan"])
        run._scans = content["scans"]
        run._x, run._u, run._p = (np.array(content[key]) for key in ("x", "u", "p"))
        base = snapshot.base_state(content["base"])
        slope, halvings = np.array(content["slope"]), content["halvings"]
        run._integrator = Implicit(model.system, base, slope, halvings)
        return run

    def restored(self, data: bytes) -> Run:
        """Rebuilds another run of the same model from its snapshot.

        Raises:
            SnapshotError: not a snapshot, or of another plant or version.
        """
        return Run.restore(self._model, data)

    def _outside(self) -> dict[str, str]:
        """Marks what is measured in, or directly behind, equipment outside its valid range."""
        inside = np.asarray(self._model.validity(self._x, self._u, self._p)).ravel()
        wrong = {n for n, ok in zip(self._model.plant.equipment, inside, strict=True) if not ok}
        plant, found = self._model.plant, {}
        for tag, instrument in plant.instruments.items() if wrong else ():
            stream = plant.streams.get(instrument.owner)
            equipment = stream.source.equipment if stream else instrument.owner
            if equipment in wrong:
                found[tag] = f"outside the range in which the equations of {equipment} hold"
        return found

    def _true(self) -> Array:
        values = self._instruments(self._x, self._u, self._p)
        return self._model.scaling.to_engineering(values)

    def _read(self) -> dict[str, float]:
        """What the soft PLC sees at the start of a scan."""
        if self._sensors is None:
            values = self._watched(self._x, self._u, self._p)
            seen = self._model.watched_scaling.to_engineering(values).tolist()
            return dict(zip(self._model.watched_tags, seen, strict=True))
        readings = self._sensors.scan(self._true(), self._scan)
        return dict(zip(self._model.plant.instruments, readings.tolist(), strict=True))

    def _vector(self, commands: Mapping[str, float]) -> Array:
        inputs = self._model.variables.inputs
        held = 100 * self._u
        pairs = zip(inputs, held.tolist(), strict=True)
        return np.array([commands.get(name, before) / 100 for name, before in pairs])
