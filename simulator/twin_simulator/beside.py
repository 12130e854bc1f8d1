"""A computation in a copy of this process, while this one goes on with another."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TypeVar

_T = TypeVar("_T")


@contextmanager
def beside(task: Callable[[], _T]) -> Iterator[Callable[[], _T]]:
    """Begins a task, and gives what waits for its result or raises its error.

    The copy shares this process's memory, so that a model of a hundred megabytes costs nothing. It
    ends with the block. Where there is no forking, in a process that may have no children, and
    when the copy is killed, the task runs here as soon as it is waited for.
    """
    if sys.platform != "linux" or multiprocessing.current_process().daemon:
        yield task
        return
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(task, sending), daemon=True)
    process.start()
    sending.close()

    def result() -> _T:
        try:
            found, error = receiving.recv()
        except EOFError:
            return task()
        if error is not None:
            raise error
        return found  # type: ignore[no-any-return]

    try:
        yield result
    finally:
        process.kill()
        process.join()
        receiving.close()


def _tell(task: Callable[[], object], sending: Connection) -> None:
    try:
        told = task(), None
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        sending.send((None, error))
    else:
        sending.send(told)
