"""`twin plant faults`: edits the file safely, and says what is wrong before anything is written."""

import json

import pytest
import yaml
from tests.plants import plant_of
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.errors import RefusedByRule, Usage
from twin_ops.faults_file import added, removed
from twin_schemas.faults import FAULT_KINDS, read_faults
from twin_schemas.plant import SHIPPED

WRITTEN_BY_HAND = """\
# the shift's exercise
faults:
    # the valve which was complained of
    sticks:
        kind: stiction
        target: FV-101
        band: 4 %
        jump: 2 %

    # warm: {kind: bias}
    warm: {kind: bias, target: TT-102, offset: 2 K}  # since monday
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    monkeypatch.setenv("TWIN_PLANT", str(SHIPPED.with_name("methanol.yaml")))
    monkeypatch.delenv("TWIN_OPCUA", raising=False)
    return tmp_path / "plant" / "faults.yaml"


def _twin(*words, **environment):
    return CliRunner().invoke(app, ["plant", "faults", *words], env=environment)


def _staged(file):
    faults, problems = read_faults(file, plant_of("methanol"))
    assert problems == []
    return {fault.name: fault for fault in faults}


def _objects(done):
    assert done.exit_code == 0, done.output
    return list(map(json.loads, done.stdout.splitlines()))


def test_a_fault_is_staged_listed_and_cleared(file):
    made = _twin("inject", "stiction", "fv-101", "band=4%", "jump=2", "--ramp", "1h", "--json")
    assert [o["done"] for o in _objects(made)] == ["staged"]
    assert _twin("inject", "drift", "TT-102", "per_hour=-2", "--start", "10m").exit_code == 0
    assert _staged(file)["FV-101-stiction"].parameters == {"band": 4.0, "jump": 2.0}
    drift = _staged(file)["TT-102-drift"]
    assert (drift.parameters, drift.start) == ({"per_hour": -2.0}, 600.0)
    rows = _objects(_twin("list", "--json"))
    assert [(r["name"], r["state"], r["ramp_s"]) for r in rows] == [
        ("FV-101-stiction", "waiting", 3600.0),
        ("TT-102-drift", "waiting", 0.0),
    ]
    assert [o["done"] for o in _objects(_twin("clear", "TT-102-drift", "--json"))] == ["cleared"]
    assert list(_staged(file)) == ["FV-101-stiction"]
    assert _twin("clear", "--all").exit_code == 0
    assert _staged(file) == {}
    assert _objects(_twin("list", "--json")) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("stuk", "FV-101"), "no fault of kind 'stuk'"),
        (("stuck", "FV-110"), "did you mean FV-101"),
        (("bias", "TT-102"), "lacks 'offset'"),
        (("bias", "TT-102", "offset=3bar"), "unit like 'degC'"),
        (("bias", "TT-102", "offset"), "write band=4% or offset=3degC"),
        (("bias", "TT-102", "of=3"), "unknown key 'of'"),
        (("stuck", "FV-101", "--ramp", "5m"), "no ramp"),
        (("stuck", "FV-101", "--start", "soon"), "no span of time"),
        (("stuck", "FV-101", "--name", "a: b"), "is no name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(file, words, what):
    done = _twin("inject", *words)
    assert isinstance(done.exception, Usage)
    assert what in str(done.exception)
    assert not file.exists()


def test_a_file_with_a_mistake_is_not_edited(file):
    assert _twin("inject", "stuck", "FV-101").exit_code == 0
    text = file.read_text() + "  b: {kind: stuk, target: FV-101}\n"
    file.write_text(text)
    line = text.count("\n")
    for words in (("inject", "stuck", "TV-102"), ("clear", "--all")):
        done = _twin(*words)
        assert f"faults.yaml:{line}: there is no fault of kind" in str(done.exception)
        assert file.read_text() == text
    listed = _twin("list", "--json")
    assert listed.exit_code == 1
    assert f"faults.yaml:{line}" in listed.stderr


def test_what_is_not_there_can_not_be_cleared(file):
    _twin("inject", "stuck", "FV-101")
    assert "there are: FV-101-stuck" in str(_twin("clear", "other").exception)
    assert isinstance(_twin("clear").exception, Usage)
    assert isinstance(_twin("clear", "FV-101-stuck", "--all").exception, Usage)


@pytest.mark.parametrize("words", [("list",), ("inject", "stuck", "FV-101"), ("clear", "--all")])
def test_a_real_plant_is_out_of_reach(file, words):
    done = _twin(*words, TWIN_OPCUA="opc.tcp://plant.example:4840")
    assert isinstance(done.exception, RefusedByRule)
    assert "faults are staged on the emulated plant only" in str(done.exception)
    assert not file.exists()


def test_kinds_are_all_listed():
    rows = _objects(_twin("kinds", "--json"))
    assert [row["kind"] for row in rows] == list(FAULT_KINDS)
    assert next(r for r in rows if r["kind"] == "open_circuit")["status"] == "BadSensorFailure"
    assert "air_loss\tactuator" in _twin("kinds").stdout


@pytest.mark.parametrize("command", ["list", "kinds", "inject", "clear"])
def test_help_has_an_example(command):
    assert f"twin plant faults {command}" in _twin(command, "--help").stdout


@pytest.mark.parametrize(
    ("typed", "offered", "not_offered"),
    [
        ("sti", "stiction", "stuck"),
        ("stiction FV", "FV-101", "FT-101"),
        ("bias FT-10", "FT-101", "FV-101"),
        ("fouling E-101", "E-101.cleanness", "R-101.activity"),
        ("stiction FV-101 j", "jump=", "band="),
    ],
)
def test_the_shell_completes_what_fits(file, typed, offered, not_offered):
    words = f"twin plant faults inject {typed}"
    environment = {
        "_TWIN_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = CliRunner().invoke(app, [], env=environment, prog_name="twin")
    assert offered in done.output
    assert not_offered not in done.output


def test_an_edit_leaves_the_rest_of_the_file_alone():
    edited = added(WRITTEN_BY_HAND, "new", {"kind": "stuck", "target": "TV-102"})
    assert edited == WRITTEN_BY_HAND + "    new: {kind: stuck, target: TV-102}\n"
    assert removed(edited, "new") == WRITTEN_BY_HAND
    without = removed(WRITTEN_BY_HAND, "sticks")
    assert list(yaml.safe_load(without)["faults"]) == ["warm"]
    assert "# warm: {kind: bias}\n" in without
    assert "# since monday" in without


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# none\n",
        "faults:\n",
        "faults: {}\n",
        "faults: {a: {kind: dead}}",
        "{faults: {a: {b: c}}}",
    ],
)
def test_whatever_form_the_file_has_the_edit_comes_out_right(text):
    before = (yaml.safe_load(text) or {}).get("faults") or {}
    entry = {"kind": "bias", "target": "TT-102", "offset": "-3 degC"}
    edited = added(text, "x", entry)
    assert yaml.safe_load(edited)["faults"] == {**before, "x": entry}
    assert ((yaml.safe_load(removed(edited, "x")) or {}).get("faults") or {}) == before
