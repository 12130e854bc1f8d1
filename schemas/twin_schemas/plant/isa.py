"""Names after ANSI/ISA-5.1-2009, table 4.1: letters for the loop's function, then its number."""

from __future__ import annotations

import re

_MEASURED = "AFJLPSTZ"
_INSTRUMENT = re.compile(rf"(?:[{_MEASURED}]|PD|TD|FF|FQ)T-\d{{3,4}}[A-Z]?")
_CONTROLLER = re.compile(rf"(?:[{_MEASURED}]|PD|TD|FF)I?C-\d{{3,4}}[A-Z]?")


def is_instrument_name(name: str) -> bool:
    """Tells whether `name` is that of a transmitter.

    >>> is_instrument_name("TT-103A"), is_instrument_name("temp1")
    (True, False)
    """
    return _INSTRUMENT.fullmatch(name) is not None


def is_controller_name(name: str) -> bool:
    """Tells whether `name` is that of a controller.

    >>> is_controller_name("FIC-101"), is_controller_name("FT-101")
    (True, False)
    """
    return _CONTROLLER.fullmatch(name) is not None
