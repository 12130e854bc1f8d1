"""Natural gas which the whole plant takes for a tonne of each product.

IPCC 2006 Guidelines for National Greenhouse Gas Inventories, volume 3, chapter 3, tables of
ammonia and of methanol (natural gas as feed and fuel, lower heating value, from memory): ammonia
28 to 42.5 GJ/t from modern plants to the average of old ones, methanol by steam reforming 31.4 to
36.5 GJ/t. The ranges are the tolerances.

The plant makes both from one reformer, so for each product its gas has to be shared. Their sum
does not depend on how: it is compared with the middle of both ranges for the tonnes that are made.
Shared is by the heating value of the synthesis gas (hydrogen, carbon monoxide, methane) which each
product keeps: the purge of the methanol loop, half of its make-up gas, comes back as fuel of the
common reformer. At first it was counted as methanol's; that gave 42.1 and 22.9 GJ/t and was seen
to be wrong only then, so the two shares are no independent test. Shaft power and steam are not
counted: such plants make both from their waste heat, but this plant's steam balance is not
compared.
"""

from __future__ import annotations

from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import CH4, CO, CO2, H2, H2O, O2
from twin_simulator.validation.line import ValidationLine, compare_range
from twin_simulator.validation.whole_plant import at_rest, whole_plant

SOURCE = "IPCC 2006, Guidelines, volume 3, chapter 3 (from memory)"
_TO_METHANOL, _PURGE = "S-101", "S-113"
_TO_AMMONIA = "S-261"  # feed of the secondary reformer
_METHANOL, _AMMONIA = (31.4, 36.5), (28.0, 42.5)  # GJ/t
_FUELS = ("H2", "CO", "CH4")


def heating_values() -> dict[str, float]:
    """Returns the lower heating value of each fuel in J/mol at 298.15 K."""
    h = ideal_gas.enthalpy(298.15).full().ravel()
    return {
        "H2": float(h[H2] + h[O2] / 2 - h[H2O]),
        "CO": float(h[CO] + h[O2] / 2 - h[CO2]),
        "CH4": float(h[CH4] + 2 * h[O2] - h[CO2] - 2 * h[H2O]),
    }


def supplies() -> list[str]:
    """Returns the streams of natural gas into the plant, feed and fuel."""
    plant = whole_plant().plant
    methane = {
        name
        for name, equipment in plant.equipment.items()
        if equipment.kind == "boundary.gas" and equipment.parameters.get("y_CH4", 0.0) > 0.5
    }
    return [s.id for s in plant.streams.values() if s.source.equipment in methane]


def power(stream: str) -> float:
    """Returns the lower heating value which a stream carries at rest in W."""
    moles, *shares = at_rest(f"{stream}.mole_flow", *(f"{stream}.y_{fuel}" for fuel in _FUELS))
    values = heating_values()
    return moles * sum(y * values[fuel] for y, fuel in zip(shares, _FUELS, strict=True))


def lines() -> list[ValidationLine]:
    """Compares energy for each tonne of ammonia and of methanol."""
    total = sum(power(stream) for stream in supplies())
    methanol = power(_TO_METHANOL) - power(_PURGE)
    share = methanol / (methanol + power(_TO_AMMONIA))
    instruments = whole_plant().plant.instruments
    refined, liquid = at_rest(*(instruments[tag].measures for tag in ("FT-510", "FT-408")))
    low, high = (
        (refined * ends[0] + liquid * ends[1]) / 1e3
        for ends in zip(_METHANOL, _AMMONIA, strict=True)
    )
    each = (share * total / refined / 1e6, (1 - share) * total / liquid / 1e6)
    return [
        compare_range("plant: natural gas", SOURCE, low, high, total / 1e9, "GW"),
        compare_range("plant: energy of methanol", SOURCE, *_METHANOL, each[0], "GJ/t"),
        compare_range("plant: energy of ammonia", SOURCE, *_AMMONIA, each[1], "GJ/t"),
    ]
