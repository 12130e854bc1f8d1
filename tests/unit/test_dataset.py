"""A dataset is whole, says what is missing, and can be read in again byte for byte."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.dataset import DatasetBroken, Wanted, checked, export, read_in
from twin_ops.errors import Usage
from twin_ops.kept_plant import plant_of
from twin_ops.science import connect
from twin_ops.science.example import BEGIN, example, keep, said
from twin_ops.settings import load_settings
from twin_ops.stored import Stored
from twin_schemas.messages import Measurement
from twin_schemas.record import Record

NS = 1_000_000_000
BEGIN_NS = int(BEGIN.timestamp()) * NS
WANTED = Wanted(["PT-941", "PIC-941.SP"], BEGIN_NS + NS, BEGIN_NS + 76 * NS, snapshots=True)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return example(tmp_path_factory.mktemp("example"), 75)


@pytest.fixture(scope="module")
def dataset(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("datasets") / "one"
    write(environment, folder)
    return folder


@pytest.fixture
def copied(dataset: Path, tmp_path: Path) -> Path:
    """One that a test may break."""
    return Path(shutil.copytree(dataset, tmp_path / "copied"))


def write(environment: dict[str, str], folder: Path, wanted: Wanted = WANTED):
    settings = load_settings(environment)
    return export(Stored(settings, tell=lambda _: None), plant_of(settings), wanted, folder)


def test_read_in_and_exported_again_it_has_the_same_bytes(
    environment: dict[str, str], dataset: Path, tmp_path: Path
):
    home = tmp_path / "home"
    other = environment | {"TWIN_HOME": str(home)}
    messages = read_in(dataset, home / "history")
    write(other, tmp_path / "again")
    content, files = checked(dataset)
    assert messages == sum(one.messages for one in files) > 300
    assert checked(tmp_path / "again")[0]["dataset"] == content["dataset"]
    for one in files:
        assert (dataset / one.name).read_bytes() == (tmp_path / "again" / one.name).read_bytes()


def test_what_was_read_in_is_the_history_of_its_home(
    environment: dict[str, str], dataset: Path, tmp_path: Path
):
    read_in(dataset, tmp_path / "history")
    span = {"since": BEGIN + timedelta(seconds=1), "until": BEGIN + timedelta(seconds=76)}
    first, second = (
        connect(**(environment | {"TWIN_HOME": home})).history("PT-941", **span)
        for home in (environment["TWIN_HOME"], str(tmp_path))
    )
    assert len(first) == 75
    assert first.equals(second)


def test_the_manifest_tells_offsets_schemas_units_and_origin(dataset: Path):
    content, files = checked(dataset)
    measured = next(one for one in files if one.topic == Measurement.contract.topic)
    kept = [one for one in said(75) if isinstance(one, Measurement)]
    wanted = [n for n, one in enumerate(kept) if one.tag in WANTED.tags]
    assert measured.messages == len(wanted)
    assert measured.offsets == {"0": [wanted[0], wanted[-1]]}
    assert measured.schema_ids == [1]
    assert content["units"] == {"PT-941": "bar", "PIC-941.SP": "bar"}
    assert "nitrogen.yaml" in content["plant"]
    assert content["clusters"] == ["example"]
    assert set(content["code"]) == {"twinbus", "pyarrow"}


def _said(seconds: set[int], quality: str = "good") -> list[Record]:
    found = [m for m in said(40) if isinstance(m, Measurement) and m.tag == "PT-941"]
    changed = [Measurement.trusted(m.__dict__ | {"quality": quality}) for m in found]
    return [m for second, m in enumerate(changed, 1) if second in seconds]


def test_gaps_and_qualities_are_told(environment: dict[str, str], tmp_path: Path):
    first, later = set(range(1, 11)), set(range(31, 36))
    messages = [*_said(first), *_said(later, "bad")]
    keep(tmp_path / "home" / "history", messages)
    other = environment | {"TWIN_HOME": str(tmp_path / "home")}
    rate = plant_of(load_settings(other)).tags["PT-941"].rate_s
    assert rate < 5
    wanted = replace(WANTED, tags=["PT-941"], end_ns=BEGIN_NS + 100 * NS, snapshots=False)
    found = {one.contract: one for one in write(other, tmp_path / "gaps", wanted)}
    measured = found["plant.measurement"]
    assert (measured.messages, measured.good, measured.uncertain) == (15, 10 / 15, 0.0)
    assert measured.bad == pytest.approx(1 / 3)
    spans = [((b - BEGIN_NS) // NS, (e - BEGIN_NS) // NS) for b, e in measured.gaps]
    assert spans == [(10, 31), (35, 100)]
    assert (measured.missing_s, measured.longest_gap_s) == (86.0, 65.0)
    simulated = found["model.simulated_value"]
    assert (simulated.messages, simulated.missing_s) == (0, 99.0)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda f: (f / "manifest.json").unlink(), "has no manifest.json"),
        (lambda f: (f / "manifest.json").write_text("[]"), "is no manifest"),
        (lambda f: (f / "plant.measurement.v1.parquet").unlink(), "is missing"),
        (lambda f: _append(f / "plant.measurement.v1.parquet"), "has changed: its SHA-256"),
        (lambda f: _edit(f, lambda c: c.update(version=99)), "has version 99"),
        (lambda f: _edit(f, lambda c: c["files"].pop()), "has changed: its files are not"),
        (lambda f: _edit(f, lambda c: c["files"][0].update(name="../x")), "is missing"),
    ],
)
def test_what_is_not_as_it_was_written_is_found(copied: Path, tmp_path: Path, spoil, reason):
    spoil(copied)
    with pytest.raises(DatasetBroken, match=reason):
        read_in(copied, tmp_path / "history")
    assert not (tmp_path / "history").exists()


def _append(file: Path) -> None:
    with file.open("ab") as content:
        content.write(b"x")


def _edit(folder: Path, change) -> None:
    content = json.loads((folder / "manifest.json").read_text())
    change(content)
    (folder / "manifest.json").write_text(json.dumps(content))


def test_it_is_not_read_into_a_history_that_there_is(environment: dict[str, str], dataset: Path):
    with pytest.raises(Usage, match="has a history already"):
        read_in(dataset, load_settings(environment).history_folder)


def test_nothing_is_left_of_what_could_not_be_written(environment: dict[str, str], tmp_path: Path):
    empty = replace(WANTED, begin_ns=0, end_ns=NS)
    with pytest.raises(Usage, match="holds nothing"):
        write(environment, tmp_path / "none", empty)
    with pytest.raises(Usage, match="is there already"):
        write(environment, tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_commands_report_export_and_check(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    folder = str(tmp_path / "one")
    span = ("--from", "2026-01-01T00:00:01Z", "--to", "2026-01-01T00:01:16Z")

    def run(*words: str) -> list[dict[str, object]]:
        done = CliRunner().invoke(app, [*words, "--json"])
        assert done.exit_code == 0, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]

    reported = run("export", folder, "PT-941", *span, "--report")
    assert not Path(folder).exists()
    assert run("export", folder, "PT-941", *span) == reported
    assert {one["contract"]: one["messages"] for one in reported} == {
        "plant.measurement": 75,
        "model.simulated_value": 75,
        "model.residual": 0,
    }
    (row,) = run("import", folder, "--check")
    assert (row["messages"], row["read"]) == (150, False)
    monkeypatch.setenv("TWIN_HOME", str(tmp_path / "home"))
    (row,) = run("import", folder)
    assert (row["messages"], row["read"]) == (150, True)
    assert (tmp_path / "home" / "history").is_dir()
