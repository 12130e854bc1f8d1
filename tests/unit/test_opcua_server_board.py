"""What the server of the twin's values shows, without a server."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from asyncua import ua
from tests.plants import WHOLE, plant_of

from twin_plc_adapters.opcua.engineering_units import unit_id
from twin_plc_adapters.opcua_server.agent import OpcUaServer
from twin_plc_adapters.opcua_server.board import Board, Key
from twin_plc_adapters.opcua_server.names import SERIES
from twin_plc_adapters.opcua_server.statuses import class_of, code_of
from twin_schemas.access_events import UserChanged
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.vocabulary import Quality

PLANT = plant_of(WHOLE)
TAGS = {name: PLANT.tags[name] for name in ("FT-101", "FIC-101.SP")}
NS = 1_000_000_000
NOW = 1_000 * NS
STALE_NS = int(3 * TAGS["FT-101"].rate_s * NS)
CODES = ua.StatusCodes

MEASURED = Measurement(
    tag="FT-101",
    value=5.0,
    unit="kg/s",
    quality="good",
    source_time_ns=NOW - 2,
    server_time_ns=NOW - 1,
    ingest_time_ns=NOW,
    origin="plant",
    sequence=0,
)
SIMULATED = SimulatedValue(
    tag="FT-101",
    value=4.0,
    unit="kg/s",
    quality="good",
    time_ns=NOW,
    run_id="r",
    origin="model",
)
RESIDUAL = Residual(
    tag="FT-101",
    residual=1.0,
    measured=5.0,
    simulated=4.0,
    unit="kg/s",
    quality="good",
    time_ns=NOW,
)
ACCEPTED = SetpointProgressed(
    request_id="1",
    tag="FIC-101.SP",
    value=15.0,
    unit="kg/s",
    state="accepted",
    author="ann",
    time_ns=NOW,
)


@pytest.fixture
def board() -> Board:
    return Board(TAGS)


def name(board: Board, key: Key, now_ns: int = NOW) -> str:
    return str(ua.StatusCode(board.shown(key, now_ns).code).name)


def test_before_anything_came_nothing_is_good(board: Board):
    assert name(board, ("FT-101", "Desired")) == "BadNotSupported"
    assert {name(board, ("FIC-101.SP", one)) for one in SERIES} == {"BadWaitingForInitialData"}


def test_each_of_the_four_is_kept_with_its_times(board: Board):
    board.take_measured(MEASURED, NOW + 5)
    board.take_simulated(SIMULATED, NOW + 6)
    board.take_residual(RESIDUAL, NOW + 7)
    board.take_progress(ACCEPTED, NOW + 8)
    reported = board.shown(("FT-101", "Reported"), NOW)
    assert (reported.value, reported.code) == (5.0, CODES.Good)
    assert (reported.source_ns, reported.server_ns) == (NOW - 2, NOW + 5)
    assert board.shown(("FT-101", "Simulated"), NOW).value == 4.0
    assert board.shown(("FT-101", "Residual"), NOW).value == 1.0
    assert board.shown(("FIC-101.SP", "Desired"), NOW).value == 15.0


@pytest.mark.parametrize("state", ["requested", "refused", "completed", "failed"])
def test_only_an_accepted_command_is_desired(board: Board, state: str):
    board.take_progress(replace(ACCEPTED, state=state), NOW)
    assert name(board, ("FIC-101.SP", "Desired")) == "BadWaitingForInitialData"


@pytest.mark.parametrize("series", ["Reported", "Simulated", "Residual"])
def test_what_is_silent_for_three_rates_is_uncertain_and_said_once(board: Board, series: str):
    board.take_measured(MEASURED, NOW)
    board.take_simulated(SIMULATED, NOW)
    board.take_residual(RESIDUAL, NOW)
    key: Key = ("FT-101", series)  # type: ignore[assignment]
    assert key in board.changes(NOW)
    assert name(board, key, NOW + STALE_NS) == "Good"
    late = NOW + STALE_NS + 1
    assert name(board, key, late) == "UncertainLastUsableValue"
    assert key in board.changes(late)
    assert list(board.changes(late + NS)) == []
    board.take_measured(replace(MEASURED, ingest_time_ns=late), late)
    assert name(board, ("FT-101", "Reported"), late) == "Good"


def test_a_command_does_not_grow_old(board: Board):
    board.take_progress(ACCEPTED, NOW)
    assert name(board, ("FIC-101.SP", "Desired"), NOW + 10**9 * NS) == "Good"


def test_what_had_to_wait_for_the_bus_is_not_live(board: Board):
    board.take_measured(replace(MEASURED, late=True), NOW)
    assert name(board, ("FT-101", "Reported")) == "UncertainLastUsableValue"


def test_a_gap_has_neither_value_nor_residual(board: Board):
    board.take_residual(RESIDUAL, NOW)
    gap = replace(MEASURED, value=math.nan, quality="bad", reason="no connection to the plant")
    board.take_measured(gap, NOW)
    for series in ("Reported", "Residual"):
        assert name(board, ("FT-101", series)) == "BadNoCommunication"  # type: ignore[arg-type]
        assert math.isnan(board.shown(("FT-101", series), NOW).value)  # type: ignore[arg-type]


def test_a_number_that_is_none_is_bad_whatever_is_said_of_it(board: Board):
    board.take_simulated(replace(SIMULATED, value=math.inf), NOW)
    assert name(board, ("FT-101", "Simulated")) == "Bad"


def test_tags_of_another_plant_are_left_out(board: Board):
    board.take_measured(replace(MEASURED, tag="FT-999"), NOW)
    assert list(board.changes(NOW)) == []


@pytest.mark.parametrize(
    ("quality", "reason", "code"),
    [
        ("good", "", "Good"),
        ("bad", "BadSensorFailure", "BadSensorFailure"),
        ("bad", "sensor failed", "BadSensorFailure"),
        ("bad", "UncertainSensorNotAccurate", "Bad"),
        ("bad", "whatever", "Bad"),
        ("uncertain", "UncertainSubNormal", "UncertainSubNormal"),
        ("uncertain", "late: it was 9.0 s old when it arrived", "UncertainLastUsableValue"),
        ("uncertain", "BadSensorFailure", "Uncertain"),
        ("uncertain", "", "Uncertain"),
    ],
)
def test_the_code_is_as_exact_as_the_reason_and_of_the_same_class(
    quality: Quality, reason: str, code: str
):
    found = code_of(quality, reason)
    assert ua.StatusCode(found).name == code
    assert class_of(found) == quality


def test_every_unit_of_the_plant_has_its_common_code():
    assert [tag.unit for tag in PLANT.tags.values() if unit_id(tag.unit) < 0] == []


def test_the_agent_only_reads():
    assert OpcUaServer.emits == ()
    assert {s.record for s in OpcUaServer.subscriptions()} == {
        Measurement,
        SimulatedValue,
        Residual,
        SetpointProgressed,
        UserChanged,
    }
