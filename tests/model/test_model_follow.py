"""`twin model follow` on a run so short that it only shows that it works."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from twin_ops.cli.app import app


def test_it_reports_each_fault_and_a_plant_without_any(tmp_path: Path):
    page = tmp_path / "page.md"
    cases = ("--case", "none", "--case", "freeze")
    words = ("--quick", "--seed", "5", *cases, "--json", "--report", str(page))
    done = CliRunner().invoke(app, ["model", "follow", *words])
    assert done.exit_code == 0, done.output
    calm, found = (json.loads(line) for line in done.stdout.splitlines())
    assert (calm["case"], calm["seed"], calm["wrong"]) == ("none", 5, [])
    assert calm["after"] < 0.2 * calm["before"]
    assert 120 < calm["converged_s"] < 200
    assert (found["target"], found["delay_s"], found["wrong"]) == ("PT-107", 59.0, [])
    assert "seed 5: freeze of PT-107: done, 2 of 2" in done.stderr
    assert "| freeze | PT-107 | 5 | 59 | none |" in page.read_text()


def test_a_case_that_there_is_not_is_refused_with_those_that_there_are():
    done = CliRunner().invoke(app, ["model", "follow", "--case", "bogus"])
    assert done.exit_code == 2
    assert "give one of none, bias, drift" in done.output
