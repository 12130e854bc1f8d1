"""What is tried on alarms: other settings, or to be without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from twin_ops.cli.span import span
from twin_ops.errors import Usage
from twin_schemas.alarms import AlarmDefinition

_NS = 1_000_000_000
_EXAMPLE = "`PT-107.high at=58 deadband=0.5 on-delay=30s off-delay=1m`, or `PT-107.low off`"


@dataclass(frozen=True)
class Change:
    """Other settings for some alarms.

    Attributes:
        alarms: Names, with `*` and `?`.
        settings: Fields of a definition and their new values.
        off: Whether the alarms are taken off the list.
    """

    alarms: str
    settings: Mapping[str, Any]
    off: bool = False

    def applied(self, defined: Mapping[str, AlarmDefinition]) -> dict[str, AlarmDefinition]:
        """The list of alarms with the change.

        Raises:
            Usage: No alarm has such a name, or may have such a limit.
        """
        meant = [name for name in defined if fnmatchcase(name, self.alarms)]
        if not meant:
            raise Usage(f"no alarm matches {self.alarms}; an alarm is such as PT-107.high")
        if self.off:
            return {name: one for name, one in defined.items() if name not in meant}
        return {**defined} | {name: self._changed(defined[name]) for name in meant}

    def _changed(self, one: AlarmDefinition) -> AlarmDefinition:
        setting = self.settings.get("setting", one.setting)
        if not one.lowest <= setting <= one.highest:
            raise Usage(
                f"{one.name} at={setting:g} {one.unit} is outside {one.lowest:g} to "
                f"{one.highest:g}: within the range, and in the order of the tag's limits"
            )
        return replace(one, **self.settings)


def change_of(text: str) -> Change:
    """A change as it is written: `PT-107.high at=58 on-delay=30s`.

    Raises:
        Usage: It is none; says what is wrong.
    """
    alarms, *words = text.split() or [""]
    if not words:
        raise Usage(f"{text!r} changes nothing; write {_EXAMPLE}")
    tag, dot, limit = alarms.rpartition(".")
    name = f"{tag.upper()}{dot}{limit.lower()}" if dot else alarms.upper()
    if words == ["off"]:
        return Change(name, {}, off=True)
    return Change(name, dict(map(_setting, words)))


def _setting(word: str) -> tuple[str, float | int]:
    name, _, value = word.partition("=")
    try:
        match name:
            case "at":
                return "setting", float(value)
            case "deadband":
                return "deadband", _positive(float(value))
            case "on-delay" | "off-delay":
                return f"{name.replace('-', '_')}_ns", int(span(name, value) * _NS)
            case _:
                raise Usage(f"{word!r} is no setting of an alarm; write {_EXAMPLE}")
    except ValueError as error:
        raise Usage(f"{word!r}: {value!r} can not be that; write {_EXAMPLE}") from error


def _positive(number: float) -> float:
    if not number >= 0:
        raise ValueError
    return number
