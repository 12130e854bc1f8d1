"""`--set TAG=VALUE@10m`: a write which is planned for a run."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from twin_ops.cli.span import span
from twin_ops.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_schemas.plant import Tag
    from twin_simulator import Move

_MOVE = re.compile(r"(?P<tag>[^=@]+)=(?P<value>[^=@]+)(?:@(?P<after>.+))?")


def move(text: str, tags: Mapping[str, Tag], duration: float) -> Move:
    """The planned write.

    Args:
        text: As typed.
        tags: Of the plant.
        duration: Of the run in seconds.

    Raises:
        Usage: It can not be written, or only after the end.
    """
    from twin_simulator import Move

    match = _MOVE.fullmatch(text)
    if not match:
        raise Usage(f"--set {text!r} is no write; write FIC-101.SP=20.5 or FIC-101.SP=20.5@10m")
    tag = known(match["tag"], tags)
    after = span("--set ...@", match["after"]) if match["after"] else 0.0
    if after >= duration:
        raise Usage(f"--set {text!r} comes after the end of the run ({duration:g} s)")
    return Move(tag=tag.name, value=_value(match["value"], tag), after=after)


def known(name: str, tags: Mapping[str, Tag]) -> Tag:
    """The tag of this name.

    Raises:
        Usage: There is none; names the nearest ones.
    """
    if name in tags:
        return tags[name]
    near = ", ".join(get_close_matches(name.upper(), tags, n=3)) or "see `twin model run`"
    raise Usage(f"the plant has no tag {name}; near it: {near}")


def _value(text: str, tag: Tag) -> float:
    if not tag.writable:
        raise Usage(f"{tag.name} is not writable: it is a {tag.kind}")
    if text in tag.states:
        return float(tag.states.index(text))
    try:
        value = float(text)
    except ValueError:
        raise Usage(f"{text!r} is no value for {tag.name}") from None
    if not tag.low <= value <= tag.high:
        raise Usage(f"{value:g} is outside {tag.low:g} to {tag.high:g} {tag.unit} of {tag.name}")
    return value
