"""A bar for work on a past that takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress

from twin_ops.cli.output import err


@contextmanager
def of_the_past() -> Iterator[Callable[[float], None]]:
    """Gives what is to be told the share that is done; there is no bar in a pipe."""
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Looking at the past", total=1.0)
        yield lambda share: progress.update(task, completed=share)
