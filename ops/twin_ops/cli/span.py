"""Spans of time as they are typed: `90s`, `30m`, `2h`, `1d`."""

from __future__ import annotations

import re

from twin_ops.errors import Usage

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


def span(option: str, text: str) -> float:
    """A span of time such as `90s` or `2h` in seconds.

    Raises:
        Usage: It is none; names the option.
    """
    if match := _SPAN.fullmatch(text):
        return float(match[1]) * SECONDS[match[2]]
    raise Usage(f"{option} {text!r} is no span of time; write 90s, 30m or 2h")
