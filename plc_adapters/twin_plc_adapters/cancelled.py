"""Whether this task is to end, for libraries that swallow a cancellation."""

from __future__ import annotations

import asyncio


def is_cancelled() -> bool:
    """Whether somebody has cancelled the present task, even if the error of it was caught."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
