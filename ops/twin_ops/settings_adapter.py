"""Which adapter the instance has, from the environment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from twin_plc_adapters.adapter_settings import AdapterSettings

_OWN = "opcua"


def adapter_settings(environment: Mapping[str, str], *, loop: bool) -> AdapterSettings:
    """What the environment says.

    Args:
        environment: `TWIN_ADAPTER`, `TWIN_ADAPTER_URL`, `TWIN_ADAPTER_USER`,
            `TWIN_ADAPTER_PASSWORD_FILE`, `TWIN_ADAPTER_CA_FILE`, `TWIN_ADAPTER_SERVER_NAME`,
            `TWIN_TAG_MAP`, `TWIN_REPLAY` and `TWIN_REPLAY_SPEED`.
        loop: What `TWIN_REPLAY_LOOP` says.

    Raises:
        ValueError: If a value cannot be used.
    """
    name = environment.get("TWIN_ADAPTER") or _OWN
    if name != _OWN and environment.get("TWIN_OPCUA"):
        raise ValueError(
            f"TWIN_OPCUA names a plant, and TWIN_ADAPTER={name} has no way to it; unset one of them"
        )
    user = environment.get("TWIN_ADAPTER_USER", "")
    password_file = _file(environment, "TWIN_ADAPTER_PASSWORD_FILE")
    if bool(user) != bool(password_file):
        raise ValueError("set both TWIN_ADAPTER_USER and TWIN_ADAPTER_PASSWORD_FILE, or neither")
    return AdapterSettings(
        name=name,
        url=environment.get("TWIN_ADAPTER_URL", ""),
        user=user,
        password_file=password_file,
        tag_map=_file(environment, "TWIN_TAG_MAP"),
        recording=_file(environment, "TWIN_REPLAY"),
        speed=_speed(environment.get("TWIN_REPLAY_SPEED", "")),
        loop=loop,
        authority=_file(environment, "TWIN_ADAPTER_CA_FILE"),
        server_name=environment.get("TWIN_ADAPTER_SERVER_NAME", ""),
    )


def _speed(text: str) -> float:
    try:
        speed = float(text or 1.0)
    except ValueError:
        speed = math.nan
    if not 0.0 < speed < math.inf:
        raise ValueError(f"TWIN_REPLAY_SPEED={text!r} is no speed; write 1, or 10 for ten times")
    return speed


def _file(environment: Mapping[str, str], name: str) -> Path | None:
    return Path(value).absolute() if (value := environment.get(name)) else None
