"""What an operator or the world may do to a running plant."""

from __future__ import annotations

from hypothesis import strategies as st

from twin_schemas.plant import Plant, Tag
from twin_simulator import Run

SHARE = st.floats(0.0, 1.0)


def moves_of(plant: Plant) -> st.SearchStrategy[tuple[str, object, float]]:
    """Draws a move: what kind, on what, and how far."""
    tags = plant.tags.values()
    inner = {c.cascades_to for c in plant.controllers.values()}
    setpoints = [t for t in tags if t.kind == "setpoint" and t.controller not in inner]
    outputs = [tag for tag in tags if tag.kind == "output"]
    boundaries = [tag for tag in tags if tag.boundary]
    actuators = sorted({c.moves for c in plant.controllers.values()})
    return st.one_of(
        st.tuples(st.just("setpoint"), st.sampled_from(setpoints), SHARE),
        st.tuples(st.just("output"), st.sampled_from(outputs), SHARE),
        st.tuples(st.just("boundary"), st.sampled_from(boundaries), st.floats(0.5, 1.2)),
        st.tuples(st.just("trip"), st.sampled_from(actuators), SHARE),
        st.tuples(st.just("reset"), st.none(), SHARE),
    )


def apply(run: Run, kind: str, target: Tag | str | None, share: float) -> None:
    """Makes a move."""
    match kind, target:
        case "trip", str(actuator):
            run.trip(actuator)
        case "setpoint", Tag() as tag:
            run.write(tag.name, _within(tag, share))
        case "output", Tag() as tag:
            run.drive({f"{tag.controller}.MODE": 0.0, tag.name: _within(tag, share)})
        case "boundary", Tag() as tag:
            run.drive({tag.name: share * (tag.design or 0.0)})
        case _:
            run.reset()


def _within(tag: Tag, share: float) -> float:
    return tag.low + share * (tag.high - tag.low)
