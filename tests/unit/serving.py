"""Serves an exchange from a thread, for clients that need a real port."""

from __future__ import annotations

import threading
from typing import Any

import uvicorn
from fastapi import FastAPI
from tests.conftest import wait_for


class Serving:
    """Serves an application while the block runs."""

    def __init__(self, application: FastAPI, port: int) -> None:
        config = uvicorn.Config(
            application, port=port, log_config=None, lifespan="off", ws="websockets-sansio"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> None:
        self._thread.start()
        wait_for(lambda: self._server.started, 10, "the exchange serves")

    def __exit__(self, *_: Any) -> None:
        self._server.should_exit = True
        self._thread.join(10)
