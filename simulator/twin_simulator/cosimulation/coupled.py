"""How FMUs go along with a run.

Once a scan each, the plant first: the FMU is then given what the plant has reached, and what it
tells is held over the plant's next scan (sequential, zero-order hold; order one in the scan).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from twin_simulator.cosimulation.error import FmuError
from twin_simulator.integration.implicit import IntegrationError
from twin_simulator.snapshot import SnapshotError
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.cosimulation.slave import Slave
    from twin_simulator.process_model import ProcessModel


class Coupled:
    """The part of a run that steps FMUs; nothing in a plant without.

    They are loaded by the first step, or by the first snapshot to come back to.
    """

    _model: ProcessModel
    _x: Array
    _u: Array
    _acting: Array
    _scan: float
    _slaves: dict[str, Slave] | None = None
    _clock = 0.0  # s since the FMUs began

    def set_parameter(self, name: str, value: float) -> None:
        """Sets a parameter in SI; the run says how."""
        raise NotImplementedError

    def _load_fmus(self) -> None:
        """Starts the FMUs where the plant is, unless they run."""
        if self._slaves is not None:
            return
        given = self._given_to_fmus()
        slaves = self._made()
        for name, slave in slaves.items():
            self._trying(slave.begin, self._model.coupling.links[name].parameters, given[name])
        self._slaves = slaves
        self._take_over()

    def _step_fmus(self) -> None:
        """Has them follow over the last scan."""
        if self._slaves:
            given = self._given_to_fmus()
            for name, slave in self._slaves.items():
                self._trying(slave.step, self._clock, self._scan, given[name])
            self._clock += self._scan
            self._take_over()

    def _fmu_states(self) -> dict[str, Any] | None:
        """Clock and state of each FMU, as text; None before the first step and without FMUs.

        Raises:
            SnapshotError: One can not tell its state.
        """
        if not self._slaves:
            return None
        try:
            states = {name: slave.state() for name, slave in self._slaves.items()}
        except FmuError as error:
            raise SnapshotError(f"no snapshot of a run with this FMU: {error}") from error
        texts = {name: b64encode(state).decode() for name, state in states.items()}
        return {"clock": self._clock, "states": texts}

    def _restore_fmus(self, content: dict[str, Any] | None) -> None:
        if content:
            given, self._clock = self._given_to_fmus(), content["clock"]
            self._slaves = self._made()
            for name, slave in self._slaves.items():
                parameters = self._model.coupling.links[name].parameters
                self._trying(slave.begin, parameters, given[name])
                self._trying(slave.restore, b64decode(content["states"][name]))

    def _made(self) -> dict[str, Slave]:
        coupling = self._model.coupling
        if not coupling.files:
            return {}
        from twin_simulator.cosimulation.slave import Slave

        return {
            name: self._trying(Slave, file, tuple(link.inputs), tuple(link.outputs))
            for (name, file), link in zip(
                coupling.files.items(), coupling.links.values(), strict=True
            )
        }

    def _given_to_fmus(self) -> dict[str, dict[str, float]]:
        return self._model.coupling.inputs((self._x, self._u, self._acting))

    def _take_over(self) -> None:
        """Sets the parameters which FMUs tell."""
        for name, slave in (self._slaves or {}).items():
            told = self._trying(slave.outputs)
            for variable, parameter in self._model.coupling.links[name].outputs.items():
                self.set_parameter(f"{name}.{parameter}", told[variable])

    @staticmethod
    def _trying(call: Any, *arguments: Any) -> Any:
        try:
            return call(*arguments)
        except FmuError as error:
            raise IntegrationError(str(error)) from error
