"""Tables as pandas, Polars or Arrow has them."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from twin_ops.errors import Usage

Form = Literal["pandas", "polars", "arrow"]
_TIMES = ("source_time_ns", "time_ns", "begin_ns")
_TIME = pa.timestamp("ns", tz="UTC")


def with_times(found: pa.Table) -> pa.Table:
    """The rows with their time in front, beside the whole nanoseconds that they had.

    >>> with_times(pa.table({"time_ns": [0]}))["time"].type
    TimestampType(timestamp[ns, tz=UTC])
    """
    own = next(name for name in _TIMES if name in found.column_names)
    return found.add_column(0, "time", pc.cast(found[own], _TIME))


def formed(found: pa.Table, form: Form) -> Any:
    """The table in the form that was asked for.

    Raises:
        Usage: There is no such form, or its library is not installed.
    """
    if form == "arrow":
        return found
    if form == "pandas":
        return found.to_pandas()
    if form == "polars":
        try:
            return import_module("polars").from_arrow(found)
        except ModuleNotFoundError as error:
            raise Usage("polars is not installed: pip install polars") from error
    raise Usage(f"{form!r} is no form of a table; take pandas, polars or arrow")
