"""Keys that are pressed while a command runs in a terminal."""

from __future__ import annotations

import asyncio
import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

RIGHT, LEFT, UP, DOWN = "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[B"
_LONGEST = 3


@contextmanager
def key_presses(actions: Mapping[str, Callable[[], None]]) -> Iterator[bool]:
    """Calls what belongs to a key when it is pressed; gives whether there is anyone to press.

    Where the input is no terminal, or another job's, nothing is read. Ctrl-C interrupts as ever.
    """
    if not _listens():
        yield False
        return
    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    loop = asyncio.get_running_loop()
    tty.setcbreak(file)
    loop.add_reader(file, lambda: _call(os.read(file, 64).decode("utf-8", "ignore"), actions))
    try:
        yield True
    finally:
        loop.remove_reader(file)
        termios.tcsetattr(file, termios.TCSADRAIN, before)


def _listens() -> bool:
    """Whether keys come here: a terminal, and not one that another job has."""
    try:
        return sys.stdin.isatty() and os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError, ValueError):  # no input at all, or no terminal of ours
        return False


def _call(pressed: str, actions: Mapping[str, Callable[[], None]]) -> None:
    while pressed:
        length = _LONGEST if pressed[:_LONGEST] in actions else 1
        key, pressed = pressed[:length], pressed[length:]
        if key in actions:
            actions[key]()
