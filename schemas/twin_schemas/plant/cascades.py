"""Cascades: controllers whose output is the setpoint of another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant.controller import Controller
    from twin_schemas.plant.design import DesignPoint
    from twin_schemas.plant.entry import Entry


def joined(
    controllers: Mapping[str, Controller], entries: Mapping[str, Entry], design: DesignPoint
) -> dict[str, Controller]:
    """Returns the controllers, each with the actuator which it moves in the end.

    An inner controller rests at the measured design value, and the outer one's output where it
    gives that setpoint. Notes cascades which go in a circle, end nowhere, move a limiting
    controller, or share an inner one.
    """
    taken: dict[str, str] = {}
    found = dict(controllers)
    for name, controller in controllers.items():
        inner = controller.cascades_to
        if not inner:
            continue
        problem = _problem(name, controllers, taken)
        if problem:
            entries[name].note("moves", problem, "name a controller that moves an actuator")
            continue
        taken[inner] = name
        found[inner] = _resting(found[inner], design)
        found[name] = replace(controller, moves=_actuator(name, controllers))
    return {name: _giving(c, found) for name, c in found.items()}


def _problem(name: str, controllers: Mapping[str, Controller], taken: Mapping[str, str]) -> str:
    inner = controllers[name].cascades_to
    if inner in taken:
        return f"{inner} takes its setpoint from {taken[inner]} already, not from {name} too"
    if inner not in controllers:
        return f"{name} moves {inner}, which could not be read"
    if controllers[inner].kind == "limit":
        return f"{name} moves {inner}, which only keeps a limit"
    seen, there = [name], inner
    while there in controllers and controllers[there].cascades_to:
        if there in seen:
            return f"cascade {' > '.join((*seen, there))} goes in a circle"
        seen.append(there)
        there = controllers[there].cascades_to
    return ""


def _actuator(name: str, controllers: Mapping[str, Controller]) -> str:
    controller = controllers[name]
    return (
        _actuator(controller.cascades_to, controllers)
        if controller.cascades_to
        else controller.moves
    )


def _resting(inner: Controller, design: DesignPoint) -> Controller:
    value = design.tags.get(inner.reads, inner.setpoint)
    return replace(inner, setpoint=value)


def _giving(outer: Controller, controllers: Mapping[str, Controller]) -> Controller:
    """The outer controller with the output that gives the inner one's design setpoint."""
    inner = controllers.get(outer.cascades_to)
    if inner is None:
        return outer
    span = inner.setpoint_high - inner.setpoint_low
    return replace(outer, output=100 * (inner.setpoint - inner.setpoint_low) / span)
