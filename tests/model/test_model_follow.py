"""`twin model follow` on a run so short that it only shows that it works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_simulator.estimation import trial


def test_it_reports_each_fault_and_a_plant_without_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    freeze = next(fault for fault in trial.FAULTS if fault.kind == "freeze")
    monkeypatch.setattr(trial, "FAULTS", (freeze,))
    page = tmp_path / "page.md"
    words = ("--quick", "--seed", "5", "--json", "--report", str(page))
    done = CliRunner().invoke(app, ["model", "follow", *words])
    assert done.exit_code == 0, done.output
    calm, found = (json.loads(line) for line in done.stdout.splitlines())
    assert (calm["case"], calm["seed"], calm["wrong"]) == ("none", 5, [])
    assert calm["after"] < 0.2 * calm["before"]
    assert 120 < calm["converged_s"] < 200
    assert (found["target"], found["delay_s"], found["wrong"]) == ("PT-107", 59.0, [])
    assert "seed 5: freeze of PT-107: done, 2 of 2" in done.stderr
    assert "| freeze | PT-107 | 5 | 59 | none |" in page.read_text()
