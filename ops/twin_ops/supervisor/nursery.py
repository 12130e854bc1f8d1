"""The supervisor's end of a nursery, see `twin_ops.nursery`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from twin_ops.supervisor.births import Ended, Start, Started
from twin_ops.supervisor.launch import Child, execute, memory_of


class _Forked:
    """A child of a nursery."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._end = asyncio.Event()

    async def wait(self) -> int:
        await self._end.wait()
        return self.returncode or 0

    def send_signal(self, number: int, /) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def lose(self) -> None:
        """Ends a child whose nursery was killed: nobody could tell of its end any more."""
        with contextlib.suppress(ProcessLookupError):
            self.send_signal(signal.SIGKILL)
        self.end(-signal.SIGKILL)

    def end(self, code: int) -> None:
        """Notes how it ended."""
        self.returncode = code
        self._end.set()


def _answer(wanted: asyncio.Future[Child], child: _Forked) -> None:
    if not wanted.done():  # else nobody waits for it any more
        wanted.set_result(child)


@dataclass
class Nursery:
    """Forks processes which find loaded what they need; is started with the first of them.

    Attributes:
        loads: What it loads, `agents` or `model`.
        environment: Added to the supervisor's own.
        log: Where its own output goes.
    """

    loads: str
    environment: Mapping[str, str]
    log: Path
    _process: Child | None = None
    _connection: Connection | None = None
    _wanted: dict[str, asyncio.Future[Child]] = field(default_factory=dict)
    _children: dict[int, _Forked] = field(default_factory=dict)

    async def start(self, name: str, log: Path) -> Child:
        """Forks the named process as soon as everything is loaded."""
        wanted: asyncio.Future[Child] = asyncio.get_running_loop().create_future()
        self._wanted[name] = wanted
        if self._connection is None:
            await self._open()
        self._ask(Start(name, log))
        child = await wanted
        if not child.pid:
            with log.open("a") as output:
                output.write(f"it was not forked: see {self.log}\n")
        return child

    def _ask(self, request: Start) -> None:
        if self._connection is not None:
            try:
                self._connection.send(request)
            except ConnectionError:
                self._lost()

    def memory(self) -> int:
        """Its bytes of memory, less the part that its children share."""
        running = self._running
        return memory_of(running.pid) if running else 0

    @property
    def _running(self) -> Child | None:
        return self._process if self._process and self._process.returncode is None else None

    async def _open(self) -> None:
        ours, theirs = socket.socketpair()
        self._connection = Connection(ours.detach())
        asyncio.get_running_loop().add_reader(self._connection.fileno(), self._read)
        with theirs:
            end = theirs.fileno()
            command = (sys.executable, "-m", "twin_ops.nursery", self.loads, str(end))
            self._process = await execute(command, self.environment, self.log, pass_fds=(end,))

    def _read(self) -> None:
        if self._connection is None:
            return
        try:
            report: Started | Ended = self._connection.recv()
        except (EOFError, ConnectionError):
            self._lost()
            return
        match report:
            case Started(name, pid):
                child = self._children[pid] = _Forked(pid)
                _answer(self._wanted.pop(name), child)
            case Ended(pid, code):
                self._children.pop(pid).end(code)

    def _lost(self) -> None:
        self._hang_up()
        for child in self._children.values():
            child.lose()
        self._children.clear()
        for wanted in self._wanted.values():
            never = _Forked(0)
            never.end(-signal.SIGKILL)
            _answer(wanted, never)
        self._wanted.clear()

    def _hang_up(self) -> None:
        if self._connection is not None:
            asyncio.get_running_loop().remove_reader(self._connection.fileno())
            self._connection.close()
            self._connection = None

    async def close(self) -> None:
        """Ends the nursery, whose children have ended."""
        self._hang_up()
        if running := self._running:
            running.send_signal(signal.SIGTERM)
            await running.wait()
