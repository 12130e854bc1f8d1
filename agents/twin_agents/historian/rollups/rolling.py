"""Rollups of joined hours that have none yet, one after the other."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from twin_agents.historian.archive import Archive
from twin_agents.historian.part import Part
from twin_agents.historian.rollups.rollup import ROLLED_UP, rollup_of

log = logging.getLogger(__name__)
_RECORDS = {record.contract.topic: record for record in ROLLED_UP}


@dataclass
class Rolling:
    """Makes one at a time, of the newest hour first: what comes meanwhile has to be written, too.

    An hour that can not be rolled up is told once, and tried again by the next process.
    """

    _done: set[Part] = field(default_factory=set, init=False)

    def step(self, archive: Archive) -> Part | None:
        """Rolls up the newest hour that is joined and has no rollup; None if there is none."""
        for part in sorted(archive.parts, key=lambda part: part.hour, reverse=True):
            if not part.whole or part.topic not in _RECORDS or part in self._done:
                continue
            self._done.add(part)
            if rollup_of(archive.folder / part.path) is None:
                self._make(archive, part)
                return part
        return None

    @staticmethod
    def _make(archive: Archive, part: Part) -> None:
        try:
            archive.roll_up(part, _RECORDS[part.topic])
        except OSError as error:
            log.warning("trends will read all rows of an hour: %s", error)
