"""An FMU as a file: what its description says, before anything in it is run."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from twin_simulator.cosimulation.error import FmuError

NUMBERS = ("Float64", "Real")
_VERSIONS = ("2.0", "3.0")
_LARGEST = 2**30  # bytes, unpacked


@dataclass(frozen=True, kw_only=True)
class FmuVariable:
    """A variable as the description has it; the value in SI is factor * value + offset.

    Attributes:
        start: as written; None where there is none.
        unit: as written; empty where there is none.
        powers: exponents of the base units of `unit`; None where they are not told.
    """

    name: str
    reference: int
    type: str
    causality: str
    variability: str
    start: str | None
    unit: str
    description: str
    powers: dict[str, int] | None
    factor: float = 1.0
    offset: float = 0.0
    array: bool = False


@dataclass(frozen=True, kw_only=True)
class FmuFile:
    """The description of an FMU for co-simulation, FMI 2.0 or 3.0.

    Attributes:
        path: of the file. platforms: for which it has binaries, as `x86_64-linux`.
        keeps_state: whether its state can be saved as bytes.
        description: as FMPy read it.
    """

    path: Path
    name: str
    fmi: str
    kinds: tuple[str, ...]
    platforms: tuple[str, ...]
    tool: str
    text: str
    keeps_state: bool
    variables: dict[str, FmuVariable]
    description: Any

    @classmethod
    def read(cls, path: Path) -> FmuFile:
        """Reads a file; nothing in it is run.

        Raises:
            FmuError: It is no FMU, or FMPy, which reads it, is not installed.
        """
        if not find_spec("fmpy"):
            raise FmuError("FMUs need fmpy: pip install 'twinbus[fmu]'")
        names = _names(path)
        if "modelDescription.xml" not in names:
            raise FmuError(f"{path} is no FMU: it has no modelDescription.xml")
        from fmpy import read_model_description

        try:
            told = read_model_description(str(path), validate=False)
        except Exception as error:  # FMPy raises Exception itself
            raise FmuError(f"{path} is no FMU that can be read: {_short(error)}") from error
        slave = told.coSimulation
        flags = ("canSerializeFMUstate", "canSerializeFMUState")
        return cls(
            path=path,
            name=told.modelName,
            fmi=told.fmiVersion,
            kinds=_kinds(told),
            platforms=_platforms(names),
            tool=told.generationTool or "",
            text=told.description or "",
            keeps_state=any(getattr(slave, flag, False) for flag in flags),
            variables={v.name: _variable(v, _units(told)) for v in told.modelVariables},
            description=told,
        )

    def problems(self) -> list[str]:
        """What FMPy's validation finds: the schema, names, start values, units and structure."""
        from fmpy.validation import validate_fmu

        return [" ".join(str(problem).split()) for problem in validate_fmu(str(self.path))]

    def check(self) -> None:
        """Whether it can be stepped here.

        Names of variables and the structure of the model, which tools often get wrong and which
        stepping does not need, are left to `problems`.

        Raises:
            FmuError: It is not for co-simulation, not for this machine, or not valid.
        """
        from fmpy import platform_tuple, read_model_description
        from fmpy.model_description import ValidationError

        if self.fmi not in _VERSIONS:
            raise FmuError(f"{self.path} is FMI {self.fmi}; {' and '.join(_VERSIONS)} are taken")
        if "co-simulation" not in self.kinds:
            raise FmuError(f"{self.path} is for {', '.join(self.kinds)}, not for co-simulation")
        if platform_tuple not in self.platforms:
            has = ", ".join(self.platforms) or "none"
            raise FmuError(f"{self.path} has no binary for {platform_tuple}; it has: {has}")
        try:
            read_model_description(str(self.path), validate=True)
        except ValidationError as error:
            raise FmuError(f"{self.path} is not valid: {'; '.join(error.problems)}") from error


def _names(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise FmuError(f"{path} is no FMU: {error}") from error
    except OSError as error:
        raise FmuError(f"{path} can not be read: {error.strerror or error}") from error
    if size > _LARGEST:
        raise FmuError(f"{path} unpacks to {size / 2**20:.0f} MiB, more than an FMU should")
    return names


_FMI2_FOLDERS = {
    "linux64": "x86_64-linux",
    "linux32": "x86-linux",
    "darwin64": "x86_64-darwin",
    "win64": "x86_64-windows",
    "win32": "x86-windows",
}


def _platforms(names: set[str]) -> tuple[str, ...]:
    inside = {name.split("/")[1] for name in names if name.startswith("binaries/")}
    return tuple(sorted({_FMI2_FOLDERS.get(folder, folder) for folder in inside if folder}))


def _kinds(told: Any) -> tuple[str, ...]:
    kinds = {
        "co-simulation": told.coSimulation,
        "model exchange": told.modelExchange,
        "scheduled execution": getattr(told, "scheduledExecution", None),
    }
    return tuple(name for name, there in kinds.items() if there is not None)


def _units(told: Any) -> dict[str, Any]:
    return {unit.name: unit.baseUnit for unit in told.unitDefinitions}


def _variable(told: Any, units: dict[str, Any]) -> FmuVariable:
    declared = getattr(told.declaredType, "unit", None)
    unit = told.unit or declared or ""
    base = units.get(unit)
    names = ("kg", "m", "s", "A", "K", "mol", "cd", "rad")
    powers = base and {n: int(p) for n in names if (p := getattr(base, n))}
    return FmuVariable(
        name=told.name,
        reference=told.valueReference,
        type=told.type,
        causality=told.causality or "local",
        variability=told.variability or "",
        start=told.start,
        unit=unit,
        description=told.description or "",
        powers=powers,
        factor=float(base.factor) if base else 1.0,
        offset=float(base.offset) if base else 0.0,
        array=bool(told.dimensions or told.dimensionValueReferences),
    )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
