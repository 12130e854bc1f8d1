"""A running FMU: values in SI go in and come out by name."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from math import isfinite
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from twin_simulator.cosimulation.error import FmuError
from twin_simulator.cosimulation.fmu_file import FmuFile, FmuVariable
from twin_simulator.cosimulation.python_inside import let_go_at_exit

_LAST = 5  # messages of the FMU which an error repeats
_FATAL = 4  # of FMI 2.0 and 3.0: no function may be called any more, not even that which frees


class Slave:
    """An instance of an FMU, unpacked into a folder of its own until it is not needed any more."""

    def __init__(self, file: FmuFile, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> None:
        """Loads the binary: its code runs in this process.

        Raises:
            FmuError: It does not load, or refuses.
        """
        from fmpy import extract, instantiate_fmu

        self._file, self._said = file, list[str]()
        self._inputs = [file.variables[name] for name in inputs]
        self._outputs = [file.variables[name] for name in outputs]
        self._new = file.fmi.startswith("3")
        folder = mkdtemp(prefix="twinbus-fmu-")
        try:
            # FMPy changes the working folder to load, and stays there when that fails
            with self._telling("start"), chdir(Path.cwd()):
                extract(str(file.path), folder)
                self._fmu = instantiate_fmu(
                    folder,
                    file.description,
                    "CoSimulation",
                    logger=_listener(self._said, self._new),
                )
        except FmuError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        let_go_at_exit(str(self._fmu.dll._name))  # noqa: SLF001 - FMPy has the path nowhere else
        self._close = weakref.finalize(self, _end, self._fmu, folder)

    def begin(self, parameters: Mapping[str, float], inputs: Mapping[str, float]) -> None:
        """Initialises it at time 0.

        Args:
            parameters: in the FMU's units.
            inputs: in SI.

        Raises:
            FmuError: It refuses.
        """
        with self._telling("be initialised"):
            chosen = [self._file.variables[name] for name in parameters]
            self._put(chosen, list(parameters.values()))
            self._give(inputs)
            if self._new:
                self._fmu.enterInitializationMode(startTime=0.0)
            else:
                self._fmu.setupExperiment(startTime=0.0)
                self._fmu.enterInitializationMode()
            self._fmu.exitInitializationMode()

    def step(self, time: float, seconds: float, inputs: Mapping[str, float]) -> None:
        """Steps with these inputs, in SI, held.

        Raises:
            FmuError: It does not go all the way.
        """
        with self._telling("step"):
            self._give(inputs)
            answer = self._fmu.doStep(currentCommunicationPoint=time, communicationStepSize=seconds)
            if self._new:
                _, ended, early, last = answer
                if ended or early:
                    raise FmuError(f"it stopped at {last} s of {time + seconds} s")

    def outputs(self) -> dict[str, float]:
        """What it tells, in SI.

        Raises:
            FmuError: It refuses.
        """
        with self._telling("be read"):
            references = [v.reference for v in self._outputs]
            get = self._fmu.getFloat64 if self._new else self._fmu.getReal
            values = get(references) if references else []
            pairs = list(zip(self._outputs, values, strict=True))
            if wrong := [v.name for v, value in pairs if not isfinite(value)]:
                raise FmuError(f"{', '.join(wrong)} is not finite")
        return {v.name: v.factor * value + v.offset for v, value in pairs}

    def state(self) -> bytes:
        """All it remembers.

        Raises:
            FmuError: It can not tell.
        """
        if not self._file.keeps_state:
            raise FmuError(f"{self._file.path} can not save its state (canSerializeFMUState)")
        with self._telling("save its state"):
            state = self._fmu.getFMUState()
            data = self._fmu.serializeFMUState(state)
            self._fmu.freeFMUState(state)
            return bytes(data)

    def restore(self, data: bytes) -> None:
        """Takes over a state.

        Raises:
            FmuError: It refuses.
        """
        with self._telling("restore its state"):
            state = self._fmu.deserializeFMUState(data)
            self._fmu.setFMUState(state)
            self._fmu.freeFMUState(state)

    def _give(self, inputs: Mapping[str, float]) -> None:
        values = [(inputs[v.name] - v.offset) / v.factor for v in self._inputs]
        self._put(self._inputs, values)

    def _put(self, variables: list[FmuVariable], values: list[float]) -> None:
        if variables:
            put = self._fmu.setFloat64 if self._new else self._fmu.setReal
            put([v.reference for v in variables], values)

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        """Turns whatever FMPy raises into an error with what the FMU said."""
        self._said.clear()
        try:
            yield
        except Exception as error:  # FMPy raises Exception itself
            if getattr(error, "status", 0) == _FATAL:
                self._close.detach()
            said = "; ".join((str(error), *self._said[-_LAST:]))
            raise FmuError(f"{self._file.path} can not {what}: {said}") from error


def _listener(said: list[str], new: bool) -> Any:
    """Keeps what the FMU logs; the arguments are those of FMI 3.0 or 2.0."""

    def note(*arguments: Any) -> None:
        message = arguments[3 if new else 4]
        said.append(message.decode("utf-8", "replace") if message else "")

    return note


def _end(fmu: Any, folder: str) -> None:
    try:
        fmu.freeInstance()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
