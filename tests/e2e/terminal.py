"""A command in a terminal of its own: its keys are pressed, its screen is read."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

_PATIENCE = 60.0


@dataclass
class Terminal:
    """Both ends of a running command.

    Attributes:
        file: Our end of the terminal.
        process: The command.
        seen: All that it has written.
    """

    file: int
    process: subprocess.Popen[bytes]
    seen: str = ""

    def press(self, keys: str) -> None:
        """Presses keys, and forgets what was written before."""
        self.seen = ""
        os.write(self.file, keys.encode())

    def until(self, text: str) -> None:
        """Reads until the command has written a text."""
        deadline = time.monotonic() + _PATIENCE
        while text not in self.seen:
            if time.monotonic() > deadline or not self._read():
                pytest.fail(f"there is no {text!r} in: {self.seen[-2_000:]}")

    def end(self) -> int:
        """Reads what is left; the exit code."""
        while self._read():
            pass
        return self.process.wait(_PATIENCE)

    def _read(self) -> bool:
        """Reads once; False when the command has ended."""
        try:
            ready, _, _ = select.select([self.file], [], [], _PATIENCE)
            piece = os.read(self.file, 65_536) if ready else b""
        except OSError:  # the other end is closed
            return False
        self.seen += piece.decode("utf-8", "replace")
        return bool(piece)


@contextmanager
def terminal(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Runs a command in a terminal; it does not outlive the block."""
    ours, theirs = pty.openpty()
    own = ["setsid", "--ctty", *command]  # the terminal's keys are its own
    known = {**environment, "TERM": "xterm"}
    process = subprocess.Popen(own, env=known, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait(_PATIENCE)
        os.close(ours)
