"""Moves in their order: at their times, and phase by phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_simulator.watch import shown_by

if TYPE_CHECKING:
    from twin_simulator.move import Move
    from twin_simulator.run import Run

_IN_A_ROW = 3  # scans at its value before a setpoint counts as reached, as for a command


@dataclass
class _Open:
    """A move that is written and not yet where it is to be."""

    move: Move
    at: float
    seen: int = 0


@dataclass
class Writes:
    """Writes moves to a run; those of a phase when all of the phases before are reached.

    A setpoint is reached when what its controller reads has been within the tag's tolerance for
    three scans, anything else when it has its value. What is not reached in the tag's time
    (`settle_time`) ends the phases, as it ends the restoring of a setpoint set. Between two writes
    of one tag is its freeze time.

    Attributes:
        run: Which is written to.
        moves: What is written.
        written: Each move with the seconds after the beginning at which it was.
        pending: Those that are still to come.
        missed: The move that was not reached in its time.
    """

    run: Run
    moves: Iterable[Move]
    written: list[tuple[Move, float]] = field(default_factory=list, init=False)
    pending: list[Move] = field(init=False)
    missed: Move | None = field(default=None, init=False)
    _open: list[_Open] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.pending = sorted(self.moves, key=lambda move: (move.phase, move.after))
        self.has_phases = any(move.phase for move in self.pending)

    def write(self, seconds: float) -> None:
        """Writes what is due so many seconds after the beginning.

        Raises:
            WriteRefused: The run does not take a value; says why.
        """
        if self.has_phases:
            self._look(seconds)
        while self.missed is None and self.pending and self._is_due(self.pending[0], seconds):
            move = self.pending.pop(0)
            self.run.write(move.tag, move.value)
            self.written.append((move, seconds))
            self._open.append(_Open(move, seconds))

    def _is_due(self, move: Move, seconds: float) -> bool:
        if move.after > seconds:
            return False
        if not self.has_phases:
            return True
        frozen = self.run.plant.tags[move.tag].freeze_s
        last = max((at for done, at in self.written if done.tag == move.tag), default=-frozen)
        waits = any(one.move.phase < move.phase for one in self._open)
        return not waits and seconds >= last + frozen

    def _look(self, seconds: float) -> None:
        values = self.run.values()
        self._open = [one for one in self._open if not self._is_reached(one, values)]
        late = [one.move for one in self._open if seconds - one.at > self._time(one.move)]
        if late and self.missed is None:
            self.missed = late[0]

    def _is_reached(self, one: _Open, values: Mapping[str, float]) -> bool:
        tag = self.run.plant.tags[one.move.tag]
        is_there = abs(values[shown_by(self.run.plant, tag)] - one.move.value) <= tag.tolerance
        one.seen = one.seen + 1 if is_there else 0
        return one.seen >= (_IN_A_ROW if tag.kind == "setpoint" else 1)

    def _time(self, move: Move) -> float:
        return self.run.plant.tags[move.tag].settle_s
