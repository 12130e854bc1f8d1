"""Diagrams over HTTP: revisions, checks, differences."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit import exchange_setup
from tests.unit.exchange_setup import PLANT, Setup
from tests.unit.saved_diagram import saved_diagram

from twin_agents.exchange.diagrams import checker
from twin_schemas.diagram_events import DiagramSaved

setup = exchange_setup.setup
NITROGEN = "/v1/diagrams/nitrogen"


@pytest.fixture
def drawn(setup: Setup) -> dict[str, Any]:
    """The nitrogen area as it is run, to be changed by a test."""
    found = setup.call("GET", NITROGEN).json()
    return {"parent": 0, "description": found["description"], "layout": found["layout"]}


def test_the_areas_of_the_plant_are_diagrams_of_revision_0(setup: Setup) -> None:
    found = setup.call("GET", "/v1/diagrams").json()["diagrams"]
    assert [each["diagram"] for each in found] == [*PLANT.areas]
    assert {each["revision"] for each in found} == {0}


def test_what_is_not_there_is_told(setup: Setup) -> None:
    for path in ("/v1/diagrams/nothing", f"{NITROGEN}?revision=7", "/v1/diagrams/a/revisions"):
        answer = setup.call("GET", path)
        assert (answer.status_code, answer.json()["hint"]) == (404, "GET /v1/diagrams lists them")


def test_kinds_have_ports_and_the_parameters_of_one_that_is_there(setup: Setup) -> None:
    kinds = {kind["kind"]: kind for kind in setup.call("GET", "/v1/kinds").json()["kinds"]}
    assert kinds["pump"]["inlets"] == ["inlet"]
    assert kinds["pump"]["template"]["full_speed"].endswith(" rpm")
    assert all({*kind["parameters"]} <= {*kind["template"]} for kind in kinds.values())


def test_a_revision_is_saved_published_and_compared(setup: Setup, drawn: dict[str, Any]) -> None:
    drawn["description"]["equipment"]["M-941"]["volume"] = "30 m^3"
    drawn["layout"]["equipment"]["M-941"]["x"] = 330
    saved = setup.call("POST", f"{NITROGEN}/revisions", json=drawn | {"note": "larger"})
    assert saved.status_code == 201, saved.text
    assert saved.json() | {"revision": 1, "author": "admin", "problems": []} == saved.json()
    (record,) = setup.out.of(DiagramSaved)
    assert record.layout.count("\n") == setup.exchange.diagrams.revisions("nitrogen")[
        0
    ].layout.count("\n")
    changes = setup.call("GET", f"{NITROGEN}/diff?old=0&new=1").json()["changes"]
    assert [(c["section"], c["element"], c["fields"]) for c in changes] == [
        ("equipment", "M-941", [{"field": "volume", "old": "20 m^3", "new": "30 m^3"}]),
        ("layout.equipment", "M-941", [{"field": "x", "old": 320, "new": 330}]),
    ]
    numbers = setup.call("GET", f"{NITROGEN}/revisions").json()["revisions"]
    assert [each["revision"] for each in numbers] == [1, 0]


def test_who_saves_over_somebody_else_is_told(setup: Setup, drawn: dict[str, Any]) -> None:
    assert setup.call("POST", f"{NITROGEN}/revisions", json=drawn).status_code == 201
    again = setup.call("POST", f"{NITROGEN}/revisions", json=drawn)
    assert again.status_code == 409
    assert "admin has saved revision 1" in again.json()["error"]
    assert len(setup.out.of(DiagramSaved)) == 1


def test_a_draft_with_mistakes_is_kept_and_they_are_told(
    setup: Setup, drawn: dict[str, Any]
) -> None:
    drawn["description"]["streams"]["S-942"]["to"] = "M-941.nowhere"
    checked = setup.call("POST", f"{NITROGEN}/check", json=drawn).json()
    assert [(p["section"], p["element"]) for p in checked["problems"]] == [("streams", "S-942")]
    assert setup.out.of(DiagramSaved) == []
    saved = setup.call("POST", f"{NITROGEN}/revisions", json=drawn).json()
    assert (saved["revision"], len(saved["problems"])) == (1, 1)


def test_nothing_is_saved_while_the_bus_is_away(setup: Setup, drawn: dict[str, Any]) -> None:
    setup.out.away = True
    assert setup.call("POST", f"{NITROGEN}/revisions", json=drawn).status_code == 503
    assert setup.call("GET", NITROGEN).json()["revision"] == 0


def test_what_comes_back_from_the_bus_is_not_there_twice(setup: Setup) -> None:
    layout = "canvas: {width: 1, height: 1}\n"
    saved = saved_diagram("new_one", description="title: New\n", layout=layout, problems=1)
    for _ in range(2):
        setup.exchange.handle(saved)
    assert len(setup.exchange.diagrams.revisions("new_one")) == 1
    assert setup.call("GET", "/v1/diagrams/new_one").json()["description"] == {"title": "New"}


@pytest.mark.parametrize(
    ("text", "what"), [("a: [", "new.yaml:"), ("- 1", "holds no sections"), ("\x07", "new.yaml")]
)
def test_text_that_is_no_area_is_refused(setup: Setup, text: str, what: str) -> None:
    body = {"description": text, "layout": "canvas: {}"}
    answer = setup.call("POST", "/v1/diagrams/new/read", json=body)
    assert (answer.status_code, what in answer.json()["error"]) == (422, True)


def test_who_may_only_read_draws_nothing(setup: Setup, drawn: dict[str, Any]) -> None:
    setup.add("vera", "viewer")
    assert setup.call("GET", NITROGEN, "vera").status_code == 200
    assert setup.call("POST", f"{NITROGEN}/revisions", "vera", json=drawn).status_code == 403


def test_a_check_that_takes_too_long_is_told(
    setup: Setup, drawn: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker, "PATIENCE_SECONDS", 0.01)
    answer = setup.call("POST", f"{NITROGEN}/revisions", json=drawn)
    assert (answer.status_code, setup.out.of(DiagramSaved)) == (503, [])
    assert "no answer within" in answer.json()["error"]


def test_drafts_are_checked_by_one_process_that_is_started_again_after_it_ended(
    setup: Setup, drawn: dict[str, Any]
) -> None:
    def check() -> int:
        assert setup.call("POST", f"{NITROGEN}/check", json=drawn).json()["problems"] == []
        process = setup.exchange.checker._process
        assert process is not None
        return process.pid

    first = check()
    assert check() == first
    process = setup.exchange.checker._process
    assert process is not None
    process.kill()
    process.wait()
    assert check() != first
