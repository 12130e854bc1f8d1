"""`twin watch` on a terminal: what the model can not explain stands out."""

from __future__ import annotations

import time
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from twin_ops.cli.values import _view


def drawn(significance: float | None) -> str:
    names = ("tag", "value", "unit", "quality", "age_s", "desired", "simulated", "residual")
    value: dict[str, Any] = dict.fromkeys(names, 1.0)
    value |= {"tag": "FT-101", "unit": "kg/s", "quality": "good", "reason": ""}
    value |= {"residual": 0.25, "significance": significance, "_at": time.monotonic()}
    screen = StringIO()
    Console(file=screen, force_terminal=True, color_system="standard", width=160).print(
        _view([value], "")
    )
    return screen.getvalue()


@pytest.mark.parametrize(
    ("significance", "heavy"), [(4.5, True), (-4.5, True), (3.9, False), (None, False)]
)
def test_what_the_model_can_not_explain_stands_out(significance: float | None, heavy: bool):
    assert ("\x1b[1;35m" in drawn(significance)) == heavy
