"""A faulty sensor reads what its law says, and says of itself what a real transmitter would."""

import numpy as np
import pytest
from tests.plants import plant_of

from twin_plc_adapters.opcua.quality import status_of
from twin_schemas.faults import FAULT_KINDS, Fault
from twin_simulator import Mismatch
from twin_simulator.emulation.sensors import Sensors, SensorState
from twin_simulator.emulation.staged import Staged

SCAN = 0.5
TAG = "PT-107"  # 0..80 bar, noise 0.03 bar, lag 0.5 s
STATUS = {
    "drift": "Good",
    "bias": "Good",
    "freeze": "Good",
    "noise": "Good",
    "lag": "Good",
    "spikes": "Good",
    "saturation": "UncertainEngineeringUnitsExceeded",
    "decalibrated": "UncertainSensorNotAccurate",
    "fail_high": "BadSensorFailure",
    "fail_low": "BadSensorFailure",
    "open_circuit": "BadSensorFailure",
    "dead": "BadSensorFailure",
    "out_of_service": "BadOutOfService",
    "communication_lost": "UncertainLastUsableValue",
}
HOLDING = ("freeze", "dead", "out_of_service", "communication_lost")
NUMBERS = {
    "drift": {"per_hour": 2.0},
    "bias": {"offset": 2.0},
    "noise": {"factor": 5.0},
    "lag": {"added": 20.0},
    "spikes": {"size": 5.0, "every": 10.0},
    "saturation": {"share": 50.0},
    "decalibrated": {"offset": 2.0},
}


def _staged(kind, start=0.0, ramp=0.0, since=0.0, **numbers):
    given = numbers or NUMBERS.get(kind, {})
    fault = Fault(name=kind, kind=kind, target=TAG, parameters=given, start=start, ramp=ramp)
    return Staged(fault=fault, since=since)


class Bench:
    """One sensor of the methanol loop, whose true value the test sets."""

    def __init__(self, noise=0.0, seed=1):
        self.instruments = plant_of("methanol").instruments
        self.k = list(self.instruments).index(TAG)
        self.true = np.array([0.5 * (i.low + i.high) for i in self.instruments.values()])
        self.true[self.k] = 48.0
        state = SensorState(
            lagged=self.true.copy(), reading=self.true.copy(), generator=np.random.default_rng(seed)
        )
        self.sensors = Sensors(self.instruments, Mismatch(noise=noise), state)
        self.time = 0.0

    def scan(self, *staged, seconds=SCAN):
        for _ in range(round(seconds / SCAN)):
            readings = self.sensors.scan(self.true, SCAN, staged, self.time)
            self.time += SCAN
        return float(readings[self.k])

    def status(self, *staged):
        reasons = self.sensors.qualities(staged, self.time)
        return status_of(reasons.get(TAG, "")).name


def test_every_kind_of_sensor_fault_is_tried():
    assert set(STATUS) == {name for name, k in FAULT_KINDS.items() if k.place == "sensor"}


@pytest.mark.parametrize("kind", STATUS)
def test_it_says_of_itself_what_a_real_transmitter_would(kind):
    bench, staged = Bench(), _staged(kind)
    bench.scan(staged)
    assert bench.status(staged) == STATUS[kind]
    assert bench.status() == "Good" or kind in {"fail_high", "fail_low", "open_circuit"}


def test_a_drift_grows_by_the_hour():
    bench, staged = Bench(), _staged("drift")
    assert bench.scan(staged) == pytest.approx(48.0)
    bench.time = 1800.0
    assert bench.scan(staged) == pytest.approx(49.0)
    bench.time = 7200.0
    assert bench.scan(staged) == pytest.approx(52.0)


def test_a_bias_is_there_at_once_or_comes_with_its_ramp():
    assert Bench().scan(_staged("bias")) == pytest.approx(50.0)
    bench, staged = Bench(), _staged("bias", start=100.0, ramp=100.0)
    bench.time = 99.5
    assert bench.scan(staged) == pytest.approx(48.0)
    bench.time = 150.0
    assert bench.scan(staged) == pytest.approx(49.0)
    bench.time = 500.0
    assert bench.scan(staged) == pytest.approx(50.0)


@pytest.mark.parametrize("kind", HOLDING)
def test_what_stands_still_does_not_follow(kind):
    bench, staged = Bench(), _staged(kind)
    bench.scan(staged)
    bench.true[bench.k] = 20.0
    assert bench.scan(staged, seconds=60.0) == 48.0
    assert bench.scan(seconds=SCAN) == pytest.approx(20.0)


def test_noise_grows_by_its_factor():
    spreads = []
    for staged in ((), (_staged("noise", factor=5.0),)):
        bench = Bench(noise=1.0)
        spreads.append(np.std([bench.scan(*staged) for _ in range(400)]))
    assert spreads[1] == pytest.approx(5 * spreads[0], rel=0.01)


def test_added_lag_makes_it_slow():
    bench, staged = Bench(), _staged("lag", added=20.0)
    bench.true[bench.k] = 58.0
    after = bench.scan(staged, seconds=20.5)
    assert after == pytest.approx(58.0 - 10 * np.exp(-1), abs=0.01)


def test_spikes_come_at_their_mean_rate_to_both_sides_and_leave_the_noise_alone():
    bench, alone, staged = Bench(noise=1.0), Bench(noise=1.0), _staged("spikes")
    jumps = np.array([bench.scan(staged) - alone.scan() for _ in range(4000)])
    struck = np.abs(jumps) > 1e-9
    assert struck.sum() == pytest.approx(4000 * SCAN / 10.0, rel=0.2)
    assert (jumps > 1).any()
    assert (jumps < -1).any()
    assert np.abs(jumps).max() <= 5.0


def test_a_saturated_one_stops_at_its_share_and_is_good_below():
    bench, staged = Bench(), _staged("saturation")
    assert bench.scan(staged) == pytest.approx(40.0)
    assert bench.status(staged) == "UncertainEngineeringUnitsExceeded"
    bench.true[bench.k] = 30.0
    bench.scan(staged, seconds=10.0)
    assert bench.status(staged) == "Good"


@pytest.mark.parametrize(
    ("kind", "end"), [("fail_high", 80.0), ("fail_low", 0.0), ("open_circuit", 0.0)]
)
def test_a_failed_one_reads_the_end_of_its_range(kind, end):
    assert Bench().scan(_staged(kind)) == end


def test_a_true_value_beyond_the_range_is_told():
    bench = Bench()
    bench.true[bench.k] = 90.0
    bench.scan(seconds=10.0)
    assert bench.status() == "UncertainEngineeringUnitsExceeded"


def test_the_worst_word_counts():
    bench, both = Bench(), (_staged("open_circuit"), _staged("decalibrated"))
    bench.scan(*both)
    assert bench.status(*both) == "BadSensorFailure"
    assert bench.status(*reversed(both)) == "BadSensorFailure"
