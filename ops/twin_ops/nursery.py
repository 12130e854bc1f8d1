"""A process that has loaded what its children need, and forks them: `python -m twin_ops.nursery`.

Building the whole plant's model takes seconds; the emulated plant and the simulation share one
build, and a killed one is back at once. The supervisor holds the other end of a socket pair: it
sends `Start`, and is told `Started` and `Ended`. When that end closes, the children end too.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from twin_ops.settings import load_settings
from twin_ops.supervisor.births import Ended, Start, Started

log = logging.getLogger(__name__)
_MODULES = {
    "agents": (
        "twin_agents.alarms",
        "twin_agents.audit.agent",
        "twin_agents.bridge",
        "twin_agents.commander",
        "twin_agents.exchange.agent",
        "twin_agents.synchronizer",
        "twin_ops.registry.serve",
        "twin_plc_adapters.opcua.adapter",
    ),
    "model": (
        "twin_agents.predictor",
        "twin_agents.simulation",
        "twin_ops.emulated_plant",
        "twin_simulator.look_ahead",
    ),
}


def _load(what: str) -> None:
    from twin_ops.kept_plant import model_of, plant_of

    for module in ("twin_ops.run", *_MODULES[what]):
        import_module(module)
    try:
        (model_of if what == "model" else plant_of)(load_settings())
    except Exception as error:  # noqa: BLE001 - each child meets it again and says so in its log
        log.warning("could not load %s beforehand: %s", what, error)
    gc.freeze()  # collections in a child must not touch, and so copy, what it shares


def _serve(supervisor: Connection) -> None:
    children: dict[Any, BaseProcess] = {}
    while True:
        for ready in wait([supervisor, *children]):
            if ready is supervisor:
                child, started = _fork(supervisor, supervisor.recv())
                children[child.sentinel] = child
                supervisor.send(started)
            else:
                supervisor.send(_ended(children.pop(ready)))


def _fork(supervisor: Connection, request: Start) -> tuple[BaseProcess, Started]:
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_become, args=(supervisor, request), daemon=True)
    child.start()
    return child, Started(request.name, child.pid or 0)


def _become(supervisor: Connection, request: Start) -> None:
    """Goes on as the named process: what `python -m twin_ops.run NAME` would be."""
    supervisor.close()
    os.setsid()
    with request.log.open("ab") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    with contextlib.suppress(OSError):  # Linux: the name that `ps` and `top` show
        Path("/proc/self/comm").write_text(f"twin-{request.name}")
    from twin_ops.run import run_process

    run_process(request.name)


def _ended(child: Any) -> Ended:
    child.join()
    return Ended(child.pid, child.exitcode)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # daemonic children end at the exit
    connection = Connection(int(sys.argv[2]))
    _load(sys.argv[1])
    try:
        _serve(connection)
    except (EOFError, ConnectionError):
        sys.exit(0)  # the supervisor is gone
