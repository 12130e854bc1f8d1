"""Kinds of equipment whose equations are in an FMU."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import Kind

_PORTS = ("a", "b", "c")
_INLETS = tuple(f"inlet_{port}" for port in _PORTS)
_OUTLETS = tuple(f"outlet_{port}" for port in _PORTS)
_STATE = {"temperature": "K", "pressure": "Pa"}


def fmu_kinds(fractions: Mapping[str, str]) -> Mapping[str, Kind]:
    """Returns the kinds; `fractions` is the SI unit of each mole fraction by its name."""
    optional = {name: (unit, 0.0) for name, unit in fractions.items()}
    mixed = {**_STATE, **fractions}
    return {
        "fmu.gas": _volume("gas whose state an FMU computes", optional, mixed),
        "fmu.liquid": _volume("liquid whose state an FMU computes", optional, mixed),
        "fmu.water": _volume("water whose state an FMU computes", {}, _STATE),
        "fmu.flow": Kind(
            title="machine whose flow an FMU computes",
            parameters={"mass_flow": "kg/s"},
            optional={"duty": ("W", 0.0)},
            inlets=("inlet",),
            outlets=("outlet",),
            quantities={"mass_flow": "kg/s", "duty": "W"},
            fmu=True,
        ),
    }


def _volume(
    title: str, optional: Mapping[str, tuple[str, float | None]], quantities: Mapping[str, str]
) -> Kind:
    return Kind(
        title=title,
        parameters=_STATE,
        optional=optional,
        inlets=_INLETS,
        outlets=_OUTLETS,
        quantities=quantities,
        fmu=True,
    )
