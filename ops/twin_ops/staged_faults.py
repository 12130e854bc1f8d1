"""Keeps the faults of the emulated plant as its file says, without a restart."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from twin_schemas.faults import Fault, FaultError, read_faults

if TYPE_CHECKING:
    from twin_simulator import Run

log = logging.getLogger(__name__)
_Stamp = tuple[int, int, int] | None


class StagedFaults:
    """Looks at the file, and injects and clears what has changed in it.

    A file with a mistake changes nothing: the plant goes on with the faults that it has. A fault
    which the file has kept goes on where it is, also in a plant that was started again.

    Args:
        file: of the faults; without one there are none.
        run: on which they are staged.
    """

    def __init__(self, file: Path, run: Run) -> None:
        self._file = file
        self._run = run
        self._seen: _Stamp | bool = False

    def look(self) -> str | None:
        """Takes over a change of the file.

        Returns:
            What is wrong with the file, by file and line, or an empty text; None when it has not
            changed.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return None
        self._seen = stamp
        faults, problems = read_faults(self._file, self._run.plant)
        if not problems:
            return "; ".join(self._take(faults))
        return "; ".join(map(str, problems)) + "; the plant keeps the faults it has"

    def _stamp(self) -> _Stamp:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _take(self, wanted: tuple[Fault, ...]) -> list[str]:
        """Clears and injects; returns what was refused."""
        refused = []
        kept = {fault.name: fault for fault in wanted}
        for name, fault in self._run.faults().items():
            if kept.get(name) != fault:
                log.info("cleared the fault %s", name)
                self._run.clear(name)
        for name in (name for name in kept if name not in self._run.faults()):
            try:
                self._run.inject(kept[name])
                log.info("injected the fault %s: %s", name, kept[name])
            except FaultError as error:
                refused.append(f"{self._file.name}: {name}: {error}")
        return refused
