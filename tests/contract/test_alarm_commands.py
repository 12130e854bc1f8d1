"""`twin alarms`: what it prints and how it ends, with an exchange and the alarms' agent."""

from __future__ import annotations

import json

import pytest
from tests.conftest import free_base
from tests.contract import test_permission_matrix_cli as matrix
from tests.contract.test_permission_matrix_cli import ACTIVE, LATCHED, REMOVED, SHELVED, Served

from twin_ops.cli import complete
from twin_ops.errors import COMPLETED, REFUSED, UNREACHABLE, USAGE

served = matrix.served


@pytest.fixture(autouse=True)
def _alarms(served: Served) -> None:
    matrix._refresh(served)


def run(served: Served, command: str, *arguments: str) -> tuple[int, str]:
    return served.run("one-operator", command, list(arguments))


def states(served: Served) -> dict[str, str]:
    code, text = run(served, "alarms", "--json")
    assert code == COMPLETED
    rows = map(json.loads, text.splitlines())
    return {row["alarm"]: row["state"] for row in rows}


def test_the_list_has_what_is_not_normal(served: Served):
    assert states(served) == {
        ACTIVE: "unacknowledged",
        SHELVED: "shelved",
        REMOVED: "out_of_service",
        LATCHED: "latched",
    }
    code, text = run(served, "alarms")
    heading, first, *_ = (line.split("\t") for line in text.splitlines())
    assert (code, heading[:3]) == (COMPLETED, ["alarm", "state", "priority"])
    assert first[:3] == [ACTIVE, "unacknowledged", "high"]
    assert first[-1].startswith("interlock UZ-102 trips")


def test_an_acknowledgement_is_followed_to_its_effect(served: Served):
    code, text = run(served, "alarms ack", ACTIVE.lower(), "--reason", "seen", "--json")
    row = json.loads(text)
    assert (code, row["state"], row["user"]) == (COMPLETED, "acknowledged", "one-operator")
    assert (row["reason"], states(served)[ACTIVE]) == ("seen", "acknowledged")


def test_what_needs_no_acknowledgement_is_refused(served: Served):
    run(served, "alarms ack", ACTIVE)
    code, text = run(served, "alarms ack", ACTIVE)
    assert (code, f"{ACTIVE} is acknowledged" in text) == (REFUSED, True)
    code, text = run(served, "alarms ack", "LT-107.low")
    assert (code, "LT-107.low is normal" in text) == (REFUSED, True)


def test_an_alarm_is_shelved_and_taken_back(served: Served):
    code, text = run(served, "alarms shelve", ACTIVE, "--for", "2h", "--reason", "works", "--json")
    assert (code, json.loads(text)["state"]) == (COMPLETED, "shelved")
    code, text = run(served, "alarms unshelve", ACTIVE, "--json")
    assert (code, json.loads(text)["state"]) == (COMPLETED, "unacknowledged")
    assert run(served, "alarms unshelve", ACTIVE)[0] == REFUSED


def test_an_alarm_is_out_of_service_until_it_is_returned(served: Served):
    code, text = run(served, "alarms out", ACTIVE, "--reason", "in the workshop", "--json")
    assert (code, json.loads(text)["state"]) == (COMPLETED, "out_of_service")
    assert run(served, "alarms out", ACTIVE, "--reason", "again")[0] == REFUSED
    assert run(served, "alarms out", ACTIVE)[0] == USAGE
    code, text = run(served, "alarms back", ACTIVE, "--json")
    assert (code, json.loads(text)["state"]) == (COMPLETED, "unacknowledged")
    assert run(served, "alarms back", ACTIVE)[0] == REFUSED


def test_what_latches_stays_until_it_is_reset(served: Served):
    assert states(served)[LATCHED] == "latched"
    code, text = run(served, "alarms reset", LATCHED, "--json")
    assert (code, json.loads(text)["state"]) == (COMPLETED, "normal")
    assert run(served, "alarms reset", LATCHED)[0] == REFUSED


def as_engineer(served: Served, *arguments: str) -> tuple[int, str]:
    return served.run("one-engineer", "alarms tune", list(arguments))


def test_settings_are_tuned_and_given_back(served: Served):
    change = ("PT-107.high", "--deadband", "0.5", "--on-delay", "2m", "--reason", "waves")
    assert as_engineer(served, *change)[0] == COMPLETED
    assert as_engineer(served, "PT-107.high", "--off-delay", "3m", "--reason", "too")[0] == 0
    now = json.loads(run(served, "alarms show", "PT-107.high", "--json")[1])
    assert (now["deadband"], now["on_delay_s"], now["off_delay_s"]) == (0.5, 120.0, 180.0)
    assert now["tuned"]
    assert as_engineer(served, "PT-107.high", "--default")[0] == COMPLETED
    after = json.loads(run(served, "alarms show", "PT-107.high", "--json")[1])
    assert (after["tuned"], after["on_delay_s"] != 120.0) == (False, True)
    assert as_engineer(served, "PT-107.high", "--default")[0] == REFUSED


def test_what_can_not_be_tuned_so_is_refused(served: Served):
    code, text = as_engineer(served, "PT-107.high", "--at", "9999", "--reason", "x")
    assert (code, "stays within" in text) == (USAGE, True), text
    assert as_engineer(served, "PT-107.high", "--on-delay", "2m")[0] == USAGE
    assert as_engineer(served, "PT-107.high", "--reason", "x")[0] == USAGE
    assert run(served, "alarms tune", *("PT-107.high", "--on-delay", "2m", "--reason", "x"))[0] == 3


def test_an_alarm_says_what_to_do(served: Served):
    code, text = run(served, "alarms show", "PT-107.high")
    rows = dict(line.split("\t") for line in text.splitlines())
    assert (code, rows["class"], rows["state"]) == (COMPLETED, "protection", "normal")
    assert rows["action"].startswith("see that PV-107 opens")
    assert json.loads(run(served, "alarms show", "PT-107.high", "--json")[1])["response_s"] == 300.0


@pytest.mark.parametrize(
    ("alarm", "basis"),
    [("ft-101.residual_high", "residual"), ("PT-107.predicted_high_high", "predicted")],
)
def test_an_alarm_of_the_model_says_so(served: Served, alarm: str, basis: str):
    code, text = run(served, "alarms show", alarm)
    rows = dict(line.split("\t") for line in text.splitlines())
    assert (code, rows["basis"], rows["class"], rows["priority"]) == (0, basis, "model", "low")
    assert "the model" in rows["cause"]


@pytest.mark.parametrize("command", ["alarms ack", "alarms unshelve"])
def test_an_unknown_alarm_is_a_mistake_with_a_hint(served: Served, command: str):
    code, text = run(served, command, "PT-107.hi")
    assert (code, "did you mean PT-107.high" in text) == (USAGE, True)


@pytest.mark.parametrize(
    "options", [["--for", "soon", "--reason", "x"], ["--for", "13h", "--reason", "x"], []]
)
def test_a_shelving_without_an_end_or_a_reason_is_a_mistake(served: Served, options: list[str]):
    assert run(served, "alarms shelve", ACTIVE, *options)[0] == USAGE


def test_the_report_counts_what_was_raised(served: Served):
    code, text = run(served, "alarms report", "--for", "8h", "--json")
    report = json.loads(text)
    assert (code, report["minutes"], report["standing"]) == (COMPLETED, 480, 1)
    rows = [line.split("\t") for line in run(served, "alarms report")[1].splitlines()]
    assert ["standing", "1", "-"] in rows
    assert ["most_frequent", str(report["raised"]), ACTIVE] in rows


def test_without_an_exchange_it_is_not_reachable(served: Served, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TWIN_PORT_BASE", str(free_base()))
    assert run(served, "alarms")[0] == UNREACHABLE


def test_without_a_word_of_the_agent_it_is_not_reachable(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("twin_ops.cli.alarm_following._PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(served.out, "tell", lambda _records: None)
    code, text = run(served, "alarms ack", ACTIVE)
    assert (code, "twin audit list" in text) == (UNREACHABLE, True)


def test_the_shell_completes_alarms(served: Served):
    run(served, "alarms")  # as the operator
    assert [name for name, _ in complete.alarms("pt-1")] == [ACTIVE, REMOVED, SHELVED]
    assert "LT-107.high" in [name for name, _ in complete.alarm_limits("lt-107")]
