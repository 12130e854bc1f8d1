"""Numbers that clients send."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A finite number; neither a text that has one in it, nor `true` for 1."""
