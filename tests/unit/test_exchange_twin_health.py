"""How well the twin follows, over HTTP."""

from __future__ import annotations

from tests.unit import exchange_setup
from tests.unit.exchange_setup import Setup

from twin_schemas.access import Right
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated

setup = exchange_setup.setup


def suspected(target: str, *, present: bool = True) -> FaultSuspected:
    return FaultSuspected(
        target=target,
        place="sensor",
        fault="bias",
        present=present,
        size=1.0,
        significance=9.0,
        since_ns=1,
        run_id="r",
        time_ns=2,
    )


def fill(setup: Setup) -> None:
    parts = {"score": 0.9, "within": 0.9, "consistent": 1.0, "seen": 1.0, "bounded": 1.0}
    setup.exchange.handle(TwinRated(run_id="r", time_ns=2, **parts))
    for name in ("R-101.activity", "R-201.activity"):
        known = {"value": 0.9, "deviation": 0.02, "nominal": 1.0, "prior": 0.15}
        setup.exchange.handle(ParameterEstimated(parameter=name, run_id="r", time_ns=2, **known))
    setup.exchange.handle(suspected("TT-103A"))
    setup.exchange.handle(suspected("PT-107"))
    setup.exchange.handle(suspected("PT-107", present=False))


def test_rating_parameters_and_what_is_still_suspected_are_shown(setup: Setup):
    assert setup.call("GET", "/v1/twin/health").json()["rating"] is None
    fill(setup)
    shown = setup.call("GET", "/v1/twin/health").json()
    assert shown["rating"]["score"] == 0.9
    assert [p["parameter"] for p in shown["parameters"]] == ["R-101.activity", "R-201.activity"]
    assert [(f["target"], f["unit"]) for f in shown["faults"]] == [("TT-103A", "degC")]


def test_only_what_belongs_to_readable_tags_is_shown(setup: Setup):
    fill(setup)
    setup.add("narrow", rights=[Right(action="read", tags="TT-103*")])
    shown = setup.call("GET", "/v1/twin/health", user="narrow").json()
    assert [p["parameter"] for p in shown["parameters"]] == ["R-101.activity"]
