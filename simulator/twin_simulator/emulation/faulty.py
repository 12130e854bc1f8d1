"""How a run is broken on purpose, and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.faults import FAULT_KINDS, Fault, FaultError, nozzle_of, tube_of
from twin_simulator.emergency import Opened, Opening, OpeningError, Release, opened
from twin_simulator.integration.implicit import Implicit
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.emulation.field import Field
    from twin_simulator.emulation.staged import Staged
    from twin_simulator.integration.system import System
    from twin_simulator.process_model import ProcessModel


class Faulty:
    """The part of a run that has faults; a twin has none."""

    _model: ProcessModel
    _field: Field | None
    _integrator: Implicit
    _opened: Opened | None
    _x: Array
    _u: Array
    _p: Array
    _acting: Array

    @property
    def time(self) -> float:
        """Seconds since the start; the run knows them."""
        raise NotImplementedError

    def inject(self, fault: Fault) -> None:
        """Stages a fault on an emulated plant; it begins `fault.start` seconds from now.

        Raises:
            FaultError: with everything that is wrong with it, and what there is instead; or this
                run is a twin.
        """
        self._faulty().inject(fault, self.time)
        if FAULT_KINDS[fault.kind].place == "opening":
            try:
                self._reopen()
            except OpeningError as error:
                self._faulty().clear(fault.name)
                raise FaultError(str(error)) from error

    def clear(self, name: str) -> None:
        """Takes a staged fault away: what it acted on is at once as it was described.

        Raises:
            FaultError: there is no such fault, or this run is a twin.
        """
        before = self.faults()
        self._faulty().clear(name)
        self._acting = self._faulty().acting(self._p, self.time)
        if FAULT_KINDS[before[name].kind].place == "opening":
            self._reopen()

    def faults(self) -> dict[str, Fault]:
        """The staged faults by name; a twin has none."""
        return {} if self._field is None else dict(self._field.faults)

    def releases(self) -> dict[str, Release]:
        """What comes out of each staged opening now, by the name of its fault."""
        if self._opened is None:
            return {}
        return self._opened.look(self._x, self._u, self._together())

    def flared(self) -> dict[str, Release]:
        """What each flare burns now, by its tip; a twin has flares, too."""
        return self._model.flares.look(self._x, self._u, self._acting)

    def _faulty(self) -> Field:
        if self._field is None:
            raise FaultError("this run is a twin: faults are staged on an emulated plant only")
        return self._field

    @property
    def _system(self) -> System:
        """The equations, with the openings there are."""
        return self._model.system if self._opened is None else self._opened.system

    def _together(self) -> Array:
        """Parameters, and how far each opening is open after them."""
        if self._opened is None or self._field is None:
            return self._acting
        return np.concatenate([self._acting, self._field.shares(self.time)])

    def _open(self) -> Opened | None:
        """The equations with the openings that are staged."""
        staged = self._field.openings if self._field else ()
        plant = self._model.plant
        return opened(self._model, [_opening(one, plant) for one in staged]) if staged else None

    def _reopen(self) -> None:
        self._opened = self._open()
        old = self._integrator
        self._integrator = Implicit(self._system, None, old.slope, old.halvings)


def _opening(one: Staged, plant: Plant) -> Opening:
    fault = one.fault
    sides = tube_of(plant, fault.target) if fault.kind == "tube_rupture" else None
    nozzle = sides[0] if sides else nozzle_of(plant, fault.target)
    if nozzle is None:  # the field has judged it before
        raise OpeningError(f"{fault.target} holds nothing that could come out")
    return Opening(
        name=fault.name,
        kind=fault.kind,
        nozzle=nozzle,
        water=sides[1] if sides else None,
        numbers={name: one.number(name) for name in FAULT_KINDS[fault.kind].parameters},
    )
