"""The shipped description is complete, and each mistake is reported with its line."""

import shutil

import pytest

from twin_schemas.alarms import definitions_of
from twin_schemas.plant import SHIPPED, PlantError, load_plant, shipped_area
from twin_schemas.plant.isa import is_instrument_name


@pytest.fixture(scope="module")
def plant():
    return shipped_area("methanol")


def _broken(tmp_path, old, new):
    """Copies the methanol area with one change and returns path and line of the change."""
    path = tmp_path / "plant.yaml"
    methanol = SHIPPED.with_name("methanol.yaml")
    text = methanol.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    shutil.copy(methanol.with_suffix(".layout.yaml"), tmp_path / "plant.layout.yaml")
    return path, text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("high: 78 %}", "high: {cause: rich gas}}", "lacks 'at'"),
        ("high: 78 %}", "high: {at: 78 %, hint: x}}", "unknown key 'hint'"),
        ("high: 78 %}", "high: {at: 78 %, class: severe}}", "class 'severe' is unknown"),
        ("high: 78 %}", "high: {at: 78 %, response: 5 kg}}", "response is in 'kg'"),
        ("high: 78 %}", "high: {at: 120 %}}", "outside the range"),
    ],
)
def test_mistakes_in_an_alarm_are_told_with_their_line(tmp_path, old, new, told):
    path, line = _broken(tmp_path, old, new)
    with pytest.raises(PlantError) as error:
        load_plant(path)
    assert told in str(error.value)
    assert f"plant.yaml:{line}" in str(error.value)


def test_an_alarm_may_have_delays_and_deadband_of_its_own(tmp_path):
    written = "high: {at: 78 %, priority: high, on_delay: 5 s, off_delay: 1 min, deadband: 2 %}}"
    path, _ = _broken(tmp_path, "high: 78 %}", written)
    plant = load_plant(path)
    high = next(d for d in definitions_of(plant) if d.name == "AT-100A.high")
    assert (high.setting, high.priority, high.deadband) == (78.0, "high", 2.0)
    assert (high.on_delay_ns, high.off_delay_ns) == (5_000_000_000, 60_000_000_000)


def test_an_alarm_latches_where_the_description_says_so(tmp_path):
    path, _ = _broken(tmp_path, "high: 78 %}", "high: {at: 78 %, latch: true}}")
    latching = [d.name for d in definitions_of(load_plant(path)) if d.latch]
    assert latching == ["AT-100A.high"]


def test_the_methanol_loop_is_described_in_full(plant):
    assert len(plant.instruments) >= 28
    assert len(plant.controllers) >= 8
    assert len(plant.interlocks) >= 4
    assert sum(tag.writable for tag in plant.tags.values()) >= 24


def test_each_controller_has_setpoint_output_and_mode(plant):
    for controller in plant.controllers.values():
        kinds = [plant.tags[controller.name + s].kind for s in (".SP", ".OP", ".MODE")]
        assert kinds == ["setpoint", "output", "mode"]
        setpoint = plant.tags[f"{controller.name}.SP"]
        assert setpoint.unit == plant.tags[controller.reads].unit
        assert 0 < setpoint.tolerance < setpoint.max_step < setpoint.high - setpoint.low


def test_each_tag_is_within_its_range_at_design_and_raises_no_alarm(plant):
    for tag in plant.tags.values():
        assert tag.low <= tag.design <= tag.high
        for name, limit in tag.alarms.items():
            assert tag.design < limit if name.startswith("high") else tag.design > limit


def test_what_needs_a_second_person_says_why_and_how_long_it_waits(tmp_path):
    described = shipped_area("methanol")
    assert not any(tag.critical or tag.approval_s for tag in described.tags.values())
    why = "setpoint: 48 bar, critical: as a trial"
    path, _ = _broken(tmp_path, "setpoint: 48 bar", why)
    parts = [load_plant(path).tags[f"PIC-107.{part}"] for part in ("SP", "OP", "MODE")]
    assert {(tag.critical, tag.approval_s) for tag in parts} == {("as a trial", 900.0)}
    path.write_text(path.read_text().replace(why, f"{why}, approval_time: 2 min"))
    assert load_plant(path).tags["PIC-107.SP"].approval_s == 120.0


def test_the_shipped_plant_names_what_needs_a_second_person():
    tags = load_plant().tags.values()
    critical = {t.name.partition(".")[0] for t in tags if t.critical}
    assert {"FIC-301", "TIC-201", "FFIC-202", "FFIC-221", "FFIC-301", "KC-201"} <= critical
    assert len(critical) == 16


def test_instruments_follow_isa(plant):
    assert all(is_instrument_name(name) for name in plant.instruments)


def test_a_difference_of_temperature_has_no_offset(plant):
    assert plant.instruments["TT-102"].noise == pytest.approx(0.2)
    assert plant.tags["TIC-102.SP"].max_step == pytest.approx(15.0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: compressor", "kind: compresor", "unknown kind 'compresor'"),
        ("rated_head: 22 kJ/kg", "rated_haed: 22 kJ/kg", "unknown key 'rated_haed'"),
        ("rated_flow: 3.2 m^3/s", "rated_flow: 3.2 bar", "does not measure the same"),
        ("rated_flow: 3.2 m^3/s", "rated_flow: 3.2 flurbs", "is not a unit"),
        ("rated_flow: 3.2 m^3/s", "rated_flow: much", "is not a number with a unit"),
        ("volume: 40 m^3, level", "volume: 0 m^3, level", "volume of equipment.V-101 is 0 m^3"),
        ("level: 50 %,", "level: 150 %,", "level of equipment.V-101 is 150 %"),
        ("from: M-101.outlet_a", "from: M-109.outlet_a", "unknown equipment 'M-109'"),
        ("from: M-101.outlet_a", "from: M-101.outlet_z", "no port 'outlet_z'"),
        ("from: M-101.outlet_b", "from: M-101.outlet_a", "shares port M-101.outlet_a"),
        ("measures: C-101.speed", "measures: C-101.sped", "measures something unknown"),
        ("reads: FT-102", "reads: FT-109", "reads an unknown instrument 'FT-109'"),
        ("moves: C-101,", "moves: V-101,", "has no actuator"),
        ("tag: LT-120, low", "tag: LT-121, low", "watches an unknown instrument"),
        ("range: [0 kg/s, 25 kg/s]", "range: [25 kg/s, 0 kg/s]", "is empty"),
        ("low_low: 6 kg/s, low: 10 kg/s", "low_low: 10 kg/s, low: 6 kg/s", "is not above"),
        ("high: 22.5 kg/s}", "high: 40 kg/s}", "outside the range"),
        ("setpoint: 48 bar", "setpoint: 58 bar", "setpoint of PIC-107 is outside"),
        ("setpoint: 48 bar", "setpoint: 48 bar, approval_time: 0 s", "approval_time of"),
        ("  ST-101: {", "  SPEED1: {", "not an ISA-5.1 instrument name"),
        ("first_fill:\n", "colour: red\nfirst_fill:\n", "unknown key 'colour'"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path, old, new, message):
    path, line = _broken(tmp_path, old, new)
    with pytest.raises(PlantError, match=r"plant\.yaml") as caught:
        load_plant(path)
    found = [p for p in caught.value.problems if message in p.what]
    assert found
    assert all(problem.remedy for problem in found)
    assert any(abs(problem.line - line) <= 1 for problem in found)


def test_all_mistakes_are_reported_at_once(tmp_path):
    path, _ = _broken(tmp_path, "kind: compressor", "kind: compresor")
    path.write_text(path.read_text().replace("setpoint: 48 bar", "setpoint: 58 bar"))
    with pytest.raises(PlantError) as caught:
        load_plant(path)
    text = str(caught.value)
    assert "compresor" in text
    assert "PIC-107" in text


def test_a_duplicate_name_is_reported(tmp_path):
    path, line = _broken(tmp_path, "  M-102: {kind", "  M-101: {kind")
    with pytest.raises(PlantError, match=f"plant.yaml:{line}: .*M-101"):
        load_plant(path)


def test_equipment_which_is_not_drawn_is_reported(tmp_path):
    path, _ = _broken(tmp_path, "title: Methanol synthesis", "title: Methanol")
    layout = path.with_suffix(".layout.yaml")
    kept = [row for row in layout.read_text().splitlines(keepends=True) if "  C-101:" not in row]
    layout.write_text("".join(kept))
    with pytest.raises(PlantError, match=r"plant.layout.yaml:\d+: C-101 is not drawn"):
        load_plant(path)


def test_an_instrument_needs_no_place_in_the_drawing(plant):
    layout = plant.layouts["methanol"]
    assert "TT-102" in plant.instruments
    assert not {*plant.instruments, *plant.controllers} <= {
        *layout.instruments,
        *layout.controllers,
    }


def test_a_stream_between_areas_without_a_link_is_reported(tmp_path):
    for file in SHIPPED.parent.glob("ammonia*"):
        shutil.copy(file, tmp_path)
    layout = tmp_path / "ammonia.layout.yaml"
    rows = layout.read_text().splitlines(keepends=True)
    layout.write_text("".join(row for row in rows if "  S-312:" not in row))
    with pytest.raises(PlantError, match=r"ammonia.layout.yaml:\d+: S-312 .* no link") as caught:
        load_plant(tmp_path / "ammonia_loop.yaml")
    assert "S-312: {x: .." in caught.value.problems[0].remedy
    assert len(caught.value.problems) == 1


def test_an_area_links_only_its_own_streams():
    plant = load_plant()
    area = {e.id: e.area for e in plant.equipment.values()}
    assert "S-114" in plant.layouts["reforming"].links
    for name, layout in plant.layouts.items():
        for stream in layout.links:
            ends = (plant.streams[stream].source, plant.streams[stream].target)
            assert name in {area[end.equipment] for end in ends}


def test_a_missing_file_is_an_error_not_a_traceback(tmp_path):
    with pytest.raises(PlantError, match="can not be read"):
        load_plant(tmp_path / "nothing.yaml")
