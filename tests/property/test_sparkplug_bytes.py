"""Whatever comes on an edge node's topics, the adapter goes on and says what it cannot use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.integration.adapters import sparkplug_bytes as b
from tests.integration.adapters.rig import TAGS
from tests.integration.adapters.sparkplug_rig import HOST, place_of, topic_of

from twin_bus.clock import SystemClock
from twin_bus.codec import Codec
from twin_bus.memory import MemorySchemas
from twin_plc_adapters.measuring import Measuring
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.reading import Reading
from twin_plc_adapters.sparkplug.link import SparkplugLink
from twin_plc_adapters.sparkplug.message import message_in
from twin_plc_adapters.sparkplug.place import Places
from twin_plc_adapters.sparkplug.wire import NotAPayload
from twin_schemas.messages import Measurement

_KINDS = ("NBIRTH", "NDATA", "NDEATH", "DDEATH", *["DBIRTH", "DDATA"] * 4)
_NUMBERS = st.integers(0, 2**64 - 1) | st.integers(0, 300)
_PROPERTIES = st.builds(b.quality_property, st.sampled_from([0, 7, 192, 500])) | st.just(
    b.unit_property("bar")
)
_NAMES = ("x", "é", "bdSeq", *(place_of(tag).metric for tag in TAGS))
_TIMES = st.sampled_from([1, 300, *[2**40] * 6, 2**63 // 10**6, 2**63 // 10**6 + 1])
_METRICS = st.fixed_dictionaries(
    {},
    optional={
        b.NAME: st.sampled_from(_NAMES),
        b.ALIAS: st.integers(0, len(TAGS)) | _NUMBERS,
        b.TAKEN: _TIMES,
        b.DATATYPE: st.sampled_from([1, 3, 4, 5, 8, 10, 10, 11, 12, 40]),
        b.HISTORICAL: st.integers(0, 1),
        b.NULL: st.integers(0, 1),
        b.PROPERTIES: _PROPERTIES,
        b.INT: st.integers(0, 2**32 - 1),
        b.LONG: _NUMBERS,
        b.DOUBLE: st.floats(),
        b.STRING: st.just("1.5"),
    },
).map(b.message)
_DEVICES = st.sampled_from(["inputs", "outputs", "other"])
Message = tuple[str, bytes]


@st.composite
def _messages(draw: st.DrawFn, seq: int) -> Message:
    """Any bytes, or a payload, which has mostly the number that is due."""
    kind = draw(st.sampled_from(_KINDS))
    topic = topic_of(kind, draw(_DEVICES) if kind[0] == "D" else "")
    if draw(st.integers(0, 7)) == 0:
        return topic, draw(st.binary(max_size=40))
    number = draw(st.sampled_from([seq] * 7 + [None, 0, 2**64 - 1]))
    metrics = draw(st.lists(_METRICS, max_size=4))
    return topic, b.message({
        b.TIMESTAMP: draw(st.sampled_from([None, 1, 2**40])),
        b.METRICS: metrics,
        b.SEQ: number,
    })


@st.composite
def _conversations(draw: st.DrawFn) -> list[Message]:
    """Births, and what comes then."""
    return [*_births(), *(draw(_messages(seq)) for seq in range(3, 3 + draw(st.integers(0, 6))))]


def _births() -> list[Message]:
    born = {
        device: [
            b.message({b.NAME: place_of(tag).metric, b.ALIAS: n, b.DATATYPE: 10, b.DOUBLE: 1.5})
            for n, tag in enumerate(TAGS)
            if place_of(tag).device == device
        ]
        for device in ("", "inputs", "outputs")
    }
    return [
        (topic_of("DBIRTH" if device else "NBIRTH", device), b.payload(1, seq, metrics))
        for seq, (device, metrics) in enumerate(born.items())
    ]


class _Heard:
    """A link that is not open, and all that it tells, on its way to the bus."""

    def __init__(self, codec: Codec) -> None:
        clock, self.told = SystemClock(), list[tuple[str, Reading]]()
        self._codec, self._measuring = codec, Measuring(TAGS, clock)
        places = Places({tag: place_of(tag) for tag in TAGS}, HOST)
        self.link = SparkplugLink(MqttBroker("127.0.0.1", 1), places, TAGS, self._hear, clock)

    def _hear(self, tag: str, reading: Reading) -> None:
        self.told.append((tag, reading))
        for measurement in self._measuring.told(tag, reading):
            back = self._codec.decode(self._codec.encode(measurement), Measurement)
            assert back.source_time_ns == measurement.source_time_ns < 2**63
            assert (measurement.quality == "good") == (not measurement.reason)


async def test_no_bytes_stop_the_adapter_and_each_loss_has_its_reason():
    codec = Codec(MemorySchemas())
    await codec.prepare([Measurement])

    @given(_conversations())
    def check(messages: list[Message]) -> None:
        heard = _Heard(codec)
        for topic, content in messages:
            heard.link._take(topic, content, False)
        assert {tag for tag, _ in heard.told} == set(TAGS)
        if any(not _is_payload(content) for _, content in messages):
            reasons = {tag: r.reason for tag, r in heard.told if r.quality == "bad"}
            assert set(reasons) == set(TAGS)

    check()


async def test_bytes_that_are_no_payload_mark_every_tag_once_with_what_is_wrong():
    heard = _Heard(Codec(MemorySchemas()))
    await heard._codec.prepare([Measurement])
    for _ in range(3):
        heard.link._take(topic_of("DDATA", "inputs"), b"\xff\xff", False)
    assert [tag for tag, _ in heard.told] == list(TAGS)
    assert {r.reason.partition(" (")[0] for _, r in heard.told} == {
        "gap: DDATA of plants/nitrogen/inputs is not understood: no Sparkplug payload in 2 bytes"
    }


def _is_payload(content: bytes) -> bool:
    try:
        message_in(content)
    except NotAPayload:
        return False
    return True
