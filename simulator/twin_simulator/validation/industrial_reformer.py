"""What leaves the tubes of industrial reformers at the temperature at which it was measured.

Latham 2008 (Mathematical modelling of an industrial steam methane reformer, thesis, Queen's
University), appendix H, tables 30 and 31: four states of plants of 336 tubes of 0.146 m outer
diameter, heated over 12.5 m, as tabulated in the data set of IzbassarO/reformer-digital-twin (CC BY
4.0). Feed, inlet, outlet temperature and pressures are given; compared is the wet outlet gas.

The thesis gives no thickness of the walls; 15.3 mm is taken, as of Xu and Froment's tube, and the
bed of `reformer_tube`. The gas is within some 10 K of equilibrium, so both matter little. Heat is
spread evenly and found so that the outlet has its temperature. Higher hydrocarbons are taken as
the methane, carbon monoxide and hydrogen that they react to. Tolerances: twice the uncertainty
that the thesis gives for hydrogen (1 mol%) and methane (0.3 mol%), and 5 % for the oxides, where
it gives none. The flow through one of the four, C1, is doubtful (it equals its air flow); its
composition depends on it little, and it is compared as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi

from scipy.optimize import brentq

from twin_simulator.kinetics import reforming
from twin_simulator.properties.components import CH4, CO, CO2, H2, H2O, N2, by_component
from twin_simulator.units.unit import Array
from twin_simulator.validation import reformer_tube as tube
from twin_simulator.validation.line import ValidationLine, compare
from twin_simulator.validation.plug_flow import Profile, Tube

SOURCE = "Latham 2008, thesis, Queen's University, appendix H"
_LENGTH, _DIAMETER = 12.5, 0.146 - 2 * 0.0153  # m
_AREA = pi / 4 * _DIAMETER**2
_CATALYST = tube.BED_DENSITY * _AREA * _LENGTH  # kg
_TOLERANCE = {"H2": 2.0, "CH4": 0.6}  # mol%
_INDEX = {"H2": H2, "CH4": CH4, "CO": CO, "CO2": CO2}


@dataclass(frozen=True, kw_only=True)
class PlantState:
    """A tube of a plant, as measured.

    Attributes:
        name: of the plant.
        flow: of one tube in mol/s.
        temperatures: at inlet and outlet in K.
        pressures: at inlet and outlet in Pa.
        alkanes: mol% of CH4, C2H6 and so on in the feed.
        others: mol% of the other components in the feed.
        leaving: mol% in the wet outlet gas.
    """

    name: str
    flow: float
    temperatures: tuple[float, float]
    pressures: tuple[float, float]
    alkanes: tuple[float, ...]
    others: Mapping[int, float]
    leaving: Mapping[str, float]

    @property
    def feed(self) -> Array:
        """Flow of each component in mol/s, higher alkanes as what they react to with steam.

        CnH2n+2 + (n-1) H2O = CH4 + (n-1) CO + 2 (n-1) H2.
        """
        more = sum(n * share for n, share in enumerate(self.alkanes))
        reacted = {CH4: sum(self.alkanes), CO: more, H2: 2 * more, H2O: -more}
        shares = {
            i: reacted.get(i, 0.0) + self.others.get(i, 0.0) for i in {*reacted, *self.others}
        }
        found: Array = (by_component(shares) * self.flow / 100).full().ravel()
        return found


STATES = (
    PlantState(
        name="plant A",
        flow=23.4702 / 3.6,
        temperatures=(884.55, 1105.55),
        pressures=(30.060e5, 28.461e5),
        alkanes=(24.21, 0.42, 0.09, 0.05, 0.02, 0.03),
        others={H2: 0.04, N2: 0.06, CO2: 0.47, H2O: 74.62},
        leaving={"H2": 45.825, "CH4": 5.046, "CO": 8.201, "CO2": 5.818},
    ),
    PlantState(
        name="plant B",
        flow=21.0506 / 3.6,
        temperatures=(887.05, 1107.15),
        pressures=(29.440e5, 28.040e5),
        alkanes=(24.87, 0.39, 0.09, 0.05, 0.02, 0.03),
        others={H2: 0.18, N2: 0.07, CO2: 0.53, H2O: 73.77},
        leaving={"H2": 46.313, "CH4": 5.260, "CO": 8.453, "CO2": 5.754},
    ),
    PlantState(
        name="plant C1",
        flow=28.7321 / 3.6,
        temperatures=(890.95, 1122.05),
        pressures=(30.267e5, 28.798e5),
        alkanes=(24.58, 0.41, 0.08, 0.04, 0.02, 0.01),
        others={H2: 0.27, N2: 0.11, CO2: 0.52, H2O: 73.95},
        leaving={"H2": 47.133, "CH4": 4.536, "CO": 8.887, "CO2": 5.589},
    ),
    PlantState(
        name="plant C2",
        flow=15.9375 / 3.6,
        temperatures=(879.85, 1108.95),
        pressures=(28.085e5, 27.234e5),
        alkanes=(24.01, 0.58, 0.13, 0.06, 0.02, 0.02),
        others={H2: 0.25, N2: 0.14, CO2: 0.42, H2O: 74.37},
        leaving={"H2": 46.551, "CH4": 4.823, "CO": 8.495, "CO2": 5.736},
    ),
)


def profile(state: PlantState, flux: float) -> Profile:
    """Computes a tube under an even heat flux in W/m2 of its inner wall."""
    heat = flux * pi * _DIAMETER * _LENGTH / _CATALYST
    bed = Tube(
        rates=reforming.pellet_rates,
        stoichiometry=reforming.STOICHIOMETRY,
        catalyst=_CATALYST,
        heating=lambda _: heat,
        hot=True,
    )
    return bed.profile(state.feed, state.temperatures[0], sum(state.pressures) / 2)


def leaving(state: PlantState) -> Array:
    """Computes mol% of each component in the gas that leaves at its measured temperature."""

    def too_hot(flux: float) -> float:
        return float(profile(state, flux).temperature[-1] - state.temperatures[1])

    flux = float(brentq(too_hot, 2e4, 2e5, xtol=10.0))
    found: Array = 100 * profile(state, flux).composition[:, -1]
    return found


def lines() -> list[ValidationLine]:
    """Compares hydrogen, methane and both oxides of each plant."""
    found = []
    for state in STATES:
        computed = leaving(state)
        for name, measured in state.leaving.items():
            tolerance = _TOLERANCE.get(name, 0.05 * measured) / measured
            case = f"industrial reformer, {state.name}: {name} leaving"
            value = computed[_INDEX[name]]
            found.append(compare(case, SOURCE, measured, value, "mol%", tolerance))
    return found
