"""A run goes ahead twice, and the twin of an earlier moment is rebuilt from what was kept."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime

import pytest

from twin_agents.historian.columns import Kept, arrow_schema, table_of
from twin_agents.simulation import Simulation
from twin_ops.errors import RefusedByRule
from twin_ops.science.example import keep, said
from twin_ops.settings import load_settings
from twin_ops.stored import Stored
from twin_ops.whatif import NotKept, Question, answer
from twin_ops.whatif.content import content
from twin_ops.whatif.rebuilt import rebuilt, snapshot_before
from twin_schemas.messages import AgentSnapshot, Measurement
from twin_simulator import Move, Run
from twin_simulator.what_if import what_if

NS = 1_000_000_000
BEGIN = 1_764_000_000
SECONDS = 130


class Past:
    """A small plant and its twin for two minutes: what they said."""

    def __init__(self) -> None:
        begin = datetime.fromtimestamp(BEGIN, UTC)
        self.said = list(said(SECONDS, begin))
        self.measured = [one for one in self.said if isinstance(one, Measurement)]
        self.snapshots = [one for one in self.said if isinstance(one, AgentSnapshot)]
        self.model = Run.load("nitrogen").model
        self.plant = self.model.plant

    def run_of(self, snapshot: AgentSnapshot) -> bytes:
        twin = Simulation(plant=self.plant, model=Run.at_design(self.model))
        twin.restore(snapshot.state)
        return twin.model.snapshot()


@pytest.fixture(scope="module")
def past() -> Past:
    return Past()


@pytest.fixture(scope="module")
def stored(past: Past, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """A twin that is down: its files are all there is."""
    home = tmp_path_factory.mktemp("home")
    settings = load_settings({"TWIN_HOME": str(home), "TWIN_KAFKA": "127.0.0.1:1"})
    keep(settings.history_folder, past.said)
    return Stored(settings, tell=lambda _: None)


def _question(past: Past, at: int, *moves: Move, seconds: float = 120.0) -> Question:
    tags = [next(name for name, i in past.plant.instruments.items() if i.noise)]
    return Question(at_ns=at * NS, moves=moves, seconds=seconds, tags=tags)


def _move(past: Past) -> Move:
    tag = next(t for t in past.plant.tags.values() if t.kind == "setpoint")
    return Move(tag=tag.name, value=tag.low + 0.6 * (tag.high - tag.low))


def test_of_the_snapshots_the_first_of_each_minute_is_kept(past: Past, stored: Stored):
    from twin_agents.historian.reading import Window

    kept = stored.rows(AgentSnapshot, Window((), 0, 2**62))["time_ns"].to_pylist()
    minutes = {one.time_ns // (60 * NS) for one in past.snapshots}
    assert [time // (60 * NS) for time in kept] == sorted(minutes)
    assert len(kept) < len(past.snapshots)


def test_the_snapshot_does_not_depend_on_what_the_bus_still_has(past: Past, stored: Stored):
    at_ns = past.snapshots[-2].time_ns + 1

    class WithBus(Stored):
        def rows(self, record, window, *, checked=False):
            every = [Kept(0, n, 0, 1, one.__dict__) for n, one in enumerate(past.snapshots)]
            return table_of(arrow_schema(AgentSnapshot), every).slice(0, len(every) - 1)

    on_bus = WithBus(stored.settings, stored.tell)
    assert snapshot_before(on_bus, at_ns) == snapshot_before(stored, at_ns)
    assert snapshot_before(on_bus, at_ns, newest=True) == past.snapshots[-2]


def test_the_twin_is_rebuilt_bit_by_bit_while_nothing_was_corrected(past: Past):
    """The twin corrects itself after two minutes for the first time."""
    first, later = past.snapshots[3], past.snapshots[6]
    table = table_of(
        arrow_schema(Measurement),
        [Kept(0, n, 0, 1, one.__dict__) for n, one in enumerate(past.measured)],
    )
    again = rebuilt(past.model, first, table, later.time_ns)
    assert (again.time_ns, again.run_id, again.doubt) == (later.time_ns, "example", "")
    assert zlib.decompress(again.state) == past.run_of(later)
    before = rebuilt(past.model, first, table, later.time_ns - NS)
    assert zlib.decompress(before.state) != past.run_of(later)


def test_the_same_question_has_the_same_answer_to_the_last_bit(past: Past, stored: Stored):
    question = _question(past, BEGIN + 70, _move(past))
    first, second = (answer(stored, past.model, question) for _ in range(2))
    texts = {json.dumps(content(one, past.plant)) for one in (first, second)}
    assert first == second
    assert len(texts) == 1


def test_history_is_beside_it_as_far_as_it_goes(past: Past, stored: Stored):
    found = answer(stored, past.model, _question(past, BEGIN + 70))
    (tag,) = found.history
    values = dict(zip(found.branches.changed.times, found.history[tag], strict=True))
    measured = {m.source_time_ns // NS: m.value for m in past.measured if m.tag == tag}
    assert values[0.0] == measured[BEGIN + 70]
    assert values[40.0] == measured[BEGIN + 110]
    assert values[120.0] is None
    assert found.branches.changed == found.branches.unchanged


def test_a_time_that_is_not_kept_is_told(past: Past, stored: Stored):
    with pytest.raises(NotKept, match="no snapshot of the model is kept for the 5 min before"):
        answer(stored, past.model, _question(past, BEGIN - 1))


def test_what_the_model_refuses_is_told(past: Past, stored: Stored):
    tag = next(t for t in past.plant.tags if t.endswith(".OP"))
    with pytest.raises(RefusedByRule, match="the model does not take it"):
        answer(stored, past.model, _question(past, BEGIN + 70, Move(tag=tag, value=3.0)))


def test_a_write_changes_its_branch_only_and_from_its_time_on(past: Past):
    model, state = past.model, Run.load("nitrogen").snapshot()
    move = _move(past)
    late = Move(tag=move.tag, value=move.value, after=60.0)
    found = what_if(model, state, [late], 240.0, [move.tag])
    changed, unchanged = found.changed, found.unchanged
    assert changed.times == unchanged.times
    assert (changed.times[0], changed.times[-1]) == (0.0, 240.0)
    pairs = list(zip(changed.times, changed.curves[move.tag], strict=True))
    assert {v for t, v in pairs if t > 60.0} == {move.value}
    assert {v for t, v in pairs if t <= 60.0} == set(unchanged.curves[move.tag])
    alone = what_if(model, state, [], 240.0, [move.tag]).changed
    assert alone.curves[move.tag] == unchanged.curves[move.tag]


def test_a_span_that_is_no_whole_number_of_scans_is_refused(past: Past):
    with pytest.raises(ValueError, match="no whole number of scans"):
        what_if(past.model, Run.load("nitrogen").snapshot(), [], 3.0)
