"""Areas drafted from P&IDs in DEXPI: what comes over, and that nothing is lost in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from twin_agents.exchange.diagrams.checking import checked
from twin_ops.cli.app import app
from twin_ops.dexpi import markup
from twin_ops.dexpi.converting import Converted, convert
from twin_ops.dexpi.naming import area_name
from twin_ops.errors import COMPLETED, Usage
from twin_schemas.plant import Plant, load_plant

TANK = Path(__file__).parent / "drawings" / "tank.xml"
TEXT = TANK.read_text("utf-8")
RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_HOME", str(tmp_path / "home"))


def drawn(tmp_path: Path, *changes: tuple[str, str]) -> Converted:
    """The tank's drawing, with something else in it."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "drawn.xml"
    file.write_text(text, "utf-8")
    return convert(file, "farm")


def plant_of(made: Converted, tmp_path: Path) -> Plant:
    return load_plant(made.draft.write(tmp_path))


def of(made: Converted, element: str, outcome: str = "") -> list[dict[str, Any]]:
    found = [row for row in made.rows if row["id"] == element]
    return [row for row in found if outcome in {"", row["outcome"]}]


def test_equipment_streams_and_the_loop_come_over(tmp_path: Path):
    plant = plant_of(drawn(tmp_path), tmp_path)
    kinds = {name: each.kind for name, each in plant.equipment.items()}
    assert kinds["TK-101"] == "tank.liquid"
    assert kinds["P-101"] == "pump"
    assert kinds["LV-101"] == "valve.liquid"
    ends = {(s.source.equipment, s.target.equipment) for s in plant.streams.values()}
    assert {("LV-101", "TK-101"), ("TK-101", "P-101")} <= ends
    assert plant.instruments["LT-101"].measures == "TK-101.level"
    loop = plant.controllers["LIC-101"]
    assert (loop.reads, loop.moves, loop.action) == ("LT-101", "LV-101", "reverse")


def test_the_simulator_can_run_the_draft_and_its_display_breaks_no_rule(tmp_path: Path):
    found = checked(drawn(tmp_path).draft)
    assert (found.findings, found.advice) == ((), ())


def test_sizes_are_those_of_the_drawing(tmp_path: Path):
    made = drawn(tmp_path)
    tank = plant_of(made, tmp_path).equipment["TK-101"].parameters
    assert tank["height"] == pytest.approx(6)
    assert tank["diameter"] ** 2 * 3.14159 / 4 * 6 == pytest.approx(170, rel=1e-4)
    pump = plant_of(made, tmp_path).equipment["P-101"].parameters
    assert pump["shut_off_work"] == pytest.approx(1.25 * 9.81 * 60)


def test_what_was_assumed_is_said(tmp_path: Path):
    made = drawn(tmp_path)
    said = " ".join(row["reason"] for row in of(made, "Pump-1", "assumed"))
    assert "efficiency" in said
    assert "shut_off_work" not in said
    assert {row["name"] for row in of(made, "", "assumed")} == {"first_fill", "phase"}


def test_every_element_of_the_file_is_in_one_row(tmp_path: Path):
    made = drawn(tmp_path)
    elements = list(markup.parse(TANK.read_bytes(), "tank.xml").walk())
    assert sum(row["elements"] for row in made.rows) == len(elements)
    named = {row["id"] for row in made.rows}
    assert {e.id for e in elements if e.id and e.tag != "Node"} <= named
    assert all(row["reason"] for row in made.rows if row["outcome"] != "taken")


def test_what_has_no_kind_is_named_and_its_pipe_ends_at_a_boundary(tmp_path: Path):
    made = drawn(tmp_path)
    column, _attributes = of(made, "Column-1", "lost")
    assert (column["tag"], column["class"]) == ("K-101", "ProcessColumn")
    assert "stages" in column["reason"]
    (end,) = of(made, "N-6")
    assert plant_of(made, tmp_path).equipment[end["name"]].kind == "boundary.sink"


def test_an_attribute_that_nothing_says_is_named(tmp_path: Path):
    new = '<GenericAttribute Name="PaintColour" Value="grey"/>'
    made = drawn(
        tmp_path,
        (
            '<GenericAttribute Name="CylinderLength"',
            f'{new}<GenericAttribute Name="CylinderLength"',
        ),
    )
    assert [r for r in of(made, "Tank-1", "lost") if "PaintColour" in r["reason"]]


def test_a_safety_valve_stays_shut(tmp_path: Path):
    made = drawn(
        tmp_path, ('ComponentClass="BallValve"', 'ComponentClass="SpringLoadedGlobeSafetyValve"')
    )
    assert "stays shut" in of(made, "Valve-2", "lost")[0]["reason"]
    ends = {
        (s.source.equipment, s.target.equipment) for s in plant_of(made, tmp_path).streams.values()
    }
    assert ("TK-101", "P-101") not in ends


def test_tags_that_are_there_twice_or_no_names_are_changed_and_told(tmp_path: Path):
    made = drawn(tmp_path, ('Value="P-101"', 'Value="TK-101"'), ('Value="101"', 'Value="4711.02"'))
    assert of(made, "Pump-1", "changed")[0]["name"] == "TK-101_2"
    assert of(made, "Sensor-1", "changed")[0]["name"] == "LT-4711"
    assert of(made, "Circle-1", "changed")[0]["name"] == "LIC-4711"
    assert not checked(made.draft).findings


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>\n<PlantModel>&c;</PlantModel>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no markup", r"bad\.xml:1: is no XML"),
        ("", r"bad\.xml:1: is no XML"),
        ("<a>\n<b>\n</a>", r"bad\.xml:3: is no XML"),
        ("<html/>", r"bad\.xml:1: <html> begins no drawing in DEXPI"),
        (BOMB, r"bad\.xml:1: has a document type"),
        ("<a>" * 200, r"bad\.xml:1: more than 100 elements"),
        ("<PlantModel/>", r"bad\.xml:1: "),
        (TEXT.replace('ID="N-2"', 'ID="N-1"'), r"bad\.xml:\d+: ID N-1 is there twice"),
    ],
)
def test_what_is_no_drawing_is_refused_and_nothing_is_written(
    tmp_path: Path, text: str, message: str
):
    file = tmp_path / "bad.xml"
    file.write_text(text, "utf-8")
    with pytest.raises(Usage, match=message):
        RUNNER.invoke(app, ["diagram", "convert", str(file)], catch_exceptions=False)
    assert list(tmp_path.glob("*.yaml")) == []


def test_a_file_larger_than_drawings_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(markup, "LARGEST", 100)
    with pytest.raises(Usage, match="larger than"):
        drawn(tmp_path)


def test_without_pydexpi_the_command_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("twin_ops.dexpi.reading.find_spec", lambda _: None)
    with pytest.raises(Usage, match=r"pip install 'twinbus\[dexpi\]'"):
        drawn(tmp_path)


def test_the_command_writes_both_files_and_reports_what_is_lost(tmp_path: Path):
    file = tmp_path / "farm.yaml"
    asked = ["diagram", "convert", str(TANK), "--to", str(file)]
    done = RUNNER.invoke(app, [*asked, "--json"])
    assert done.exit_code == COMPLETED
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert ("Column-1", "lost") in {(row["id"], row["outcome"]) for row in rows}
    assert "taken" not in {row["outcome"] for row in rows}
    assert "TK-101" in load_plant(file).layouts["farm"].equipment
    with pytest.raises(Usage, match="is there; name another with --to, or add --replace"):
        RUNNER.invoke(app, asked, catch_exceptions=False)


def test_places_keep_their_order_on_the_grid(tmp_path: Path):
    boxes = plant_of(drawn(tmp_path), tmp_path).layouts["farm"].equipment
    assert boxes["LV-101"].x < boxes["TK-101"].x < boxes["P-101"].x
    assert boxes["TK-101"].y < boxes["P-101"].y
    assert all(box.x % 10 == 0 and box.y % 10 == 0 for box in boxes.values())


def test_the_name_of_a_file_becomes_that_of_an_area():
    assert [area_name(n) for n in ("Tank Farm-2", "4711")] == ["tank_farm_2", "area_4711"]


def test_import_names_the_command_that_drafts_an_area():
    with pytest.raises(Usage, match="twin diagram convert"):
        RUNNER.invoke(app, ["diagram", "import", str(TANK)], catch_exceptions=False)
