"""Which adapters are there, the shipped ones and those that other packages bring."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points, version

from twin_ops.settings import BadSetting, Settings
from twin_plc_adapters.adapter_settings import AdapterSettings
from twin_plc_adapters.plant_adapter import PlantAdapter
from twin_schemas.plant import Plant

GROUP = "twinbus.adapters"
Factory = Callable[[Plant, AdapterSettings], PlantAdapter]
SHIPPED = ("opcua", "modbus", "mqtt", "sparkplug", "replay", "memory")
_NEEDS = {
    "modbus": ("pymodbus",),
    "mqtt": ("aiomqtt",),
    "sparkplug": ("aiomqtt", "google.protobuf"),
}


@dataclass(frozen=True)
class Installed:
    """An adapter that can be chosen.

    Attributes:
        name: What `TWIN_ADAPTER` calls it.
        package: Distribution that it is from, with its version.
        in_use: Whether this instance has it.
        lacks: What has to be installed first; empty if nothing.
    """

    name: str
    package: str
    in_use: bool
    lacks: str


def installed_adapters(settings: Settings) -> list[Installed]:
    """All adapters, the shipped ones first."""
    chosen = settings.adapter.name
    own = f"twinbus {version('twinbus')}"
    rows = [Installed(name, own, name == chosen, lacks(name)) for name in SHIPPED]
    others = (Installed(e.name, _package(e), e.name == chosen, "") for e in _others())
    return [*rows, *others]


def require_adapter(settings: Settings) -> None:
    """Checks that the chosen adapter is there.

    Raises:
        BadSetting: If it is not, or if a package that it needs is not.
    """
    rows = installed_adapters(settings)
    chosen = [row for row in rows if row.in_use]
    if not chosen:
        names = ", ".join(row.name for row in rows)
        raise BadSetting(f"TWIN_ADAPTER={settings.adapter.name} is none of {names}")
    if len(chosen) > 1:
        packages = ", ".join(row.package for row in chosen)
        raise BadSetting(f"two packages bring an adapter {chosen[0].name}: {packages}")
    if chosen[0].lacks:
        raise BadSetting(f"the adapter {chosen[0].name} needs {chosen[0].lacks}")


def adapter_from_elsewhere(name: str) -> Factory:
    """The factory that another package registers under this name.

    Raises:
        BadSetting: If there is none, or if it cannot be loaded.
    """
    for entry in _others():
        if entry.name == name:
            try:
                factory: Factory = entry.load()
            except (ImportError, AttributeError) as error:
                raise BadSetting(f"the adapter {name} of {_package(entry)}: {error}") from error
            return factory
    raise BadSetting(f"TWIN_ADAPTER={name}: no installed package brings it")


def _others() -> list[EntryPoint]:
    return [entry for entry in entry_points(group=GROUP) if entry.name not in SHIPPED]


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def lacks(name: str) -> str:
    """How to install what a shipped adapter needs; empty if it is there."""
    there = all(map(_is_there, _NEEDS.get(name, ())))
    return "" if there else f"pip install 'twinbus[{name}]'"


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that it is in
        return False
