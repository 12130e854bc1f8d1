"""Drafts of tag maps for this instance's plant."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from twin_ops.adapter_choice import lacks
from twin_ops.errors import Unreachable, Usage
from twin_ops.kept_plant import plant_of
from twin_ops.settings import Settings
from twin_plc_adapters.draft import Variable, modbus_draft, mqtt_draft, opcua_draft, sparkplug_draft

_LAYOUTS = {"modbus": modbus_draft, "mqtt": mqtt_draft}
_DRAFTS = {"opcua": opcua_draft, "sparkplug": sparkplug_draft}


def variables_of(settings: Settings, protocol: str, url: str, seconds: float) -> list[Variable]:
    """What an OPC UA server, or the edge nodes behind a broker, have.

    Args:
        settings: The instance, whose certificate and user are shown to the server.
        protocol: Only `opcua` and `sparkplug` can be asked.
        url: The server or broker; empty for the instance's own.
        seconds: How long edge nodes are listened to.

    Raises:
        Usage: If the protocol has nothing to ask.
        Unreachable: If the server does not answer, or is not trusted.
    """
    if protocol == "sparkplug":
        return _metrics_of(settings, url, seconds)
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


def _metrics_of(settings: Settings, url: str, seconds: float) -> list[Variable]:
    if missing := lacks("sparkplug"):
        raise Usage(f"--protocol sparkplug needs {missing}")
    from aiomqtt import MqttError

    from twin_bus.errors import TwinError
    from twin_plc_adapters.adapter_settings import BadAdapterSetting
    from twin_plc_adapters.mqtt.broker import broker_of
    from twin_plc_adapters.sparkplug.births import browse_births

    asked = replace(settings.adapter, name="sparkplug", url=url or settings.adapter.url)
    try:
        broker = broker_of(asked)
    except BadAdapterSetting as error:
        raise Usage(str(error)) from error
    try:
        return asyncio.run(browse_births(broker, plant_of(settings).tags, seconds))
    except (OSError, TimeoutError, MqttError, TwinError) as error:
        raise Unreachable(f"{broker.where}: {error}") from error


def draft_of(settings: Settings, protocol: str, url: str, seconds: float) -> str:
    """A tag map in YAML.

    Raises:
        Usage: If there is no such protocol.
        Unreachable: If a server does not answer, or is not trusted.
    """
    if protocol in _LAYOUTS:
        return _LAYOUTS[protocol](plant_of(settings))
    if protocol not in _DRAFTS:
        raise Usage(f"--protocol {protocol} is none of {', '.join((*_DRAFTS, *_LAYOUTS))}")
    found = variables_of(settings, protocol, url, seconds)
    return _DRAFTS[protocol](found, plant_of(settings).tags)
