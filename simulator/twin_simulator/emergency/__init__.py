"""Emergencies as physics: holes, broken tubes and safety valves in a plant that runs."""

from twin_simulator.emergency.opened import Opened, opened
from twin_simulator.emergency.opening import Opening, OpeningError
from twin_simulator.emergency.release import Release

__all__ = ["Opened", "Opening", "OpeningError", "Release", "opened"]
