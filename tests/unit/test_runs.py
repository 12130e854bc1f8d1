"""Messages that come many at once are handled as if each had come by itself."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.test_runtime import Answered, Asked, Doubler, Setup

from twin_bus import run_decoder
from twin_bus.codec import Codec, DecodeRun
from twin_bus.memory import MemorySchemas
from twin_bus.memory.bus import Stored
from twin_bus.runtime import runs
from twin_bus.runtime.breath import Breath
from twin_bus.runtime.runs import FEWEST, MOST, with_records
from twin_schemas.messages import RejectedMessage
from twin_schemas.record import Record

TRACE = [("traceparent", b"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")]
MANY = 2 * MOST + FEWEST


class AskedOnce(Record, topic="demo.asked", owner="demo", key="name"):
    """A question of an earlier release.

    Attributes:
        name: Who asks.
        number: What.
        why: What for.
    """

    name: str
    number: int
    why: str


AskedOnce.__name__ = Asked.__name__  # Avro knows a record by its name


async def _outcome(values: dict[int, bytes], numbers: dict[int, int]) -> tuple[Any, Any]:
    """What comes of questions with their place as number, some of them with other bytes."""
    setup = Setup()
    codec = await setup.codec()
    before = Codec(setup.store)
    await before.prepare([AskedOnce])
    payloads = [codec.encode(Asked(name="k", number=numbers.get(n, n))) for n in range(MANY)]
    for place, value in values.items():
        payloads[place] = value or before.encode(AskedOnce(name="k", number=place, why="?"))
    await setup.bus.publish([("demo.asked.v1", b"k", payload, TRACE) for payload in payloads])
    wrong = sum(map(bool, values.values())) + sum(number < 0 for number in numbers.values())
    async with setup.running(Doubler()):
        await setup.published(Answered, MANY - wrong)
        rejected = await setup.published(RejectedMessage, wrong)
    answers = setup.bus.topics["demo.answered.v1"]
    told = [(r.offset, r.reason, r.payload) for r in rejected]
    numbers_of = [codec.decode(m.value, Answered).number for m in answers]
    return told, [(n, m.key, m.headers) for n, m in zip(numbers_of, answers, strict=True)]


BAD, BEFORE = b"garbage", b""
CASES: dict[str, tuple[dict[int, bytes], dict[int, int]]] = {
    "a bad message": ({60: BAD}, {}),
    "bad ones at both ends": ({0: BAD, MANY - 1: BAD}, {}),
    "one of an earlier release": ({60: BEFORE}, {}),
    "one that the handler refuses": ({}, {60: -1}),
    "one that the handler takes the second time": ({}, {0: 13}),
    "all of these": ({60: BAD, 61: BEFORE, MOST + 3: BAD}, {0: 13, 62: -1, 2 * MOST + 1: -2}),
}


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of messages that agents decode together."""
    found: list[int] = []
    make = run_decoder.run_decoder

    def noting(record: type[Record], header: bytes) -> DecodeRun:
        decode = make(record, header)
        return lambda payloads: found.append(len(payloads)) or decode(payloads)

    monkeypatch.setattr(run_decoder, "run_decoder", noting)
    return found


@pytest.mark.parametrize("case", CASES)
async def test_many_at_once_have_the_outcome_of_each_by_itself(
    case: str, sizes: list[int], monkeypatch: pytest.MonkeyPatch
):
    values, numbers = CASES[case]
    told, answers = await _outcome(values, numbers)
    wrong = {place for place, value in values.items() if value}
    wrong |= {place for place, number in numbers.items() if number < 0}
    asked = [numbers.get(n, n) for n in range(MANY) if n not in wrong]
    assert [offset for offset, _, _ in told] == sorted(wrong)
    assert [number for number, _, _ in answers] == [2 * number for number in asked]
    monkeypatch.setattr(runs, "FEWEST", MANY + 1)
    assert await _outcome(values, numbers) == (told, answers)
    assert sizes == [MOST, MOST, FEWEST]


async def _codec() -> Codec:
    codec = Codec(MemorySchemas())
    await codec.prepare([Asked, Answered])
    return codec


def _deliveries(codec: Codec, *kinds: tuple[type[Asked | Answered], int]) -> list[Stored]:
    records = [kind(name="k", number=n) for kind, count in kinds for n in range(count)]
    return [
        Stored(r.contract.topic, 0, offset, b"k", codec.encode(r))
        for offset, r in enumerate(records)
    ]


async def test_long_runs_of_a_topic_are_decoded_together_and_the_order_is_kept():
    codec = await _codec()
    counts = [FEWEST, 3, FEWEST + 1, FEWEST - 1, MOST + 1]
    kinds = [*zip([Asked, Answered] * 3, counts, strict=False)]
    deliveries = _deliveries(codec, *kinds)
    decoders = {kind.contract.topic: codec.run_decoders[kind] for kind in (Asked, Answered)}
    read = [*with_records(deliveries, decoders, Breath().prepared)]
    assert [delivery for delivery, _ in read] == deliveries
    together = [record is not None for _, record in read]
    expected = [True] * FEWEST + [False] * 3 + [True] * (FEWEST + 1)
    assert together == expected + [False] * (FEWEST - 1) + [True] * MOST + [False]
    alone = {kind.contract.topic: codec.decoders[kind] for kind in (Asked, Answered)}
    assert all(r in {None, alone[delivery.topic](delivery.value)} for delivery, r in read)


async def test_no_more_are_decoded_than_are_about_to_be_handled(sizes: list[int]):
    codec = await _codec()
    decoders = {Asked.contract.topic: codec.run_decoders[Asked]}
    shares: list[int] = []
    deliveries = _deliveries(codec, (Asked, 3 * MOST))
    read = with_records(deliveries, decoders, lambda _, number: shares.append(number))
    for _ in range(MOST):
        next(read)
    assert sizes == shares == [MOST]
    assert len([*read]) == 2 * MOST


async def test_few_messages_and_topics_without_a_decoder_are_left_as_they_are():
    codec = await _codec()
    few, many = (_deliveries(codec, (Asked, count)) for count in (FEWEST - 1, FEWEST))
    decoders = {Asked.contract.topic: codec.run_decoders[Asked]}
    for deliveries, known in ((few, decoders), (many, {})):
        read = with_records(deliveries, known, Breath().prepared)
        assert [*read] == [(delivery, None) for delivery in deliveries]
