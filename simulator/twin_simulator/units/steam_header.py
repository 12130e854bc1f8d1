"""Header of saturated steam: a steam drum with many lines and little water at its bottom.

Steam that comes superheated from a let-down valve takes up sprayed water, steam that comes wet
leaves its water at the bottom: both is what the water in the header does.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.units.drum import SteamDrum


@dataclass(frozen=True)
class SteamHeader(SteamDrum):
    """Node ports `spray`, `inlet_01` to `inlet_06`, `drain` and `outlet_01` to `outlet_08`."""

    inlets = ("spray", *(f"inlet_{number:02d}" for number in range(1, 7)))
    waters = ("drain",)
    steams = tuple(f"outlet_{number:02d}" for number in range(1, 9))
