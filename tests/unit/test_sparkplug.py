"""What an edge node says and what is believed of it (Sparkplug 3.0)."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import pytest
from tests.integration.adapters import sparkplug_bytes as b

from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.sparkplug.adapter import sparkplug_adapter
from twin_plc_adapters.sparkplug.command import command, rebirth, state
from twin_plc_adapters.sparkplug.datatype import DoesNotFit, NotANumber, field_for, number_in
from twin_plc_adapters.sparkplug.message import Metric, SparkplugMessage, message_in
from twin_plc_adapters.sparkplug.node import Born, EdgeNode, Event, Lost, Told
from twin_plc_adapters.sparkplug.place import NodeId, Place, Source, read_places, source_of
from twin_plc_adapters.sparkplug.rebirths import FIRST_PAUSE_S, LAST_PAUSE_S, Rebirths
from twin_plc_adapters.sparkplug.value import converted, in_unit, reading_of
from twin_plc_adapters.sparkplug.wire import NotAPayload
from twin_schemas.plant import PlantError

# Made by hand of "Encoding" of Protocol Buffers and the field numbers of the specification.
_BY_HAND = bytes.fromhex(
    "08 ea f2 f5 a8 a0 2b"  # field 1, varint: timestamp 1486144502122 ms
    "12 1c"  # field 2, 28 bytes: a metric
    "   0a 03 612f62"  # field 1, 3 bytes: name a/b
    "   10 ac 02"  # field 2, varint: alias 300
    "   18 ea f2 f5 a8 a0 2b"  # field 3, varint: its timestamp
    "   20 0a"  # field 4, varint: datatype 10, Double
    "   28 01"  # field 5, varint: is_historical
    "   69 000000000000f83f"  # field 13, 8 bytes, the lowest first: double_value 1.5
    "18 ff 01"  # field 3, varint: seq 255
)
_TIME_NS = 1_486_144_502_122_000_000


def test_a_payload_made_by_hand_is_read():
    metric = Metric(
        name="a/b",
        alias=300,
        time_ns=_TIME_NS,
        datatype=10,
        is_historical=True,
        field="double_value",
        raw=1.5,
    )
    assert message_in(_BY_HAND) == SparkplugMessage(_TIME_NS, 255, (metric,))


def test_a_command_is_what_is_made_by_hand():
    by_alias = "08 05 12 0f 10 07 18 05 20 0a 69 000000000000f83f"
    assert command("a", 7, 10, 1.5, 5) == bytes.fromhex(by_alias)
    by_name = "08 05 12 0a 0a 01 61 18 05 20 05 50 c8 01"
    assert command("a", None, 5, 200.0, 5) == bytes.fromhex(by_name)
    (asked,) = message_in(rebirth(5)).metrics
    assert (asked.name, asked.datatype, asked.raw) == ("Node Control/Rebirth", 11, True)


def test_the_state_has_the_time_of_the_connection():
    assert json.loads(state(online=True, since_ms=5)) == {"online": True, "timestamp": 5}


@pytest.mark.parametrize(
    ("field", "raw", "datatype", "number"),
    [
        ("int_value", 0xFF, 1, -1),
        ("int_value", 0xFFFFFFFF, 1, -1),
        ("int_value", 127, 1, 127),
        ("int_value", 0xFFFF8000, 2, -32_768),
        ("int_value", 0xFFFFFFFE, 3, -2),
        ("long_value", 2**64 - 3, 4, -3),
        ("int_value", 255, 5, 255),
        ("long_value", 2**32 - 1, 7, 2**32 - 1),
        ("float_value", 0.5, 9, 0.5),
        ("boolean_value", True, 11, 1),
    ],
)
def test_a_number_is_read_by_its_type(field: str, raw: object, datatype: int, number: float):
    assert number_in(field, raw, datatype) == number


@pytest.mark.parametrize(
    ("field", "raw", "datatype"),
    [
        ("int_value", 0x1FF, 1),  # neither eight bits nor a negative number in thirty-two
        ("int_value", 256, 5),
        ("string_value", "1.5", 12),
        ("string_value", "1.5", 10),
        ("long_value", 5, 13),
        ("int_value", 5, 0),
        ("bytes_value", b"5", 17),
    ],
)
def test_what_is_no_number_of_its_type_is_told(field: str, raw: object, datatype: int):
    with pytest.raises(NotANumber):
        number_in(field, raw, datatype)


@pytest.mark.parametrize("datatype", [1, 2, 3, 4, 9, 10])
def test_what_is_written_is_read_again(datatype: int):
    assert number_in(*field_for(-7.0, datatype), datatype) == -7.0


@pytest.mark.parametrize(("value", "datatype"), [(0.5, 3), (-1, 5), (256, 5), (2, 11), (1e39, 9)])
def test_what_a_type_cannot_hold_is_not_written(value: float, datatype: int):
    with pytest.raises(DoesNotFit):
        field_for(value, datatype)


def _metric(**what: object) -> Metric:
    return Metric(**{"field": "double_value", "raw": 1.5, "datatype": 10} | what)  # type: ignore[arg-type]


def test_quality_null_and_time_are_those_of_the_metric():
    def read(**what: object):
        found = reading_of(_metric(**what), 10, 9)
        return found.quality, found.reason

    assert read() == read(quality=192) == ("good", "")
    assert read(quality=0) == ("bad", "Bad (Sparkplug quality 0)")
    assert read(quality=500)[0] == "uncertain"
    assert read(quality=500)[1].startswith("UncertainLastUsableValue")
    assert read(quality=7) == ("bad", "its quality 7 is none of 0, 192 and 500")
    assert read(is_null=True) == ("bad", "no value (null)")
    sent = reading_of(_metric(), 10, 9)
    assert (sent.source_ns, sent.server_ns, sent.is_past) == (9, 9, False)
    taken = reading_of(_metric(time_ns=3, is_historical=True), 10, 9)
    assert (taken.source_ns, taken.server_ns, taken.is_past) == (3, 9, True)


def test_quality_and_unit_are_read_from_the_properties():
    def read(properties: bytes) -> Metric:
        metric = b.message({b.NAME: "a", b.DOUBLE: 1.5, b.PROPERTIES: properties})
        return message_in(b.payload(1, 0, [metric])).metrics[0]

    assert read(b.quality_property(500)).quality == 500
    assert read(b.unit_property("bar")).unit == "bar"
    assert message_in(b.payload(1, 0, [b.message({b.NAME: "a"})])).metrics[0].is_null


def test_a_value_comes_in_the_tags_unit_or_not_at_all():
    assert converted(2.0, "bar", "kPa") == pytest.approx(200.0)
    assert converted(2.0, "", "kPa") == converted(2.0, "furlongs of Ealing", "kPa") == 2.0
    wrong = in_unit(reading_of(_metric(), 10, 9), "degC", "bar")
    assert math.isnan(wrong.value)
    assert (wrong.quality, wrong.reason) == (
        "bad",
        "the plant tells it in degC, and the tag is in bar",
    )


def _message(seq: int | None, *metrics: Metric, time_ns: int | None = 1) -> SparkplugMessage:
    return SparkplugMessage(time_ns, seq, metrics)


def _session(number: int) -> Metric:
    return Metric(name="bdSeq", field="long_value", raw=number)


FLOW = _metric(name="flow", alias=1)
LEVEL = _metric(name="level", alias=2)


class Seen:
    """An edge node with two devices, and what became of it."""

    def __init__(self) -> None:
        self.node = EdgeNode("G/N", {"", "D", "E"})

    def take(self, kind, device: str, message: SparkplugMessage) -> list[Event]:
        return [*self.node.take(kind, device, message)]

    def born(self, seq: int = 0, session: int = 5) -> Seen:
        self.take("NBIRTH", "", _message(seq, _session(session)))
        self.take("DBIRTH", "D", _message((seq + 1) % 256, FLOW, LEVEL))
        return self


def test_data_before_a_birth_are_not_believed_and_births_are_wanted_once_told():
    seen = Seen()
    assert seen.take("DDATA", "D", _message(7, _metric(alias=1))) == [
        Lost(None, "G/N sent data before its birth")
    ]
    assert seen.take("DDATA", "D", _message(8, _metric(alias=1))) == []
    assert seen.node.wants_birth
    seen.born()
    assert not seen.node.wants_birth


def test_an_alias_is_what_the_birth_says_it_is():
    seen = Seen()
    seen.take("NBIRTH", "", _message(0, _session(5)))
    assert seen.take("DBIRTH", "D", _message(1, FLOW)) == [
        Born("D"),
        Told("D", FLOW, FLOW, 1, is_birth=True),
    ]
    sent = _metric(alias=1, raw=2.5, datatype=0)
    assert seen.take("DDATA", "D", _message(2, sent)) == [Told("D", FLOW, sent, 1)]
    named = _metric(name="flow", raw=3.5, datatype=0)
    assert seen.take("DDATA", "D", _message(3, named)) == [Told("D", FLOW, named, 1)]


def test_what_is_in_no_birth_is_not_believed_and_births_are_wanted():
    for strange in (_metric(alias=9), _metric(name="other")):
        seen = Seen().born()
        good = _metric(alias=2)
        assert seen.take("DDATA", "D", _message(2, strange, good)) == [Told("D", LEVEL, good, 1)]
        assert seen.node.wants_birth


def test_an_alias_of_another_device_is_not_its():
    seen = Seen().born()
    seen.take("DBIRTH", "E", _message(2, _metric(name="flow", alias=3)))
    assert seen.take("DDATA", "E", _message(3, _metric(alias=1))) == []
    assert seen.node.wants_birth


def test_an_alias_that_is_given_twice_is_no_birth():
    seen = Seen().born()
    reason = "the birth of G/N/E gives the alias 1 to two metrics"
    assert seen.take("DBIRTH", "E", _message(2, _metric(name="x", alias=1))) == [
        Lost("E", reason, 1)
    ]


@pytest.mark.parametrize("first", [0, 254, 255])
def test_numbers_go_on_from_the_birth_and_begin_anew_after_255(first: int):
    seen = Seen().born(first)
    for step in range(2, 300):
        (told,) = seen.take("DDATA", "D", _message((first + step) % 256, _metric(alias=1)))
        assert isinstance(told, Told)


@pytest.mark.parametrize("seq", [1, 3, 0, 255, None, 256])
def test_a_gap_loses_all_until_the_next_birth(seq: int | None):
    seen = Seen().born()
    (lost,) = seen.take("DDATA", "D", _message(seq, _metric(alias=1)))
    assert isinstance(lost, Lost)
    assert lost.device is None
    assert lost.reason.startswith("gap: ")
    assert seen.node.wants_birth
    assert seen.take("DDATA", "D", _message(2, _metric(alias=1))) == []
    seen.born(100)
    assert len(seen.take("DDATA", "D", _message(102, _metric(alias=1)))) == 1


def test_how_many_messages_are_missing_is_told():
    (lost,) = Seen().born(250).take("DDATA", "D", _message(3, _metric(alias=1)))
    assert "number 3 after 251, so 7 of its messages are missing" in lost.reason


def test_numbers_of_devices_that_nobody_wants_count_too():
    seen = Seen().born()
    assert seen.take("DDATA", "other", _message(2)) == []
    assert len(seen.take("DDATA", "D", _message(3, _metric(alias=1)))) == 1


def test_a_death_of_this_session_loses_all_once():
    seen = Seen().born()
    death = _message(None, _session(5))
    assert seen.take("NDEATH", "", death) == [Lost(None, "G/N has left the broker (NDEATH)")]
    assert seen.take("NDEATH", "", death) == []  # the will, after what was published
    assert not seen.node.wants_birth
    assert seen.node.defined("D", "flow") is None


def test_a_death_of_an_earlier_session_is_ignored():
    seen = Seen().born(session=6)
    assert seen.take("NDEATH", "", _message(None, _session(5))) == []
    assert len(seen.take("DDATA", "D", _message(2, _metric(alias=1)))) == 1


def test_a_death_that_does_not_say_of_which_session_is_believed():
    assert len(Seen().born().take("NDEATH", "", _message(None))) == 1


def test_a_death_of_a_device_is_of_it_alone():
    seen = Seen().born()
    gone = [Lost("D", "the device D of G/N is gone (DDEATH)", 4)]
    assert seen.take("DDEATH", "D", _message(2, time_ns=4)) == gone
    assert seen.node.is_born
    assert seen.take("DDATA", "D", _message(3, _metric(alias=1))) == []
    assert seen.node.wants_birth
    assert len(seen.take("DBIRTH", "D", _message(4, FLOW))) == 2


@pytest.mark.parametrize("seq", [None, 256])
def test_a_birth_without_a_number_is_none(seq: int | None):
    seen = Seen()
    (lost,) = seen.take("NBIRTH", "", _message(seq, _session(5)))
    assert "no sequence number of 0 to 255" in lost.reason


def test_births_are_asked_for_at_once_and_then_ever_more_seldom():
    rebirths = Rebirths()
    asked = [second for second in range(400) if rebirths.is_due("N", second)]
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert asked[0] == 0
    assert pauses[:3] == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S]
    assert max(pauses) == LAST_PAUSE_S
    assert rebirths.is_due("other", 1.0)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"hello", "no Sparkplug payload in 5 bytes"),
        (bytes.fromhex("12 03 0a 01 ff"), "a name is no UTF-8"),
        (b.payload(2**63, 0, []), "beyond the year 2262"),
        (b.payload(1, 0, [b.message({b.TAKEN: 2**63 // 10**6 + 1})]), "beyond the year 2262"),
    ],
)
def test_what_is_no_payload_is_told(content: bytes, why: str):
    with pytest.raises(NotAPayload, match=why):
        message_in(content)


def test_topics_tell_whom_a_message_is_from():
    node = NodeId("G", "N")
    assert source_of("spBv1.0/G/NDATA/N") == Source("NDATA", node, "")
    assert source_of("spBv1.0/G/DDATA/N/D") == Source("DDATA", node, "D")
    for topic in ("spBv1.0/G/DDATA/N", "spBv1.0/G/NDATA/N/D", "spBv1.0/STATE/host", "x/G/NDATA/N"):
        assert source_of(topic) is None
    assert source_of("spBv1.0/G/DCMD/N/D") is None


def test_a_map_gives_metrics_of_devices_and_of_nodes(tmp_path: Path):
    file = tmp_path / "map.yaml"
    file.write_text(
        "protocol: sparkplug\nhost: {id: north}\ntags:\n  A: {metric: G/N/D/x/y}\n"
        "  B: {metric: G/N//x}\n"
    )
    found = read_places(file, ("A", "B"), "default")
    node = NodeId("G", "N")
    assert found.tags == {"A": Place(node, "D", "x/y"), "B": Place(node, "", "x")}
    assert found.host == "north"
    file.write_text("protocol: sparkplug\ntags:\n  A: {metric: G/N/x}\n  B: {metric: +/N/D/x}\n")
    with pytest.raises(PlantError) as error:
        read_places(file, ("A", "B"), "default")
    assert [line.partition(": ")[0] for line in str(error.value).splitlines()] == [
        "map.yaml:3",
        "map.yaml:4",
    ]


def test_settings_make_the_adapter(tmp_path: Path):
    from tests.integration.adapters.rig import PLANT

    file = tmp_path / "map.yaml"
    file.write_text("protocol: sparkplug\ntags:\n  FT-941: {metric: G/N/D/FT-941}\n")
    settings = AdapterSettings("sparkplug", "mqtts://broker", tag_map=file)
    made = sparkplug_adapter(PLANT, settings)
    assert (made.where, made.places.host) == ("mqtts://broker:8883", f"twinbus-{PLANT.name}")
    with pytest.raises(BadAdapterSetting, match="TWIN_ADAPTER_URL"):
        sparkplug_adapter(PLANT, AdapterSettings("sparkplug", "amqp://broker", tag_map=file))
