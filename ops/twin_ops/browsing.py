"""Drafts of tag maps for this instance's plant."""

from __future__ import annotations

import asyncio

from twin_ops.errors import Unreachable, Usage
from twin_ops.kept_plant import plant_of
from twin_ops.settings import Settings
from twin_plc_adapters.draft import Variable, modbus_draft, mqtt_draft, opcua_draft

_LAYOUTS = {"modbus": modbus_draft, "mqtt": mqtt_draft}


def variables_of(settings: Settings, protocol: str, url: str) -> list[Variable]:
    """What an OPC UA server has.

    Args:
        settings: The instance, whose certificate and user are shown to the server.
        protocol: Only `opcua` can be asked.
        url: The server; empty for the instance's plant.

    Raises:
        Usage: If the protocol has nothing to ask.
        Unreachable: If the server does not answer, or is not trusted.
    """
    if protocol != "opcua":
        raise Usage(f"--protocol {protocol} has no server that tells what it has; leave --json out")
    from asyncua import ua

    from twin_bus.errors import TwinError
    from twin_ops.plant_link import ensure_link, link_security
    from twin_plc_adapters.opcua.browse import browse
    from twin_plc_adapters.opcua.troubles import explain

    ensure_link(settings)
    security = link_security(settings)
    where = url or settings.opcua
    try:
        return asyncio.run(browse(where, plant_of(settings).tags, security))
    except (OSError, TimeoutError, ua.uaerrors.UaError, TwinError) as error:
        raise Unreachable(f"{where}: {explain(error, security)}") from error


def draft_of(settings: Settings, protocol: str, url: str) -> str:
    """A tag map in YAML.

    Raises:
        Usage: If there is no such protocol.
        Unreachable: If a server does not answer, or is not trusted.
    """
    if protocol in _LAYOUTS:
        return _LAYOUTS[protocol](plant_of(settings))
    if protocol != "opcua":
        raise Usage(f"--protocol {protocol} is none of opcua, {', '.join(_LAYOUTS)}")
    return opcua_draft(variables_of(settings, protocol, url), plant_of(settings).tags)
