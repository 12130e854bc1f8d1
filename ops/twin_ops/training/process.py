"""The process of a training: `python -m twin_ops.training.process FD SCENARIO`.

It has neither a bus nor a way to a plant: all it knows of the world is who holds the other end of
its socket. When that closes, it ends.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from twin_bus.errors import TwinError
from twin_ops.errors import RefusedByRule
from twin_ops.scenario.session import Session
from twin_ops.scenario_files import model_for, scenario_of
from twin_ops.settings import load_settings
from twin_ops.training.room import Room
from twin_schemas.faults import FaultError

Answer = tuple[str, Any]
"""`done` with what was asked for, or `forbidden` or `mistaken` with the reason."""
_VERBS = frozenset({
    *("run", "freeze", "speed", "step", "mark", "back"),
    *("inject", "clear", "hide", "say", "act", "view", "truth", "outcome"),
})
_GIVES_WAY = 5


def serve(room: Room, others: Connection) -> None:
    """Keeps the room going, and does what is asked, until nobody can ask any more."""
    while True:
        if not others.poll(room.pace.wait()):
            room.turn()
            continue
        try:
            verb, given = others.recv()
        except EOFError:
            return
        others.send(_answer(room, verb, given))


def _answer(room: Room, verb: str, given: Mapping[str, Any]) -> Answer:
    if verb not in _VERBS:
        return "mistaken", f"nobody can ask a training to {verb}"
    try:
        return "done", getattr(room, verb)(**given)
    except RefusedByRule as error:
        return "forbidden", str(error)
    except (TwinError, FaultError) as error:
        return "mistaken", str(error)


def _facts(room: Room) -> dict[str, Any]:
    scenario = room.session.scenario
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "plant": scenario.plant,
        "duration_s": scenario.duration,
        "shown": list(scenario.shown),
    }


def main(file_descriptor: str, scenario: str) -> None:
    """Opens a training and serves it."""
    os.nice(_GIVES_WAY)  # nobody's plant waits for a training
    with Connection(int(file_descriptor)) as others:
        settings = load_settings()
        try:
            found, plant = scenario_of(scenario, settings)
            room = Room(Session(found, model_for(found, plant, settings)))
        except TwinError as error:
            others.send(("mistaken", str(error)))
            return
        gc.freeze()
        others.send(("done", _facts(room)))
        serve(room, others)


if __name__ == "__main__":
    main(*sys.argv[1:])
