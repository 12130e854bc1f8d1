"""Work that awaits something, for callers that do not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")


def result_of(work: Coroutine[Any, Any, _T]) -> _T:
    """Result of a coroutine, also where a loop is running already, as in a notebook.

    >>> async def answer(): return 42
    >>> result_of(answer())
    42
    """
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()
