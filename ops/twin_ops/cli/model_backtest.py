"""`twin model backtest`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.cli.progress import of_the_past
from twin_ops.settings import Settings, load_settings

if TYPE_CHECKING:
    from twin_agents.historian.reading import Window
    from twin_ops.backtest.figures import Figures
    from twin_schemas.following_events import FaultSuspected
    from twin_schemas.messages import Residual

_COLUMNS = ("tag", "rms>", "then_rms>", "outside>", "then_outside>", "count>")
_NOTHING = (
    "nothing to compare: the model needs what the plant has told in this span and for some eight "
    "minutes before it; `twin history TAG --from 1d` shows what is kept"
)


def backtest(
    tags: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TAG]...", autocompletion=complete.tags, help="With * and ?."),
    ] = None,
    since: Annotated[str, typer.Option("--from", help="A span such as 1h, or an ISO time.")] = "1h",
    until: Annotated[str, typer.Option("--to", help="The same; now without.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Have the model of today follow the plant over a past, and compare with the twin of then.

    `rms` is the root mean square of the residuals in the standard deviations that they should have,
    near 1 where the model is right, and `outside` the share of those that are significant; `then_…`
    is what the twin told at that time. What it suspects is told on stderr. An hour of the whole
    plant takes some two minutes; nothing is written.

    Examples: `twin model backtest --from 30m`,
    `TWIN_PLANT=better.yaml twin model backtest 'TT-1*'`,
    `twin model backtest --from 2026-11-26T08:00Z --to 2026-11-26T09:00Z --json`
    """
    from twin_agents.historian.reading import Window
    from twin_ops.backtest.figures import figures_then
    from twin_ops.cli.chosen import tags_like, times_between
    from twin_ops.stored import Stored

    settings = load_settings()
    shown = tags_like(settings, tags or ["*"])
    window = Window(shown, *times_between(since, until))
    stored = Stored(settings, tell=err.print)
    now, suspected = _followed(settings, stored, window)
    then = figures_then(stored, window)
    rows = list(_rows(shown, now, then))
    if not rows:
        err.print(_NOTHING, style="yellow")
    if as_json:
        print_json({"tags": rows, "suspected": [_finding(one) for one in suspected]})
        return
    show_rows(_COLUMNS, rows)
    for one in suspected:
        err.print(f"suspected: {one.fault} of {one.target}, {one.size:.3g}", style="yellow")


def _followed(
    settings: Settings, stored: Any, window: Window
) -> tuple[dict[str, Figures], list[FaultSuspected]]:
    from twin_ops.backtest.figures import figures_of
    from twin_ops.backtest.followed import followed
    from twin_ops.kept_plant import model_of
    from twin_schemas.following_events import FaultSuspected

    with err.status("Building the model"):
        model = model_of(settings)
    suspected: list[FaultSuspected] = []

    def residuals(told: Iterable[Residual | FaultSuspected]) -> Iterator[Residual]:
        length = window.end_ns - window.begin_ns
        for one in told:
            if isinstance(one, FaultSuspected):
                suspected.extend([one] if one.present else [])
            else:
                progress((one.time_ns - window.begin_ns) / length)
                yield one

    with of_the_past() as progress:
        told = followed(stored, model, window.begin_ns, window.end_ns, err.print)
        return figures_of(residuals(told)), suspected


def _rows(
    tags: Iterable[str], now: Mapping[str, Figures], then: Mapping[str, Figures]
) -> Iterator[dict[str, Any]]:
    """Tags that the model tells, the furthest off in front."""
    for tag in sorted((tag for tag in tags if tag in now), key=lambda tag: -now[tag].rms):
        before = then.get(tag)
        yield {
            "tag": tag,
            "rms": now[tag].rms,
            "then_rms": _known(before.rms) if before else None,
            "outside": now[tag].share_outside,
            "then_outside": _known(before.share_outside) if before else None,
            "count": now[tag].count,
        }


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def _finding(one: FaultSuspected) -> dict[str, Any]:
    return {"target": one.target, "fault": one.fault, "size": one.size, "time_ns": one.time_ns}
