"""FMUs made by PythonFMU, at the end of a process that runs Python itself."""

from __future__ import annotations

import atexit
import ctypes

_KEPT: set[str] = set()


def let_go_at_exit(library: str) -> None:
    """Has such an FMU let go of Python before the process ends; does nothing to other FMUs.

    PythonFMU 0.7 and PythonFMU3 0.3.4 let go twice at the end of a process: when their library's
    objects are destroyed, and again when the library is unloaded, which lowers a counter in memory
    that is free by then. After this both find nothing to let go of.

    Args:
        library: Path of the FMU's shared library, which stays loaded from now on.
    """
    if library in _KEPT:
        return
    _KEPT.add(library)
    let_go = getattr(ctypes.CDLL(library), "finalizePythonInterpreter", None)
    if let_go is not None:
        let_go.restype = None
        atexit.register(let_go)
