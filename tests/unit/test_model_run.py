"""`twin model run`: its result file, its trends, and what it does not accept."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from twin_ops.cli import result_file
from twin_ops.cli.app import app
from twin_ops.errors import REFUSED, Usage
from twin_schemas.plant import SHIPPED


@pytest.fixture(autouse=True)
def _area(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIN_PLANT", str(SHIPPED.with_name("methanol.yaml")))
    monkeypatch.chdir(tmp_path)


def _run(*words):
    return CliRunner().invoke(app, ["model", "run", "--for", "1m", *words])


def test_the_result_is_a_table_with_units_and_a_picture(tmp_path):
    words = ("--set", "FIC-101.SP=20.5@30s", "--every", "30s", "--plot", "FT-101,PT-107")
    done = _run(*words, "--out", "r.csv")
    assert done.exit_code == 0, done.output
    assert "60 s of plant time" in done.stdout
    read = pd.read_csv(tmp_path / "r.csv", header=[0, 1])
    assert read["time", "s"].tolist() == [0, 30, 60]
    assert read["FIC-101.SP", "kg/s"].tolist() == [20.0, 20.0, 20.5]
    drawn = (tmp_path / "r.svg").read_text()
    assert "FT-101 / kg/s" in drawn
    assert "PT-107 / bar" in drawn


def test_a_refused_write_is_exit_code_3():
    done = _run("--set", "FIC-101.OP=3")
    assert done.exit_code == REFUSED
    assert "FIC-101 is in AUTO" in done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--set", "FIC-1O1.SP=20"), "no tag FIC-1O1.SP; near it: FIC-121.SP, FIC-101.SP"),
        (("--set", "FT-101=20"), "not writable: it is a measurement"),
        (("--set", "FIC-101.SP=99"), "outside 8 to 22 kg/s"),
        (("--set", "FIC-101.SP=much"), "'much' is no value"),
        (("--set", "FIC-101.SP"), "is no write"),
        (("--set", "FIC-101.SP=20@2h"), "after the end of the run"),
        (("--out", "r.xls"), "none of .csv, .parquet"),
        (("--out", "nowhere/r.csv"), "there is no folder nowhere"),
        (("--out", ".csv"), "none of"),
        (("--plot", "FT-999"), "no tag FT-999"),
        (("--every", "soon"), "--every 'soon' is no span"),
    ],
)
def test_what_can_not_be_is_told_before_anything_is_computed(words, reason):
    done = _run(*words)
    assert isinstance(done.exception, Usage)
    assert reason in str(done.exception)


def test_a_missing_package_is_told_with_its_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(result_file, "find_spec", lambda _: None)
    with pytest.raises(Usage, match=r"pip install 'twinbus\[plots\]'"):
        result_file.check(tmp_path / "r.svg", ".svg")


def test_parquet_keeps_the_frame(tmp_path):
    columns = pd.MultiIndex.from_tuples([("FT-101", "kg/s")], names=["tag", "unit"])
    index = pd.to_timedelta([0.0, 10.0], unit="s").rename("time")
    frame = pd.DataFrame([[1.0], [2.0]], index=index, columns=columns)
    result_file.write(frame, tmp_path / "r.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "r.parquet"), frame)
