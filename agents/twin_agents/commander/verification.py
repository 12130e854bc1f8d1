"""What a request must satisfy before anything is written (NAMUR NE 194's limits)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from twin_agents.commander.plant_view import PlantView
from twin_schemas.messages import SetpointRequested
from twin_schemas.plant import Tag
from twin_schemas.plant.sequence import STATES

_STANDS = (STATES.index("idle"), STATES.index("held"))


def objections(request: SetpointRequested, view: PlantView, now_ns: int) -> Iterator[str]:
    """Every reason to refuse the request; none if it may be written."""
    tag = view.tags.get(request.tag)
    if tag is None:
        yield f"the plant has no tag {request.tag}; `twin watch --once` lists them"
        return
    if not tag.writable:
        yield f"{tag.name} cannot be written; its controller's .SP, .OP or .MODE may be"
        return
    for check in _CHECKS:
        yield from check(request, tag, view, now_ns)


def _unit(request: SetpointRequested, tag: Tag, _view: PlantView, _now: int) -> Iterator[str]:
    if request.unit != tag.unit:
        yield f"{tag.name} is in {tag.unit}, the request in {request.unit}"


def _range(request: SetpointRequested, tag: Tag, _view: PlantView, _now: int) -> Iterator[str]:
    if not math.isfinite(request.value) or not tag.low <= request.value <= tag.high:
        yield f"{request.value:g} is outside {tag.low:g} to {tag.high:g} {tag.unit}"
    elif tag.states and request.value not in range(len(tag.states)):
        yield f"{request.value:g} is none of the {tag.kind}s {', '.join(tag.states)}"


def _link(_request: SetpointRequested, tag: Tag, view: PlantView, now_ns: int) -> Iterator[str]:
    if doubt := view.doubt(tag.name, now_ns):
        yield f"the plant's present value is not known: {doubt}"


def _step(request: SetpointRequested, tag: Tag, view: PlantView, now_ns: int) -> Iterator[str]:
    present = view.good(tag.name, now_ns)
    if present is None or tag.max_step is None:
        return
    step = abs(request.value - present.value)
    if step > tag.max_step * (1 + 1e-9):
        yield (
            f"a step of {step:.4g} {tag.unit} from {present.value:.4g} is more than "
            f"{tag.max_step:g} at once; go in smaller steps"
        )


def _freeze(_request: SetpointRequested, tag: Tag, view: PlantView, now_ns: int) -> Iterator[str]:
    left, author = view.frozen(tag, now_ns)
    if left > 0:
        yield (
            f"{author} has set {tag.name} less than {tag.freeze_s:g} s ago, its freeze time; "
            f"try again in {math.ceil(left)} s"
        )


def _interlock(_request: SetpointRequested, tag: Tag, view: PlantView, _now: int) -> Iterator[str]:
    holder = view.holder(tag) if tag.settable_in else None
    if holder is not None:
        yield (
            f"interlock {holder.interlock} holds {', '.join(holder.actuators)}: {holder.tag} was "
            f"{holder.value:.4g} {holder.unit}, its limit is {holder.limit:g}; "
            "`twin alarms trips` shows what is tripped"
        )


def _mode(_request: SetpointRequested, tag: Tag, view: PlantView, now_ns: int) -> Iterator[str]:
    wanted = tag.settable_in
    if not wanted or tag.controller is None:
        return
    mode = view.tags[f"{tag.controller}.MODE"]
    present = view.good(mode.name, now_ns)
    if present is None:
        yield f"the mode of {tag.controller} is not known: {view.doubt(mode.name, now_ns)}"
    elif mode.states[round(present.value)] != wanted:
        yield (
            f"{tag.controller} is in {mode.states[round(present.value)]}; {tag.name} can be set in "
            f"{wanted} only: `twin set {mode.name} {wanted}` first"
        )


def _permissive(
    request: SetpointRequested, tag: Tag, view: PlantView, now_ns: int
) -> Iterator[str]:
    """Why a unit that stands can not be started now; the plant refuses it too, without a word."""
    if tag.kind != "goal" or request.value != tag.states.index("running"):
        return
    sequence = tag.name.removesuffix(".GOAL")
    at, lacks = (view.good(f"{sequence}.{part}", now_ns) for part in ("STATE", "LACKS"))
    if at is None or lacks is None or at.value not in _STANDS or not lacks.value:
        return
    missing = view.tags[f"{sequence}.LACKS"].states[round(lacks.value)]
    yield f"{sequence} can not start, it lacks: {missing}"


_Check = Callable[[SetpointRequested, Tag, PlantView, int], Iterator[str]]
_CHECKS: tuple[_Check, ...] = (
    _unit,
    _range,
    _link,
    _step,
    _freeze,
    _interlock,
    _mode,
    _permissive,
)
