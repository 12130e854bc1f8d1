"""A scenario file is judged against its plant: each mistake is told with its line."""

import pytest
from tests.plants import plant_of

from twin_schemas.scenario import ScenarioError, read_actions, read_scenario, shipped

SOUND = """\
title: Loading pump
plant: ammonia_storage
duration: 5 min
triggers:
  - name: trip
    at: 30 s
    faults:
      drive: {kind: drive_lost, target: P-652}
expected:
  - name: stop loading
    do: {set: FIC-657.SP, below: 1 kg/s}
    after: trip
    within: 2 min
    reason: Nothing flows.
script:
  - {at: 1 min, set: FIC-657.SP, to: 0.5 kg/s}
  - {when: {tag: ST-652, below: 500 rpm}, set: FIC-657.MODE, to: MAN}
"""


def _read(tmp_path, text):
    file = tmp_path / "pump.yaml"
    file.write_text(text)

    def known(name):
        if name not in {"ammonia_storage", "methanol"}:
            raise KeyError("ammonia_storage, methanol")
        return plant_of(name)

    return read_scenario(file, known)[0]


def test_numbers_are_in_the_units_of_their_tags(tmp_path):
    found = _read(tmp_path, SOUND.replace("below: 1 kg/s", "below: 1000 g/s"))
    assert found.name == "pump"
    assert (found.duration, found.triggers[0].at, found.expected[0].within) == (300.0, 30.0, 120.0)
    assert found.triggers[0].faults[0].target == "P-652"
    assert found.expected[0].do.below == pytest.approx(1.0)
    assert [one.action.value for one in found.script] == [0.5, 0.0]
    assert found.script[1].when.below == 500.0


@pytest.mark.parametrize(
    ("sound", "wrong", "line", "what"),
    [
        ("duration: 5 min", "duratoin: 5 min", 3, "unknown key 'duratoin'"),
        ("duration: 5 min\n", "", 1, "duration is missing"),
        ("plant: ammonia_storage", "plant: amonia", 2, "no plant 'amonia'; use one of: ammonia_"),
        ("duration: 5 min", "duration: 5 kg", 3, "does not measure the same as 's'"),
        ("at: 30 s", "at: 30", 6, "'30' is no time; write 90 s or 5 min"),
        ("target: P-652", "target: P-625", 8, "'P-625' is no equipment .* P-652"),
        ("kind: drive_lost", "kind: drive_gone", 8, "no fault of kind 'drive_gone'"),
        ("set: FIC-657.SP, below", "set: FIC-675.SP, below", 11, "FIC-657.SP"),
        ("set: FIC-657.SP, below", "set: FT-657, below", 11, "no writable tag 'FT-657'"),
        ("below: 1 kg/s", "below: 1 bar", 11, "'1 bar' does not measure the same as 'kg/s'"),
        ("{set: FIC-657.SP, below: 1 kg/s}", "{mend: hole}", 11, "no fault 'hole'"),
        ("{set: FIC-657.SP, below: 1 kg/s}", "{}", 11, "needs one of set, trip"),
        ("after: trip", "after: trap", 12, "no trigger 'trap' here; there are: trip"),
        ("to: MAN", "to: MANUAL", 17, "'MANUAL' is not a number"),
        ("tag: ST-652", "tripped: UZ-1", 17, "no interlock 'UZ-1'"),
        ("    reason: Nothing flows.\n", "", 10, "reason is missing"),
        ("title: Loading pump", "title: [", 3, "correct the YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, sound, wrong, line, what):
    assert sound in SOUND
    with pytest.raises(ScenarioError, match=what) as caught:
        _read(tmp_path, SOUND.replace(sound, wrong, 1))
    assert line in {problem.line for problem in caught.value.problems}
    assert str(caught.value).startswith("pump.yaml:")
    assert "triggers: " not in str(caught.value)


def test_every_mistake_is_told_at_once(tmp_path):
    text = SOUND.replace("P-652", "P-0", 1).replace("below: 1 kg/s", "below: 1 bar")
    with pytest.raises(ScenarioError) as caught:
        _read(tmp_path, text)
    assert [problem.line for problem in caught.value.problems] == [8, 11]


def test_a_file_of_actions_takes_the_place_of_the_script(tmp_path):
    scenario, plant = _read(tmp_path, SOUND), plant_of("ammonia_storage")
    file = tmp_path / "ann.yaml"
    file.write_text("script:\n  - {at: 40 s, mend: drive}\n")
    assert read_actions(file, scenario, plant)[0].action.name == "drive"
    file.write_text("script:\n  - {at: 40 s, mend: other}\n")
    with pytest.raises(ScenarioError, match=r"ann\.yaml:2: there is no fault 'other'"):
        read_actions(file, scenario, plant)


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_ones_are_sound(name):
    assert read_scenario(shipped()[name], plant_of)[0].script
