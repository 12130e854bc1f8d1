"""Asking the model over HTTP, and hearing of what it said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.unit import exchange_setup
from tests.unit.exchange_setup import Setup
from tests.unit.predicting import predicted

from twin_agents.exchange import prediction_routes
from twin_schemas.messages import SetpointProgressed
from twin_schemas.prediction_events import PredictionRequested, SetpointPredicted
from twin_schemas.record import Record

setup = exchange_setup.setup


def answer_with(setup: Setup, seen: SetpointPredicted) -> None:
    """Has the model answer as soon as it is asked."""
    publish = setup.out.publish

    async def and_answer(records: Iterable[Record]) -> None:
        given = list(records)
        await publish(given)
        for asked in given:
            if isinstance(asked, PredictionRequested):
                setup.exchange.handle(replace(seen, request_id=asked.request_id))

    setup.out.publish = and_answer  # type: ignore[method-assign]


def ask(setup: Setup, user: str = "admin", **body: object) -> object:
    given = {"tag": "FIC-101.SP", "value": 19.0} | body
    return setup.call("POST", "/v1/predictions", user=user, json=given)


def test_the_answer_has_effect_limits_and_curve(setup: Setup):
    seen = predicted(crossed=["FT-101.low"], crossed_s=[60.0], settles=False, doubt="old")
    answer_with(setup, seen)
    told = ask(setup, minutes=10).json()  # type: ignore[attr-defined]
    assert told["crossed"] == [{"alarm": "FT-101.low", "after_s": 60.0}]
    assert told["settled_s"] is None
    assert (told["shows"], told["unit"], told["doubt"]) == ("FT-101", "kg/s", "old")
    assert told["curve"][-1] == [300.0, 19.0]
    (asked,) = setup.out.of(PredictionRequested)
    assert (asked.value, asked.horizon_s, asked.author) == (19.0, 600.0, "admin")


def test_a_value_in_another_unit_is_converted(setup: Setup):
    answer_with(setup, predicted())
    assert ask(setup, value=68.4, unit="t/h").status_code == 200  # type: ignore[attr-defined]
    assert setup.out.of(PredictionRequested)[0].value == pytest.approx(19.0)


def test_a_model_that_is_silent_is_told_with_what_to_do(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(prediction_routes, "_PATIENCE_SECONDS", 0.01)
    refused = ask(setup)
    assert refused.status_code == 503  # type: ignore[attr-defined]
    assert "GET /v1/status" in refused.json()["hint"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "status"),
    [({"tag": "FIC-999.SP"}, 404), ({"unit": "bar"}, 422), ({"minutes": 31}, 422)],
)
def test_a_question_that_makes_no_sense_is_refused(
    setup: Setup, body: dict[str, object], status: int
):
    assert ask(setup, **body).status_code == status  # type: ignore[attr-defined]
    assert setup.out.of(PredictionRequested) == []


def test_the_bus_being_away_is_told(setup: Setup):
    setup.out.away = True
    assert ask(setup).status_code == 503  # type: ignore[attr-defined]


def test_a_command_has_its_prediction(setup: Setup):
    step = SetpointProgressed(
        request_id="7",
        tag="FIC-101.SP",
        value=19.0,
        unit="kg/s",
        state="predicted",
        author="ann",
        time_ns=setup.clock.now,
    )
    setup.exchange.handle(step)
    assert setup.call("GET", "/v1/commands").json()["commands"][0]["prediction"] is None
    setup.exchange.handle(predicted("7"))
    command = setup.call("GET", "/v1/commands").json()["commands"][0]
    assert command["prediction"]["settled_s"] == 40.0


def test_who_follows_a_command_hears_of_it(setup: Setup):
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": setup.token, "subscribe": [], "rate_hz": 50})
        socket.receive_json()
        setup.exchange.handle(predicted("7"))
        while (heard := socket.receive_json())["type"] != "prediction":
            pass
        assert heard["request_id"] == "7"
