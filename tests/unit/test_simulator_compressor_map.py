"""The map of a centrifugal stage: rated point, surge, choke, speed and flap."""

import numpy as np
import pytest

from twin_simulator.units import compressor_map as stage


def test_head_is_highest_where_the_stage_surges():
    flows = np.linspace(0.3, 1.2, 901)
    heads = [float(stage.head(q, 1.0)) for q in flows]
    assert flows[int(np.argmax(heads))] == pytest.approx(stage.SURGE, abs=2e-3)


def test_head_falls_off_into_choke():
    assert float(stage.head(1.35, 1.0)) < 0.3


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.1])
def test_head_scales_by_the_fan_laws(speed):
    scaled = float(stage.head(0.9 * speed, speed)) / speed**2
    assert scaled == pytest.approx(float(stage.head(0.9, 1.0)))


def test_the_flap_resists_backward_flow_and_a_stopped_rotor_any_flow():
    assert float(stage.head(-0.1, 0.0)) > 3.0
    assert float(stage.head(0.5, 0.0)) < -1.0


def test_distance_to_surge_is_one_at_surge_and_far_at_rest():
    assert float(stage.distance_to_surge(0.8 * stage.SURGE, 0.8)) == pytest.approx(1.0)
    assert float(stage.distance_to_surge(0.0, 0.0)) == 3.0
