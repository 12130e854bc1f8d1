"""Areas that are being drawn: written again, checked, compared, and held to the display rules."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from tests.plants import WHOLE, plant_of

from twin_agents.exchange.diagrams.checking import Checking, checked
from twin_agents.exchange.diagrams.doubtful import doubtful
from twin_schemas.plant import SHIPPED, load_plant, plant_document
from twin_schemas.plant.changes import changes_between
from twin_schemas.plant.display_rules import lint_displays
from twin_schemas.plant.draft import Draft
from twin_schemas.plant.read_yaml import read_yaml_text
from twin_schemas.plant.source import plain, write_source

FOLDER = SHIPPED.parent
FILES = sorted(FOLDER.glob("*.yaml"))


def read(text: str) -> Any:
    return plain(read_yaml_text(text, "", []))


def area(name: str = "nitrogen") -> dict[str, Any]:
    data: dict[str, Any] = read((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return data


def layout(name: str = "nitrogen") -> dict[str, Any]:
    data: dict[str, Any] = read((FOLDER / f"{name}.layout.yaml").read_text("utf-8"))
    return data


def draft(description: dict[str, Any], places: dict[str, Any], name: str = "nitrogen") -> Draft:
    texts = write_source(description), write_source(places)
    return Draft(name=name, description=texts[0], layout=texts[1])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_not_changed_is_written_byte_for_byte(file: Path) -> None:
    text = file.read_text("utf-8")
    assert write_source(read(text), text) == text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_without_a_former_text_it_means_the_same(file: Path) -> None:
    data = read(file.read_text("utf-8"))
    assert read(write_source(data)) == data


def test_a_changed_element_is_one_changed_line_and_keeps_the_comments_around() -> None:
    text = (FOLDER / "steam.yaml").read_text("utf-8")
    data = read(text)
    name = list(data["equipment"])[3]
    data["equipment"][name]["description"] = "Something else: in words"
    before, after = text.splitlines(), write_source(data, text).splitlines()
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    assert len(come) == 1
    assert all(line.startswith((f"  {name}:", "    ")) for line in gone)
    assert [line for line in after if line.startswith("#")] == [
        line for line in before if line.startswith("#")
    ]


@pytest.mark.parametrize("name", ["nitrogen", "cooling_water"])
def test_a_shipped_area_is_a_plant_within_the_whole(name: str) -> None:
    found = checked(draft(area(name), layout(name), name), plant_of(WHOLE).files)
    assert (found.findings, found.advice) == ((), ())


def test_a_drawn_tank_pump_and_line_are_a_plant_that_has_equations() -> None:
    assert checked(tank_and_pump()).findings == ()


def test_an_open_port_is_shown_where_it_is() -> None:
    drawn = area()
    del drawn["streams"]["S-944"]
    del drawn["instruments"]["FT-942"], drawn["controllers"]["FIC-941"]
    (finding,) = checked(draft(drawn, layout())).findings
    assert finding.element == "FV-941"
    assert "is not connected" in finding.problem.what


def test_a_wrong_port_is_shown_at_its_stream() -> None:
    drawn = area()
    drawn["streams"]["S-942"]["to"] = "M-941.nowhere"
    (finding,) = checked(draft(drawn, layout())).findings
    assert (finding.section, finding.element) == ("streams", "S-942")


def test_what_the_plant_around_misses_is_shown_too() -> None:
    drawn, places = area(), layout()
    drawn["equipment"]["M-942"] = drawn["equipment"].pop("M-941")
    places["equipment"]["M-942"] = places["equipment"].pop("M-941")
    text = write_source(drawn).replace("M-941.", "M-942.")
    renamed = Draft(name="nitrogen", description=text, layout=write_source(places))
    assert checked(renamed).findings == ()
    within = checked(renamed, plant_of(WHOLE).files).findings
    assert any("M-941" in finding.problem.what for finding in within)


def test_only_what_was_drawn_otherwise_is_doubtful_and_what_is_piped_to_it(
    tmp_path: Path,
) -> None:
    sound = load_plant(draft(area(), layout()).write(tmp_path))
    drawn, places = area(), layout()
    places["equipment"]["M-941"]["x"] += 10
    drawn["instruments"]["FT-942"]["description"] = "Another word"
    assert doubtful(load_plant(draft(drawn, places).write(tmp_path)), sound) == []
    drawn["equipment"]["M-941"]["volume"] = "30 m^3"
    named = {"M-941"}
    for entry in drawn["streams"].values():
        ends = {entry["from"].partition(".")[0], entry["to"].partition(".")[0]}
        named |= ends if "M-941" in ends else set()
    assert {*doubtful(load_plant(draft(drawn, places).write(tmp_path)), sound)} == named
    assert {*doubtful(sound, None)} == {*sound.equipment}


def test_what_a_sound_draft_leaves_open_in_another_area_is_found() -> None:
    checking = Checking(plant_of(WHOLE).files)
    drawn = area("storage")
    whole = draft(drawn, layout("storage"), "storage")
    assert [checking.check(whole).findings for _ in range(2)] == [(), ()]
    streams = drawn["streams"]
    gone = next(n for n, e in streams.items() if not _is_own(drawn, e))
    del streams[gone]
    drawn["instruments"] = {
        n: e for n, e in drawn["instruments"].items() if not e["measures"].startswith(f"{gone}.")
    }
    (finding,) = checking.check(draft(drawn, layout("storage"), "storage")).findings
    assert "is not connected" in finding.problem.what
    assert checking.check(whole).findings == ()


def _is_own(drawn: dict[str, Any], stream: dict[str, str]) -> bool:
    """Whether both ends of a stream are in the area that has it."""
    return all(stream[end].partition(".")[0] in drawn["equipment"] for end in ("from", "to"))


def test_differences_are_told_element_by_element() -> None:
    old, new = area(), copy.deepcopy(area())
    new["equipment"]["M-941"]["volume"] = "30 m^3"
    new["title"] = "Nitrogen and more"
    new["equipment"]["V-999"] = {"kind": "vessel.gas"}
    del new["streams"]["S-944"]
    found = {(c.section, c.element): c for c in changes_between(old, new)}
    assert found["equipment", "M-941"].fields == {"volume": ("20 m^3", "30 m^3")}
    assert found["equipment", "V-999"].change == "added"
    assert found["streams", "S-944"].change == "removed"
    assert found["title", ""].fields == {"": ("Nitrogen", "Nitrogen and more")}
    assert len(found) == 4


def test_layers_are_kept_by_the_layout_one_element_a_line(tmp_path: Path) -> None:
    places = layout()
    former = (FOLDER / "nitrogen.layout.yaml").read_text("utf-8")
    places["layers"] = {"M-941": {"layer": "revamp"}, "S-942": {"layer": "utilities"}}
    text = write_source(places, former)
    assert text.splitlines()[: len(former.splitlines())] == former.splitlines()
    assert text.splitlines()[-2:] == ["  M-941: {layer: revamp}", "  S-942: {layer: utilities}"]
    drawn = Draft(name="nitrogen", description=write_source(area()), layout=text)
    plant = load_plant(drawn.write(tmp_path))
    assert plant.layouts["nitrogen"].layers == {"M-941": "revamp", "S-942": "utilities"}
    told = [(c.section, c.element, c.change) for c in changes_between(layout(), read(text))]
    assert told == [("layers", "M-941", "added"), ("layers", "S-942", "added")]


def test_texts_of_the_drawer_are_kept_by_the_layout_and_told_to_screens(tmp_path: Path) -> None:
    places = layout()
    places["notes"] = {"N-941": {"x": 20, "y": 40, "text": "To the north: storage, # 2"}}
    text = write_source(places)
    drawn = Draft(name="nitrogen", description=write_source(area()), layout=text)
    plant = load_plant(drawn.write(tmp_path))
    told = plant_document(plant)["layouts"]["nitrogen"]["notes"]
    assert told == {"N-941": {"x": 20.0, "y": 40.0, "text": "To the north: storage, # 2"}}


def test_a_text_that_says_nothing_is_told() -> None:
    places = layout()
    places["notes"] = {"N-941": {"x": 20, "y": 40}}
    (found,) = checked(draft(area(), places)).findings
    assert (found.element, "lacks 'text'" in found.problem.what) == ("N-941", True)


def test_a_layer_without_a_name_is_told() -> None:
    places = layout()
    places["layers"] = {"M-941": {"colour": "red"}}
    found = checked(draft(area(), places)).findings
    assert ["colour" in f.problem.what or "lacks 'layer'" in f.problem.what for f in found] == [
        True,
        True,
    ]


def test_no_shipped_display_breaks_a_rule() -> None:
    assert lint_displays(plant_of(WHOLE)) == []


def test_a_display_that_reads_badly_is_told_with_the_rule(tmp_path: Path) -> None:
    places = layout()
    places["equipment"]["PV-941"] |= {"x": 25, "y": 200, "width": 12}
    places["equipment"]["X-942"] |= {"x": 1290}
    drawn = area()
    drawn["streams"]["S-941"].pop("description")
    plant = load_plant(draft(drawn, places).write(tmp_path))
    rules = {(advice.rule, advice.element) for advice in lint_displays(plant)}
    assert rules >= {
        ("overlap", "X-941"),
        ("canvas", "X-942"),
        ("size", "PV-941"),
        ("words", "S-941"),
    }


def test_a_display_that_runs_backwards_is_told(tmp_path: Path) -> None:
    places = layout()
    for box in places["equipment"].values():
        box["x"] = 1200 - box["x"] - box["width"] + 100
    plant = load_plant(draft(area(), places).write(tmp_path))
    assert [advice.rule for advice in lint_displays(plant) if advice.element == ""] == ["direction"]


def tank_and_pump() -> Draft:
    """A tank that a pump fills and a line leaves, with the parameters that the plant's have."""
    stock = area("storage")["equipment"]
    supply = {"kind": "boundary.liquid", "pressure": "2 bar", "temperature": "25 degC"}
    equipment = {
        "X-1": supply | {"y_H2O": "100 %"},
        "P-1": stock["P-601"],
        "TK-1": stock["TK-601"],
        "X-2": stock["X-611"],
        "X-3": stock["X-612"],
        "X-4": stock["X-613"],
        "FV-1": stock["FV-601"],
        "X-5": stock["X-604"],
    }
    ends = {
        "S-1": ("X-1.outlet", "P-1.inlet", "liquid"),
        "S-2": ("P-1.outlet", "TK-1.inlet_a", "liquid"),
        "S-3": ("X-2.outlet", "TK-1.nitrogen", "gas"),
        "S-4": ("TK-1.vent", "X-3.inlet", "gas"),
        "S-5": ("TK-1.overflow", "X-4.inlet", "liquid"),
        "S-6": ("TK-1.outlet_a", "FV-1.inlet", "liquid"),
        "S-7": ("FV-1.outlet", "X-5.inlet", "liquid"),
    }
    drawn = {
        "title": "Tank and pump",
        "first_fill": area("storage")["first_fill"],
        "equipment": equipment,
        "streams": {n: {"from": a, "to": b, "phase": phase} for n, (a, b, phase) in ends.items()},
        "instruments": {
            "LT-101": {
                "measures": "TK-1.level",
                "description": "Level",
                "range": ["0 %", "100 %"],
            }
        },
    }
    places = {
        "canvas": {"width": 900, "height": 300},
        "equipment": {
            name: {"x": 20 + 100 * place, "y": 100, "width": 60, "height": 60}
            for place, name in enumerate(equipment)
        },
    }
    return draft(drawn, places, "drawn")
