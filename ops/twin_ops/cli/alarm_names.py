"""Names of alarms as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from twin_ops.errors import Usage
from twin_ops.exchange_client import ExchangeClient


def known_alarm(client: ExchangeClient, text: str) -> str:
    """The alarm's name as the plant spells it; of tags that the user may read.

    Raises:
        Usage: If there is none; names the nearest.
    """
    readable = {value["tag"] for value in client.get("/v1/values")["values"]}
    tags = [tag for tag in client.get("/v1/plant")["tags"] if tag["name"] in readable]
    names = {name.upper(): name for tag in tags for name in _names(tag)}
    if found := names.get(text.upper()):
        return found
    near = get_close_matches(text.upper(), names, n=3, cutoff=0.5)
    spelt = ", ".join(names[one] for one in near)
    hint = f"did you mean {spelt}?" if near else "`twin alarms` lists what is not normal"
    raise Usage(f"the plant has no alarm {text}; {hint}")


def _names(tag: dict[str, Any]) -> Iterator[str]:
    """Of all alarms that a tag may have; the exchange knows which of the model's there are."""
    yield from (f"{tag['name']}.{limit}" for limit in tag["alarms"])
    yield from (f"{tag['name']}.predicted_{limit}" for limit in tag["alarms"])
    yield from (f"{tag['name']}.residual_{side}" for side in ("low", "high"))
