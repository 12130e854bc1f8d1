"""Security of the link to the plant, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from twin_plc_adapters.opcua.link_mode import Mode


@dataclass(frozen=True)
class OpcUaSettings:
    """How the adapter comes to the plant's server.

    Attributes:
        mode: Security of the channel; with `none` the emulated plant also offers an endpoint
            without any, which can only read.
        user: Name that a server of the user's knows; empty for anonymous there.
        password_file: File whose first line is that user's password.
    """

    mode: Mode = "sign-and-encrypt"
    user: str = ""
    password_file: Path | None = None


def opcua_settings(environment: Mapping[str, str]) -> OpcUaSettings:
    """What the environment says.

    Args:
        environment: `TWIN_OPCUA_SECURITY`, `TWIN_OPCUA_USER` and `TWIN_OPCUA_PASSWORD_FILE`.

    Raises:
        ValueError: If a value cannot be used.
    """
    word = environment.get("TWIN_OPCUA_SECURITY") or OpcUaSettings.mode
    for mode in get_args(Mode):
        if mode == word:
            break
    else:
        raise ValueError(f"TWIN_OPCUA_SECURITY={word!r} is none of {', '.join(get_args(Mode))}")
    user = environment.get("TWIN_OPCUA_USER", "")
    file = environment.get("TWIN_OPCUA_PASSWORD_FILE", "")
    if bool(user) != bool(file):
        raise ValueError("set both TWIN_OPCUA_USER and TWIN_OPCUA_PASSWORD_FILE, or neither")
    return OpcUaSettings(mode, user, Path(file).absolute() if file else None)
