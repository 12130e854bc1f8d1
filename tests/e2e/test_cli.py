"""Every command, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e
VALUE = {
    *("tag", "value", "unit", "quality", "reason", "age_s", "source_time"),
    *("origin", "writable", "desired", "simulated", "residual", "significance"),
}
COMMAND = {"request_id", "tag", "state", "reason", "time", "author"}


def stages(text: str) -> list[str]:
    return [json.loads(line)["state"] for line in text.splitlines()]


def test_every_process_is_healthy_and_says_so(twin: RunningTwin):
    status = twin.status()
    assert status["healthy"]
    assert {p["name"] for p in status["processes"]} >= {"kafka", "plant", "opcua", "exchange"}
    assert "healthy" in twin("status").stdout


def test_values_are_never_naked(twin: RunningTwin):
    values = twin.values()
    assert len(values) >= 25
    for value in values.values():
        assert set(value) >= VALUE
        assert value["quality"] == "good", value
        assert value["origin"] == "plant"
        assert value["simulated"] is not None


def test_get_one_tag_in_any_case(twin: RunningTwin):
    value = json.loads(twin("get", "ft-101", "--json").stdout)
    assert value["tag"] == "FT-101"
    assert value["unit"] == "kg/s"


def test_watch_in_a_pipe_gives_clean_lines(twin: RunningTwin):
    lines = twin("watch", "--once", "FT-10*").stdout.splitlines()
    assert lines[0].split("\t")[:4] == ["tag", "value", "unit", "quality"]
    assert all(line.startswith("FT-10") for line in lines[1:])
    assert "\x1b" not in "".join(lines)


def test_a_setpoint_is_completed_when_the_plant_is_there(twin: RunningTwin):
    present = twin.values("FIC-101.SP")["FIC-101.SP"]["value"]
    wanted = 20.4 if present < 20.2 else 20.0
    done = twin("set", "FIC-101.SP", str(wanted), "kg/s", "--reason", "test", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert stages(done.stdout) == [
        *("requested", "authorised", "verified", "predicted", "accepted"),
        *("written", "read_back", "completed"),
    ]
    assert set(json.loads(done.stdout.splitlines()[-1])) >= COMMAND
    value = twin.values("FIC-101.SP")["FIC-101.SP"]
    assert value["value"] == pytest.approx(wanted)
    assert value["desired"] == pytest.approx(wanted)


def test_a_value_in_another_unit_is_converted(twin: RunningTwin):
    done = twin("set", "PIC-120.SP", "3300", "kPa", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout.splitlines()[0])["value"] == pytest.approx(33.0)


def test_modes_go_by_name_and_guard_the_output(twin: RunningTwin):
    refused = twin("set", "LIC-107.OP", "60", "--json")
    assert refused.returncode == 3
    assert "in AUTO" in refused.stdout
    assert twin("set", "LIC-107.MODE", "man").returncode == 0
    assert twin("set", "LIC-107.MODE", "AUTO").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("FIC-101.SP", "99"), 3, "outside"),
        (("FT-101", "5"), 3, "cannot be written"),
        (("FIC-101.SP", "abc"), 2, "not a number"),
        (("FIC-101.SP", "nan"), 2, "not a number"),
        (("FIC-999.SP", "5"), 2, "did you mean"),
        (("FIC-101.SP", "5", "kelvin"), 2, "kg/s"),
        (("FIC-101.SP",), 2, "VALUE"),
    ],
)
def test_bad_input_ends_with_its_code_and_a_reason(
    twin: RunningTwin, arguments: tuple[str, ...], code: int, words: str
):
    answer = twin("set", *arguments)
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert words in answer.stdout + answer.stderr


def test_what_is_not_reached_in_time_has_failed(twin: RunningTwin):
    present = twin.values("TIC-102.SP")["TIC-102.SP"]["value"]
    answer = twin("set", "TIC-102.SP", str(present + 3), "--timeout", "2", "--json")
    assert answer.returncode == 4
    assert "not reached in time" in answer.stdout
    twin("set", "TIC-102.SP", str(present), "--timeout", "2")


def test_topics_and_contracts(twin: RunningTwin):
    topics = {t["topic"]: t for t in map(json.loads, twin("topics", "--json").stdout.splitlines())}
    assert topics["plant.measurement.v1"]["messages"] > 0
    listed = [json.loads(x) for x in twin("contracts", "list", "--json").stdout.splitlines()]
    assert {c["state"] for c in listed if c["origin"] == "code"} == {"registered"}
    keys = {"contract", "version", "owner", "compatibility", "state", "consumers"}
    assert all(keys <= set(c) for c in listed)
    shown = json.loads(twin("contracts", "show", "plant.measurement", "--json").stdout)
    assert shown["schema"]["name"] == "Measurement"
    unknown = twin("contracts", "show", "nothing")
    assert unknown.returncode == 2
    assert "plant.measurement" in unknown.stderr


def test_a_contract_of_another_system_is_tailed_like_ours(twin: RunningTwin, tmp_path: Path):
    field = {"name": "sample_id", "type": "string", "doc": "Identity."}
    schema = {"type": "record", "name": "Sample", "doc": "A sample.", "fields": [field]}
    file = tmp_path / "sample.avsc"
    file.write_text(json.dumps(schema))
    made = twin("contracts", "register", str(file), "--name", "lab.sample", "--owner", "lims")
    assert made.returncode == 0, made.stderr
    assert "lab.sample.v1\tlims\tevent\t1\t0" in twin("topics").stdout
    token = httpx.post(
        f"{twin.url}/v1/login",
        json={"username": twin.username, "password": twin.password},
        trust_env=False,
    ).json()["token"]
    supplied = httpx.post(
        f"{twin.url}/v1/contracts/lab.sample/1/messages",
        json={"sample_id": "s1"},
        headers={"Authorization": f"Bearer {token}"},
        trust_env=False,
    )
    assert supplied.is_success, supplied.text
    seen = twin("tail", "lab.sample", "--from", "5m", "--json", "-n", "1").stdout
    assert json.loads(seen) == {"sample_id": "s1"}
    assert twin("contracts", "decommission", "lab.sample.v1").returncode == 0


def test_tail_decodes_messages(twin: RunningTwin):
    answer = twin("tail", "plant.measurement", "--from", "1m", "-n", "3", "--json")
    records = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(records) == 3
    assert all(r["origin"] == "plant" and r["unit"] and r["quality"] for r in records)
    assert twin("tail", "plant.measurement", "--from", "yesterday").returncode == 2


def test_the_audit_log_has_every_step(twin: RunningTwin):
    twin("set", "FIC-101.SP", "99")
    answer = twin("tail", "audit.entry", "--from", "1h", "--json", "-n", "3")
    entries = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [e["sequence"] for e in entries] == [1, 2, 3]
    assert entries[1]["previous_hash"] == entries[0]["hash"]


def test_an_exported_audit_log_is_verified_offline(twin: RunningTwin, tmp_path: Path):
    twin("set", "FIC-101.SP", "99")
    refused = twin("audit", "list", "--action", "setpoint.refused", "--json").stdout.splitlines()
    assert json.loads(refused[-1])["subject"] == "FIC-101.SP"
    file = tmp_path / "audit.jsonl"
    head = twin("audit", "export", str(file)).stdout.strip()
    assert twin("audit", "verify", str(file), "--head", head).returncode == 0
    assert twin("audit", "verify", "--head", head).returncode == 0
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:-1]))
    cut = twin("audit", "verify", str(file), "--head", head)
    assert cut.returncode == 1
    assert "cut off" in cut.stdout


def test_help_has_examples_and_shells_complete(twin: RunningTwin):
    for command in ("up", "status", "watch", "get", "set", "topics", "tail"):
        assert "Example" in twin(command, "--help").stdout
    twin.environment["_TWIN_COMPLETE"] = "complete_bash"
    twin.environment |= {"COMP_WORDS": "twin get FT-10", "COMP_CWORD": "2"}
    try:
        assert "FT-101" in twin().stdout
    finally:
        for name in ("_TWIN_COMPLETE", "COMP_WORDS", "COMP_CWORD"):
            del twin.environment[name]
