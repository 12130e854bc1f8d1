"""Deaerator with its feed water tank: water at boiling, which steam keeps there."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.units.drum import SteamDrum


@dataclass(frozen=True)
class Deaerator(SteamDrum):
    """Node ports `make_up`, `steam`, `condensate_01` to `condensate_08`, `outlet_01`, `outlet_02`.

    Equations:
        dm/dt and dU/dt of saturated water and steam of one temperature, as a steam drum.

    Assumptions:
        As a steam drum: what enters is mixed at once, and condensate hotter than the tank flashes
        into it. Gas which is driven out, and the steam it takes along, are neglected.
    """

    inlets = ("make_up", "steam", *(f"condensate_{number:02d}" for number in range(1, 9)))
    waters = ("outlet_01", "outlet_02")
    steams = ()
