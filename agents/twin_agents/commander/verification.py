"""What a request must satisfy before anything is written (NAMUR NE 194's limits)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from twin_agents.commander.plant_view import PlantView
from twin_schemas.messages import SetpointRequested
from twin_schemas.plant import Tag

_MODE_FOR = {"setpoint": "AUTO", "output": "MAN"}


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
    elif tag.kind == "mode" and request.value not in range(len(tag.states)):
        yield f"{request.value:g} is none of the modes {', '.join(tag.states)}"


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


def _mode(_request: SetpointRequested, tag: Tag, view: PlantView, now_ns: int) -> Iterator[str]:
    wanted = _MODE_FOR.get(tag.kind)
    if wanted is None or tag.controller is None:
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


_Check = Callable[[SetpointRequested, Tag, PlantView, int], Iterator[str]]
_CHECKS: tuple[_Check, ...] = (_unit, _range, _link, _step, _mode)
