"""Conditions and actions judged against a plant."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, TypeVar

from twin_schemas.plant.kinds import KINDS
from twin_schemas.scenario.scenario import ALL, Action, Condition, Does, Looks, Wanted

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_schemas.scenario import file
    from twin_schemas.scenario.place import Path, Place

_FEW = 8
_Key = TypeVar("_Key", bound=str)
_LOOKS: tuple[Looks, ...] = ("tag", "tripped", "alarm", "released")
_DOES: tuple[Does, ...] = ("set", "trip", "reset", "acknowledge", "mend")


@dataclass(frozen=True)
class Names:
    """What may be named: parts of the plant, and the faults of the scenario."""

    plant: Plant
    place: Place
    faults: Container[str]

    @cached_property
    def alarms(self) -> frozenset[str]:
        """Every alarm limit of the plant."""
        tags = self.plant.tags.values()
        return frozenset(f"{tag.name}.{limit}" for tag in tags for limit in tag.alarms)

    @cached_property
    def actuators(self) -> frozenset[str]:
        """Everything that can be shut or stopped."""
        equipment = self.plant.equipment.values()
        return frozenset(e.id for e in equipment if KINDS[e.kind].actuator)

    def check(self, path: Path, what: str, name: str, known: Iterable[str]) -> None:
        """Notes a name which there is not."""
        if name in (names := list(known)):
            return
        near = get_close_matches(name, names, 3, 0.6) or sorted(names)[:_FEW]
        self.place.note(path, f"there is no {what} '{name}'", f"use one like {', '.join(near)}")


def tag_named(names: Names, path: Path, tag: str) -> None:
    """Notes a tag which the plant has not."""
    names.check(path, "tag", tag, names.plant.tags)


def value(names: Names, path: Path, tag: str, written: str | float) -> float:
    """The value of a tag, in its unit; of a mode or goal also by its name."""
    known = names.plant.tags.get(tag)
    if known is None:
        tag_named(names, path, tag)
        return 0.0
    if str(written) in known.states:
        return float(known.states.index(str(written)))
    return names.place.quantity(path, written, known.unit)


def condition(names: Names, path: Path, form: file.ConditionForm | None) -> Condition | None:
    """Reads a condition; None where there is none."""
    if form is None:
        return None
    looks = _one(names.place, path, form, _LOOKS)
    name = str(getattr(form, looks))
    if looks == "tag":
        tag_named(names, (*path, looks), name)
    elif looks == "tripped":
        names.check((*path, looks), "interlock", name, names.plant.interlocks)
    elif looks == "alarm":
        names.check((*path, looks), "alarm", name, names.alarms)
    elif name not in names.faults:
        names.place.note((*path, looks), f"there is no fault '{name}'", "name one of a trigger")
    above, below = _bounds(names, path, form, looks, name)
    if looks in {"tag", "released"} and (above, below) == (-inf, inf):
        names.place.note((*path, looks), f"{name} is compared with nothing", "give above or below")
    lasting = names.place.span((*path, "lasting"), form.lasting)
    text = _text(looks, name, form.above, form.below)
    return Condition(looks=looks, name=name, above=above, below=below, lasting=lasting, text=text)


def action(names: Names, path: Path, form: file.ActionForm) -> Action:
    """Reads an action of a script."""
    does = _one(names.place, path, form, _DOES)
    name = _named(names, path, does, getattr(form, does))
    if does != "set":
        return Action(does=does, name=name)
    if form.to is None:
        names.place.note((*path, "set"), f"{name} is set to nothing", "give 'to: ...'")
        return Action(does=does, name=name)
    return Action(does=does, name=name, value=value(names, (*path, "to"), name, form.to))


def wanted(names: Names, path: Path, form: file.DoneForm | None) -> Wanted | None:
    """Reads an action to look for; None where there is none."""
    if form is None:
        return None
    does = _one(names.place, path, form, _DOES)
    name = _named(names, path, does, getattr(form, does))
    above, below = _bounds(names, path, form, "tag", name) if does == "set" else (-inf, inf)
    text = _text(does, name, form.above, form.below)
    return Wanted(does=does, name=name, above=above, below=below, text=text)


def _named(names: Names, path: Path, does: Does, name: str | bool) -> str:
    at, text = (*path, does), "" if isinstance(name, bool) else name
    if does == "set":
        tag = names.plant.tags.get(text)
        if tag is None or not tag.writable:
            writable = (one.name for one in names.plant.tags.values() if one.writable)
            names.check(at, "writable tag", text, writable)
    elif does == "trip":
        names.check(at, "valve or machine", text, names.actuators)
    elif does == "acknowledge" and text != ALL:
        names.check(at, "alarm", text, names.alarms)
    elif does == "mend" and text not in names.faults:
        names.place.note(at, f"there is no fault '{text}'", "name one of a trigger")
    return text


def _one(
    place: Place,
    path: Path,
    form: file.ConditionForm | file.ActionForm | file.DoneForm,
    keys: tuple[_Key, ...],
) -> _Key:
    given = [key for key in keys if getattr(form, key)]
    if len(given) != 1:
        place.note(path, f"needs one of {', '.join(keys)}", "give exactly one")
    return given[0] if given else keys[0]


def _bounds(
    names: Names, path: Path, form: file.ConditionForm | file.DoneForm, looks: str, name: str
) -> tuple[float, float]:
    found = []
    for key, otherwise in (("above", -inf), ("below", inf)):
        written = getattr(form, key)
        if written is None:
            found.append(otherwise)
        elif looks == "released":
            found.append(names.place.quantity((*path, key), written, "kg"))
        elif name in names.plant.tags:
            found.append(value(names, (*path, key), name, written))
        else:
            found.append(otherwise)
    return found[0], found[1]


def _text(verb: str, name: str, above: str | float | None, below: str | float | None) -> str:
    words = [name if verb == "tag" else f"{verb} {name}".strip()]
    words += [f"above {above}"] if above is not None else []
    words += [f"below {below}"] if below is not None else []
    return " ".join(words)
