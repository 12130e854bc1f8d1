"""Emergencies as physics: holes, broken tubes and safety valves in a plant that runs."""

from twin_simulator.emergency.opened import Opened, Release, opened
from twin_simulator.emergency.opening import Opening, OpeningError

__all__ = ["Opened", "Opening", "OpeningError", "Release", "opened"]
