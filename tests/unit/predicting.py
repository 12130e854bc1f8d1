"""What a predictor says."""

from __future__ import annotations

from typing import Any

from twin_schemas.prediction_events import SetpointPredicted


def predicted(number: str = "1", tag: str = "FIC-101.SP", **more: Any) -> SetpointPredicted:
    """A prediction that the setpoint is reached without trouble, or whatever `more` says."""
    fields: dict[str, Any] = {
        "shows": "FT-101",
        "horizon_s": 300.0,
        "settles": True,
        "settled_s": 40.0,
        "final": 19.0,
        "crossed": [],
        "crossed_s": [],
        "tripped": [],
        "tripped_s": [],
        "curve_s": [0.0, 150.0, 300.0],
        "curve": [20.0, 19.1, 19.0],
    }
    return SetpointPredicted(
        request_id=number,
        tag=tag,
        value=19.0,
        author="ann",
        run_id="run",
        base_ns=1,
        time_ns=2,
        **(fields | more),
    )
