"""The twin follows its plant: states, slow parameters, and what is wrong with which sensor."""

from twin_simulator.estimation.estimate import ParameterEstimate
from twin_simulator.estimation.follower import Follower
from twin_simulator.estimation.health import Health
from twin_simulator.estimation.verdict import Finding

__all__ = ["Finding", "Follower", "Health", "ParameterEstimate"]
