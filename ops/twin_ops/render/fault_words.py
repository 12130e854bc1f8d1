"""Kinds of faults in words, for the page and the command line."""

from __future__ import annotations

from math import inf

from twin_schemas.faults import FaultKind, Parameter


def limits(parameter: Parameter) -> str:
    """Unit, range and default of a number."""
    unit = f"in {parameter.unit} unit" if parameter.unit == "the tag's" else parameter.unit
    words = [unit if unit != "1" else "a number"]
    low, high = parameter.low > -inf, parameter.high < inf
    if low and high:
        words.append(f"{parameter.low:g} to {parameter.high:g}")
    elif low:
        words.append(f"at least {parameter.low:g}")
    if parameter.default is not None:
        words.append(f"default {parameter.default:g}")
    return ", ".join(words)


def said(kind: FaultKind) -> str:
    """What a sensor says of itself, as an OPC UA status."""
    from twin_plc_adapters.opcua.quality import status_of

    return str(status_of(kind.says).name)
