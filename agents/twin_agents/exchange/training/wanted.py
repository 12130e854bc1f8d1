"""What a training is asked for by an instructor's request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twin_agents.exchange.training.bodies import ControlBody

_OF_A_FAULT = {"name", "kind", "target", "numbers", "ramp_s"}


def wanted(body: ControlBody) -> tuple[str, dict[str, Any]]:
    """The verb and what it is given; see `OpenRoom.ask`."""
    match body.does:
        case "speed":
            return "speed", {"speed": body.value}
        case "step":
            return "step", {"scans": max(1, min(1000, int(body.value)))}
        case "mark" | "clear":
            return body.does, {"name": body.name}
        case "back":
            return "back", {"name": body.name, "seconds": body.value}
        case "inject":
            return "inject", body.model_dump(include=_OF_A_FAULT)
        case "hide" | "show":
            return "hide", {"tag": body.name, "hidden": body.does == "hide"}
        case "say":
            return "say", {"text": body.text}
        case _:
            return body.does, {}
