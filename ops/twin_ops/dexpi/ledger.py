"""What became of each element of a drawing; whoever decides notes it here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from twin_ops.dexpi.markup import Element

Outcome = Literal["taken", "changed", "assumed", "lost"]


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of an element.

    Attributes:
        outcome: `taken`; `changed`, where it is there in another form; `assumed`, where the
            drawing does not say what the description needs; `lost`.
        element: Of the drawing.
        name: What it is in the description; empty if it is not there.
        reason: Why; empty for what was taken as it stands.
    """

    outcome: Outcome
    element: Element
    name: str = ""
    reason: str = ""


@dataclass
class Ledger:
    """Fates in the order in which they were decided; an element may have assumptions besides."""

    fates: list[Fate] = field(default_factory=list)
    settled: dict[Element, Fate] = field(default_factory=dict)

    def take(self, element: Element, name: str) -> None:
        """It is in the description under this name."""
        self._settle(Fate(outcome="taken", element=element, name=name))

    def change(self, element: Element, name: str, reason: str) -> None:
        """It is in the description, but not as it stands in the drawing."""
        self._settle(Fate(outcome="changed", element=element, name=name, reason=reason))

    def lose(self, element: Element, reason: str) -> None:
        """It is not in the description."""
        self._settle(Fate(outcome="lost", element=element, reason=reason))

    def assume(self, element: Element, name: str, reason: str) -> None:
        """The description says something of it that the drawing does not."""
        fate = Fate(outcome="assumed", element=element, name=name, reason=reason)
        self.fates.append(fate)

    def _settle(self, fate: Fate) -> None:
        """The first word counts: what is known of an element best is noted first."""
        if fate.element not in self.settled:
            self.settled[fate.element] = fate
            self.fates.append(fate)
