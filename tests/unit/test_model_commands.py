"""`twin model` on its own: what it prints, and what its exit code says."""

import json

import pytest
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.errors import FOUND, Usage
from twin_simulator import validation
from twin_simulator.validation import Family
from twin_simulator.validation.line import compare

KNOWN = "the source is older than the metre"


def _lines():
    return [
        compare("met", "here", 2.0, 2.01, "K", 0.01),
        compare("explained", "here", 2.0, 2.2, "K", 0.01, known=KNOWN),
    ]


@pytest.fixture(autouse=True)
def _families(monkeypatch):
    far = Family(
        name="far", kinds=(), lines=lambda: [compare("far", "here", 1.0, 2.0, "K", 0.1, known="")]
    )
    near = Family(name="near by", kinds=(), lines=_lines)
    monkeypatch.setattr(validation, "FAMILIES", (near, far))


def _run(*words):
    return CliRunner().invoke(app, ["model", *words])


def test_a_case_beyond_its_tolerance_is_exit_code_1():
    done = _run("validate")
    assert done.exit_code == FOUND == 1
    heading, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert heading[:7] == [
        *("case", "published", "computed", "unit", "deviation", "tolerance", "source")
    ]
    assert [row[7] for row in rows] == ["pass", "known", "fail"]
    assert rows[0][4:6] == ["+0.50 %", "1 %"]
    assert rows[1][8] == KNOWN
    assert "1 within tolerance, 1 beyond it for a known reason, 1 beyond it" in done.stderr


@pytest.mark.parametrize(("words", "code"), [((), 1), (("--accept-known",), 0)])
def test_a_known_deviation_counts_unless_it_is_accepted(words, code):
    assert _run("validate", "--case", "NEAR*", *words).exit_code == code


def test_json_is_one_object_a_line():
    done = _run("validate", "--case", "near", "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert [first["passed"], second["passed"]] == [True, False]
    assert (first["family"], second["known"]) == ("near by", KNOWN)
    assert second["deviation"] == pytest.approx(0.1)


def test_an_unknown_family_names_those_that_exist():
    done = _run("validate", "--case", "sulfur")
    assert isinstance(done.exception, Usage)
    assert "near by, far" in str(done.exception)
