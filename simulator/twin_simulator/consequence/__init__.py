"""What a release may do around it: first estimates, for training and not for siting."""

from twin_simulator.consequence.dispersion import Weather
from twin_simulator.consequence.estimate import Estimate, estimate

__all__ = ["Estimate", "Weather", "estimate"]
