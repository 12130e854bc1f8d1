"""Setpoint sets on the running plant."""

from __future__ import annotations

import json

import pytest
from tests.e2e.conftest import RunningTwin

from twin_ops.branches import KeptBranches

pytestmark = pytest.mark.e2e
MODE = "LIC-107.MODE"


def _mode(twin: RunningTwin) -> float:
    return float(twin.values(MODE)[MODE]["value"])


def test_a_set_is_saved_compared_restored_and_undone(twin: RunningTwin):
    assert twin("sets", "save", "rest", "LIC-107.*", "--reason", "at rest").returncode == 0
    assert twin("sets", "compare", "rest").returncode == 0
    assert twin("set", MODE, "MAN").returncode == 0
    differs = twin("sets", "compare", "rest")
    assert differs.returncode == 4
    assert f"{MODE}\tAUTO\tMAN" in differs.stdout
    planned = twin("sets", "plan", "rest")
    assert f"1\t{MODE}\tMAN\tAUTO" in planned.stdout
    done = twin("sets", "restore", "rest", "--yes", "--json")
    states = [json.loads(line)["state"] for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert (states[0], states[-1], _mode(twin)) == ("begun", "completed", 1.0)
    assert twin("sets", "restore", "before-last-restore", "--yes").returncode == 0
    assert _mode(twin) == 0.0
    assert twin("sets", "restore", "rest", "--yes").returncode == 0
    audited = twin("audit", "list", "--action", "restore.*", "--subject", "rest").stdout
    assert "restore.begun" in audited
    assert "restore.completed" in audited


def test_a_restoring_that_is_cancelled_gives_back_what_it_has_written(twin: RunningTwin):
    before = twin.values("FIC-101.SP", MODE)
    wanted = ("--value", f"{MODE}=MAN", "--value", "FIC-101.SP=19.5")
    assert twin("sets", "save", "night", *wanted).returncode == 0
    with twin.started("sets", "restore", "night", "--yes", "--json") as restoring:
        assert restoring.stdout is not None
        told = [json.loads(restoring.stdout.readline())]
        assert twin("sets", "cancel", told[0]["restore_id"]).returncode == 0
        told += map(json.loads, restoring.stdout)
        assert restoring.wait(60) == 4
    assert [t["state"] for t in told][-1] == "rolled_back"
    assert "admin cancelled it" in next(t["reason"] for t in told if t["state"] == "rolling_back")
    after = twin.values("FIC-101.SP", MODE)
    assert {t: v["value"] for t, v in after.items()} == {t: v["value"] for t, v in before.items()}


def test_what_a_branch_has_tried_is_applied_and_undone(twin: RunningTwin):
    before = twin.values("FIC-101.SP")["FIC-101.SP"]["value"]
    move = {"tag": "FIC-101.SP", "value": before - 0.1, "after_s": 0.0, "shows": "FT-101"}
    answer = {"at": "2026-01-01T00:00:00.000+00:00", "run_id": "run", "for_s": 60.0, "set": [move]}
    nothing: dict[str, object] = {"caused": {}, "averted": {}, "anyway": {}}
    shown = {"times": {}, "tags": {}, "alarms": nothing, "interlocks": nothing}
    KeptBranches(twin.home / "branches").keep("tried", answer | shown)
    done = twin("branch", "apply", "tried", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    last = json.loads(done.stdout.splitlines()[-1])
    assert (last["name"], last["state"]) == ("tried", "completed")
    assert "as tried in the branch tried" in twin("sets").stdout
    assert twin("sets", "restore", "before-last-restore", "--yes").returncode == 0
    assert twin.values("FIC-101.SP")["FIC-101.SP"]["value"] == pytest.approx(before)
    assert twin("branch", "delete", "tried").returncode == 0
