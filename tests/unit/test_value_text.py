"""Values as the stream's text: whole, and of what was sent before only what has changed."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from tests.plants import WHOLE, plant_of

from twin_agents.exchange.picked import Picked
from twin_agents.exchange.values import LatestValues, Part, TagValue
from twin_schemas.messages import Measurement, Residual, SimulatedValue

PLANT = plant_of(WHOLE)
TAG = PLANT.tags["FT-101"]
NS = 1_000_000_000
NOW = 1_800_000_000 * NS
REPORTED = {
    *("value", "quality", "reason", "source_time", "server_time", "ingest_time", "origin"),
    *("tag", "age_s"),
}
MODEL = {
    *("simulated", "simulated_time", "simulated_reason", "residual", "significance"),
    *("residual_reason", "tag", "age_s"),
}


def measured(number: float, **more: Any) -> Measurement:
    times = dict.fromkeys(("source_time_ns", "server_time_ns", "ingest_time_ns"), NOW)
    known = {"quality": "good", "origin": "plant", "sequence": 1} | times | more
    return Measurement(tag=TAG.name, value=number, unit=TAG.unit, **known)


def simulated(number: float, **more: Any) -> SimulatedValue:
    known = {"quality": "good", "time_ns": NOW, "run_id": "1", "origin": "model"} | more
    return SimulatedValue(tag=TAG.name, value=number, unit=TAG.unit, **known)


def residual(number: float, **more: Any) -> Residual:
    known = {"measured": 2.0, "simulated": 1.0, "quality": "good", "time_ns": NOW} | more
    return Residual(tag=TAG.name, residual=number, unit=TAG.unit, **known)


def values_of(*changes: tuple[Part, str, Any]) -> LatestValues:
    values = LatestValues(PLANT.tags)
    for change in changes:
        take(values, *change)
    values.moment(NOW + NS // 10)
    return values


def take(values: LatestValues, part: Part, name: str, record: Any, *, tag: str = TAG.name) -> None:
    value = values.touch(tag, part)
    assert value is not None
    setattr(value, name, record)


def ungrouped(text: str) -> list[dict[str, Any]]:
    return [group["shared"] | own for group in json.loads(text) for own in group["values"]]


def changed(values: LatestValues, since: int) -> dict[str, Any]:
    told = values.changes(Picked([TAG.name]), since)
    (found,) = ungrouped(told.text)
    assert told.tags == 1
    return found


@pytest.mark.parametrize(
    ("report", "model", "off"),
    [
        (measured(1.5), simulated(2.5), residual(1.0)),
        (measured(math.nan, quality="bad", reason='"cut" ä'), simulated(math.inf), None),
        (measured(1e300), None, residual(1.0, spread=0.5, significance=2.0)),
        (measured(0.1, origin="instructor"), simulated(3.0, reason="in doubt"), None),
        (None, simulated(3.0), residual(-1.0, reason="behind")),
    ],
)
def test_the_text_is_what_is_shown(report: Any, model: Any, off: Any):
    value = TagValue(TAG, measured=report, simulated=model, residual=off)
    for now_ns in (NOW, NOW + NS // 3, NOW + 3_600 * NS):
        assert json.loads(value.text(now_ns)) == value.shown(now_ns)


def test_of_what_was_sent_only_the_part_that_changed_is_told():
    values = values_of(("reported", "measured", measured(1.0)), ("model", "simulated", None))
    sent = values.change
    take(values, "reported", "measured", measured(2.0))
    assert (changed(values, sent).keys(), changed(values, sent)["value"]) == (REPORTED, 2.0)
    sent = values.change
    take(values, "model", "simulated", simulated(3.0))
    take(values, "model", "residual", residual(-1.0))
    told = changed(values, sent)
    assert (told.keys(), told["simulated"], told["residual"]) == (MODEL, 3.0, -1.0)


def test_parts_together_are_the_whole():
    values = values_of(("reported", "measured", measured(1.0)))
    first = changed(values, 0) | json.loads(values.texts(Picked([TAG.name])))[0]
    sent = values.change
    take(values, "reported", "measured", measured(2.0, reason="why", quality="uncertain"))
    known = first | changed(values, sent)
    sent = values.change
    take(values, "model", "simulated", simulated(3.0))
    (whole,) = json.loads(values.texts(Picked([TAG.name])))
    assert known | changed(values, sent) == whole


def test_what_changes_in_both_or_is_wanted_or_stale_is_told_whole():
    values = values_of(("reported", "measured", measured(1.0)))
    whole = values.at(TAG.name).shown(NOW).keys()  # type: ignore[union-attr]
    sent = values.change
    take(values, "all", "desired", None)
    assert changed(values, sent).keys() == whole
    sent = values.change
    take(values, "reported", "measured", measured(2.0))
    take(values, "model", "simulated", simulated(3.0))
    assert changed(values, sent).keys() == whole
    sent = values.change
    take(values, "model", "simulated", simulated(4.0))
    values.moment(NOW + 3_600 * NS)
    told = changed(values, sent)
    assert (told.keys(), told["quality"]) == (whole, "uncertain")


def test_who_knows_as_much_is_told_the_same_text_until_something_changes():
    values, tags = values_of(("reported", "measured", measured(1.0))), Picked([TAG.name])
    told = values.changes(tags, 0)
    assert values.changes(tags, 0) is told
    assert values.changes(tags, values.change) == (0, "[]")
    take(values, "reported", "measured", measured(2.0))
    assert ungrouped(values.changes(tags, 0).text)[0]["value"] == 2.0
    before = values.changes(tags, 0)
    values.moment(NOW + NS)
    later = values.changes(tags, 0)
    assert ungrouped(later.text)[0]["age_s"] > ungrouped(before.text)[0]["age_s"]


def test_what_a_scan_says_alike_of_its_tags_is_told_once():
    values, names = values_of(), ["FT-101", "FT-102", "PT-107"]
    for number, name in enumerate(names):
        quality = "bad" if name == "PT-107" else "good"
        report = measured(float(number), quality=quality)
        take(values, "reported", "measured", report, tag=name)
    groups = json.loads(values.changes(Picked(names), 0).text)
    assert [[own["tag"] for own in group["values"]] for group in groups] == [names[:2], names[2:]]
    assert [own.keys() for own in groups[0]["values"]] == [{"tag", "value"}] * 2
    assert groups[0]["shared"].keys() == REPORTED - {"tag", "value"}
