"""A scenario's form judged against its plant."""

from __future__ import annotations

from collections.abc import Container
from math import ceil
from typing import TYPE_CHECKING

from twin_schemas.faults import Fault, read_fault
from twin_schemas.scenario.bind_parts import Names, action, condition, tag_named, value, wanted
from twin_schemas.scenario.scenario import Expected, Forbidden, Scenario, Scripted, Start, Trigger

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from twin_schemas.plant import Plant
    from twin_schemas.scenario import file
    from twin_schemas.scenario.place import Path, Place

_LEAST_SCAN, _LONGEST_SCAN = 0.1, 10.0  # s


def bind(path: FilePath, form: file.ScenarioForm, plant: Plant, place: Place) -> Scenario:
    """Returns the scenario; what is wrong is noted in `place`."""
    triggers, faults = _triggers(form, plant, place)
    names = Names(plant, place, {fault.name for fault in faults})
    known = {trigger.name for trigger in triggers}
    scan = place.span(("scan",), form.scan)
    if not _LEAST_SCAN <= scan <= _LONGEST_SCAN:
        place.note(("scan",), f"a scan of {scan:g} s is no scan", "give 0.1 s to 10 s")
        scan = 1.0
    for k, tag in enumerate(form.shown):
        tag_named(names, ("shown", k), tag)
    return Scenario(
        name=path.stem,
        title=form.title,
        description=form.description,
        plant=form.plant,
        duration=_duration(place, form.duration, scan),
        until=condition(names, ("until",), form.until),
        scan=scan,
        seed=form.seed,
        start=_start(path, form.start, names, scan),
        wind=place.quantity(("weather", "wind"), form.weather.wind, "m/s"),
        stability=form.weather.stability,
        shown=form.shown,
        triggers=triggers,
        expected=tuple(_expected(names, k, one, known) for k, one in enumerate(form.expected)),
        forbidden=tuple(_forbidden(names, k, one, known) for k, one in enumerate(form.forbidden)),
        pass_at=form.pass_at,
        script=_script(names, form.script),
    )


def bind_script(
    script: tuple[file.ScriptedForm, ...], plant: Plant, place: Place, faults: Container[str]
) -> tuple[Scripted, ...]:
    """Returns the actions of a script; what is wrong is noted in `place`."""
    return _script(Names(plant, place, faults), script)


def _script(names: Names, script: tuple[file.ScriptedForm, ...]) -> tuple[Scripted, ...]:
    return tuple(
        Scripted(
            action=action(names, ("script", k), one),
            at=names.place.span(("script", k, "at"), one.at),
            when=condition(names, ("script", k, "when"), one.when),
        )
        for k, one in enumerate(script)
    )


def _duration(place: Place, written: str | float, scan: float) -> float:
    seconds = place.span(("duration",), written)
    if seconds < scan:
        place.note(("duration",), f"'{written}' is shorter than a scan", "give at least a minute")
    return ceil(seconds / scan - 1e-9) * scan


def _start(path: FilePath, form: file.StartForm, names: Names, scan: float) -> Start:
    at: Path = ("start",)
    snapshot = path.parent / form.snapshot if form.snapshot else None
    if snapshot and not snapshot.is_file():
        names.place.note((*at, "snapshot"), f"there is no file {form.snapshot}", "check its name")
    warm = names.place.span((*at, "warm"), form.warm)
    return Start(
        warm=ceil(warm / scan - 1e-9) * scan,
        writes={tag: value(names, (*at, "set", tag), tag, text) for tag, text in form.set.items()},
        snapshot=snapshot,
        aged=form.aged,
    )


def _triggers(
    form: file.ScenarioForm, plant: Plant, place: Place
) -> tuple[tuple[Trigger, ...], list[Fault]]:
    """Reads the triggers in their order: each may name those before it, and their faults."""
    found: list[Trigger] = []
    faults: list[Fault] = []
    for k, one in enumerate(form.triggers):
        at: Path = ("triggers", k)
        before = {trigger.name for trigger in found}
        if one.name in before:
            place.note((*at, "name"), f"there is a trigger '{one.name}' already", "rename one")
        _known(place, (*at, "after"), one.after, before)
        own: list[Fault] = []
        for name in one.faults:
            entry = place.entry((*at, "faults", name))
            own.append(read_fault(name, entry, plant, [*faults, *own]))
        for j, name in enumerate(one.clear):
            if name not in {fault.name for fault in (*faults, *own)}:
                place.note((*at, "clear", j), f"no fault '{name}' has begun", "name one before it")
        faults += own
        names = Names(plant, place, {fault.name for fault in faults})
        trigger = Trigger(
            name=one.name,
            at=place.span((*at, "at"), one.at),
            after=one.after,
            when=condition(names, (*at, "when"), one.when),
            faults=tuple(own),
            clear=one.clear,
            message=one.message,
        )
        found.append(trigger)
    return tuple(found), faults


def _known(place: Place, path: Path, name: str, triggers: set[str]) -> None:
    if name and name not in triggers:
        there = ", ".join(sorted(triggers)) or "none before it"
        place.note(path, f"there is no trigger '{name}' here", f"there are: {there}")


def _expected(names: Names, k: int, one: file.ExpectedForm, known: set[str]) -> Expected:
    at: Path = ("expected", k)
    _either(names.place, at, one)
    _known(names.place, (*at, "after"), one.after, known)
    return Expected(
        name=one.name,
        do=wanted(names, (*at, "do"), one.do),
        see=condition(names, (*at, "see"), one.see),
        after=one.after,
        within=names.place.span((*at, "within"), one.within),
        points=one.points,
        reason=one.reason,
    )


def _forbidden(names: Names, k: int, one: file.ForbiddenForm, known: set[str]) -> Forbidden:
    at: Path = ("forbidden", k)
    _either(names.place, at, one)
    _known(names.place, (*at, "after"), one.after, known)
    return Forbidden(
        name=one.name,
        do=wanted(names, (*at, "do"), one.do),
        see=condition(names, (*at, "see"), one.see),
        after=one.after,
        points=one.points,
        fails=one.fails,
        reason=one.reason,
    )


def _either(place: Place, path: Path, one: file.ExpectedForm | file.ForbiddenForm) -> None:
    if (one.do is None) == (one.see is None):
        place.note((*path, "name"), f"'{one.name}' needs one of do and see", "give one of them")
