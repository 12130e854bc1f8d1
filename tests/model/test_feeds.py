"""What the compressors of gas, air and refrigerant feed: desulfurisation, storage, converter."""

import pytest
from tests.plants import COARSE, assert_sound, model_of

from twin_simulator import Run


def test_organic_sulfur_passes_without_hydrogen():
    model = model_of("reforming")
    run = Run.at_design(model)
    assert run.values()["AT-203A"] < 0.1  # ppm, of 2 ppm
    run.set_parameter("X-201.y_H2", 0.0)
    run.step(600.0)
    assert_sound(run, model)
    assert run.values()["AT-203A"] == pytest.approx(2.0, abs=0.1)


def test_organic_sulfur_passes_a_cold_bed():
    model = model_of("reforming")
    run = Run.at_design(model, scan=COARSE)
    run.write("FIC-208.MODE", 0.0)
    run.trip("FV-203")
    run.step(3600.0)
    assert_sound(run, model)
    assert run.values()["AT-203A"] > 0.2


def test_a_barge_is_loaded_with_its_batch():
    model = model_of("ammonia_storage")
    run = Run.at_design(model, scan=COARSE)
    run.write("FIC-657.SP", 30.0)
    run.step(1200.0)
    values = run.values()
    assert values["FT-657"] == pytest.approx(30.0, abs=0.5)
    assert values["FQT-657"] == pytest.approx(30.0 * 1200.0, rel=0.1)
    run.write("FIC-657.SP", 45.0)
    run.step(3 * 3600.0)
    assert_sound(run, model)
    assert run.tripped == ["UZ-655"]
    assert run.values()["FT-657"] == pytest.approx(0.0, abs=0.01)


def test_without_compression_the_tank_warms_until_its_relief_opens():
    model = model_of("ammonia_storage")
    run = Run.at_design(model, scan=COARSE)
    run.trip("PV-651")
    run.step(12 * 3600.0)
    assert_sound(run, model)
    assert run.values()["PT-651"] > 1.089
    assert run.values()["FT-656"] > 0.5


def test_the_start_up_heater_lights_the_converter_again():
    """A bypass wide open puts it out; heater and reset bring it back."""
    model = model_of("ammonia_loop")
    run = Run.at_design(model, scan=COARSE)
    run.write("TIC-421.MODE", 0.0)
    run.write("TIC-402.MODE", 0.0)
    run.write("TIC-402.OP", 100.0)
    run.step(1800.0)
    out = run.values()
    assert out["TT-411C"] < 300.0
    run.write("FIC-401.SP", 15.0)
    run.write("TIC-402.MODE", 1.0)
    run.write("TIC-421.MODE", 1.0)
    run.write("TIC-421.SP", 390.0)
    run.step(3600.0)
    for _ in range(2):  # the second: the loop fills past its high pressure in the restart
        run.reset()
        run.step(900.0)
    assert_sound(run, model)
    assert run.values()["TT-411C"] > 450.0
