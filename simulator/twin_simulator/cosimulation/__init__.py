"""FMUs: what is in one, and how one is stepped beside a plant."""

from twin_simulator.cosimulation.error import FmuError
from twin_simulator.cosimulation.fmu_file import FmuFile, FmuVariable

__all__ = ["FmuError", "FmuFile", "FmuVariable"]
