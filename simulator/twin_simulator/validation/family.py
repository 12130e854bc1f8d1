"""Cases which are computed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from twin_simulator.validation.line import ValidationLine


@dataclass(frozen=True, kw_only=True)
class Family:
    """Cases of one kind of physics.

    Attributes:
        name: by which it is asked for.
        kinds: of equipment whose equations it tries.
        lines: computes and compares its cases.
        whole_plant: it needs the model of the whole plant, and takes long.
    """

    name: str
    kinds: tuple[str, ...]
    lines: Callable[[], list[ValidationLine]]
    whole_plant: bool = False

    def compared(self) -> list[ValidationLine]:
        """Returns its lines under its name."""
        return [replace(line, family=self.name) for line in self.lines()]


def matching(families: Iterable[Family], pattern: str) -> list[Family]:
    """Returns those whose name contains the text, or matches it as a pattern with `*`."""
    wanted = pattern.lower()
    return [f for f in families if wanted in f.name or fnmatch(f.name, wanted)]
