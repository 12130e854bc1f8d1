"""Far faster than real time; the real ratio is measured by the bench, not asserted here."""

import time

from twin_schemas.plant import load_plant
from twin_simulator import ProcessModel, Run


def test_an_hour_takes_seconds():
    run = Run.at_design(ProcessModel.build(load_plant()))
    run.write("FIC-101.SP", 15.6)
    start = time.process_time()
    run.step(3600.0)
    # processor time: about 2 s for 2000 times real time; ample room for a slow machine
    assert time.process_time() - start < 18.0
