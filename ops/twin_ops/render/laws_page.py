"""The laws which units are built of: equations and sources, on one page."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

from twin_ops.render.docstring_sections import bases
from twin_simulator.units.kinds import UNITS
from twin_simulator.units.unit import Unit

_PACKAGES = ("twin_simulator.kinetics", "twin_simulator.properties", "twin_simulator.units")
_NOT_LAWS = ("unit", "kinds", "components")


def laws_of(unit: type[Unit]) -> list[str]:
    """Names of the modules of laws which a unit and what it builds upon import."""
    return sorted({law for base in bases(unit) for law in _imported(base.__module__)})


def laws_page(note: str) -> str:
    """What these modules say of themselves."""
    names = sorted({law for unit in UNITS.values() for law in laws_of(unit)})
    parts = [
        f"## {name}\n\n{inspect.cleandoc(sys.modules[f'twin_simulator.{name}'].__doc__ or '')}\n"
        for name in names
    ]
    return "\n".join(["# Laws: equations and sources\n", note, *parts])


@cache
def _imported(module: str) -> frozenset[str]:
    units = {base.__module__ for unit in UNITS.values() for base in bases(unit)}
    found = set()
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            named = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found |= {name for name in named if _is_law(name) and name not in units}
    return frozenset(name.removeprefix("twin_simulator.") for name in found)


def _is_law(name: str) -> bool:
    package, _, module = name.rpartition(".")
    return package in _PACKAGES and name in sys.modules and module not in _NOT_LAWS
