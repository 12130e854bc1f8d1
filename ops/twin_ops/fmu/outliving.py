"""Ends Python within a program that is none: CasADi is gone by then."""

from __future__ import annotations

import atexit
import ctypes
import gc


@atexit.register
def keep_casadi() -> None:
    """Has no object of CasADi freed any more, and nothing that is there now collected.

    A program that loads an FMU loads CasADi after it, so that at its end CasADi's own objects go
    first; freeing a function then reads memory that is gone, and the program crashes. So did, in 9
    of 40 runs that were made three at a time, Python's last collection.
    """
    for thing in gc.get_objects():
        if str(type(thing).__module__).startswith("casadi"):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
    gc.freeze()
