"""Which plant a command line means."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from twin_ops.errors import Usage
from twin_schemas.plant import SHIPPED, load_plant

if TYPE_CHECKING:
    from twin_schemas.plant import Plant


def shipped() -> list[str]:
    """Names of the shipped plants that run by themselves."""
    return sorted(file.name.partition(".")[0] for file in SHIPPED.parent.glob("*.design.json"))


def described(what: str) -> Plant:
    """The plant of a name, or of a file.

    Raises:
        Usage: There is none.
        PlantError: The description has mistakes.
    """
    if what.endswith((".yaml", ".yml")):
        if not Path(what).is_file():
            raise Usage(f"there is no file {what}")
        return load_plant(Path(what))
    if what not in shipped():
        near = ", ".join(get_close_matches(what, shipped(), n=3)) or ", ".join(shipped())
        raise Usage(f"no shipped plant is named {what}; near it: {near}")
    return load_plant(SHIPPED.with_name(f"{what}.yaml"))
