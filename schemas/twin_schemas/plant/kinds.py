"""The kinds of equipment a description may use: parameters, ports and measurable quantities."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import METAL, Kind, bed_quantities
from twin_schemas.plant.kinds_ammonia import ammonia_kinds
from twin_schemas.plant.kinds_distillation import DISTILLATION
from twin_schemas.plant.kinds_fmu import fmu_kinds
from twin_schemas.plant.kinds_reforming import REFORMING
from twin_schemas.plant.kinds_steam import STEAM
from twin_schemas.plant.kinds_utilities import utility_kinds

COMPONENTS = (
    *("H2", "CO", "CO2", "CH4", "N2", "H2O", "CH3OH"),
    *("NH3", "AR", "O2", "H2S", "MDEA", "CH3SH"),
)

FRACTIONS: Mapping[str, str] = {f"y_{component}": "1" for component in COMPONENTS}

STREAM_QUANTITIES: Mapping[str, str] = {
    "mass_flow": "kg/s",
    "mole_flow": "mol/s",
    "temperature": "K",
    "pressure": "Pa",
    **FRACTIONS,
}

# Where the search for the steady state begins; the area's first fill unless it is given.
START = {"start_temperature": ("K", None), "start_pressure": ("Pa", None)}

_STATE = {"temperature": "K", "pressure": "Pa"}
_VALVE = Kind(
    title="control valve with a non-return flap",
    parameters={"flow_area": "m^2", "rangeability": "1", "stroke_time": "s"},
    inlets=("inlet",),
    outlets=("outlet",),
    quantities={"position": "1"},
    actuator="position",
)

KINDS: Mapping[str, Kind] = {
    **REFORMING,
    "boundary.gas": Kind(
        title="gas supply at a given pressure, temperature and composition",
        parameters=_STATE,
        optional={name: (unit, 0.0) for name, unit in FRACTIONS.items()},
        outlets=("outlet",),
        quantities={**_STATE, **FRACTIONS},
    ),
    "boundary.liquid": Kind(
        title="liquid supply at a given pressure, temperature and composition",
        parameters=_STATE,
        optional={name: (unit, 0.0) for name, unit in FRACTIONS.items()},
        outlets=("outlet",),
        quantities={**_STATE, **FRACTIONS},
    ),
    "boundary.water": Kind(
        title="water supply at a given pressure and temperature",
        parameters=_STATE,
        outlets=("outlet",),
        quantities=_STATE,
    ),
    "boundary.steam": Kind(
        title="steam supply at a given pressure and temperature",
        parameters=_STATE,
        outlets=("outlet",),
        quantities=_STATE,
    ),
    "boundary.sink": Kind(
        title="receiver at a given pressure",
        parameters={"pressure": "Pa"},
        inlets=("inlet",),
        quantities={"pressure": "Pa"},
    ),
    "boundary.flare": Kind(
        title="flare tip, at which what comes is burned",
        parameters={"pressure": "Pa"},
        inlets=("inlet",),
        quantities={"pressure": "Pa"},
    ),
    "valve.gas": _VALVE,
    "valve.liquid": _VALVE,
    "vessel.gas": Kind(
        title="gas volume which mixes its inlets",
        parameters={"volume": "m^3"},
        optional=METAL,
        inlets=("inlet_a", "inlet_b", "inlet_c"),
        outlets=("outlet_a", "outlet_b", "outlet_c"),
        quantities={**_STATE, "steam_to_carbon": "1", **FRACTIONS},
    ),
    "vessel.raw_gas": Kind(
        title="volume of natural gas before its sulfur is taken out",
        parameters={"volume": "m^3"},
        inlets=("inlet_a", "inlet_b", "inlet_c"),
        outlets=("outlet_a", "outlet_b", "outlet_c"),
        quantities={**_STATE, **FRACTIONS},
    ),
    "vessel.flue": Kind(
        title="part of a flue gas or air duct",
        parameters={"volume": "m^3"},
        inlets=("inlet_a", "inlet_b", "inlet_c"),
        outlets=("outlet_a", "outlet_b", "outlet_c"),
        quantities={**_STATE, **FRACTIONS},
    ),
    "compressor": Kind(
        title="centrifugal recycle compressor with variable speed",
        parameters={
            "rated_flow": "m^3/s",
            "rated_head": "J/kg",
            "rated_speed": "rpm",
            "efficiency": "1",
            "flow_time": "s",
            "speed_time": "s",
        },
        inlets=("inlet",),
        outlets=("outlet",),
        quantities={"speed": "rpm", "power": "W"},
        actuator="speed",
    ),
    "exchanger.feed_effluent": Kind(
        title="gas/gas exchanger, counter-current cells around a metal wall",
        parameters={
            "conductance": "W/K",
            "wall_heat_capacity": "J/K",
            "cold_flow_area": "m^2",
            "hot_flow_area": "m^2",
            "cells": "1",
        },
        inlets=("cold_inlet", "hot_inlet"),
        outlets=("cold_outlet", "hot_outlet"),
        quantities={
            "cold_outlet_temperature": "K",
            "hot_outlet_temperature": "K",
            "duty": "W",
        },
    ),
    "reactor.methanol": Kind(
        title="tubular methanol converter in boiling water",
        parameters={
            "tubes": "1",
            "tube_diameter": "m",
            "tube_length": "m",
            "void_fraction": "1",
            "catalyst_density": "kg/m^3",
            "catalyst_heat_capacity": "J/kg/K",
            "heat_transfer": "W/m^2/K",
            "flow_area": "m^2",
            "circulation": "kg/s",
            "cells": "1",
        },
        inlets=("feed", "coolant_inlet"),
        outlets=("product", "coolant_outlet"),
        quantities={
            **bed_quantities(),
            "duty": "W",
        },
    ),
    "drum.steam": Kind(
        title="steam drum with saturated water and steam",
        parameters={"volume": "m^3", "pressure": "Pa", "level": "1"},
        inlets=("feedwater", "riser", "riser_b", "riser_c"),
        outlets=("downcomer", "downcomer_b", "downcomer_c", "steam"),
        quantities={**_STATE, "level": "1"},
    ),
    "cooler.condensing": Kind(
        title="water-cooled condenser, counter-current cells with two phases",
        parameters={
            "conductance": "W/K",
            "volume": "m^3",
            "water_volume": "m^3",
            "flow_area": "m^2",
            "water_flow_area": "m^2",
            "water_pressure": "Pa",
            "cells": "1",
        },
        inlets=("hot_inlet", "water_inlet"),
        outlets=("hot_outlet", "water_outlet"),
        quantities={"outlet_temperature": "K", "water_outlet_temperature": "K", "duty": "W"},
    ),
    "separator.vle": Kind(
        title="vessel with gas and liquid close to phase equilibrium",
        parameters={"volume": "m^3", "level": "1"},
        inlets=("inlet",),
        outlets=("gas_a", "gas_b", "liquid"),
        quantities={**_STATE, "level": "1"},
    ),
    **ammonia_kinds(FRACTIONS),
    **DISTILLATION,
    **STEAM,
    **utility_kinds(FRACTIONS),
    **fmu_kinds(FRACTIONS),
}
