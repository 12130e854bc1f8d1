"""Kinds of equipment for compression and ammonia synthesis."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import METAL, Kind, bed_quantities

_STATE = {"temperature": "K", "pressure": "Pa"}
_COOLING_WATER = {
    "conductance": "W/K",
    "volume": "m^3",
    "water_volume": "m^3",
    "water_flow_area": "m^2",
    "water_pressure": "Pa",
    "cells": "1",
}


def compressor(title: str, stages: str) -> Kind:
    """Returns the kind of a machine whose stages are named by letters."""
    each = {"rated_flow": "m^3/s", "rated_head": "J/kg"}
    return Kind(
        title=title,
        parameters={
            **{f"{name}_{s}": unit for s in stages for name, unit in each.items()},
            "rated_speed": "rpm",
            "efficiency": "1",
            "driver_power": "W",
            "flow_time": "s",
            "inertia_time": "s",
        },
        optional={"steam_flow": ("kg/s", None), "turbine_efficiency": ("1", 0.75)},
        inlets=(*(f"inlet_{s}" for s in stages), "steam"),
        outlets=(*(f"outlet_{s}" for s in stages), "exhaust"),
        quantities={
            "speed": "rpm",
            "power": "W",
            "surge_ratio": "1",
            **{f"surge_ratio_{s}": "1" for s in stages},
        },
        actuator="speed",
    )


def ammonia_kinds(fractions: Mapping[str, str]) -> dict[str, Kind]:
    """Returns the kinds.

    Args:
        fractions: SI unit of the mole fraction of each component.
    """
    return {**_lines(fractions), **_machines(), **_coolers(fractions), **_synthesis()}


def _lines(fractions: Mapping[str, str]) -> dict[str, Kind]:
    return {
        "boundary.ammonia": Kind(
            title="supply of liquid ammonia at a given pressure and temperature",
            parameters=_STATE,
            outlets=("outlet",),
            quantities=_STATE,
        ),
        "valve.check": Kind(
            title="non-return valve of a gas line",
            parameters={"flow_area": "m^2"},
            inlets=("inlet",),
            outlets=("outlet",),
        ),
        "vessel.manifold": Kind(
            title="gas volume in which three lines meet and from which four part",
            parameters={"volume": "m^3"},
            inlets=("inlet_a", "inlet_b", "inlet_c"),
            outlets=("outlet_a", "outlet_b", "outlet_c", "outlet_d"),
            quantities={**_STATE, **fractions},
        ),
        "heater.electric": Kind(
            title="electric heater in a gas volume",
            parameters={"volume": "m^3", "rated_power": "W", "response_time": "s"},
            optional=METAL,
            inlets=("inlet_a", "inlet_b", "inlet_c"),
            outlets=("outlet_a", "outlet_b", "outlet_c"),
            quantities={**_STATE, **fractions, "power": "W"},
            actuator="load",
        ),
        "vessel.quench": Kind(
            title="space between two catalyst beds into which quench gas flows",
            parameters={"volume": "m^3", "flow_area": "m^2"},
            inlets=("feed", "quench"),
            outlets=("outlet",),
            quantities={**_STATE, **fractions},
        ),
    }


def _machines() -> dict[str, Kind]:
    return {
        "compressor.one_stage": compressor("centrifugal compressor", "a"),
        "compressor.two_stages": compressor("centrifugal compressor, two stages on a shaft", "ab"),
        "compressor.three_stages": compressor("centrifugal compressor, three stages", "abc"),
        "compressor.four_stages": compressor("centrifugal compressor, four stages", "abcd"),
    }


def _coolers(fractions: Mapping[str, str]) -> dict[str, Kind]:
    return {
        "cooler.gas": Kind(
            title="water-cooled cooler of a dry gas",
            parameters=_COOLING_WATER,
            optional=METAL,
            inlets=("hot_inlet", "water_inlet"),
            outlets=("outlet_a", "outlet_b", "water_outlet"),
            quantities={
                **_STATE,
                **fractions,
                "inlet_temperature": "K",
                "water_outlet_temperature": "K",
                "duty": "W",
            },
        ),
        "chiller.ammonia": Kind(
            title="condenser against boiling ammonia",
            parameters={
                "conductance": "W/K",
                "volume": "m^3",
                "flow_area": "m^2",
                "cells": "1",
                "refrigerant_volume": "m^3",
                "refrigerant_pressure": "Pa",
                "level": "1",
            },
            inlets=("hot_inlet", "refrigerant_inlet"),
            outlets=("hot_outlet", "vapour"),
            quantities={
                "outlet_temperature": "K",
                "refrigerant_pressure": "Pa",
                "refrigerant_temperature": "K",
                "level": "1",
                "duty": "W",
            },
        ),
    }


def _synthesis() -> dict[str, Kind]:
    return {
        "membrane.hydrogen": Kind(
            title="membrane which lets hydrogen pass",
            parameters={
                "area": "m^2",
                "permeance": "mol/m^2/s/Pa",
                "volume": "m^3",
                "flow_area": "m^2",
                "permeate_pressure": "Pa",
            },
            inlets=("feed",),
            outlets=("retentate", "permeate"),
            quantities={**_STATE, "permeate_pressure": "Pa", "y_H2": "1", "permeate_y_H2": "1"},
        ),
        "reactor.ammonia": Kind(
            title="adiabatic bed of ammonia synthesis catalyst",
            parameters={
                "volume": "m^3",
                "void_fraction": "1",
                "catalyst_density": "kg/m^3",
                "catalyst_heat_capacity": "J/kg/K",
                "flow_area": "m^2",
                "cells": "1",
            },
            inlets=("feed",),
            outlets=("product",),
            quantities={
                **bed_quantities(),
            },
        ),
    }
