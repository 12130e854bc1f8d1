"""What a release may do around it: first estimates, for training and not for siting."""

from twin_simulator.consequence.dispersion import Weather
from twin_simulator.consequence.estimate import Estimate, estimate
from twin_simulator.consequence.flash import flashed
from twin_simulator.consequence.sight import sight_of

__all__ = ["Estimate", "Weather", "estimate", "flashed", "sight_of"]
