"""A plant turned into equations once; frozen, and shared by any number of runs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np

from twin_schemas.plant.design import DesignPoint
from twin_simulator.control.tuning import retuned
from twin_simulator.cosimulation.coupling import Coupling
from twin_simulator.emergency.flares import Flares
from twin_simulator.flowsheet import Flowsheet, assemble
from twin_simulator.integration.system import Sensitivity, System
from twin_simulator.measurement import Scaling
from twin_simulator.network import FlowsheetError
from twin_simulator.steady_state import SteadyState, find_steady_state
from twin_simulator.units.unit import Array
from twin_simulator.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twin_schemas.plant import Plant, Sequence
    from twin_simulator.control.tuning import Tuning


@dataclass(frozen=True)
class ProcessModel:
    """The equations of a plant, its design point and how its instruments see it.

    It holds no expressions, so that it can be kept: a pickled one is back in a second.

    Attributes:
        sensitivity: of rates and instruments, for estimation.
        coupling: with FMUs, if the plant has any.
        fingerprint: changes when what the plant consists of or the description's numbers change.
    """

    plant: Plant
    variables: Variables
    system: System
    design: SteadyState
    instruments: ca.Function
    watched: ca.Function
    validity: ca.Function
    watched_tags: tuple[str, ...]
    scaling: Scaling
    watched_scaling: Scaling
    sensitivity: Sensitivity
    coupling: Coupling
    fingerprint: str

    @classmethod
    def build(cls, plant: Plant) -> ProcessModel:
        """Assembles the equations and finds the design point.

        Raises:
            FlowsheetError: the description can not be turned into equations.
            NoSteadyStateError: there is no state at rest at the design setpoints.
        """
        flowsheet = assemble(plant)
        coupling = Coupling.of(flowsheet, plant)
        system = System.of(flowsheet)
        tags = tuple(plant.instruments)
        looked_at = {tag for s in plant.sequences.values() for tag in _looked_at(s)}
        watched = tuple(
            tag
            for tag in tags
            if any(tag == c.reads for c in plant.controllers.values())
            or any(tag == i.tag for i in plant.interlocks.values())
            or tag in looked_at
        )
        return cls(
            plant=plant,
            variables=Variables.of(flowsheet),
            system=system,
            design=find_steady_state(flowsheet, system, plant),
            instruments=_measuring(flowsheet, plant, tags),
            watched=_measuring(flowsheet, plant, watched),
            validity=ca.Function(
                "validity",
                [flowsheet.x, flowsheet.u, flowsheet.p],
                [ca.densify(ca.vertcat(*flowsheet.validity.values()))],
            ),
            watched_tags=watched,
            scaling=Scaling.of(plant.instruments[tag].unit for tag in tags),
            watched_scaling=Scaling.of(plant.instruments[tag].unit for tag in watched),
            sensitivity=Sensitivity.of(flowsheet, _seen(flowsheet, plant, tags)),
            coupling=coupling,
            fingerprint=_fingerprint(flowsheet, plant, coupling.mark),
        )

    @cached_property
    def flowsheet(self) -> Flowsheet:
        """The equations as expressions, assembled anew: for balances and references."""
        return assemble(self.plant)

    @cached_property
    def flares(self) -> Flares:
        """What is burned at flare tips, assembled when it is first asked for."""
        return Flares.of(self.plant, self.variables)

    def design_point(self) -> DesignPoint:
        """Returns the design point by name, as it is kept beside the description."""
        f, rest = self.variables, self.design
        measured = self.measure(rest.x, rest.u, f.nominal)
        return DesignPoint(
            states=dict(zip(f.states, rest.x.tolist(), strict=True)),
            commands=dict(zip(f.inputs, (100 * rest.u).tolist(), strict=True)),
            tags=dict(zip(self.plant.instruments, measured.tolist(), strict=True)),
        )

    def retuned(self, tunings: Mapping[str, Tuning]) -> ProcessModel:
        """Returns the same equations with other tunings of controllers.

        Its snapshots fit, as tunings are no part of the state.

        Raises:
            KeyError: there is no such controller.
        """
        return replace(self, plant=retuned(self.plant, tunings))

    def measure(self, x: Array, u: Array, p: Array) -> Array:
        """Returns the true value of every instrument in its engineering unit."""
        return self.scaling.to_engineering(np.asarray(self.instruments(x, u, p)).ravel())


def _looked_at(sequence: Sequence) -> Iterator[str]:
    """Yields the measurements which a sequence needs."""
    yield from (condition.tag for condition in sequence.permissives)
    yield from (step.wait.tag for step in (*sequence.start, *sequence.stop) if step.wait)


def _measuring(flowsheet: Flowsheet, plant: Plant, tags: tuple[str, ...]) -> ca.Function:
    symbols = [flowsheet.x, flowsheet.u, flowsheet.p]
    return ca.Function("measure", symbols, [ca.densify(_seen(flowsheet, plant, tags))])


def _seen(flowsheet: Flowsheet, plant: Plant, tags: tuple[str, ...]) -> Any:
    """Returns the column of what these instruments measure, in SI."""
    expressions: list[Any] = []
    for tag in tags:
        measured = plant.instruments[tag].measures
        if measured not in flowsheet.quantities:
            raise FlowsheetError(f"{tag} measures {measured}, which the model does not know there")
        expressions.append(flowsheet.quantities[measured])
    return ca.vertcat(*expressions)


def _fingerprint(variables: Variables, plant: Plant, fmus: str) -> str:
    entries = (*variables.states, *variables.inputs, *variables.parameters)
    names = "|".join((
        *entries,
        *plant.instruments,
        *plant.controllers,
        *plant.interlocks,
        *plant.sequences,
    ))
    numbers = variables.scale.tobytes() + variables.nominal.tobytes()
    return hashlib.sha256(names.encode() + numbers + fmus.encode()).hexdigest()[:16]
