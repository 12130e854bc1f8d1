"""A sticking valve makes a flow loop swing as is published.

He, Wang, Pottmann and Qin 2007, Ind. Eng. Chem. Res. 46, 4549: in a self-regulating loop, such as
one of flow, the valve stands and jumps, so the process value looks like a square wave, and the
controller integrates it into a triangle. Their index compares how well a triangle and a sine fit
the half periods of the output; above 0.6 it is stiction, below 0.4 an oscillation of another cause.
Choudhury, Thornhill and Shah 2005, Control Eng. Pract. 13, 641: without jump (J = 0) a loop whose
process does not integrate comes to rest.
"""

import numpy as np
import pytest
from tests.plants import model_of

from twin_schemas.faults import Fault
from twin_simulator import Mismatch, Run

SCAN, SETTLING, SEEN = 0.5, 300.0, 300.0
SQUARE, SINE, TRIANGLE = 1.0, 2 / np.pi, 0.5  # mean of |y| over its amplitude


def _swing(band, jump):
    """Output, flow and valve position of FIC-101 after it has settled into its swing."""
    run = Run.at_design(model_of("methanol"), mismatch=Mismatch(noise=0.0), sensors=True)
    if band:
        numbers = {"band": band, "jump": jump}
        run.inject(Fault(name="sticks", kind="stiction", target="FV-101", parameters=numbers))
    run.write("FIC-101.SP", 20.5)
    run.step(SETTLING)
    seen = []
    for _ in range(round(SEEN / SCAN)):
        run.step(SCAN)
        values = run.values()
        seen.append([values["FIC-101.OP"], values["FT-101"], values["ZT-101"]])
    return np.array(seen).T


def _fullness(wave):
    """How square a wave is: mean of its distance from the middle, as a share of its amplitude."""
    middle, amplitude = (wave.max() + wave.min()) / 2, np.ptp(wave) / 2
    return float(np.mean(np.abs(wave - middle)) / amplitude)


def _half_periods(wave):
    """The wave between two crossings of its middle, the incomplete ends left out."""
    centred = wave - (wave.max() + wave.min()) / 2
    crossings = np.flatnonzero(np.diff(np.sign(centred)) != 0) + 1
    return [np.abs(part) for part in np.split(centred, crossings)[1:-1] if len(part) > 4]


def _misfit(part, shape):
    scale = part @ shape / (shape @ shape)
    return float(np.mean((part - scale * shape) ** 2))


def _stiction_index(wave):
    """Index of He et al.: error of the best sine over that of both."""
    triangle = sine = 0.0
    for part in _half_periods(wave):
        at = np.arange(len(part)) + 0.5
        peaks = [np.minimum(at / k, (len(part) - at) / (len(part) - k)) for k in at]
        triangle += min(_misfit(part, peak) for peak in peaks)
        sine += _misfit(part, np.sin(np.pi * at / len(part)))
    return sine / (sine + triangle)


@pytest.fixture(scope="module")
def swing():
    return _swing(band=5.0, jump=3.0)


def test_the_loop_swings_for_ever(swing):
    output, flow, _ = swing
    halves = np.split(flow, 2)
    assert np.ptp(halves[0]) == pytest.approx(np.ptp(halves[1]), rel=0.05)
    assert np.ptp(flow) > 0.5  # kg/s around 20.5
    assert len(_half_periods(output)) >= 6


def test_the_output_is_a_triangle_and_flow_and_valve_are_nearly_square(swing):
    output, flow, valve = map(_fullness, swing)
    assert output == pytest.approx(TRIANGLE, abs=0.06)
    assert SINE + 0.08 < flow < SQUARE
    assert SINE + 0.08 < valve < SQUARE


def test_the_published_index_finds_stiction(swing):
    assert _stiction_index(swing[0]) > 0.6


def test_the_index_does_not_find_it_in_a_sine():
    assert _stiction_index(np.sin(np.linspace(0, 40, 2000))) < 0.4


def test_the_valve_jumps_by_at_least_j(swing):
    *_, valve = swing
    assert np.ptp(valve) >= 3.0


@pytest.mark.parametrize(("band", "jump"), [(0.0, 0.0), (5.0, 0.0)])
def test_without_jump_the_loop_comes_to_rest(band, jump):
    _, flow, valve = _swing(band, jump)
    assert np.ptp(valve) < 0.2
    assert np.ptp(flow) < 0.1
