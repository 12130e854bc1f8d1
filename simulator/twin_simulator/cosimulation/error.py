"""What goes wrong with an FMU."""


class FmuError(ValueError):
    """An FMU can not be used, or can not go on; the message names it and says why."""
