"""`twin contracts` against a running exchange."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import RunningExchange

from twin_ops.cli import main

pytestmark = pytest.mark.kafka
Twin = Callable[..., tuple[int, str, str]]
FIELDS = [
    {"name": "sample", "type": "string", "doc": "Number of the sample."},
    {"name": "volume", "type": "double", "unit": "mL", "doc": "How much."},
]
NOTE = {"name": "note", "type": "string", "doc": "Remark."}


@pytest.fixture
def twin(
    exchange: RunningExchange, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Twin:
    for name, value in exchange.environment.items():
        if name.startswith("TWIN_"):
            monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["twin", "contracts", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        return int(ended.value.code or 0), output.out, output.err

    return run


def write(path: Path, *more: dict[str, Any], **changed: Any) -> str:
    fields = [FIELDS[0], FIELDS[1] | changed, *more]
    schema = {"type": "record", "name": "Sample", "doc": "A sample.", "fields": fields}
    path.write_text(json.dumps(schema))
    return str(path)


def test_a_contract_from_its_file_to_its_end(twin: Twin, tmp_path: Path):
    file = write(tmp_path / "commands.sample.avsc")
    assert twin("register", file, "--owner", "lims") == (
        0,
        "commands.sample.v1 is registered\n",
        "",
    )
    code, text, _ = twin("show", "commands.sample")
    assert code == 0
    assert "commands.sample.v1: A sample." in text
    assert "volume\tdouble\tmL\tHow much." in text

    noted = write(tmp_path / "noted.avsc", NOTE)
    code, text, error = twin("check", noted, "--name", "commands.sample")
    assert code == 3
    assert "+ note: field added: - -> string  breaks new-field-default (BACKWARD)" in text
    assert "rule new-field-default: field note" in text
    assert "commands.sample.v1 breaks: new-field-default" in error
    assert twin("register", noted, "--name", "commands.sample")[0] == 3

    litres = write(tmp_path / "litres.avsc", NOTE, unit="L")
    bridge = tmp_path / "bridge.json"
    bridge.write_text("{}")
    two = ("--name", "commands.sample", "--version", "2", "--bridge", str(bridge))
    assert twin("check", litres, *two)[0] == 0
    assert twin("register", litres, *two)[1] == "commands.sample.v2 is registered\n"
    code, text, _ = twin("diff", "commands.sample.v2")
    assert code == 0
    assert "~ volume: unit changed: mL -> L  breaks unit (BACKWARD)" in text
    code, text, _ = twin("diff", file, "commands.sample.v1", "--json")
    assert (code, text) == (0, "")

    assert twin("deprecate", "commands.sample.v1")[1] == "commands.sample.v1 is deprecated\n"
    assert "is made from it" in twin("decommission", "commands.sample.v2")[2]
    assert twin("decommission", "commands.sample.v1")[1] == "commands.sample.v1 is decommissioned\n"
    rows = [json.loads(line) for line in twin("list", "--json")[1].splitlines()]
    states = {row["topic"]: row["state"] for row in rows}
    assert states["commands.sample.v1"] == "decommissioned"
    assert states["commands.sample.v2"] == "registered"
    assert states["plant.measurement.v1"] == "registered"


def test_what_does_not_exist_and_what_is_not_allowed_end_with_their_codes(
    twin: Twin, tmp_path: Path
):
    assert twin("show", "no.such")[0] == 2
    assert twin("check", str(tmp_path / "absent.avsc"))[0] == 2
    code, _, error = twin("decommission", "plant.measurement")
    assert (code, "own code writes it (opcua)" in error) == (3, True)
    code, _, error = twin("switch", "nobody", "plant.measurement", "--from", "1", "--to", "1")
    assert (code, "has read nothing" in error) == (3, True)


def test_each_command_tells_an_example(twin: Twin):
    for command in ("list", "show", "diff", "check", "register", "deprecate", "decommission"):
        code, text, _ = twin(command, "--help")
        assert code == 0
        assert "Examples:" in text
