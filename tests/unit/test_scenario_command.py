"""`twin scenario`: what it shows, and its exit codes."""

import json

import pytest
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.errors import Usage, exit_code
from twin_schemas.scenario import shipped

NAME = "rundown-vessel-leak"


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def _run(*words):
    return CliRunner().invoke(app, ["scenario", *words])


def test_all_are_listed():
    done = _run("list", "--json")
    assert [json.loads(line)["name"] for line in done.stdout.splitlines()] == list(shipped())


def test_a_run_is_passed_with_its_script_and_failed_without(tmp_path):
    good = _run("run", NAME, "--json", "--report", "debrief.html")
    assert good.exit_code == 0
    assert json.loads(good.stdout)["passed"]
    assert (tmp_path / "debrief.html").read_text().count("<svg") > 3
    assert _run("run", NAME, "--no-actions").exit_code == 1
    (tmp_path / "ann.yaml").write_text("script:\n  - {at: 2 min, trip: FV-650}\n")
    assert _run("run", NAME, "--actions", "ann.yaml").exit_code == 1  # half of the points


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("run", "nothing"), "there is no scenario or file nothing; the scenarios are: "),
        (("check", "bad.yaml"), r"bad\.yaml:2: there is no plant 'moon'"),
        (("run", NAME, "--actions", "bad.yaml"), r"bad\.yaml:1: unknown key 'title'"),
        (("run", NAME, "--report", "debrief.txt"), "html, .pdf"),
    ],
)
def test_what_can_not_be_read_is_told(tmp_path, words, what):
    (tmp_path / "bad.yaml").write_text(
        "title: x\nplant: moon\nduration: 5 min\n"
        "triggers: [{name: a}]\n"
        "expected: [{name: b, do: {reset: true}, within: 1 min, reason: c}]\n"
    )
    done = _run(*words)
    assert isinstance(done.exception, Usage)
    assert exit_code(done.exception) == 2
    with pytest.raises(Usage, match=what):
        raise done.exception
