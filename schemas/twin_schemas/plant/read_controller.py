"""Reads a controller and its setpoint, output and mode tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from twin_schemas.plant.controller import Action, Controller, Kind
from twin_schemas.plant.isa import is_controller_name
from twin_schemas.plant.kinds import KINDS
from twin_schemas.plant.read_split import read_splits
from twin_schemas.plant.split_range import SplitRange, output_of
from twin_schemas.plant.tag import Tag, TagKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twin_schemas.plant.design import DesignPoint
    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment

MODES = ("MAN", "AUTO")
MODES_OF_INNER = (*MODES, "CAS")
KINDS_OF_CONTROLLERS = ("pid", "limit")
CONTROLLER_KEYS = (
    "kind",
    "description",
    "reads",
    "moves",
    "split",
    "action",
    "gain",
    "integral_time",
    "derivative_time",
    "setpoint",
    "setpoint_range",
    "output",
    "output_range",
    "max_step",
    "settle_time",
    "tolerance",
    "critical",
    "approval_time",
    "freeze_time",
)
APPROVAL_SECONDS = 900.0


@dataclass(frozen=True, kw_only=True)
class Controlled:
    """What controllers may refer to, and the design point as far as known."""

    equipment: Mapping[str, Equipment]
    measurements: Mapping[str, Tag]
    controllers: Collection[str]
    design: DesignPoint


def read_controller(name: str, entry: Entry, area: str, known: Controlled) -> Controller | None:
    """Reads one controller; None when it reads nothing known."""
    _check(name, entry, known)
    process_value = known.measurements.get(entry.text("reads"))
    if process_value is None:
        what = f"{entry.path} reads an unknown instrument '{entry.text('reads')}'"
        entry.note("reads", what, "name an instrument of the description")
        return None
    return _controller(name, entry, area, process_value, known)


def _check(name: str, entry: Entry, known: Controlled) -> None:
    entry.check_keys(*CONTROLLER_KEYS)
    if not is_controller_name(name):
        remedy = "name it like FIC-101"
        entry.note(None, f"'{name}' is not an ISA-5.1 controller name", remedy)
    if entry.text("moves") in known.controllers:
        return
    moved = known.equipment.get(entry.text("moves"))
    if moved is None or KINDS[moved.kind].actuator is None:
        what = f"{entry.path} moves '{entry.text('moves')}', which has no actuator"
        entry.note("moves", what, "name a valve, a machine, or the inner controller of a cascade")


def _controller(
    name: str, entry: Entry, area: str, process_value: Tag, known: Controlled
) -> Controller:
    unit = process_value.unit
    span = process_value.high - process_value.low
    low, high = _limits(entry, "setpoint_range", unit, (process_value.low, process_value.high))
    setpoint = entry.quantity("setpoint", unit)
    if not low <= setpoint <= high:
        entry.note("setpoint", f"setpoint of {name} is outside {low}..{high} {unit}", "move it")
    output_low, output_high = _limits(entry, "output_range", "%", (0.0, 100.0))
    output = entry.quantity("output", "%", 0.5 * (output_low + output_high))
    splits = read_splits(entry, known.equipment)
    return Controller(
        name=name,
        area=area,
        description=entry.text("description"),
        reads=process_value.name,
        moves=entry.text("moves"),
        kind=cast("Kind", entry.choice("kind", KINDS_OF_CONTROLLERS, "pid")),
        action=cast("Action", entry.choice("action", ("direct", "reverse"))),
        gain=entry.quantity("gain", "1"),
        integral_time_s=entry.quantity("integral_time", "s"),
        derivative_time_s=entry.quantity("derivative_time", "s", 0.0),
        setpoint=setpoint,
        setpoint_low=low,
        setpoint_high=high,
        output=_output(entry.text("moves"), splits, known.design.commands, output),
        output_low=output_low,
        output_high=output_high,
        max_step=entry.difference("max_step", unit, 0.1 * span),
        settle_s=entry.quantity("settle_time", "s"),
        tolerance=entry.difference("tolerance", unit, 0.01 * span),
        critical=entry.text("critical", ""),
        approval_s=_approval_s(entry),
        freeze_s=entry.quantity("freeze_time", "s", 0.0),
        cascades_to=entry.text("moves") if entry.text("moves") in known.controllers else "",
        splits=splits,
    )


def _output(
    moves: str, splits: Sequence[SplitRange], commands: Mapping[str, float], otherwise: float
) -> float:
    """The output at the design point, as far as that is known."""
    if moves not in commands:
        return otherwise
    return output_of(splits, commands, otherwise) if splits else commands[moves]


def _approval_s(entry: Entry) -> float:
    seconds = entry.quantity("approval_time", "s", APPROVAL_SECONDS)
    if seconds <= 0:
        entry.note(
            "approval_time", f"approval_time of {entry.path} is not above 0", "write '15 min'"
        )
    return seconds if "critical" in entry else 0.0


def _limits(entry: Entry, key: str, unit: str, default: tuple[float, float]) -> tuple[float, float]:
    if key not in entry:
        return default
    pair = entry.data[key]
    if not isinstance(pair, list) or len(pair) != 2:
        entry.note(key, f"{key} of {entry.path} is not a pair", f"write '{key}: [low, high]'")
        return default
    low, high = (entry.converted(key, value, unit) for value in pair)
    if low >= high:
        entry.note(key, f"{key} of {entry.path} is empty: {low} >= {high}", "swap them")
    return low, high


def controller_tags(controller: Controller, process_value: Tag, *, inner: bool) -> tuple[Tag, ...]:
    """Returns the tags of a controller.

    Args:
        controller: Whose.
        process_value: What it reads.
        inner: Another controller may give its setpoint: it has the mode CAS, and rests in it.
    """
    c = controller
    modes = MODES_OF_INNER if inner else MODES
    setpoint = _tag(
        c,
        ".SP",
        "setpoint",
        unit=process_value.unit,
        low=c.setpoint_low,
        high=c.setpoint_high,
        max_step=c.max_step,
        tolerance=c.tolerance,
        settle_s=c.settle_s,
        design=c.setpoint,
    )
    output = _tag(
        c,
        ".OP",
        "output",
        unit="%",
        low=c.output_low,
        high=c.output_high,
        max_step=20.0,
        tolerance=1.0,
        settle_s=30.0,
        design=c.output,
    )
    mode = _tag(
        c,
        ".MODE",
        "mode",
        unit="1",
        low=0.0,
        high=float(len(modes) - 1),
        max_step=None,
        tolerance=0.0,
        settle_s=10.0,
        design=float(len(modes) - 1),
        states=modes,
    )
    return setpoint, output, mode


def _tag(
    controller: Controller,
    suffix: str,
    kind: TagKind,
    *,
    unit: str,
    low: float,
    high: float,
    max_step: float | None,
    tolerance: float,
    settle_s: float,
    design: float,
    states: tuple[str, ...] = (),
) -> Tag:
    return Tag(
        name=controller.name + suffix,
        description=f"{controller.description}: {kind}",
        unit=unit,
        low=low,
        high=high,
        area=controller.area,
        equipment=controller.moves,
        kind=kind,
        writable=True,
        rate_s=2.0,
        states=states,
        controller=controller.name,
        max_step=max_step,
        tolerance=tolerance,
        settle_s=settle_s,
        alarms={},
        guidance={},
        boundary=False,
        critical=controller.critical,
        approval_s=controller.approval_s,
        freeze_s=controller.freeze_s if kind == "setpoint" else 0.0,
        design=design,
    )
