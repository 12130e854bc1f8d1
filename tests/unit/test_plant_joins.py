"""Joined areas: what is replaced vanishes, the joined stream goes on, mistakes carry their line."""

import re
import shutil

import pytest

from twin_schemas.plant import SHIPPED, PlantError, Port, load_plant, shipped_area
from twin_schemas.plant.entry import Entry
from twin_schemas.plant.joins import apply_joins, read_joins

JOINED = "S-116: {to: V-501.inlet, replaces: [X-103, X-501, FV-501]}"


def _area(**sections):
    return Entry(sections, "area.yaml", [], "", 1)


@pytest.fixture
def areas():
    """Two areas: the first ends at sink X-1, the second begins at source X-2 and valve V-2."""
    first = _area(
        equipment={"M-1": {}, "V-1": {}, "X-1": {}},
        streams={"S-1": {"from": "V-1.outlet", "to": "X-1.inlet"}},
        instruments={"FT-1": {"measures": "S-1.mass_flow"}, "PT-1": {"measures": "X-1.pressure"}},
        controllers={"FIC-1": {"reads": "FT-1", "moves": "V-1"}},
    )
    second = _area(
        equipment={"X-2": {}, "V-2": {}, "M-2": {}},
        streams={
            "S-2": {"from": "X-2.outlet", "to": "V-2.inlet"},
            "S-3": {"from": "V-2.outlet", "to": "M-2.inlet"},
        },
        instruments={"FT-3": {"measures": "S-3.mass_flow"}, "PT-2": {"measures": "M-2.pressure"}},
        controllers={
            "FIC-3": {"reads": "FT-3", "moves": "M-2"},
            "PIC-2": {"reads": "PT-2", "moves": "V-2"},
        },
        interlocks={
            "UZ-1": {"when": {"tag": "PT-2"}, "trips": {"V-2": "0 %", "M-2": "0 %"}},
            "UZ-2": {"when": {"tag": "PT-2"}, "trips": {"V-2": "0 %"}},
            "UZ-3": {"when": {"tag": "FT-3"}, "trips": {"M-2": "0 %"}},
        },
    )
    return {"first": first, "second": second}


def _join(areas, **joins):
    root = Entry({"joins": joins}, "root.yaml", [], "", 1)
    found = read_joins(root, areas)
    apply_joins(found, areas)
    return root.problems


def test_a_joined_stream_gets_its_new_end(areas):
    assert _join(areas, **{"S-1": {"to": "M-2.inlet", "replaces": ["X-1", "X-2", "V-2"]}}) == []
    assert areas["first"].data["streams"] == {"S-1": {"from": "V-1.outlet", "to": "M-2.inlet"}}


def test_what_is_replaced_vanishes_with_all_that_hangs_on_it(areas):
    _join(areas, **{"S-1": {"to": "M-2.inlet", "replaces": ["X-1", "X-2", "V-2"]}})
    first, second = (areas[name].data for name in ("first", "second"))
    assert set(first["equipment"]) == {"M-1", "V-1"}
    assert set(first["instruments"]) == {"FT-1"}
    assert set(first["controllers"]) == {"FIC-1"}
    assert set(second["equipment"]) == {"M-2"}
    assert second["streams"] == {}
    assert set(second["instruments"]) == {"PT-2"}
    assert second["controllers"] == {}


def test_an_interlock_loses_replaced_actuators_and_vanishes_with_its_last(areas):
    _join(areas, **{"S-1": {"to": "M-2.inlet", "replaces": ["X-1", "X-2", "V-2"]}})
    interlocks = areas["second"].data["interlocks"]
    assert set(interlocks) == {"UZ-1"}
    assert interlocks["UZ-1"]["trips"] == {"M-2": "0 %"}


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (JOINED.replace("S-116", "S-999"), "no area has a stream 'S-999' to join"),
        (JOINED.replace("X-103", "X-999"), "no area has 'X-999' to replace"),
        (JOINED.replace("V-501.inlet", "V-999.inlet"), "unknown equipment 'V-999'"),
        (JOINED.replace("to:", "towards:"), "unknown key 'towards'"),
    ],
)
def test_a_wrong_join_is_reported_with_file_and_line(tmp_path, new, message):
    for file in SHIPPED.parent.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    root = tmp_path / SHIPPED.name
    text = root.read_text()
    assert JOINED in text
    root.write_text(text.replace(JOINED, new))
    with pytest.raises(PlantError) as caught:
        load_plant(root)
    found = [p for p in caught.value.problems if message in p.what]
    assert found
    line = text[: text.index(JOINED)].count("\n") + 1
    if "unknown equipment" in message:  # found where the stream itself is written
        assert found[0].file == "methanol.yaml"
    else:
        assert (found[0].file, found[0].line) == (SHIPPED.name, line)
    assert found[0].remedy


def test_the_shipped_areas_are_joined_where_they_ended():
    alone, whole = shipped_area("methanol"), load_plant()
    assert alone.streams["S-116"].target == Port(equipment="X-103", port="inlet")
    assert whole.streams["S-116"].target == Port(equipment="V-501", port="inlet")
    for name in re.findall(r"[A-Z]+-\d+", JOINED.partition("[")[2]):
        assert name not in whole.equipment
        assert not any(i.owner == name for i in whole.instruments.values())
        assert not any(c.moves == name for c in whole.controllers.values())
        ends = {s.source.equipment for s in whole.streams.values()}
        ends |= {s.target.equipment for s in whole.streams.values()}
        assert name not in ends
        trips = {t.equipment for i in whole.interlocks.values() for t in i.trips}
        assert name not in trips
