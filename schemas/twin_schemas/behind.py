"""From when on plant and model are too far apart in time to be compared."""

BEHIND_TOLERANCE_S = 3.0
"""Seconds of plant time. The model tells its values once a second, and a reading that comes just
before the next ones is compared with values of a second ago; what is older than three times that
belongs to another state of the plant, and their difference is no fault of anybody."""


def behind_words(seconds: float) -> str:
    """Why residuals are held; empty within the tolerance."""
    if seconds <= BEHIND_TOLERANCE_S:
        return ""
    return f"the model is behind by {seconds:.0f} s"
