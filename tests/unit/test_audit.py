"""The audit log is a chain: whatever is done to it afterwards shows."""

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from twin_agents.audit.agent import Audit
from twin_agents.audit.chain import Check, Link, chained
from twin_ops.cli.app import app
from twin_schemas.alarm_events import AlarmActionRefused, AlarmChanged
from twin_schemas.messages import LoginAttempted, SetpointProgressed

LOGIN = LoginAttempted(user="bob", succeeded=False, client="127.0.0.1", time_ns=9)
STEP = SetpointProgressed(
    request_id="1",
    tag="FIC-101.SP",
    value=1.0,
    unit="kg/s",
    state="refused",
    author="ann",
    time_ns=7,
)


def written(count):
    audit = Audit()
    steps = (replace(STEP, time_ns=number) for number in range(count))
    return [entry for step in steps for entry in audit.handle(step)]


def kinds(entries):
    return [fault.kind for fault in Check().faults(entries)]


def test_the_chain_goes_on_after_a_restart():
    first, second = Audit(), Audit()
    entries = first.handle(STEP)
    for entry in entries:
        second.handle(entry)
    entries += second.handle(LOGIN)
    assert [e.action for e in entries] == ["setpoint.refused", "login.failed"]
    assert kinds(entries) == []


def test_what_a_second_person_decides_is_that_persons_deed():
    approved = replace(STEP, state="approved", second_person="bob")
    (entry,) = Audit().handle(approved)
    assert (entry.actor, entry.action) == ("bob", "setpoint.approved")


def test_what_people_do_with_alarms_is_audited_and_what_alarms_do_is_not():
    audit = Audit()
    asked = {"alarm": "PT-107.high", "tag": "PT-107", "request_id": "1"}
    limit = {"limit": "high", "priority": "low", "setting": 1.0, "unit": "bar", "value": 2.0}
    steps = {"occurrence": 1, "sequence": 1, "time_ns": 1, "origin": "plant"}
    raised = AlarmChanged(state="unacknowledged", change="raised", **asked | limit | steps)
    shelved = replace(raised, state="shelved", change="shelved", user="ann", reason="works")
    refused = AlarmActionRefused(
        action="acknowledge", user="eve", reason="it is for read", time_ns=2, **asked
    )
    entries = [e for record in (raised, shelved, refused) for e in audit.handle(record)]
    assert [(e.actor, e.action, e.subject) for e in entries] == [
        ("ann", "alarm.shelved", "PT-107.high"),
        ("eve", "alarm.acknowledge.refused", "PT-107.high"),
    ]


def test_the_detail_is_json_also_where_a_number_is_none():
    (entry,) = Audit().handle(replace(STEP, value=float("nan")))
    assert json.loads(entry.detail, parse_constant=pytest.fail)["value"] is None


def test_what_is_delivered_again_is_not_audited_again():
    first, second = Audit(), Audit()
    (entry,) = first.handle(STEP)
    second.handle(entry)
    assert first.handle(STEP) == second.handle(STEP) == []


def test_an_entry_that_was_published_twice_is_no_fault():
    one, two = written(2)
    assert kinds([one, one, two, one, two]) == []


@given(st.integers(0, 9), st.sampled_from(["actor", "action", "subject", "detail", "time_ns"]))
def test_a_changed_entry_is_found(place, field):
    entries = written(10)
    wrong = {field: getattr(entries[place], field) + (1 if field == "time_ns" else "x")}
    entries[place] = replace(entries[place], **wrong)
    assert kinds(entries) == ["changed"]


@given(st.integers(0, 8))
def test_an_entry_that_was_changed_and_hashed_anew_is_found(place):
    entries = written(10)
    fields = asdict(entries[place]) | {"actor": "eve"}
    del fields["hash"]
    digest = chained(fields, fields.pop("previous_hash"))
    entries[place] = replace(entries[place], actor="eve", hash=digest)
    assert kinds(entries) == ["missing"]


@given(st.integers(0, 8))
def test_a_removed_entry_is_found(place):
    entries = written(10)
    del entries[place]
    assert kinds(entries) == ["missing"]


@given(st.permutations(range(6)))
def test_another_order_is_found(order):
    entries = written(6)
    found = kinds([entries[place] for place in order])
    assert bool(found) == (list(order) != sorted(order))


def test_what_was_cut_off_shows_against_a_known_head():
    entries = written(5)
    head, check = Link(5, entries[-1].hash), Check()
    assert list(check.faults(entries[:3])) == []
    assert [fault.kind for fault in check.require(head)] == ["cut off"]
    assert list(check.require(Link(3, entries[2].hash))) == []


@pytest.fixture
def exported(tmp_path):
    file = tmp_path / "audit.jsonl"
    file.write_text("".join(json.dumps(asdict(entry)) + "\n" for entry in written(4)))
    return file


def verify(*arguments):
    return CliRunner().invoke(app, ["audit", "verify", *map(str, arguments)])


def test_a_file_is_verified_without_a_running_twin(exported):
    sound = verify(exported, "--json")
    assert sound.exit_code == 0
    assert json.loads(sound.stdout)["entries"] == 4
    exported.write_text(exported.read_text().replace("ann", "eve", 1))
    assert verify(exported).exit_code == 1
    assert "changed" in verify(exported).stdout


def test_a_head_that_is_not_there_is_told(exported):
    head = Link(9, "a" * 64)
    assert verify(exported, "--head", head).exit_code == 1
