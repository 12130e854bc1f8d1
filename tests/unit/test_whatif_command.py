"""`twin whatif` on its own: what it does not accept, and how an answer is shown."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from twin_bus.errors import TwinError
from twin_ops.cli.app import app
from twin_ops.cli.whatif_tables import show_content
from twin_ops.errors import Usage
from twin_ops.whatif import Answer, NotKept, Question
from twin_ops.whatif.content import content
from twin_ops.whatif.picture import draw
from twin_schemas.plant import SHIPPED, load_plant
from twin_simulator import Move
from twin_simulator.what_if import Branch, WhatIf

METHANOL = SHIPPED.with_name("methanol.yaml")


@pytest.fixture(autouse=True)
def _area(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIN_PLANT", str(METHANOL))
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    monkeypatch.setenv("TWIN_KAFKA", "127.0.0.1:1")
    monkeypatch.chdir(tmp_path)


def _error(*words: str) -> TwinError:
    done = CliRunner().invoke(app, ["whatif", *words])
    assert isinstance(done.exception, TwinError), done.output
    return done.exception


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--set", "FIC-1O1.SP=20"), "no tag FIC-1O1.SP; near it"),
        (("--set", "FIC-101.SP=99"), "outside 8 to 22 kg/s"),
        (("--set", "FT-101=20"), "not writable"),
        (("--set", "FIC-101.SP=20", "--for", "9h"), "outside 1s to 8h"),
        (("--set", "FIC-101.SP=20", "--at", "2999-01-01"), "not before now"),
        (("--set", "FIC-101.SP=20", "--at", "soon"), "is no time"),
        (("--tag", "FT-999"), "no tag FT-999"),
        (("--tag", "FT-101", "--plot", "a.gif"), "ends with none of .png, .svg"),
        ((), "nothing is asked for"),
    ],
)
def test_what_it_does_not_accept(words, reason):
    error = _error(*words)
    assert isinstance(error, Usage)
    assert reason in str(error)


def test_a_twin_that_never_ran_has_nothing_kept():
    assert isinstance(_error("--tag", "FT-101"), NotKept)


def _answer() -> Answer:
    times = [0.0, 60.0, 120.0]
    unchanged = Branch(times=times, curves={"FT-101": [20.0] * 3}, crossed={}, tripped={})
    changed = Branch(
        times=times,
        curves={"FT-101": [20.0, 9.5, 9.0]},
        crossed={"FT-101.low": 60.0},
        tripped={"I-101": 120.0},
    )
    move = Move(tag="FIC-101.SP", value=9.0)
    return Answer(
        question=Question(at_ns=0, moves=[move], seconds=120.0),
        at_ns=0,
        run_id="run",
        snapshot_ns=0,
        doubt="",
        branches=WhatIf(unchanged=unchanged, changed=changed, settled={"FIC-101.SP": 120.0}),
        history={"FT-101": [20.0, None, None]},
        took_s=(0.1, 0.2),
    )


def test_an_answer_is_two_tables_of_tab_separated_lines(capsys: pytest.CaptureFixture[str]):
    show_content(content(_answer(), load_plant(METHANOL)))
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[1][:6] == ["FT-101", "changed", "20", "9", "20", "9"]
    assert lines[2][1:6] == ["unchanged", "20", "20", "20", "20"]
    assert lines[3][1:6] == ["history", "20", "20", "20", "-"]
    assert lines[4] == ["event", "what", "after"]
    assert [line[0] for line in lines[5:]] == [
        *("branched", "settled", "trips with it", "crossed with it")
    ]
    assert lines[6][1:] == ["FT-101", "2 min"]


@pytest.mark.parametrize(("suffix", "begin"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_an_answer_is_drawn(tmp_path, suffix, begin):
    picture = tmp_path / f"answer{suffix}"
    draw(_answer(), load_plant(METHANOL), picture)
    assert picture.read_bytes().startswith(begin)
