"""A run that is led by a plant has tripped where the plant has, and nowhere else."""

from tests.plants import COARSE, model_of

from twin_simulator import Run

TRIPS_LATER = {"PT-121": 1.0}  # no feed water: the drum runs empty


def _starved(led):
    run = Run.at_design(model_of("methanol"), scan=COARSE)
    if led:
        values = run.values()
        run.lead({c.moves: values[f"{name}.OP"] for name, c in run.plant.controllers.items()})
    run.drive(TRIPS_LATER)
    run.step(3600.0)
    return run


def test_a_led_run_has_not_tripped_where_the_plant_has_not():
    """Else a branch of it, which nobody leads, would begin with a shutdown."""
    assert _starved(led=False).tripped[0] == "UZ-103"
    assert _starved(led=True).tripped == []


def test_it_has_tripped_where_the_plant_has():
    run = _starved(led=False)
    trips = run.plant.interlocks["UZ-103"].trips
    run.lead({trip.equipment: trip.position for trip in trips})
    run.step(10.0)
    assert "UZ-103" in run.tripped
    run.lead({trip.equipment: 50.0 for trip in trips})
    run.step(COARSE)
    assert "UZ-103" not in run.tripped
