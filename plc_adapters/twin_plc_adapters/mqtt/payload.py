"""What the payload of a message says."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any, cast, get_args

from twin_plc_adapters.reading import Reading
from twin_schemas.vocabulary import Quality

_NS = 1_000_000_000
_SHOWN = 40
_UNDATED = "kept by the broker, and nothing tells how old it is"


def reading_in(payload: bytes, path: str, *, retained: bool) -> Reading:
    """One tag's value in a message.

    A number alone, or an object with `value` and, if the sender knows them, `quality` (good,
    uncertain, bad), `reason` and `time` (ISO 8601, or seconds since 1970). What cannot be read so
    is a bad value that says why; what the broker has kept is not taken for live.

    Args:
        payload: The message's bytes.
        path: Keys that lead to the number or object.
        retained: Whether the broker has kept it from before the subscription.
    """
    try:
        found = _at(json.loads(payload), path)
        content = found if isinstance(found, dict) else {"value": found}
        time_ns = _time_ns(content.get("time"))
        value, quality, reason = _value(content), _quality(content), str(content.get("reason", ""))
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        start = payload[:_SHOWN].decode(errors="replace")
        return Reading(math.nan, "bad", f"not understood ({error}): {start}")
    if retained and time_ns is None and quality == "good":
        quality, reason = "uncertain", _UNDATED
    if quality != "good" and not reason:
        reason = f"the plant says {quality}"
    return Reading(value, quality, reason, time_ns, time_ns)


def _at(content: Any, path: str) -> Any:
    for key in path.split(".") if path else ():
        if not isinstance(content, dict) or key not in content:
            raise KeyError(f"no {path} in it")
        content = content[key]
    return content


def _value(content: dict[str, Any]) -> float:
    value = content["value"]
    if value is None:
        return math.nan
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _quality(content: dict[str, Any]) -> Quality:
    word = content.get("quality", "good")
    if word not in get_args(Quality):
        raise ValueError(f"{word!r} is no quality")
    return cast("Quality", word)


def _time_ns(written: Any) -> int | None:
    if written is None:
        return None
    if isinstance(written, str):
        moment = datetime.fromisoformat(written)
        since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    else:
        since = float(written)
    return int(since * _NS)
