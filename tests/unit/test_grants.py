"""`twin grants`: the broker's access control list, read by people and programs."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.errors import FOUND
from twin_ops.kafka.grants import own_grants


def _grants(*words):
    return CliRunner().invoke(app, ["grants", *words])


def test_all_entries_are_listed_for_programs():
    rows = [json.loads(line) for line in _grants("--json").stdout.splitlines()]
    assert len(rows) == len(own_grants())


def test_an_agent_is_found_with_or_without_its_prefix():
    assert _grants("commander").stdout == _grants("twin.commander").stdout
    heading, *rows = [line.split("\t") for line in _grants("commander").stdout.splitlines()]
    assert heading == ["principal", "may", "resource", "name"]
    assert ["twin.commander", "write", "topic", "plant.write_requested.v1"] in rows


def test_a_topic_shows_who_is_kept_away_from_it():
    listed = _grants("--topic", "audit.entry.v1").stdout
    assert "twin.exchange\tnot write\ttopic\taudit.entry.v1" in listed
    assert "twin.audit\twrite\ttopic\taudit.entry.v1" in listed


def test_a_stranger_has_no_entry():
    done = _grants("stranger", "--topic", "audit.entry.v1")
    assert done.exit_code == FOUND
    assert "twin.stranger may do nothing with audit.entry.v1" in done.stderr
