"""The figures of ISA-18.2, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.exchange_setup import NS

from twin_agents.exchange.alarm_report import report
from twin_agents.exchange.value_text import iso
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.vocabulary import AlarmPriority, AlarmState

NOW = 1_700_000_000
DAY = 86_400


def change(
    alarm: str,
    second: float,
    what: str = "raised",
    state: AlarmState = "unacknowledged",
    priority: AlarmPriority = "low",
) -> AlarmChanged:
    """A transition so many seconds before now."""
    time_ns = int((NOW - second) * NS)
    return AlarmChanged(
        alarm=f"{alarm}.high",
        tag=alarm,
        limit="high",
        state=state,
        change=what,  # type: ignore[arg-type]
        priority=priority,
        value=1.0,
        setting=1.0,
        unit="K",
        occurrence=1,
        sequence=1,
        raised_ns=time_ns,
        time_ns=time_ns,
        origin="plant",
    )


def figures(*journal: AlarmChanged, minutes: float = 60) -> dict[str, object]:
    return report(journal, [], minutes, NOW * NS)


def test_nothing_has_happened():
    assert figures() == {
        "minutes": 60,
        "raised": 0,
        "per_hour": 0,
        "peak_per_10_min": 0,
        "floods": [],
        "standing": 0,
        "stale": 0,
        "unacknowledged": 0,
        "chattering": [],
        "priorities": {"low": 0, "medium": 0, "high": 0},
        "bases": {"measured": 0, "residual": 0, "predicted": 0},
        "most_frequent": [],
    }


def test_only_what_is_raised_within_the_span_counts():
    made = figures(
        change("A", 1_801),  # before it
        change("A", 1_799, priority="high"),
        change("B", 900, "returned", "returned"),
        change("B", 600, priority="medium"),
        change("C", 30),
        minutes=30,
    )
    assert (made["raised"], made["per_hour"]) == (3, 6)
    assert made["priorities"] == {"low": 1, "medium": 1, "high": 1}


def test_what_the_model_raises_is_counted_apart():
    made = figures(change("A", 1_000), replace(change("B", 1_100), basis="predicted"))
    assert made["bases"] == {"measured": 1, "residual": 0, "predicted": 1}


def test_the_peak_is_of_any_ten_minutes():
    seconds = (1_500, 1_450, 1_000, 950, 901, 899, 400)  # 901 to 1500 are within 599 s
    assert figures(*(change("A", s) for s in seconds))["peak_per_10_min"] == 5


def test_more_than_ten_in_ten_minutes_are_a_flood():
    ten = [change("A", 3_000 - 50 * n) for n in range(10)]
    assert figures(*ten)["floods"] == []
    eleven = [*ten, change("B", 2_500)]
    (flood,) = figures(*eleven)["floods"]  # type: ignore[misc]
    assert flood == {"from": iso((NOW - 3_000) * NS), "to": iso((NOW - 2_500) * NS), "raised": 11}


def test_floods_that_overlap_are_one_and_others_are_not():
    first = [change("A", 3_500 - 50 * n) for n in range(16)]  # 3500 to 2750
    second = [change("B", 1_000 - n) for n in range(12)]
    floods = figures(*first, *second)["floods"]
    assert floods == [
        {"from": iso((NOW - 3_500) * NS), "to": iso((NOW - 2_750) * NS), "raised": 16},
        {"from": iso((NOW - 1_000) * NS), "to": iso((NOW - 989) * NS), "raised": 12},
    ]


def test_three_within_a_minute_are_chattering():
    chatters = [change("A", s) for s in (100, 70, 40, 500)]
    slow = [change("B", s) for s in (100, 70, 39)]
    assert figures(*chatters, *slow)["chattering"] == [{"alarm": "A.high", "raised": 4}]


def test_the_ten_most_frequent_are_named():
    journal = [change(f"T-{n}", 10 * k) for n in range(12) for k in range(n + 1)]
    rows = figures(*journal)["most_frequent"]
    assert [row["raised"] for row in rows] == list(range(12, 2, -1))  # type: ignore[attr-defined]
    assert rows[0]["alarm"] == "T-11.high"  # type: ignore[index]


def test_what_stands_is_counted_at_the_end_of_the_span():
    present = [
        change("A", DAY + 1, state="acknowledged"),
        change("B", DAY - 1),
        change("C", 10, "returned", "returned"),
        change("D", 2 * DAY, "shelved", "shelved"),
        change("E", 2 * DAY, "returned", "normal"),
    ]
    made = report([], present, 60, NOW * NS)
    assert (made["standing"], made["stale"], made["unacknowledged"]) == (2, 1, 2)
